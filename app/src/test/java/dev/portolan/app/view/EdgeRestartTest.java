package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.edge.EdgeFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A real edge that a person adds, that refuses, goes away and comes back. */
@ExtendWith(ApplicationExtension.class)
class EdgeRestartTest {
  @TempDir Path folder;
  private Stage stage;
  private EdgeFixture edge;
  private RunningConsole console;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot) {
    edge = EdgeFixture.start();
    console = new RunningConsole(robot, stage, folder.resolve("data"));
  }

  @AfterEach
  void close() {
    console.close();
    edge.close();
  }

  @Test
  void aTunnelServesAgainOnTheSamePortAfterTheEdgeCameBack(FxRobot robot) throws Exception {
    addEdge(EdgeFixture.TOKEN);
    console.picture("real-10-edge-tested");
    console.click("#dialog-confirm");
    addDevice();
    console.awaitText("Connected");

    try (SlowPage page = new SlowPage()) {
      page.finish();
      TunnelItem tunnel = addTunnel(page.port());
      int port = RunningConsole.onFx(() -> tunnel.forward().localPort());
      assertThat(SlowPage.length(port).get(30, TimeUnit.SECONDS)).isEqualTo(SlowPage.LENGTH);

      edge.killEdge();
      console.awaitPhase(tunnel, TunnelPhase.RETRYING);
      console.awaitVisible("#remedy");
      console.await("the words of the banner", () -> console.showsText("lost"));
      console.picture("real-11-edge-gone");
      assertThat(RunningConsole.onFx(() -> tunnel.status().reason())).isNotEmpty();

      edge.startEdge();
      edge.addDevice(edge.deviceIdentity(), config -> config);
      console.click("#remedy");
      console.awaitPhase(tunnel, TunnelPhase.LISTENING);
      console.picture("real-12-edge-back");
      assertThat(RunningConsole.onFx(() -> tunnel.forward().localPort())).isEqualTo(port);
      assertThat(SlowPage.length(port).get(30, TimeUnit.SECONDS)).isEqualTo(SlowPage.LENGTH);
    }
    assertNoTokenOnDisk();
  }

  @Test
  void aDeviceThatGoesIsSeenWithItsTunnelAndItsShellAndAllComeBack(FxRobot robot) throws Exception {
    addEdge(EdgeFixture.TOKEN);
    console.click("#dialog-confirm");
    addDevice();
    console.awaitText("Connected");
    TunnelItem tunnel = addTunnel(1);
    EdgeFixture.await(edge.device().close());
    console.awaitPhase(tunnel, TunnelPhase.WAITING_FOR_DEVICE);
    console.awaitText("Offline since");
    console.awaitText("The device is not connected to Plant A, or does not answer.");
    console.picture("real-16-device-gone");

    EdgeFixture.await(edge.addDevice(edge.deviceIdentity(), config -> config).ready());
    console.awaitPhase(tunnel, TunnelPhase.LISTENING);
    console.awaitText("Connected");
    console.await("the banner is gone", () -> !console.showsText("not connected to Plant A"));
    console.picture("real-17-device-back");
  }

  @Test
  void aWrongTokenIsAskedForOnceAndThenWorks(FxRobot robot) throws Exception {
    addEdge("not-the-token");
    console.click("#dialog-confirm");
    addDevice();
    console.awaitVisible("#promptToken");
    console.awaitText("Needs login");
    console.picture("real-13-needs-login");
    console.fill("#promptToken", EdgeFixture.TOKEN);
    console.click("#dialog-confirm");
    console.awaitText("Connected");
    assertThat(console.isVisible("#promptToken")).isFalse();
  }

  @Test
  void anEdgeThatNobodyVouchesForIsPinnedAfterALook(FxRobot robot) {
    console.click("#addEdge");
    console.awaitVisible("#edgeUrl");
    console.fill("#edgeUrl", edge.url("/").toString());
    console.fill("#edgeToken", EdgeFixture.TOKEN);
    console.click("#test");
    console.awaitText("authority that is not trusted");
    console.picture("real-14-untrusted");
    console.click("#trustPin");
    console.click("#fetch");
    console.awaitVisible("#pin");
    console.picture("real-15-certificate");
    // Not by mouse: the dialog has just grown, and its buttons are still on their way.
    robot.interact(robot.lookup("#pin").queryButton()::fire);
    console.await("the certificate is pinned", () -> !console.isVisible("#pin"));
    robot.interact(robot.lookup("#test").queryButton()::fire);
    console.awaitText("The edge lets you in");
    Hands.push(KeyCode.ESCAPE);
    assertThat(console.isVisible("#edgeUrl")).isFalse();
  }

  private void addEdge(String token) throws Exception {
    console.click("#addEdge");
    console.awaitVisible("#edgeUrl");
    console.fill("#edgeUrl", edge.url("/").toString());
    console.fill("#edgeName", "Plant A");
    console.fill("#edgeToken", token);
    console.click("#trustFile");
    console.fill("#authorityFile", edge.authorityFile(folder).toString());
    console.click("#test");
    console.await(
        "the test is over",
        () -> console.showsText("lets you in") || console.showsText("not accept the token"));
  }

  private void addDevice() {
    console.awaitVisible("#devicePath");
    console.fill("#devicePath", edge.deviceId());
    console.fill("#deviceName", "pump-7");
    console.click("#dialog-confirm");
    console.await("the form is gone", () -> !console.isVisible("#devicePath"));
  }

  private TunnelItem addTunnel(int remotePort) {
    console.click("#tunnel");
    console.awaitVisible("#remotePort");
    console.fill("#remotePort", Integer.toString(remotePort));
    console.click("#dialog-confirm");
    TunnelItem tunnel = console.onlyTunnel();
    console.awaitPhase(tunnel, TunnelPhase.LISTENING);
    return tunnel;
  }

  private void assertNoTokenOnDisk() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(EdgeFixture.TOKEN);
      }
    }
  }
}
