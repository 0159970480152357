package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Wraps the image in what Linux systems install. */
final class LinuxPackages {
  private static final long KIBIBYTE = 1024;

  private final Commands commands;
  private final Path out;
  private final Instant time;
  private final Map<String, String> epoch;

  /**
   * Makes one.
   *
   * @param out the folder for the packages
   * @param time what files of the package bear where they have no time of their own
   */
  LinuxPackages(Commands commands, Path out, Instant time) {
    this.commands = commands;
    this.out = out;
    this.time = time;
    this.epoch = Map.of("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()));
  }

  /** Debian, Ubuntu and their like; needs dpkg-deb. */
  Path deb() throws IOException, InterruptedException {
    Path root = fresh("deb");
    new LinuxRoot(commands, time).lay(root);
    DebianFiles files = new DebianFiles(commands.project(), commands.product(), time);
    Path share = root.resolve("usr/share");
    files.writeChangelog(share.resolve("doc/portolan/changelog.gz"));
    Files.writeString(share.resolve("doc/portolan/copyright"), files.copyright());
    Path overrides = Files.createDirectories(share.resolve("lintian/overrides"));
    Files.copy(
        commands.project().resolve("installer/linux/lintian-overrides"),
        overrides.resolve(Product.PACKAGE));
    Path control = Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(
        control.resolve("control"),
        template("control")
            .replace("@arch@", commands.target().arm() ? "arm64" : "amd64")
            .replace("@size@", Long.toString(kibibytes(root))));
    Path file = out.resolve(commands.product().fileName(commands.target()) + ".deb");
    Tool.run(
        List.of(
            "dpkg-deb", "--root-owner-group", "-Zxz", "--build", root.toString(), file.toString()),
        epoch);
    return file;
  }

  /** Fedora, openSUSE and their like; needs rpmbuild. */
  Path rpm() throws IOException, InterruptedException {
    Path root = fresh("rpm");
    new LinuxRoot(commands, time).lay(root);
    Path top = fresh("rpmbuild");
    Path spec = top.resolve("portolan.spec");
    Files.writeString(spec, template("portolan.spec").replace("@root@", root.toString()));
    Tool.run(
        List.of(
            "rpmbuild",
            "-bb",
            "--target",
            commands.target().arm() ? "aarch64" : "x86_64",
            "--define",
            "_topdir " + top,
            "--define",
            "_rpmdir " + top,
            "--define",
            "_rpmfilename portolan.rpm",
            "--define",
            "_buildhost localhost",
            spec.toString()),
        epoch);
    return Files.move(
        top.resolve("portolan.rpm"),
        out.resolve(commands.product().fileName(commands.target()) + ".rpm"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A folder that runs where it is unpacked; needs tar. */
  Path tar() throws IOException, InterruptedException {
    Path file = out.resolve(commands.product().fileName(commands.target()) + ".tar.gz");
    Tool.run(
        List.of(
            "tar",
            "--create",
            "--gzip",
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--transform=s,^\\.," + Product.PACKAGE + "-" + commands.product().version() + ",",
            "--file=" + file,
            "--directory=" + commands.image(),
            "."),
        Map.of("GZIP", "-9"));
    return file;
  }

  private Path fresh(String name) throws IOException {
    return Files.createDirectories(commands.work().resolve(name));
  }

  private String template(String name) throws IOException {
    return Files.readString(commands.project().resolve("installer/linux").resolve(name))
        .replace("@version@", commands.product().linuxVersion())
        .replace("@vendor@", Product.VENDOR)
        .replace("@maintainer@", Product.MAINTAINER)
        .replace("@homepage@", Product.HOMEPAGE)
        .replace("@libc@", commands.target().libc())
        .replace("@licence@", Product.LICENCE)
        .replace("@summary@", Product.SUMMARY)
        .replace(" @description@", " " + String.join("\n ", DebianFiles.lines(Product.DESCRIPTION)))
        .replace("@description@", String.join("\n", DebianFiles.lines(Product.DESCRIPTION)));
  }

  private static long kibibytes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      long sum = 0;
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        sum += (Files.isSymbolicLink(file) ? 0 : Files.size(file)) / KIBIBYTE + 1;
      }
      return sum;
    }
  }
}
