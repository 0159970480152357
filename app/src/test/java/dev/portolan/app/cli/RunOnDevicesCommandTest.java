package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.ShellSettings;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.tls.ClientIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RunOnDevicesCommandTest {
  @TempDir Path folder;
  private final EdgeFixture edge = EdgeFixture.startEdgeOnly(config -> config);
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void startDevices() throws Exception {
    for (int i = 1; i <= 3; i++) {
      ClientIdentity identity = edge.newIdentity("pump-" + i);
      ids.add(DeviceId.of(identity.certificate()));
      Path home = Files.createDirectories(folder.resolve("home-" + i));
      Files.writeString(home.resolve("version"), i == 3 ? "2.0\n" : "1.9\n");
      EdgeFixture.await(
          edge.addDevice(
                  identity,
                  config ->
                      config.withShells(
                          () -> new ShellSettings(null, List.of(), home, ShellSettings.MOST)))
              .ready());
    }
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void equalAnswersArePrintedOnce() throws Exception {
    try (CliRun run = start("--device", String.join(",", ids), "--", "cat", "version")) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out().lines())
          .containsExactly(
              "$ cat version",
              "2 same \u00b7 1 differs",
              "",
              "2 devices (exit status 0): " + ids.get(0) + ", " + ids.get(1),
              "1.9",
              "",
              "1 device (exit status 0): " + ids.get(2),
              "2.0");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void aFailureOnOneDeviceIsToldByTheExitCode() throws Exception {
    try (CliRun run =
        start("--device", String.join(",", ids), "--json", "--", "grep -q 2 version || exit 4")) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED_THERE.number());
      assertThat(run.out().strip())
          .isEqualTo(
              "{\"command\":\"grep -q 2 version || exit 4\",\"groups\":["
                  + "{\"kind\":\"same\",\"status\":0,\"end\":\"exit status 0\",\"output\":\"\",\"cutBytes\":0,\"devices\":["
                  + device(2)
                  + "]},{\"kind\":\"failed\",\"status\":4,\"end\":\"exit status 4\",\"output\":\"\",\"cutBytes\":0,\"devices\":["
                  + device(0)
                  + ","
                  + device(1)
                  + "]}]}");
    }
  }

  private String device(int number) {
    return "{\"id\":\"" + ids.get(number) + "\",\"name\":\"" + ids.get(number) + "\"}";
  }

  @Test
  void argumentsWithSpacesStayWhole() throws Exception {
    try (CliRun run =
        start("--device", ids.getFirst(), "--", "printf", "<%s>", "a b", "it's", "")) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).endsWith("<a b><it's><>" + System.lineSeparator());
    }
  }

  @Test
  void devicesAreChosenByGroupTagAndNameOfAList() throws Exception {
    Path list = folder.resolve("plant.portolan");
    Files.writeString(
        list,
        """
        {"format": "portolan-list", "version": 1, "edges": [
          {"name": "Plant", "url": "%s", "trust": {"kind": "system"}, "devices": [
            {"name": "one", "path": "%s", "group": ["Hall 3", "Line 1"]},
            {"name": "two", "path": "%s", "tags": ["water"]},
            {"name": "three", "path": "%s"}]}]}
        """
            .formatted(edge.url("/"), ids.get(0), ids.get(1), ids.get(2)));
    try (CliRun run =
        start(
            "--list",
            list.toString(),
            "--group",
            "Hall 3",
            "--tag",
            "water",
            "--",
            "cat version")) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("2 same").contains("2 devices (exit status 0): one, two");
    }
    try (CliRun run = start("--list", list.toString(), "--device", "three", "--", "cat version")) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("1 device (exit status 0): three").contains("2.0");
    }
    try (CliRun run = start("--list", list.toString(), "--tag", "oil", "--", "true")) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains("--tag oil: no device of the list");
    }
  }

  @Test
  void aDeviceThatIsNotThereFails() throws Exception {
    try (CliRun run = start("--device", ids.getFirst() + ",nobody", "--", "true")) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED_THERE.number());
      assertThat(run.out()).contains("1 same \u00b7 1 failed").contains("nobody");
    }
  }

  @Test
  void aStopEndsItThereAndPrintsWhatHasCome() throws Exception {
    Path started = folder.resolve("home-1/started");
    // More than fits on the way: when the file is there, the first line has come.
    String much = "head -c 20000000 /dev/zero | tr '\\0' .";
    try (CliRun run =
        start(
            "--device",
            ids.getFirst(),
            "--",
            "echo begun; " + much + "; mkfifo started; cat started")) {
      edge.awaitUntil(() -> Files.exists(started), () -> "it does not begin");
      run.stop();
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED_THERE.number());
      assertThat(run.out())
          .contains("1 device (cancelled)")
          .contains(System.lineSeparator() + "begun" + System.lineSeparator() + "....");
    }
  }

  @Test
  void withoutADeviceItIsNotRun() throws Exception {
    try (CliRun run = start("--", "true")) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains("no device");
    }
  }

  private CliRun start(String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("run");
    arguments.addAll(
        List.of("--edge", edge.url("/").toString(), "--ca", edge.authorityFile(folder).toString()));
    arguments.addAll(List.of(more));
    return CliRun.with()
        .variable(TokenOption.VARIABLE, EdgeFixture.TOKEN)
        .start(arguments.toArray(new String[0]));
  }
}
