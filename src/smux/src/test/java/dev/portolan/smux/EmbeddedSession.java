package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session on an embedded channel. The test is the peer: it reads outbound frames and writes
 * inbound ones. The clock stands still unless the test advances it.
 */
final class EmbeddedSession implements AutoCloseable {
  final EmbeddedChannel connection;
  final SmuxSession session;
  final List<SmuxStream> accepted = new ArrayList<>();
  private final List<SmuxStream> opened = new ArrayList<>();
  final List<StreamRecorder> recorders = new ArrayList<>();

  private EmbeddedSession(
      EmbeddedChannel connection,
      SmuxRole role,
      SmuxConfig config,
      boolean accepting,
      boolean autoRead,
      MemoryShare share) {
    this.connection = connection;
    connection.freezeTime();
    ChannelHandler inbound =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            StreamRecorder recorder = new StreamRecorder();
            stream.config().setAutoRead(autoRead);
            accepted.add((SmuxStream) stream);
            recorders.add(recorder);
            stream.pipeline().addLast(recorder);
          }
        };
    session = SmuxSession.start(connection, role, config, accepting ? inbound : null, share);
  }

  /** A client that accepts no streams. */
  static EmbeddedSession client() {
    return client(SmuxConfig.defaults());
  }

  static EmbeddedSession client(SmuxConfig config) {
    return new EmbeddedSession(
        new EmbeddedChannel(),
        SmuxRole.CLIENT,
        config,
        false,
        true,
        SessionMemory.ofProcess().newShare());
  }

  static EmbeddedSession client(EmbeddedChannel connection) {
    return new EmbeddedSession(
        connection,
        SmuxRole.CLIENT,
        SmuxConfig.defaults(),
        false,
        true,
        SessionMemory.ofProcess().newShare());
  }

  /** A server that accepts streams and records what they get. */
  static EmbeddedSession server() {
    return server(SmuxConfig.defaults());
  }

  static EmbeddedSession server(SmuxConfig config) {
    return new EmbeddedSession(
        new EmbeddedChannel(),
        SmuxRole.SERVER,
        config,
        true,
        true,
        SessionMemory.ofProcess().newShare());
  }

  static EmbeddedSession stallingServer(StallingChannel connection) {
    return new EmbeddedSession(
        connection,
        SmuxRole.SERVER,
        SmuxConfig.defaults(),
        true,
        true,
        SessionMemory.ofProcess().newShare());
  }

  /** A server whose streams read only what they are asked to. */
  static EmbeddedSession pullingServer(SmuxConfig config) {
    return pullingServer(config, new EmbeddedChannel());
  }

  static EmbeddedSession pullingServer(SmuxConfig config, EmbeddedChannel connection) {
    return new EmbeddedSession(
        connection, SmuxRole.SERVER, config, true, false, SessionMemory.ofProcess().newShare());
  }

  /** As above, with a given memory share. */
  static EmbeddedSession pullingServer(SmuxConfig config, MemoryShare share) {
    return new EmbeddedSession(new EmbeddedChannel(), SmuxRole.SERVER, config, true, false, share);
  }

  SmuxStream open(ChannelHandler handler) {
    SmuxStream stream = session.open(handler).getNow();
    opened.add(stream);
    return stream;
  }

  SmuxStream open(ChannelHandler handler, MemoryShare share) {
    SmuxStream stream = session.open(handler, share).getNow();
    opened.add(stream);
    return stream;
  }

  /** Receives frames of the peer in one read. */
  void receive(Frame... frames) {
    receive(Frame.wire(frames));
  }

  void receive(ByteBuf bytes) {
    connection.writeInbound(bytes);
  }

  /** What was written to the connection since the last call, one list for each write. */
  List<List<Frame>> writes() {
    connection.runPendingTasks();
    List<List<Frame>> writes = new ArrayList<>();
    for (ByteBuf bytes = next(); bytes != null; bytes = next()) {
      if (bytes.isReadable()) {
        writes.add(Frame.parse(bytes));
      } else {
        bytes.release();
      }
    }
    return writes;
  }

  private @Nullable ByteBuf next() {
    return connection.readOutbound();
  }

  /** The frames written since the last call. */
  List<Frame> frames() {
    return writes().stream().flatMap(List::stream).toList();
  }

  /** The frames written since the last call, as text. */
  List<String> sent() {
    return frames().stream().map(Frame::toString).toList();
  }

  void pass(long amount, TimeUnit unit) {
    connection.advanceTimeBy(amount, unit);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }

  /** Ends every stream, then the session, and checks that nothing is left of them. */
  @Override
  public void close() {
    if (session.isOpen()) {
      opened.forEach(SmuxStream::close);
      accepted.forEach(SmuxStream::close);
      connection.runPendingTasks();
    }
    if (session.isOpen()) {
      SessionResources left = session.resources();
      assertThat(left.remembered()).isLessThanOrEqualTo(ClosedStreams.REMEMBERED);
      assertThat(left)
          .as("left by the streams")
          .isEqualTo(new SessionResources(0, 0, 0, 0, 0, left.remembered(), true));
      session.close();
      connection.runPendingTasks();
    }
    connection.finishAndReleaseAll();
    assertThat(session.resources()).as("left by the session").isEqualTo(SessionResources.NONE);
  }
}
