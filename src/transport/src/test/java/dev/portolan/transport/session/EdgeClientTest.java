package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.presence.DeviceWatch;
import dev.portolan.transport.presence.PresenceListener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.TestEdge;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeClientTest {
  private static final Message TCP = Message.tcpTunnel(new HostPort("localhost", 80));

  private final BlockingQueue<SmuxStream> streams = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final EventLoopGroup group = EventLoops.create("test-client", 1);
  private final List<EdgeClient> clients = new ArrayList<>();
  private volatile BiConsumer<SmuxStream, Message> device = (stream, request) -> {};
  private volatile String answer = TestEdge.SWITCHING + "\r\n";
  private final TestEdge edge =
      TestEdge.builder().answer(this::upgrade).device(this::request).start();

  private void upgrade(TestEdge self, Channel channel, String head) {
    self.upgrade(channel, answer);
  }

  private void request(SmuxStream stream, Message request) {
    streams.add(stream);
    requests.add(request);
    device.accept(stream, request);
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
    return client(SmuxConfig.defaults());
  }

  private EdgeClient client(SmuxConfig config) {
    EdgeClient client =
        get(new EdgeConnector(group).connect(edge.endpoint(), config, null, ConnectListener.NONE));
    clients.add(client);
    return client;
  }

  private static void say(SmuxStream stream, Message message) {
    stream.writeAndFlush(message.encode(stream.alloc()));
  }

  private SmuxStream stream() throws InterruptedException {
    SmuxStream stream = streams.poll(20, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("no stream came");
    }
    return stream;
  }

  private EdgeException refusal(Message request) {
    return (EdgeException) cause(client().openStream(request, new Bytes()));
  }

  @Test
  void returnsStreamAndDeviceText() {
    device = (stream, request) -> say(stream, Message.ok("session-1"));

    OpenedStream opened = get(client().openStream(TCP, new Bytes()));

    assertThat(opened.okPayload()).asString().isEqualTo("session-1");
    assertThat(opened.stream().isActive()).isTrue();
  }

  @Test
  void waitsForStreamLimit() {
    device = (stream, request) -> say(stream, Message.ok());
    EdgeClient client = client(SmuxConfig.defaults().withMaxStreams(2, 2));
    OpenedStream first = get(client.openStream(TCP, new Bytes()));
    get(client.openStream(TCP, new Bytes()));

    Future<OpenedStream> third = client.openStream(TCP, new Bytes());
    get(group.next().submit(() -> true));
    assertThat(third.isDone()).isFalse();
    first.stream().close();
    get(third);

    EdgeException late =
        (EdgeException) cause(client.openStream(TCP, new Bytes(), Duration.ofMillis(50)));
    assertThat(late.problem()).isEqualTo(Problem.TOO_MANY_STREAMS);
  }

  /** The first bytes of the pipe may be in the frame of the OK, or in any split of both. */
  @Test
  void losesNoEarlyByte() {
    byte[] all = {1, 0, 1, 'x', 'e', 'a', 'r', 'l', 'y'};
    EdgeClient client = client();
    for (int split = 0; split < all.length; split++) {
      int at = split;
      device =
          (stream, request) -> {
            stream.writeAndFlush(Unpooled.copiedBuffer(all, 0, at));
            stream.writeAndFlush(Unpooled.copiedBuffer(all, at, all.length - at));
            stream.shutdownOutput();
          };
      Bytes bytes = new Bytes();
      Future<OpenedStream> opening = client.openStream(TCP, bytes);
      get(opening);
      until(bytes::hasEnded);

      assertThat(bytes.text()).as("split at %d", at).isEqualTo("early");
      opening.getNow().stream().close();
    }
  }

  @Test
  void runsListenersBeforeDataReachesTheHandler() {
    device =
        (stream, request) ->
            stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 'e', 'x'}));
    Bytes bytes = new Bytes();
    BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    EdgeClient client = client();

    // On the loop, so that the stream cannot be open before somebody listens.
    client
        .session()
        .eventLoop()
        .execute(() -> client.openStream(TCP, bytes).addListener(done -> seen.add(bytes.size())));
    until(() -> bytes.size() == 2);

    assertThat(seen).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dial tcp 127.0.0.1:80: connect: connection refused | TARGET_REFUSED | Nothing accepts connections at localhost:80: dial tcp 127.0.0.1:80: connect: connection refused
          dial tcp 10.0.0.1:80: i/o timeout | TARGET_TIMEOUT | localhost:80 did not answer the device in time: dial tcp 10.0.0.1:80: i/o timeout
          dial tcp: lookup plc: no such host | TARGET_UNKNOWN | The device does not know localhost:80: dial tcp: lookup plc: no such host
          dial tcp 10.0.0.1:80: connect: no route to host | TARGET_UNREACHABLE | The device has no way to localhost:80: dial tcp 10.0.0.1:80: connect: no route to host
          localhost:80 is not allowed here | STREAM_NOT_ALLOWED | You may not open a TCP tunnel to localhost:80: localhost:80 is not allowed here
          out of memory | STREAM_REFUSED | The far side refused a TCP tunnel to localhost:80: out of memory
          """)
  void reportsTheDevicesReason(String reason, Problem problem, String sentence) {
    device = (stream, request) -> say(stream, Message.error(reason));

    EdgeException refusal = refusal(TCP);

    assertThat(refusal.problem()).isEqualTo(problem);
    assertThat(refusal).hasMessage(sentence);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void closesRefusedStream() throws Exception {
    device = (stream, request) -> say(stream, Message.error("no"));
    EdgeClient client = client();

    cause(client.openStream(TCP, new Bytes()));

    until(() -> client.session().streamCount() == 0);
    assertThat(client.session().isOpen()).isTrue();
  }

  @Test
  void sanitizesTheDevicesReason() {
    device =
        (stream, request) ->
            say(stream, Message.error("\u001b]0;x\u0007no\u202e\n" + "y".repeat(5000)));

    EdgeException refusal = refusal(TCP);

    assertThat(refusal.reason()).startsWith("no yyy").hasSize(300);
    assertThat(refusal.getMessage()).hasSize(300);
  }

  /** What agents do with a type that they do not know: they close without a word. */
  @Test
  void reportsUnsupportedMessageType() {
    device = (stream, request) -> stream.close();

    assertThat(refusal(Message.of(MessageType.FILE, new byte[0])))
        .hasMessage(
            "The device does not support a file transfer, or refused it (files need agent 2026.19"
                + " or newer).")
        .returns(Problem.STREAM_UNSUPPORTED, EdgeException::problem);
    assertThat(refusal(Message.pty(PtyCommand.start(80, 24, null, List.of()))))
        .hasMessage("The device does not support a terminal, or refused it.");
    assertThat(refusal(Message.of(0x55, new byte[0])))
        .hasMessage("The device does not support a stream of the unknown type 85, or refused it.");
  }

  @Test
  void reportsPartialAnswer() {
    device =
        (stream, request) -> {
          stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1, 0}));
          stream.shutdownOutput();
        };

    assertThat(refusal(TCP).problem()).isEqualTo(Problem.STREAM_UNSUPPORTED);
  }

  @Test
  void reportsMalformedAnswer() {
    device = (stream, request) -> say(stream, Message.reload());

    assertThat(refusal(TCP).problem()).isEqualTo(Problem.STREAM_BAD_ANSWER);
  }

  @Test
  void reportsTimeout() throws Exception {
    EdgeClient client = client();

    EdgeException refusal =
        (EdgeException) cause(client.openStream(TCP, new Bytes(), Duration.ofMillis(150)));

    assertThat(refusal)
        .hasMessage(
            "The device did not answer the request for a TCP tunnel to localhost:80 within"
                + " 150 ms.");
    assertThat(refusal.problem()).isEqualTo(Problem.STREAM_TIMEOUT);
    until(() -> client.session().streamCount() == 0);
  }

  /** An OK that comes too late must not leave an open stream behind at the device. */
  @Test
  void closesStreamAnsweredTooLate() throws Exception {
    EdgeClient client = client();
    cause(client.openStream(TCP, new Bytes(), Duration.ofMillis(100)));
    SmuxStream stream = stream();

    say(stream, Message.ok());

    until(() -> stream.isInputShutdown() || !stream.isOpen());
    assertThat(client.session().streamCount()).isZero();
    assertThat(client.session().isOpen()).isTrue();
  }

  @Test
  void closesCancelledStream() throws Exception {
    EdgeClient client = client();
    Future<OpenedStream> opening = client.openStream(TCP, new Bytes());
    SmuxStream stream = stream();

    opening.cancel(false);

    until(() -> client.session().streamCount() == 0);
    until(stream::isInputShutdown);
  }

  @Test
  void reportsLostConnection() throws Exception {
    EdgeClient client = client();
    Future<OpenedStream> opening = client.openStream(TCP, new Bytes());
    stream();

    edge.connections().forEach(channel -> channel.close());

    assertThat(cause(opening))
        .hasMessage(
            "The connection to localhost was lost before a TCP tunnel to localhost:80 was"
                + " answered.");
    assertThat(cause(client.openStream(TCP, new Bytes())))
        .hasMessage("There is no connection to localhost any more.");
  }

  @Test
  void reportsLocallyClosedConnection() throws Exception {
    EdgeClient client = client();
    Future<OpenedStream> opening = client.openStream(TCP, new Bytes());
    stream();

    get(client.close());

    assertThat(((EdgeException) cause(opening)).problem()).isEqualTo(Problem.LINK_CLOSED);
  }

  /** Data may follow the request at once, in the same write. */
  @Test
  void sendsDataBehindTheRequestAtOnce() throws Exception {
    Bytes received = new Bytes();
    device =
        (stream, request) -> {
          stream.pipeline().addLast(received);
          stream.eventLoop().schedule(() -> say(stream, Message.ok()), 50, TimeUnit.MILLISECONDS);
        };
    EdgeClient client = client();

    Future<OpenedStream> opening =
        client.openStream(
            TCP,
            new Bytes(),
            Duration.ofSeconds(20),
            stream ->
                stream.writeAndFlush(Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII)));
    get(opening);
    until(() -> received.size() == 5);

    assertThat(received.text()).isEqualTo("early");
  }

  @Test
  void requestsHalfCloseOnlyIfEdgeSupportsIt() throws Exception {
    device = (stream, request) -> say(stream, Message.ok());
    Message wish = new TcpTunnelRequest(new HostPort("localhost", 80), true).toMessage();
    get(client().openStream(wish, new Bytes()));
    assertThat(requests.take()).isEqualTo(TCP);

    answer = TestEdge.SWITCHING + "Portolan-Half-Close: 1\r\n\r\n";
    get(client().openStream(wish, new Bytes()));
    assertThat(requests.take()).isEqualTo(wish);
  }

  @Test
  void refusesStreamsOfTheEdge() throws Exception {
    EdgeClient client = client();
    SmuxSession session = edge.session();
    Bytes bytes = new Bytes();

    SmuxStream stream = get(session.open(bytes));
    stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {3, 0, 0}));
    until(bytes::hasEnded);

    assertThat(client.session().isOpen()).isTrue();
  }

  @Test
  void doesNotMixUpManyStreams() {
    device =
        (stream, request) -> {
          say(stream, Message.ok(request.text()));
          ByteBuf echo = Unpooled.copiedBuffer(request.text(), StandardCharsets.US_ASCII);
          stream.writeAndFlush(echo);
          ((DuplexChannel) stream).shutdownOutput();
        };
    EdgeClient client = client();
    List<Bytes> bytes = IntStream.range(0, 200).mapToObj(i -> new Bytes()).toList();
    List<Future<OpenedStream>> opening = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      opening.add(client.openStream(Message.tcpTunnel(new HostPort("h", i + 1)), bytes.get(i)));
    }
    for (int i = 0; i < bytes.size(); i++) {
      assertThat(get(opening.get(i)).okPayload()).asString().isEqualTo("h:" + (i + 1));
      until(bytes.get(i)::hasEnded);
      assertThat(bytes.get(i).text()).isEqualTo("h:" + (i + 1));
    }
  }

  /** An edge that tells which devices are connected. */
  private EdgeClient watching() {
    answer =
        TestEdge.SWITCHING + PresenceOffer.HEADER + ": " + PresenceOffer.HEADER_VALUE + "\r\n\r\n";
    return connectToWatch();
  }

  private EdgeClient connectToWatch() {
    EdgeClient client =
        get(
            new EdgeConnector(group)
                .connectToWatch(edge.endpoint(), SmuxConfig.defaults(), ConnectListener.NONE));
    clients.add(client);
    return client;
  }

  private static DeviceWatch watch(EdgeClient client) {
    return client.watch(
        List.of("d1"),
        new PresenceListener() {
          @Override
          public void told(Map<String, Presence> states) {}

          @Override
          public void ended() {}
        });
  }

  @Test
  void isToldOfDevicesWhereItAsksAndTheEdgeOffersIt() throws Exception {
    EdgeClient of = connectToWatch();
    assertThat(of.tellsPresence()).as("the edge does not offer it").isFalse();
    assertThatThrownBy(() -> watch(of)).isInstanceOf(IllegalStateException.class);

    EdgeClient watching = watching();
    assertThat(watching.tellsPresence()).isTrue();
    assertThat(client().tellsPresence()).as("this client does not ask").isFalse();
    watch(watching);
    stream();
    assertThat(requests.remove().type()).isEqualTo(MessageType.WATCH);
  }

  @Test
  void closesOnceItsLastStreamHasClosed() throws Exception {
    device = (stream, request) -> say(stream, Message.ok());
    EdgeClient client = client();
    SmuxStream one = get(client.openStream(TCP, new Bytes())).stream();
    SmuxStream two = get(client.openStream(TCP, new Bytes())).stream();
    client.closeWhenIdle();
    get(one.close());
    get(client.streamLoop().submit(() -> {})); // behind all that follows from it
    assertThat(client.session().isOpen()).isTrue();
    get(two.close());
    get(client.session().closeFuture());
  }

  @Test
  void closesAtOnceWhereNothingButAWatchIsOpen() throws Exception {
    EdgeClient idle = client();
    idle.closeWhenIdle();
    get(idle.session().closeFuture());

    EdgeClient watching = watching();
    watch(watching);
    stream();
    watching.closeWhenIdle();
    get(watching.session().closeFuture());
  }

  @Test
  void isNamedAfterItsEdge() {
    assertThat(client()).hasToString("EdgeClient[localhost]");
  }
}
