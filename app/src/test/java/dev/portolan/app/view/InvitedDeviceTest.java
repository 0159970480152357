package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceConfig;
import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.ClientToken;
import dev.portolan.edge.ClientTokens;
import dev.portolan.edge.Current;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.DeviceList;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.edge.ca.EdgeNames;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.enrol.EnrolledIdentity;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A person invites a device to a real edge; the device uses the command and appears. */
@ExtendWith(ApplicationExtension.class)
class InvitedDeviceTest {
  private static final String HOST = "canary-of-the-host";
  private static final String GUEST = "canary-of-the-guest";

  @TempDir Path folder;
  private Stage stage;
  private EdgeFolder edgeFolder;
  private EdgeFixture edge;
  private RunningConsole console;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot) throws Exception {
    edgeFolder =
        EdgeFolder.init(
            folder.resolve("edge"),
            new EdgeNames(List.of("localhost", "127.0.0.1")),
            InstantSource.system());
    ServerIdentity identity = edgeFolder.identity();
    TrustedDevices devices = edgeFolder.devices();
    ClientTokens tokens =
        ClientTokens.of(
            List.of(ClientToken.of("host", HOST).withInvite(), ClientToken.of("guest", GUEST)));
    edge =
        EdgeFixture.startEdgeOnly(
            config ->
                config
                    .withIdentity(Current.fixed(identity))
                    .withDevices(Current.fixed(devices))
                    .withClients(
                        ClientAuthorizer.tokens(
                            Current.fixed(tokens), Current.fixed(DeviceList.EMPTY)))
                    .withEnrolment(edgeFolder.enrolment()));
    edgeFolder.keepPort(edge.edge().address().getPort());
    console = new RunningConsole(robot, stage, folder.resolve("data"));
  }

  @AfterEach
  void close() {
    console.close();
    edge.close();
  }

  @Test
  void anInvitedDeviceAppearsByItselfAndIsConnected(FxRobot robot) throws Exception {
    invite(HOST);
    console.awaitVisible("#command");
    String command =
        RunningConsole.onFx(() -> robot.lookup("#command").queryAs(TextArea.class).getText());
    String start = "portolan device --enrol " + edge.url("") + " --code ";
    assertThat(command).startsWith(start);

    String code = command.substring(start.length());
    KeyPair keys = KeyKind.newP256();
    EnrolledIdentity enrolled =
        EdgeFixture.await(
            new EnrolClient(edge.connector())
                .enrol(edge.url("/"), new ProxyChoice.None(), InvitationCode.parse(code), keys));
    ClientIdentity device = ClientIdentity.of(keys.getPrivate(), List.of(enrolled.certificate()));
    Endpoint endpoint =
        new Endpoint(
            edge.url("/"),
            null,
            new Trust.Authorities(List.of(enrolled.authority())),
            device,
            new ProxyChoice.None());
    EdgeFixture.await(edge.addDevice(device, config -> DeviceConfig.of(endpoint)).ready());

    console.awaitText("pump-7 has come, and is in your list below Plant A.");
    assertThat(RunningConsole.onFx(() -> console.onlyEdge().devices().getFirst().settings().path()))
        .isEqualTo(DeviceId.of(enrolled.certificate()));
    console.click("#openInvited");
    console.awaitText("Connected");
    assertNothingOnDisk(code);
  }

  @Test
  void aTokenThatMayNotInviteIsToldWhoCanHelp(FxRobot robot) {
    invite(GUEST);
    console.awaitText("this token may not invite devices");
    assertThat(console.isVisible("#addById")).isTrue();
  }

  private void invite(String token) {
    console.click("#addEdge");
    console.awaitVisible("#edgeUrl");
    console.fill("#edgeUrl", edge.url("/").toString());
    console.fill("#edgeName", "Plant A");
    console.fill("#edgeToken", token);
    console.click("#trustFile");
    console.fill("#authorityFile", edgeFolder.caFile().toString());
    console.click("#dialog-confirm");
    console.click("#invite");
    console.awaitVisible("#inviteName");
    console.fill("#inviteName", "pump-7");
    console.click("#dialog-confirm");
  }

  private void assertNothingOnDisk(String code) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(HOST)
            .doesNotContain(code)
            .doesNotContain(code.substring(0, 11));
      }
    }
  }
}
