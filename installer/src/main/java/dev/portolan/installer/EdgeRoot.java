package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of the package without the window: the image in {@code /opt}, the command and its
 * manual page, systemd's units, the user whose services they are, and the folder of the edge.
 */
final class EdgeRoot implements LinuxPackages.Layout {
  private final Commands commands;

  /**
   * Makes one.
   *
   * @param commands those of an {@link EdgeImage}
   */
  EdgeRoot(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void lay(Path root) throws IOException, InterruptedException {
    String opt = "opt/" + Product.EDGE_PACKAGE;
    Image.copy(commands.image(), root.resolve(opt));
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(
        bin.resolve(Product.PACKAGE), Path.of("/" + opt, "bin", commands.consoleName()));
    Path files = commands.project().resolve("installer/linux/edge");
    Path units = Files.createDirectories(root.resolve("usr/lib/systemd/system"));
    for (String unit : List.of("portolan-edge.service", "portolan-device@.service")) {
      Files.copy(files.resolve(unit), units.resolve(unit));
    }
    for (String kind : List.of("sysusers", "tmpfiles")) {
      Path folder = Files.createDirectories(root.resolve("usr/lib/" + kind + ".d"));
      Files.copy(files.resolve("portolan-edge." + kind), folder.resolve("portolan-edge.conf"));
    }
    DebianFiles.writePacked(
        root.resolve("usr/share/man/man1/portolan.1.gz"),
        Tool.run(List.of(commands.console().toString(), "manual"), Map.of()));
  }
}
