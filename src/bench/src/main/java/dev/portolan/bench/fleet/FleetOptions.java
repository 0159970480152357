package dev.portolan.bench.fleet;

import dev.portolan.bench.OptionValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The command-line options.
 *
 * @param devices how many devices there are
 * @param idle how long the edge is left alone before and while its CPU is measured
 * @param restarts how often the edge is ended in each way and started again
 * @param program the installed program
 * @param out folder for keys and logs
 */
record FleetOptions(int devices, Duration idle, int restarts, Path program, Path out) {
  static final String USAGE =
      """
      usage: src/bench/fleet [option]…
        --devices N        devices, each with a certificate and a TLS connection of its own (2000)
        --idle SECONDS     how long the edge is left alone while its CPU is measured (60)
        --restarts N       how often it is ended by TERM, and as often by KILL, and started again (1)
        --program FILE     the program that is the edge (app/target/portolan/bin/portolan)
        --out FOLDER       logs and throw-away keys (src/bench/target/fleet)
      """;

  static FleetOptions defaults() {
    return new FleetOptions(
        2_000,
        Duration.ofSeconds(60),
        1,
        Path.of("app", "target", "portolan", "bin", "portolan"),
        Path.of("src", "bench", "target", "fleet"));
  }

  /**
   * Parses a command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static FleetOptions parse(List<String> arguments) {
    return OptionValues.parse(arguments, defaults(), FleetOptions::with);
  }

  private FleetOptions with(String name, String value) {
    return switch (name) {
      case "--devices" ->
          new FleetOptions(OptionValues.number(name, value), idle, restarts, program, out);
      case "--idle" ->
          new FleetOptions(
              devices,
              Duration.ofSeconds(OptionValues.number(name, value)),
              restarts,
              program,
              out);
      case "--restarts" ->
          new FleetOptions(devices, idle, OptionValues.number(name, value), program, out);
      case "--program" -> new FleetOptions(devices, idle, restarts, Path.of(value), out);
      case "--out" -> new FleetOptions(devices, idle, restarts, program, Path.of(value));
      default -> throw new IllegalArgumentException(name + " is not an option");
    };
  }
}
