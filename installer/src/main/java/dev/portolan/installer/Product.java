package dev.portolan.installer;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What is packaged, in the words of every system.
 *
 * @param version as Maven has it: {@code 1.2.0} or {@code 1.2.0-SNAPSHOT}
 */
record Product(String version) {
  static final String NAME = "Portolan";
  static final String PACKAGE = "portolan";

  /** The package without the window. */
  static final String EDGE_PACKAGE = "portolan-edge";

  static final String VENDOR = "The Portolan developers";
  static final String MAINTAINER = VENDOR + " <packages@portolan.dev>";
  static final String HOMEPAGE = "https://portolan.dev";
  static final String LICENCE = "Apache-2.0";
  static final String SUMMARY = "Console for machines behind an edge";
  static final String DESCRIPTION =
      "Opens shells and forwards ports on machines that sit behind NAT and firewalls and dial out to an edge.";
  static final String COPYRIGHT = "Copyright The Portolan developers, " + LICENCE;
  static final String MAIN_CLASS = "dev.portolan.app.Launcher";
  static final String MAC_IDENTIFIER = "dev.portolan.console";

  Product {
    if (!version.matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?")) {
      throw new IllegalArgumentException("not a version of three numbers: " + version);
    }
  }

  /** As Windows keeps versions. */
  String fourNumbers() {
    return numbers() + ".0";
  }

  /** Without what follows the three numbers: macOS takes nothing else. */
  String numbers() {
    int dash = version.indexOf('-');
    return dash < 0 ? version : version.substring(0, dash);
  }

  /** macOS takes no version that begins with a zero, so 0.2.0 is 1.2.0 there. */
  String macVersion() {
    String numbers = numbers();
    return numbers.startsWith("0.") ? "1." + numbers.substring("0.".length()) : numbers;
  }

  /** A pre-release comes before its release: {@code 1.2.0~snapshot}. */
  String linuxVersion() {
    return version.replace('-', '~').toLowerCase(Locale.ROOT);
  }

  /** The jar that holds the main class. */
  Path mainJar() {
    return Path.of("portolan-app-" + version + ".jar");
  }

  /** The name of a package's file, without its ending. */
  String fileName(Target target) {
    return fileName(PACKAGE, target);
  }

  String fileName(String name, Target target) {
    return name + "-" + version + "-" + target.label();
  }
}
