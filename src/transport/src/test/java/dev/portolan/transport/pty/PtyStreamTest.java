package dev.portolan.transport.pty;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.TestEdge;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtyStreamTest {
  private final EventLoopGroup group = EventLoops.create("test-client", 1);
  private final BlockingQueue<SmuxStream> terminals = new LinkedBlockingQueue<>();
  private final BlockingQueue<PtyCommand> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<SmuxStream> resizes = new LinkedBlockingQueue<>();
  private final List<EdgeClient> clients = new ArrayList<>();
  private volatile String sessionId = "session-1";
  private volatile BiConsumer<SmuxStream, PtyCommand> onResize =
      (stream, command) -> say(stream, Message.ok());
  private final TestEdge edge = TestEdge.builder().device(this::serve).start();

  private void serve(SmuxStream stream, Message request) {
    PtyCommand command = PtyCommand.parse(request.payload());
    commands.add(command);
    if (request.type() == MessageType.PTY) {
      say(stream, Message.ok(sessionId));
      terminals.add(stream);
    } else {
      resizes.add(stream);
      onResize.accept(stream, command);
    }
  }

  private static void say(SmuxStream stream, Message message) {
    stream.writeAndFlush(message.encode(stream.alloc()));
  }

  /**
   * Clients go before their event loops do, or what TLS holds outside the heap is not given back.
   */
  @AfterEach
  void stop() {
    clients.forEach(client -> get(client.close()));
    edge.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private EdgeClient client() {
    EdgeClient client =
        get(
            new EdgeConnector(group)
                .connect(edge.endpoint(), SmuxConfig.defaults(), null, ConnectListener.NONE));
    clients.add(client);
    return client;
  }

  private PtyStream open(EdgeClient client, Bytes terminal) {
    return get(PtyStream.open(client, PtySize.STANDARD, null, List.of(), terminal));
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  @Test
  void startsAShellOfItsSize() throws Exception {
    PtyStream pty = open(client(), new Bytes());

    assertThat(pty.sessionId()).isEqualTo("session-1");
    assertThat(next(commands)).isEqualTo(PtyCommand.start(80, 24, null, List.of()));
  }

  @Test
  void startsACommandWithItsArguments() throws Exception {
    get(
        PtyStream.open(
            client(), new PtySize(100, 40), "sh", List.of("-c", "stty size"), new Bytes()));

    assertThat(next(commands))
        .isEqualTo(PtyCommand.start(100, 40, "sh", List.of("-c", "stty size")));
  }

  @Test
  void carriesInputAndOutput() throws Exception {
    Bytes terminal = new Bytes();
    PtyStream pty = open(client(), terminal);
    SmuxStream device = next(terminals);
    Bytes typed = new Bytes();
    // The handler is added first, because an event loop reads sockets before it runs tasks.
    get(device.eventLoop().submit(() -> device.pipeline().addLast(typed)));

    pty.stream().writeAndFlush(Unpooled.copiedBuffer("ls\n", StandardCharsets.US_ASCII));
    device.writeAndFlush(Unpooled.copiedBuffer("file\r\n", StandardCharsets.US_ASCII));

    until(() -> typed.text().equals("ls\n"));
    until(() -> terminal.text().equals("file\r\n"));
  }

  @Test
  void endsWithTheLastOutputWhenTheProcessEnds() throws Exception {
    Bytes terminal = new Bytes();
    EdgeClient client = client();
    PtyStream pty = open(client, terminal);
    SmuxStream device = next(terminals);

    device.writeAndFlush(Unpooled.copiedBuffer("bye", StandardCharsets.US_ASCII));
    device.close();

    until(terminal::isInactive);
    assertThat(terminal.text()).isEqualTo("bye");
    assertThat(pty.stream().isOpen()).isFalse();
    until(() -> client.session().streamCount() == 0);
  }

  @Test
  void closesTheStreamWhenItIsClosed() throws Exception {
    PtyStream pty = open(client(), new Bytes());
    SmuxStream device = next(terminals);

    get(pty.close());

    until(device::isInputShutdown);
  }

  @Test
  void sendsResizeOnSeparateStream() throws Exception {
    EdgeClient client = client();
    PtyStream pty = open(client, new Bytes());
    next(commands);

    pty.resize(new PtySize(120, 50));

    assertThat(next(commands)).isEqualTo(PtyCommand.resize("session-1", 120, 50));
    SmuxStream resize = next(resizes);
    until(resize::isInputShutdown);
    until(() -> client.session().streamCount() == 1);
  }

  @Test
  void doesNotSendUnchangedSize() throws Exception {
    PtyStream pty = open(client(), new Bytes());
    next(commands);

    pty.resize(PtySize.STANDARD);
    pty.resize(new PtySize(90, 30));

    assertThat(next(commands)).isEqualTo(PtyCommand.resize("session-1", 90, 30));
    pty.resize(new PtySize(90, 30));
    pty.resize(new PtySize(91, 30));
    assertThat(next(commands)).isEqualTo(PtyCommand.resize("session-1", 91, 30));
  }

  /** While a resize is pending, only the latest size is kept. */
  @Test
  void coalescesResizesWhileOneIsPending() throws Exception {
    BlockingQueue<SmuxStream> unanswered = new LinkedBlockingQueue<>();
    onResize = (stream, command) -> unanswered.add(stream);
    PtyStream pty = open(client(), new Bytes());
    next(commands);

    pty.resize(new PtySize(81, 24));
    SmuxStream first = next(unanswered);
    for (int cols = 82; cols <= 200; cols++) {
      pty.resize(new PtySize(cols, 24));
    }
    assertThat(unanswered).isEmpty();
    say(first, Message.ok());

    next(unanswered);
    assertThat(next(commands).cols()).isEqualTo(81);
    assertThat(next(commands).cols()).isEqualTo(200);
    assertThat(commands).isEmpty();
  }

  @Test
  void continuesAfterRefusedResize() throws Exception {
    onResize =
        (stream, command) -> say(stream, command.cols() == 81 ? Message.error("no") : Message.ok());
    PtyStream pty = open(client(), new Bytes());
    next(commands);

    pty.resize(new PtySize(81, 24));
    assertThat(next(commands).cols()).isEqualTo(81);
    pty.resize(new PtySize(82, 24));
    assertThat(next(commands).cols()).isEqualTo(82);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nend", "\u001b[2J"})
  void rejectsInvalidSessionId(String id) {
    sessionId = id;
    EdgeClient client = client();

    Future<PtyStream> opening =
        PtyStream.open(client, PtySize.STANDARD, null, List.of(), new Bytes());

    assertThat(((EdgeException) cause(opening)).problem()).isEqualTo(Problem.PTY_SESSION_INVALID);
    until(() -> client.session().streamCount() == 0);
  }

  @Test
  void clampsSize() {
    assertThat(PtySize.clamp(0, 5_000)).isEqualTo(new PtySize(1, 1_000));
    assertThatIllegalArgumentException().isThrownBy(() -> new PtySize(0, 24));
    assertThatIllegalArgumentException().isThrownBy(() -> new PtySize(80, 1_001));
  }
}
