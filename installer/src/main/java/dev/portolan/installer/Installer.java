package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes packages of the program for the system that it runs on. Started by {@code mvn -Pinstaller
 * package}; see {@code installer/README.md}.
 */
public final class Installer {
  private static final int ARGUMENTS = 4;

  private Installer() {}

  /**
   * Takes four arguments: the folder of the project, the version, the time that files shall bear,
   * and the types of packages, parted by commas, {@code all} or {@code print}.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != ARGUMENTS) {
      throw new IllegalArgumentException("takes PROJECT VERSION TIME TYPES");
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
    Target target = Target.here();
    List<String> types = args[3].equals("all") ? possible(target) : List.of(args[3].split(","));
    for (String type : types) {
      if (!target.packageTypes().contains(type)) {
        throw new IllegalArgumentException(
            "no package of type " + type + " can be made here, only " + target.packageTypes());
      }
    }
    Path out = Files.createDirectories(project.resolve("installer/target/packages"));
    Commands commands =
        new Commands(product, target, project, project.resolve("installer/target/work"));
    new ImageBuilder(commands, FileTime.from(time)).build(project.resolve("app/target/portolan"));
    for (String type : types) {
      Path file = make(type, commands, out, time);
      System.out.printf("%s: %s (%.1f MB)%n", type, file, Files.size(file) / 1e6);
    }
  }

  /** What this computer has the programs for. */
  private static List<String> possible(Target target) {
    List<String> types = new ArrayList<>(target.packageTypes());
    if (types.contains("deb") && !Tool.exists("dpkg-deb")) {
      types.remove("deb");
      System.out.println("deb: not made, dpkg-deb is missing");
    }
    if (types.contains("rpm") && !Tool.exists("rpmbuild")) {
      types.remove("rpm");
      System.out.println("rpm: not made, rpmbuild is missing");
    }
    return types;
  }

  private static Path make(String type, Commands commands, Path out, Instant time)
      throws IOException, InterruptedException {
    LinuxPackages linux = new LinuxPackages(commands, out, time);
    String name = commands.product().fileName(commands.target());
    return switch (type) {
      case "deb" -> linux.deb();
      case "rpm" -> linux.rpm();
      case "tar" -> linux.tar();
      case "zip" -> {
        Path file = out.resolve(name + ".zip");
        Zip.write(commands.image(), Product.PACKAGE + "-" + commands.product().version(), file);
        yield file;
      }
      case "msi" -> {
        Tool.run(commands.msi(out));
        Path file = rename(out, commands.product().numbers() + ".msi", name + ".msi");
        WindowsSigner.ofEnvironment().sign(List.of(file));
        yield file;
      }
      case "dmg" -> {
        Tool.run(commands.dmg(out));
        Path file = rename(out, commands.product().macVersion() + ".dmg", name + ".dmg");
        if (!Commands.macSigner().isEmpty()) {
          Tool.run(commands.signDmg(file, Commands.macSigner()));
        }
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
