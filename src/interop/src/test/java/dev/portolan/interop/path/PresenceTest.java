package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.presence.DeviceProbe;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presence of a device behind edges with and without our extension. */
class PresenceTest {
  private static final long PATIENCE_SECONDS = 30;

  private final EventLoopGroup loops = EventLoops.create("presence", 1);
  private final PeerProgram program = PeerProgram.of(PeerProgram.newest());
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @SuppressWarnings("NullAway.Init") // before each test
  private Credentials credentials;

  @BeforeEach
  void issueCredentials() throws Exception {
    credentials = Credentials.issue(Files.createTempDirectory("portolan-interop"));
  }

  @AfterEach
  void tidyUp() {
    credentials.delete();
    Waiting.done(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }

  private Endpoint endpoint(int port) throws Exception {
    return new Endpoint(
        URI.create("https://127.0.0.1:" + port + "/device/" + credentials.deviceId()),
        Authorization.of(credentials.token()),
        Trust.Authorities.ofPem(credentials.authority()),
        null,
        new ProxyChoice.None());
  }

  private EdgeClient connectToWatch(int port) throws Exception {
    return Waiting.result(
        new EdgeConnector(loops)
            .connectToWatch(endpoint(port), SmuxConfig.defaults(), ConnectListener.NONE));
  }

  private DeviceSide device(boolean ours, int port) throws Exception {
    return ours
        ? new OurDevice(loops, credentials, port)
        : new GoDevice(program, credentials, port);
  }

  /**
   * Our clients ask for presence. A Go edge does not report it, and refuses clients of absent
   * devices.
   */
  @Test
  void aGoEdgeIsAskedAsBeforeAndTellsNothing() throws Exception {
    try (GoEdge edge = new GoEdge(program, credentials)) {
      Problem refusal = null;
      try {
        Waiting.result(connectToWatch(edge.port()).close());
      } catch (EdgeException e) {
        refusal = e.problem();
      }
      assertThat(refusal).isEqualTo(Problem.DEVICE_NOT_CONNECTED);
      try (DeviceSide device = device(true, edge.port())) {
        edge.awaitDevice();
        EdgeClient client = connectToWatch(edge.port());
        assertThat(client.tellsPresence()).as("%s", device).isFalse();
        Waiting.result(client.close());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeviceThatGoesFromAGoEdgeIsNoticedWithinSecondsOfADoubt(boolean ourDevice)
      throws Exception {
    try (GoEdge edge = new GoEdge(program, credentials)) {
      DeviceSide device = device(ourDevice, edge.port());
      edge.awaitDevice();
      EdgeClient client = connectToWatch(edge.port());
      DeviceProbe probe = new DeviceProbe(client, client.session(), new Listener());
      probe.start();
      probe.recheck();
      assertThat(told.poll(1, TimeUnit.SECONDS)).as("it is there").isNull();

      device.close();
      for (int i = 0; i < 30 && told.isEmpty(); i++) {
        probe.recheck();
        TimeUnit.MILLISECONDS.sleep(100); // Until the edge has noticed, which it does not tell.
      }
      assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("gone");

      try (DeviceSide next = device(ourDevice, edge.port())) {
        edge.awaitDevice();
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", next).isEqualTo("back");
      }
      Waiting.result(client.close());
    }
  }

  private final class Listener implements DeviceProbe.Listener {
    @Override
    public void gone() {
      told.add("gone");
    }

    @Override
    public void back() {
      told.add("back");
    }
  }

  @Test
  void aGoEdgeThatStandsStillIsStaleAndUpAgainWhenItGoesOn() throws Exception {
    try (GoEdge edge = new GoEdge(program, credentials);
        DeviceSide device = device(true, edge.port())) {
      edge.awaitDevice();
      EdgeLink link =
          EdgeLink.watching(
              new EdgeConnector(loops),
              endpoint(edge.port()),
              SmuxConfig.defaults(),
              Backoff.standard());
      link.addListener(state -> told.add(state.getClass().getSimpleName()));
      link.start();
      awaitState("Up");
      edge.freeze();
      long from = System.nanoTime();
      awaitState("Stale");
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from))
          .as("%s", device)
          .isBetween(10L, 21L);
      edge.thaw();
      awaitState("Up");
      assertThat(link.state()).isInstanceOf(LinkState.Up.class);
      link.close();
      awaitState("Closed");
    }
  }

  private void awaitState(String name) throws InterruptedException {
    String state = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (state != null && !state.equals(name)) {
      state = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(state).isEqualTo(name);
  }
}
