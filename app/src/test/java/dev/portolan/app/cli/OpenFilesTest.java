package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.lab.TestIdentities;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

  @Test
  void fewAreToldWithWhatTheyAllowAndTheCommand() {
    assertThat(OpenFiles.edgeWarning(1_024, 0))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains(
                        "only 1024 files",
                        "about 896 devices and clients, one for each. ",
                        "'ulimit -n 65536'",
                        "LimitNOFILE=65536"));
    assertThat(OpenFiles.edgeWarning(100, 0)).get().asString().contains("about 0 devices");
  }

  @Test
  void enoughAreNotTold() {
    assertThat(OpenFiles.edgeWarning(4_095, 0)).isPresent();
    assertThat(OpenFiles.edgeWarning(4_096, 1_984)).isEmpty();
    assertThat(OpenFiles.edgeWarning(Long.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void anEdgeNeedsTwoForEachDeviceThatItKnows() {
    assertThat(OpenFiles.edgeWarning(4_096, 1_985))
        .get()
        .asString()
        .contains("about 3968 devices and clients, one for each; this edge knows 1985 devices. ");
  }

  @Test
  void aDeviceNeedsOneForEachStream() {
    assertThat(OpenFiles.deviceWarning(1_408, 1_280)).isEmpty();
    assertThat(OpenFiles.deviceWarning(1_407, 1_280))
        .get()
        .asString()
        .contains("about 1279 of the 1280 tunnels and shells that it may have at once. ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLimitOfTheProcessIsToldAtTheStart(@TempDir Path scratch) throws Exception {
    TestIdentities files = new TestIdentities(scratch);
    files.edge("edge");
    files.device("one");
    Path token = Files.writeString(scratch.resolve("token"), "canary");
    try (PortolanProcess edge =
        PortolanProcess.startWithOpenFiles(
            600,
            "edge",
            "--listen",
            "127.0.0.1:0",
            "--cert",
            files.certificate("edge").toString(),
            "--key",
            files.key("edge").toString(),
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString())) {
      String url = "https://" + edge.awaitLine("listening: ").substring("listening: ".length());
      edge.awaitComplaint("portolan: this process may have only 600 files and connections open");
      try (PortolanProcess device =
          PortolanProcess.startWithOpenFiles(
              500,
              "device",
              "--edge",
              url,
              "--ca",
              files.ca().toString(),
              "--cert",
              files.certificate("one").toString(),
              "--key",
              files.key("one").toString())) {
        device.awaitLine("ready");
        device.awaitComplaint(
            "portolan: this process may have only 500 files and connections open");
      }
    }
  }
}
