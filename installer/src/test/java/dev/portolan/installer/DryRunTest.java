package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exact commands for every system, so that a change of one is seen without that system. */
class DryRunTest {
  @Test
  void onlyTheLauncherOfTheWindowHasAHeapWithACeiling() {
    assertThat(Commands.consoleLauncher().lines())
        .contains("java-options=" + String.join(" ", Commands.JAVA_OPTIONS));
    assertThat(Commands.JAVA_OPTIONS).noneMatch(option -> option.startsWith("-Xmx"));
  }

  @ParameterizedTest
  @EnumSource(Target.Os.class)
  void commandsAreThoseThatWereReviewed(Target.Os os) throws Exception {
    Target target = new Target(os, false);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new DryRun(new Product("0.1.0-SNAPSHOT"), target)
        .print(new PrintStream(printed, true, StandardCharsets.UTF_8));

    try (InputStream reviewed =
        Objects.requireNonNull(
            DryRunTest.class.getResourceAsStream("commands-" + target.label() + ".txt"))) {
      assertThat(printed.toString(StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(
              new String(reviewed.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
