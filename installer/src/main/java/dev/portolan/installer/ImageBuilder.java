package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the image: icons, jars, natives, letters, the runtime, the launchers and the AOT cache. */
final class ImageBuilder {
  private final Commands commands;
  private final Parts parts;
  private final FileTime time;

  ImageBuilder(Commands commands, Parts parts, FileTime time) {
    this.commands = commands;
    this.parts = parts;
    this.time = time;
  }

  /**
   * Makes it anew.
   *
   * @param app the folder that {@code mvn package} leaves, {@code app/target/portolan}
   */
  void build(Path app) throws IOException, InterruptedException {
    delete(commands.work());
    Files.createDirectories(commands.work());
    new Icons(commands.project().resolve("assets")).write(commands.icons());
    Path lib = app.resolve("lib");
    boolean foreign = commands.isForeign();
    new Jars(commands.target())
        .copy(foreign ? parts.jars(lib, commands.target()) : Jars.in(lib), commands.input());
    Notices notices = new Notices(app);
    notices.check(commands.input());
    String modules = modules(commands);
    if (foreign) {
      new ForeignRuntime(commands).make(modules);
    } else {
      Tool.run(commands.jlink(modules));
    }
    keepOnlyJava(commands.runtime().resolve("bin"));
    Image image = image();
    image.lay(notices);
    switch (commands.target().os()) {
      case LINUX -> strip(commands.image());
      case WINDOWS -> WindowsSigner.ofEnvironment().signFolder(commands.image());
      case MAC -> {}
    }
    setTimes(commands.image(), time);
    new AotCache(commands, image, time).make();
    if (image instanceof MacBundle bundle) {
      bundle.sign();
    } else if (commands.target().os() == Target.Os.MAC) {
      Tool.run(commands.signImage(Commands.macSigner()));
    }
    System.out.println("image: " + commands.image() + " with " + modules);
  }

  private Image image() throws IOException, InterruptedException {
    return switch (commands.target().os()) {
      case LINUX -> new LinuxImage(commands, "launcher");
      case MAC ->
          commands.isForeign() ? new MacBundle(commands, parts.compiler()) : new MacImage(commands);
      case WINDOWS -> new WindowsImage(commands, parts.compiler(), time);
    };
  }

  /**
   * The modules that the jars use; jdeps says so of each, as far as it can, and of all together.
   */
  static String modules(Commands commands) throws IOException, InterruptedException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(commands.input())) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    String printed = Tool.run(commands.jdeps(jars), Map.of());
    List<String> lines = printed.lines().filter(line -> line.startsWith("java.base")).toList();
    if (lines.size() != 1) {
      throw new IOException("jdeps did not tell the modules: " + printed);
    }
    return Modules.wanted(lines.getFirst().strip());
  }

  /** Takes from programs and libraries the names that only debuggers ask for. */
  static void strip(Path image) throws IOException, InterruptedException {
    if (!Tool.exists("strip")) {
      return;
    }
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.filter(ImageBuilder::isProgramOrLibrary).toList()) {
        Tool.run(List.of("strip", "--strip-unneeded", "--preserve-dates", file.toString()));
      }
    }
  }

  private static boolean isProgramOrLibrary(Path file) {
    return file.toString().endsWith(".so")
        || file.endsWith("runtime/bin/java")
        || file.endsWith("runtime/lib/jexec")
        || file.endsWith("runtime/lib/jspawnhelper");
  }

  /**
   * The copies are as old as this run, and the AOT cache would know them by that. So every way of
   * packing must keep this time, a whole number of two seconds.
   */
  static void setTimes(Path image, FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  /** The AOT cache is made by this program of the runtime; no other is ever started. */
  static void keepOnlyJava(Path bin) throws IOException {
    List<Path> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(bin)) {
      files
          .filter(
              file ->
                  file.toString()
                      .matches(".*(keytool|jrunscript|jwebserver|jfr|rmiregistry)(\\.exe)?"))
          .forEach(others::add);
    }
    for (Path each : others) {
      Files.delete(each);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
