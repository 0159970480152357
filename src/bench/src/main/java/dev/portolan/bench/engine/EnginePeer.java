package dev.portolan.bench.engine;

import java.util.Arrays;
import java.util.List;

/** The main class of our peers. Runs one role until standard input ends. */
public final class EnginePeer {
  private EnginePeer() {}

  /**
   * Supports the arguments and output of {@code src/interop/README.md} that the benchmarks need.
   */
  public static void main(String[] words) throws Exception {
    if (words.length == 0) {
      throw new IllegalArgumentException("which role?");
    }
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "edge" -> EdgeRole.run(Arguments.parse(rest));
      case "device" -> DeviceRole.run(Arguments.parse(rest));
      case "client" -> ClientRole.run(Arguments.parse(rest));
      default -> throw new IllegalArgumentException("no role is called " + words[0]);
    }
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    System.exit(0);
  }

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
