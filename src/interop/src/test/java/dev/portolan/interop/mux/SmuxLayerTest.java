package dev.portolan.interop.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.interop.GoPeer;
import dev.portolan.interop.PeerProgram;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session between the engine and the original smux, without TLS. */
class SmuxLayerTest {
  private static final int STREAMS_OF_THE_NEWEST = 3000;
  private static final int STREAMS_OF_OTHERS = 600;
  private static final int PARALLEL = 48;
  private static final int LARGEST = 400_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterAll
  static void stopLoops() {
    LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  record Row(String peer, int version, SmuxRole role) {
    PeerProgram program() {
      return PeerProgram.of(peer);
    }

    int streams() {
      return peer.equals(PeerProgram.newest()) ? STREAMS_OF_THE_NEWEST : STREAMS_OF_OTHERS;
    }

    /** Half-close came with 1.5.57, and works for the side that asks for it since 1.5.58. */
    boolean peerAnswersHalfClose() {
      return program().atLeast("1.5.57");
    }

    boolean peerHalfCloses() {
      return program().atLeast("1.5.58");
    }

    String peerRole() {
      SmuxRole other = role == SmuxRole.CLIENT ? SmuxRole.SERVER : SmuxRole.CLIENT;
      return other.name().toLowerCase(Locale.ROOT);
    }
  }

  static Stream<Row> rows() {
    return PeerProgram.names().stream()
        .flatMap(
            peer ->
                Stream.of(1, 2)
                    .flatMap(
                        version ->
                            Stream.of(SmuxRole.values())
                                .map(role -> new Row(peer, version, role))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothSidesOpenStreamsAtRandomAndTheirSumsAgree(Row row) throws Exception {
    Totals accepted = new Totals();
    Totals opened = new Totals();
    try (GoPeer peer = startPeer(row)) {
      SmuxSession session = connect(peer, row, new JobAcceptor(accepted));
      Random random = new Random(row.toString().hashCode());
      List<Job> jobs =
          Stream.generate(() -> Job.draw(random, LARGEST, row.peerAnswersHalfClose()))
              .limit(row.streams())
              .toList();

      new JobOpener(session, opened, PARALLEL).run(jobs);

      peer.tell("served " + row.streams());
      assertThat(opened.faults()).isEmpty();
      assertThat(peer.await("served", PATIENCE)).isEqualTo(opened.toString());
      String worked = peer.await("worked", PATIENCE);
      accepted.await(row.streams(), PATIENCE);
      assertThat(accepted.faults()).isEmpty();
      assertThat(accepted).hasToString(worked);
      assertThat(session.isOpen()).isTrue();

      session.close().await(10, TimeUnit.SECONDS);
      assertThat(session.closeCause()).isNull();
      assertThat(peer.await("ended")).isNotEmpty();
    }
  }

  @Test
  void closedSessionEndsTheStreamsOfThePeer() throws Exception {
    Row row = new Row(PeerProgram.newest(), 2, SmuxRole.CLIENT);
    try (GoPeer peer = startPeer(row)) {
      SmuxSession session = connect(peer, row, new JobAcceptor(new Totals()));
      peer.tell("quit");
      assertThat(session.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(session.streamCount()).isZero();
    }
  }

  private static GoPeer startPeer(Row row) {
    return GoPeer.start(
        row.program(),
        "smux",
        "--listen=127.0.0.1:0",
        "--role=" + row.peerRole(),
        "--version=" + row.version(),
        "--streams=" + row.streams(),
        "--parallel=" + PARALLEL,
        "--largest=" + LARGEST,
        "--half-close=" + row.peerHalfCloses());
  }

  private static SmuxSession connect(GoPeer peer, Row row, JobAcceptor acceptor) throws Exception {
    String address = peer.await("listening");
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    Channel connection =
        new Bootstrap()
            .group(LOOPS)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false) // the peer may speak before the session starts
            .handler(new ChannelInboundHandlerAdapter())
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .sync()
            .channel();
    SmuxConfig config = SmuxConfig.defaults().withVersion(row.version());
    SmuxSession session =
        connection
            .eventLoop()
            .submit(() -> SmuxSession.start(connection, row.role(), config, acceptor))
            .get();
    connection.config().setAutoRead(true);
    peer.await("connected");
    return session;
  }
}
