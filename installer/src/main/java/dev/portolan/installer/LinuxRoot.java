package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The files of a Linux package as they will lie on the computer: the image in {@code /opt}, the
 * command in {@code /usr/bin}, its manual page, menu entry, type of files and icons where desktops
 * look. They are ordinary files of the package, so no script runs when it comes or goes, and
 * nothing of it stays.
 */
final class LinuxRoot implements LinuxPackages.Layout {
  private static final String OPT = "opt/" + Product.PACKAGE;
  private static final String METAINFO = "dev.portolan.Portolan.metainfo.xml";

  private final Commands commands;
  private final Instant time;

  /**
   * Makes one.
   *
   * @param time when the package was made
   */
  LinuxRoot(Commands commands, Instant time) {
    this.commands = commands;
    this.time = time;
  }

  @Override
  public void lay(Path root) throws IOException, InterruptedException {
    Image.copy(commands.image(), root.resolve(OPT));
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(
        bin.resolve(Product.PACKAGE), Path.of("/" + OPT, "bin", commands.consoleName()));
    Path share = root.resolve("usr/share");
    place(
        commands.project().resolve("installer/linux/portolan.desktop"),
        share.resolve("applications/portolan.desktop"));
    place(
        commands.project().resolve("installer/linux/portolan.mime.xml"),
        share.resolve("mime/packages/portolan.xml"));
    for (int size : Icons.SIZES) {
      if (size <= 512) {
        place(
            commands.icons().resolve(Product.PACKAGE + "-" + size + ".png"),
            share.resolve("icons/hicolor/" + size + "x" + size + "/apps/portolan.png"));
      }
    }
    place(
        commands.project().resolve("assets/logo.svg"),
        share.resolve("icons/hicolor/scalable/apps/portolan.svg"));
    Path metainfo = share.resolve("metainfo/" + METAINFO);
    Files.createDirectories(metainfo.getParent());
    Files.writeString(
        metainfo,
        Files.readString(commands.project().resolve("installer/linux").resolve(METAINFO))
            .replace("@summary@", Product.SUMMARY)
            .replace("@description@", Product.DESCRIPTION)
            .replace("@vendor@", Product.VENDOR)
            .replace("@homepage@", Product.HOMEPAGE)
            .replace("@version@", commands.product().linuxVersion())
            .replace("@date@", time.toString().substring(0, "2026-01-01".length())));
    DebianFiles.writePacked(
        share.resolve("man/man1/portolan.1.gz"),
        Tool.run(List.of(commands.console().toString(), "manual"), Map.of()));
  }

  private static void place(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
