package dev.portolan.installer;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a runtime for another system by this one's jlink. What there is of that system's Java is a
 * runtime, too, which jlink does not take: so modules are made of it again, without what jlink adds
 * to each runtime anew.
 */
final class ForeignRuntime {
  /** The natives of the modules that the program may want; those of others are left out. */
  private static final Map<String, String> OWNERS = new HashMap<>();

  static {
    own(
        "java.base",
        "java jli jimage jvm net nio zip verify syslookup vcruntime140 vcruntime140_1");
    own("java.base", "msvcp140 ucrtbase java.exe");
    own("java.base", "jsig osxsecurity jspawnhelper");
    own("java.desktop", "awt fontmanager freetype javajpeg jawt jsound lcms mlib_image");
    own("java.desktop", "splashscreen awt_lwawt osx osxapp osxui");
    own("java.instrument", "instrument");
    own("java.management", "management");
    own("java.prefs", "prefs");
    own("java.rmi", "rmi");
    own("java.security.jgss", "j2gss sspi_bridge w2k_lsa_auth osxkrb5");
    own("jdk.attach", "attach");
    own("jdk.jdwp.agent", "jdwp dt_socket");
    own("jdk.management", "management_ext");
    own("jdk.management.agent", "management_agent");
    own("jdk.net", "extnet");
    own("jdk.security.auth", "jaas");
  }

  private final Commands commands;
  private final Path java;
  private final Path folder;

  ForeignRuntime(Commands commands) {
    this.commands = commands;
    this.java = commands.foreignJava().orElseThrow();
    this.folder = commands.work().resolve("modules");
  }

  /** Makes the runtime of these modules, parted by commas, and those that they need. */
  void make(String modules) throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    Tool.run(
        List.of(
            Tool.ofJdk("jimage"),
            "extract",
            "--dir",
            classes.toString(),
            java.resolve("lib/modules").toString()));
    clean(classes.resolve("java.base"));
    for (String module : needed(classes, modules)) {
      pack(classes.resolve(module));
    }
    Tool.run(commands.jlink(modules, folder.resolve("jmods")));
  }

  /** The modules and those that they need, by name. */
  private static List<String> needed(Path classes, String modules) throws IOException {
    try (Stream<Path> all = Files.list(classes)) {
      ModuleFinder finder = ModuleFinder.of(all.toArray(Path[]::new));
      return Configuration.resolve(
              finder,
              List.of(Configuration.empty()),
              ModuleFinder.of(),
              List.of(modules.split(",", -1)))
          .modules()
          .stream()
          .map(ResolvedModule::name)
          .sorted()
          .toList();
    }
  }

  /** Takes out what jlink made for that runtime. */
  private static void clean(Path base) throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("SystemModules\\$.*[.]class")
            || name.matches("BoundMethodHandle\\$Species_(?!L[.]).*[.]class")) {
          Files.delete(file);
        }
      }
    }
    Path declaration = base.resolve("module-info.class");
    ClassFile format = ClassFile.of();
    byte[] cleaned =
        format.transformClass(
            format.parse(declaration),
            ClassTransform.dropping(element -> element instanceof ModuleHashesAttribute));
    Files.write(declaration, cleaned);
  }

  private void pack(Path classes) throws IOException, InterruptedException {
    String module = classes.getFileName().toString();
    Path parts = folder.resolve("parts").resolve(module);
    for (String part : Commands.MODULE_PARTS) {
      Files.createDirectories(parts.resolve(part));
    }
    Path bin = java.resolve("bin");
    Path libraries = commands.target().os() == Target.Os.WINDOWS ? bin : java.resolve("lib");
    copy(bin, parts.resolve("cmds"), file -> isProgram(file) && owner(file).equals(module));
    copy(libraries, parts.resolve("libs"), file -> isLibrary(file) && owner(file).equals(module));
    if (module.equals("java.base")) {
      copy(java.resolve("lib"), parts.resolve("libs"), ForeignRuntime::isOfBase);
      copy(java.resolve("conf"), parts.resolve("config"), file -> !file.contains("management"));
    }
    copy(java.resolve("legal").resolve(module), parts.resolve("legal-notices"), file -> true);
    Files.createDirectories(folder.resolve("jmods"));
    Tool.run(commands.jmod(classes, parts, folder.resolve("jmods").resolve(module + ".jmod")));
  }

  /** Copies the files of a folder whose path below it is wanted. */
  private static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String below = from.relativize(file).toString().replace('\\', '/');
        if (wanted.test(below)) {
          Path place = to.resolve(below);
          Files.createDirectories(place.getParent());
          Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isProgram(String file) {
    return file.matches("java|.*[.]exe");
  }

  /** Or what Java starts processes with on macOS, which lies among its libraries. */
  private static boolean isLibrary(String file) {
    return file.matches(".*[.](dll|dylib)|jspawnhelper");
  }

  private static boolean isOfBase(String file) {
    return file.matches("(jvm[.]cfg|tzdb[.]dat|tzmappings|security/.*)");
  }

  /** Of a library or program below {@code bin}; empty if no module of the program has it. */
  private static String owner(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (name.startsWith("api-ms-win-")) {
      return "java.base";
    }
    return OWNERS.getOrDefault(name.replaceFirst("^lib(.*)[.]dylib$|[.]dll$", "$1"), "");
  }

  private static void own(String module, String natives) {
    for (String each : natives.split(" ", -1)) {
      OWNERS.put(each, module);
    }
  }
}
