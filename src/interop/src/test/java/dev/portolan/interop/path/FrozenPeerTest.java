package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A suspended peer, which only missing keep-alives reveal. */
class FrozenPeerTest {
  private static final long PATIENCE_MILLIS = 30_000;

  private final EventLoopGroup loops = EventLoops.create("frozen", 1);
  private final PeerProgram program = PeerProgram.of(PeerProgram.newest());

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

  @Test
  void ourClientGivesUpAnEdgeThatStandsStill() throws Exception {
    try (GoEdge edge = new GoEdge(program, credentials);
        GoDevice device = new GoDevice(program, credentials, edge.port())) {
      edge.awaitDevice();
      try (OurClient client = new OurClient(loops, credentials, edge.port())) {
        edge.freeze();
        assertThat(client.awaitLoss(PATIENCE_MILLIS)).as("%s lost", device).isTrue();
      }
    }
  }

  @Test
  void ourEdgeGivesUpADeviceThatStandsStill() throws Exception {
    try (OurEdge edge = new OurEdge(loops, credentials);
        GoDevice device = new GoDevice(program, credentials, edge.port())) {
      edge.awaitDevice();
      device.freeze();
      edge.awaitNoDevice();
    }
  }
}
