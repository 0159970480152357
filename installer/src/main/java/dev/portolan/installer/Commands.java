package dev.portolan.installer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exact commands of the JDK's tools. Nothing here runs or looks at a file, so they can be seen
 * and tested for every system on any.
 *
 * @param product what is packaged
 * @param target for which system
 * @param project the folder of the project
 * @param work the folder to work in
 * @param foreignJava the Java of the target's system of which the runtime is made; empty for this
 *     computer's own
 */
record Commands(
    Product product, Target target, Path project, Path work, Optional<Path> foreignJava) {
  /** What every start of Java in the image is told; {@code $APPDIR} is the folder of the jars. */
  static final List<String> JAVA_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          // Natives are loaded where they lie; nothing is unpacked.
          "-Djava.library.path=$APPDIR/native",
          "-Djna.boot.library.path=$APPDIR/native",
          "-Djna.nounpack=true",
          "-Dpty4j.preferred.native.folder=$APPDIR/native/pty",
          "-Dportolan.fonts=$APPDIR/fonts",
          // Nobody records Netty's buffers here, and each start would wait for the recorder.
          "-Dio.netty.jfr.enabled=false",
          // Looking for buffers that were lost is for tests; it costs 2 % of a tunnel's CPU.
          "-Dio.netty.leakDetection.level=disabled",
          // No file in the temporary folder for tools that watch JVMs, and words of the JVM itself
          // only when it fails.
          "-XX:-UsePerfData",
          "-Xlog:disable",
          // A small heap that grows slowly and gives back: the window is on all day, and mostly
          // idle.
          "-XX:+UseSerialGC",
          "-Xms24m",
          "-Xmn12m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-ShrinkHeapInSteps",
          // What the compilers took from the C library goes back to the system.
          "-XX:TrimNativeHeapInterval=5000",
          // The optimising compiler waits until a start is over; in return tunnels reach their full
          // speed later (docs/performance.md).
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=20000",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=400000");

  /** What a module has besides classes, as jmod names it. */
  static final List<String> MODULE_PARTS = List.of("cmds", "libs", "config", "legal-notices");

  /** The largest heap of the window; an edge or a device may take more. */
  static final String WINDOW_HEAP = "-Xmx136m";

  /**
   * Whether the image is made of another Java than the one that runs this. For Windows it always
   * is, so that its files are the same wherever they are made.
   */
  boolean isForeign() {
    return foreignJava.isPresent();
  }

  /** The program's jars, with natives and letters beside them. */
  Path input() {
    return work.resolve("input");
  }

  Path runtime() {
    return work.resolve("runtime");
  }

  Path icons() {
    return work.resolve("icons");
  }

  /** The image: the program with its runtime and its launchers. */
  Path image() {
    return work.resolve("image")
        .resolve(target.os() == Target.Os.MAC ? Product.NAME + ".app" : Product.NAME);
  }

  /** The folder of the jars in the image. */
  Path appFolder() {
    return image()
        .resolve(
            switch (target.os()) {
              case LINUX -> "lib/app";
              case MAC -> "Contents/app";
              case WINDOWS -> "app";
            });
  }

  /** Where jpackage lays the runtime in the image. */
  Path imageRuntime() {
    return image()
        .resolve(
            switch (target.os()) {
              case LINUX -> "lib/runtime";
              case MAC -> "Contents/runtime/Contents/Home";
              case WINDOWS -> "runtime";
            });
  }

  /**
   * The name of the launcher for terminals; where it lies beside that for the window, and names
   * that differ in case are one, it has another.
   */
  String consoleName() {
    return target.os() == Target.Os.MAC ? Product.PACKAGE + "-cli" : Product.PACKAGE;
  }

  /** The launcher for the window in the image for Windows. */
  Path window() {
    return image().resolve(Product.NAME + ".exe");
  }

  /** The launcher for terminals in the image; on Linux it is the one for the window, too. */
  Path console() {
    return image()
        .resolve(
            switch (target.os()) {
              case LINUX -> "bin/" + consoleName();
              case MAC -> "Contents/MacOS/" + consoleName();
              case WINDOWS -> "bin/" + consoleName() + ".exe";
            });
  }

  /** Asks which modules the jars use. */
  List<String> jdeps(List<Path> jars) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Tool.ofJdk("jdeps"),
                "--ignore-missing-deps",
                "--multi-release",
                "25",
                "--print-module-deps",
                "--class-path",
                input() + "/*"));
    jars.forEach(jar -> command.add(jar.toString()));
    return command;
  }

  /** Makes the runtime of those modules of this computer's Java. */
  List<String> jlink(String modules) {
    return List.of(
        Tool.ofJdk("jlink"),
        "--add-modules",
        modules,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress", // The packages pack classes better if they were not packed before.
        "zip-0",
        "--output",
        runtime().toString());
  }

  /** Makes the runtime of those modules of another system's Java. */
  List<String> jlink(String modules, Path jmods) {
    List<String> command = new ArrayList<>(jlink(modules));
    command.addAll(1, List.of("--module-path", jmods.toString()));
    // This computer's tools know nothing of the other system's libraries.
    command.replaceAll(
        word -> word.equals("--strip-debug") ? "--strip-java-debug-attributes" : word);
    return command;
  }

  /** Makes one module of what it is made of, for {@link #jlink(String, Path)}. */
  List<String> jmod(Path classes, Path parts, Path to) {
    List<String> command = new ArrayList<>(List.of(Tool.ofJdk("jmod"), "create"));
    for (String part : MODULE_PARTS) {
      command.addAll(List.of("--" + part, parts.resolve(part).toString()));
    }
    command.addAll(
        List.of(
            "--class-path",
            classes.toString(),
            "--target-platform",
            target.jmod(),
            "--compress",
            "zip-0",
            to.toString()));
    return command;
  }

  /** What makes the launcher for terminals differ from that for the window on macOS. */
  static String consoleLauncher() {
    return "description="
        + Product.SUMMARY
        + " (for terminals)\njava-options="
        + String.join(" ", JAVA_OPTIONS)
        + "\n";
  }

  /** Makes the image on macOS. */
  List<String> image(Path consoleLauncher) {
    List<String> command = jpackage("app-image");
    command.addAll(
        List.of(
            "--icon",
            icon(),
            "--runtime-image",
            runtime().toString(),
            "--input",
            input().toString(),
            "--main-jar",
            product.mainJar().toString(),
            "--main-class",
            Product.MAIN_CLASS,
            "--add-launcher",
            consoleName() + "=" + consoleLauncher,
            "--dest",
            work.resolve("image").toString()));
    Stream.concat(JAVA_OPTIONS.stream(), Stream.of(WINDOW_HEAP))
        .forEach(option -> command.addAll(List.of("--java-options", option)));
    command.addAll(
        List.of(
            "--mac-package-identifier",
            Product.MAC_IDENTIFIER,
            "--mac-package-name",
            Product.NAME,
            "--mac-app-category",
            "developer-tools"));
    return command;
  }

  /** Whose certificate in the keychain signs for macOS; empty for nobody's. */
  static String macSigner() {
    return System.getenv().getOrDefault("PORTOLAN_MAC_SIGNER", "");
  }

  /**
   * Signs the image for macOS, which has changed since jpackage made it: the AOT cache and an
   * option came in.
   *
   * @param signer whose certificate in the keychain signs it; if empty, the signature names nobody
   */
  List<String> signImage(String signer) {
    if (signer.isEmpty()) {
      return List.of("codesign", "--force", "--deep", "--sign", "-", image().toString());
    }
    return List.of(
        Tool.ofJdk("jpackage"),
        "--type",
        "app-image",
        "--app-image",
        image().toString(),
        "--mac-sign",
        "--mac-signing-key-user-name",
        signer);
  }

  /**
   * Wraps the image in what macOS opens; without a licence to agree to, where scripts would stop.
   */
  List<String> dmg(Path out) {
    List<String> command = wrap("dmg");
    command.addAll(List.of("--dest", out.toString()));
    return command;
  }

  /** Signs the disk image itself. */
  List<String> signDmg(Path dmg, String signer) {
    return List.of(
        "codesign", "--timestamp", "--sign", "Developer ID Application: " + signer, dmg.toString());
  }

  /** The beginning of making a package of the image. */
  private List<String> wrap(String type) {
    List<String> command = jpackage(type);
    command.addAll(List.of("--app-image", image().toString()));
    return command;
  }

  /** The beginning of all that jpackage does: what the product is. */
  private List<String> jpackage(String type) {
    return new ArrayList<>(
        List.of(
            Tool.ofJdk("jpackage"),
            "--type",
            type,
            "--name",
            Product.NAME,
            "--app-version",
            product.macVersion(),
            "--vendor",
            Product.VENDOR,
            "--copyright",
            Product.COPYRIGHT,
            "--description",
            Product.SUMMARY));
  }

  private String icon() {
    return icons().resolve(Product.PACKAGE + ".icns").toString();
  }
}
