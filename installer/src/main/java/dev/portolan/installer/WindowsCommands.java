package dev.portolan.installer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact commands of the compiler and of NSIS for Windows. Nothing here runs or looks at a file.
 *
 * @param commands those of the JDK's tools for the same target
 * @param compiler the program zig
 */
record WindowsCommands(Commands commands, Path compiler) {
  /** The launcher for the window. */
  static final String WINDOW = "window";

  /** The one for terminals. */
  static final String CONSOLE = "console";

  /** For which instructions and which C library is compiled. */
  private static final List<String> COMPILE =
      List.of(
          "-target", "x86_64-windows-gnu", "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-lshell32");

  /** As much as a thread gets that Java starts. */
  private static final String STACK = "-Wl,--stack,1048576";

  /** Where sources and what is compiled of them lie. */
  Path folder() {
    return commands.work().resolve("windows");
  }

  /** Icon, version and manifest of a launcher. */
  List<String> compileResources(String kind) {
    return List.of(
        compiler.toString(),
        "rc",
        "/:auto-includes",
        "none",
        "/fo",
        resources(kind),
        folder().resolve(kind + ".rc").toString());
  }

  /** A launcher. */
  List<String> compileLauncher(String kind, Path program) {
    List<String> command = cc();
    command.addAll(
        List.of(
            "-I" + include(),
            "-I" + include().resolve("win32"),
            "-DMAIN_CLASS=\"" + Product.MAIN_CLASS.replace('.', '/') + "\"",
            STACK));
    if (kind.equals(WINDOW)) {
      command.addAll(List.of("-DWINDOW", "-luser32", "-Wl,--subsystem,windows"));
    }
    command.addAll(
        List.of(
            folder().resolve("launcher.c").toString(), resources(kind), "-o", program.toString()));
    return command;
  }

  /** What changes the user's path. */
  List<String> compilePath() {
    List<String> command = cc();
    command.addAll(
        List.of(
            "-luser32",
            "-ladvapi32",
            "-Wl,--subsystem,windows",
            folder().resolve("path.c").toString(),
            "-o",
            folder().resolve("path.exe").toString()));
    return command;
  }

  /**
   * The installer.
   *
   * @param image the folder of the program
   * @param product how it is called
   * @param host what makes it; only Debian's NSIS can make one of 64 bits
   */
  List<String> setup(Path image, Product product, Target.Os host, Path out) {
    List<String> command = new ArrayList<>(List.of("makensis", "-V2", "-INPUTCHARSET", "UTF8"));
    if (host != Target.Os.WINDOWS) {
      command.add("-DTARGET=amd64-unicode");
    }
    WindowsSigner signer = WindowsSigner.ofEnvironment();
    if (signer.signs()) {
      command.add("-DSIGNER=" + String.join(" ", signer.command(List.of())));
    }
    command.addAll(
        List.of(
            "-DVERSION=" + product.version(),
            "-DNUMBERS=" + product.fourNumbers(),
            "-DIMAGE=" + image,
            "-DWORK=" + folder(),
            "-DOUT=" + out,
            "-DVENDOR=" + Product.VENDOR,
            "-DSUMMARY=" + Product.SUMMARY,
            "-DCOPYRIGHT=" + Product.COPYRIGHT,
            commands.project().resolve("installer/windows/setup.nsi").toString()));
    return command;
  }

  private List<String> cc() {
    List<String> command = new ArrayList<>(List.of(compiler.toString(), "cc"));
    command.addAll(COMPILE);
    return command;
  }

  private String resources(String kind) {
    return folder().resolve(kind + ".res").toString();
  }

  /** Of the Java that the runtime is made of. */
  private Path include() {
    return commands.foreignJava().orElseThrow().resolve("include");
  }
}
