package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.PeerProgram;
import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.net.Socket;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of keys, between our TLS and Go's. */
class KeyKindsTest {
  private final EventLoopGroup loops = EventLoops.create("key-kinds", 2);
  private final PeerProgram program = PeerProgram.of(PeerProgram.newest());

  @AfterEach
  void tidyUp() {
    Waiting.done(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "Ed25519", "RSA"})
  void ourEdgeAndAGoDevice(String kind) throws Exception {
    Credentials credentials =
        Credentials.issue(Files.createTempDirectory("portolan-interop"), kind, kind);
    try (OurEdge edge = new OurEdge(loops, credentials);
        GoDevice device = new GoDevice(program, credentials, edge.port());
        Services services = new Services()) {
      edge.awaitDevice();
      assertThat(device.speaksGo()).isTrue();
      try (ClientSide client = new GoClient(program, credentials, edge.port());
          Socket socket = EveryPath.connect(client.forwardTcp(services.tcpEcho()))) {
        EveryPath.assertEcho(socket);
      }
    } finally {
      credentials.delete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "Ed25519", "RSA"})
  void ourDeviceAndClientAndAGoEdge(String kind) throws Exception {
    Credentials credentials =
        Credentials.issue(Files.createTempDirectory("portolan-interop"), kind, kind);
    try (GoEdge edge = new GoEdge(program, credentials);
        OurDevice device = new OurDevice(loops, credentials, edge.port());
        Services services = new Services()) {
      edge.awaitDevice();
      assertThat(device.speaksGo()).isFalse();
      try (ClientSide client = new OurClient(loops, credentials, edge.port());
          Socket socket = EveryPath.connect(client.forwardTcp(services.tcpEcho()))) {
        EveryPath.assertEcho(socket);
      }
    } finally {
      credentials.delete();
    }
  }
}
