package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes packages of the program for the system that it runs on. Started by {@code mvn -Pinstaller
 * package}; see {@code installer/README.md}.
 */
public final class Installer {
  private static final int ARGUMENTS = 5;

  /** For a test of upgrading: an older package for Windows. */
  private static final String OLDER = "older";

  private Installer() {}

  /**
   * Takes five arguments: the folder of the project, the version, the time that files shall bear,
   * the types of packages, parted by commas, {@code all} or {@code print}, and for which system, as
   * {@link Target#meant} has it.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      run(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println("installer: " + wrong.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] args) throws IOException, InterruptedException {
    if (args.length != ARGUMENTS) {
      throw new IllegalArgumentException("takes PROJECT VERSION TIME TYPES TARGET");
    }
    Path project = Path.of(args[0]).toAbsolutePath().normalize();
    Product product = new Product(args[1]);
    Instant time = Instant.parse(args[2]);
    if (args[3].equals("print")) {
      for (Target.Os os : Target.Os.values()) {
        new DryRun(product, new Target(os, false)).print(System.out);
      }
      return;
    }
    Parts parts = new Parts(project);
    for (Target target : Target.meant(args[4])) {
      make(product, target, parts, time, args[3]);
    }
  }

  private static void make(Product product, Target target, Parts parts, Instant time, String wanted)
      throws IOException, InterruptedException {
    boolean foreign =
        target.os() == Target.Os.WINDOWS
            || (target.os() == Target.Os.MAC && Target.here().os() == Target.Os.LINUX);
    if (!foreign && target.os() != Target.here().os()) {
      throw new IllegalArgumentException("packages for " + target.label() + " are made only there");
    }
    List<String> types = wanted.equals("all") ? possible(target) : List.of(wanted.split(","));
    for (String type : types) {
      if (!target.packageTypes().contains(type) && !type.equals(OLDER)) {
        throw new IllegalArgumentException(
            "there is no package of type " + type + ", only " + target.packageTypes());
      }
    }
    Path folder = parts.project().resolve("installer/target");
    Path out = Files.createDirectories(folder.resolve("packages"));
    Commands commands =
        new Commands(
            product,
            target,
            parts.project(),
            folder.resolve(foreign ? "work-" + target.label() : "work"),
            foreign ? Optional.of(parts.java(target)) : Optional.empty());
    new ImageBuilder(commands, parts, FileTime.from(time))
        .build(parts.project().resolve("app/target/portolan"));
    for (String type : types) {
      Path file =
          target.os() == Target.Os.WINDOWS
              ? makeForWindows(type, new WindowsPackages(commands, parts.compiler(), out))
              : make(type, commands, out, time);
      System.out.printf("%s: %s (%.1f MB)%n", type, file, Files.size(file) / 1e6);
    }
  }

  /** What this computer has the programs for. */
  private static List<String> possible(Target target) {
    List<String> types = new ArrayList<>(target.packageTypes());
    if (types.contains("deb") && !Tool.exists("dpkg-deb")) {
      types.removeAll(List.of("deb", "edge-deb"));
      System.out.println("deb: not made, dpkg-deb is missing");
    }
    if (types.contains("rpm") && !Tool.exists("rpmbuild")) {
      types.removeAll(List.of("rpm", "edge-rpm"));
      System.out.println("rpm: not made, rpmbuild is missing");
    }
    if (types.contains("setup") && !Tool.exists("makensis")) {
      types.remove("setup");
      System.out.println("setup: not made, makensis is missing (the package nsis of Debian)");
    }
    return types;
  }

  private static Path makeForWindows(String type, WindowsPackages packages)
      throws IOException, InterruptedException {
    return switch (type) {
      case "setup" -> packages.setup();
      case "zip" -> packages.zip();
      case OLDER -> packages.older();
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static Path make(String type, Commands commands, Path out, Instant time)
      throws IOException, InterruptedException {
    LinuxPackages linux = new LinuxPackages(commands, out, time);
    String name = commands.product().fileName(commands.target());
    return switch (type) {
      case "deb" -> linux.deb(linux.desktop());
      case "rpm" -> linux.rpm(linux.desktop());
      case "edge-deb" -> linux.deb(linux.edge());
      case "edge-rpm" -> linux.rpm(linux.edge());
      case "tar" -> linux.tar();
      case "dmg" -> {
        Tool.run(commands.dmg(out));
        Path file = rename(out, commands.product().macVersion() + ".dmg", name + ".dmg");
        if (!Commands.macSigner().isEmpty()) {
          Tool.run(commands.signDmg(file, Commands.macSigner()));
        }
        yield file;
      }
      case "zip" -> {
        Path file = out.resolve(name + ".zip");
        String folder = commands.image().getFileName().toString();
        Zip.writeWithPermissions(commands.image(), folder, file);
        yield file;
      }
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  /** jpackage names files after the program and its version. */
  private static Path rename(Path folder, String ending, String name) throws IOException {
    return Files.move(
        folder.resolve(Product.NAME + "-" + ending),
        folder.resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
