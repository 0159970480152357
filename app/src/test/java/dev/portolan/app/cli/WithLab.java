package dev.portolan.app.cli;

import dev.portolan.app.lab.Lab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share one lab. */
abstract class WithLab {
  static Lab lab;

  @BeforeAll
  static void startLab() throws Exception {
    lab = Lab.start(null);
  }

  @AfterAll
  static void stopLab() {
    lab.close();
  }

  /** The command with the options that lead to the lab's device, and more. */
  static String[] toLab(String command, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.addAll(
        List.of(
            "--edge", lab.edgeUrl().toString(),
            "--device", lab.deviceId(),
            "--ca", lab.caFile().toString(),
            "--token-file", lab.tokenFile().toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }
}
