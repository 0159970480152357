package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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

  /** What a package holds. */
  interface Layout {
    /** Lays its files below a folder. */
    void lay(Path root) throws IOException, InterruptedException;
  }

  /**
   * A package.
   *
   * @param name its name, which is that of its folder in {@code /opt}, too
   * @param folder where its templates are, below {@code installer/linux}
   * @param scripts what Debian runs when it comes or goes
   */
  record Kind(String name, String folder, Layout layout, List<String> scripts) {}

  /** The program with its window. */
  Kind desktop() {
    return new Kind(Product.PACKAGE, "", new LinuxRoot(commands, time), List.of());
  }

  /** The program without its window, with services. */
  Kind edge() throws IOException, InterruptedException {
    EdgeImage image = new EdgeImage(commands);
    image.build(FileTime.from(time));
    return new Kind(
        Product.EDGE_PACKAGE,
        "edge",
        new EdgeRoot(image.commands()),
        List.of("postinst", "prerm", "postrm"));
  }

  /** Debian, Ubuntu and their like; needs dpkg-deb. */
  Path deb(Kind kind) throws IOException, InterruptedException {
    Path root = fresh("deb-" + kind.name());
    kind.layout().lay(root);
    DebianFiles files = new DebianFiles(commands.project(), commands.product(), time, kind.name());
    Path share = root.resolve("usr/share");
    Path doc = share.resolve("doc").resolve(kind.name());
    files.writeChangelog(doc.resolve("changelog.gz"));
    Files.writeString(doc.resolve("copyright"), files.copyright());
    Path overrides = Files.createDirectories(share.resolve("lintian/overrides"));
    Files.copy(templates(kind).resolve("lintian-overrides"), overrides.resolve(kind.name()));
    Path control = Files.createDirectories(root.resolve("DEBIAN"));
    for (String script : kind.scripts()) {
      Path copy = Files.copy(templates(kind).resolve(script), control.resolve(script));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(
        control.resolve("control"),
        template(kind, "control")
            .replace("@arch@", commands.target().arm() ? "arm64" : "amd64")
            .replace("@size@", Long.toString(kibibytes(root))));
    Path file = out.resolve(commands.product().fileName(kind.name(), commands.target()) + ".deb");
    Tool.run(
        List.of(
            "dpkg-deb", "--root-owner-group", "-Zxz", "--build", root.toString(), file.toString()),
        epoch);
    return file;
  }

  /** Fedora, openSUSE and their like; needs rpmbuild. */
  Path rpm(Kind kind) throws IOException, InterruptedException {
    Path root = fresh("rpm-" + kind.name());
    kind.layout().lay(root);
    Path top = fresh("rpmbuild-" + kind.name());
    Path spec = top.resolve(kind.name() + ".spec");
    Files.writeString(
        spec, template(kind, kind.name() + ".spec").replace("@root@", root.toString()));
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
            "_rpmfilename package.rpm",
            "--define",
            "_buildhost localhost",
            spec.toString()),
        epoch);
    return Files.move(
        top.resolve("package.rpm"),
        out.resolve(commands.product().fileName(kind.name(), commands.target()) + ".rpm"),
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

  private Path templates(Kind kind) {
    return commands.project().resolve("installer/linux").resolve(kind.folder());
  }

  private String template(Kind kind, String name) throws IOException {
    return Files.readString(templates(kind).resolve(name))
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
