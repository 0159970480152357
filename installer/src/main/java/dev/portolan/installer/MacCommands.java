package dev.portolan.installer;

import java.nio.file.Path;
import java.util.List;

/**
 * The exact commands for macOS on another system. Nothing here runs or looks at a file.
 *
 * @param commands those of the JDK's tools for the same target
 * @param compiler the program zig
 */
record MacCommands(Commands commands, Path compiler) {
  /**
   * The oldest macOS that JavaFX and Java are made for, but for BoringSSL, which tells of a newer.
   */
  static final String OLDEST = "11.0";

  /** Signs without a name. */
  static final String SIGNER = "rcodesign";

  /** The launcher, which serves the window and terminals. */
  List<String> compileLauncher(Path program) {
    return List.of(
        compiler.toString(),
        "cc",
        "-target",
        (commands.target().arm() ? "aarch64" : "x86_64") + "-macos." + OLDEST,
        "-O2",
        "-s",
        "-Wall",
        "-Wextra",
        "-Werror",
        // Room in the header for what the signature adds to it.
        "-Wl,-headerpad,0x400",
        commands.project().resolve("installer/mac/launcher.c").toString(),
        "-o",
        program.toString());
  }

  /** Signs the app with a signature that names nobody. */
  List<String> sign() {
    return List.of(SIGNER, "sign", commands.image().toString());
  }
}
