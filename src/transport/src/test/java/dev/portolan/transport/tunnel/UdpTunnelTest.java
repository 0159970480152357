package dev.portolan.transport.tunnel;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.datagram.StreamDatagramDecoder;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.testing.TestEdge;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpTunnelTest {
  private static final TunnelSpec ANY_PORT = TunnelSpec.parse("0:localhost:53/udp");

  private final EventLoopGroup group = EventLoops.create("test-client", 2);
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<SmuxStream> streams = new LinkedBlockingQueue<>();
  private volatile BiConsumer<SmuxStream, Message> device = UdpTunnelTest::echo;
  private final TestEdge edge =
      TestEdge.builder()
          .device(
              (stream, request) -> {
                requests.add(request);
                streams.add(stream);
                device.accept(stream, request);
              })
          .start();

  private final TunnelEvents events = new TunnelEvents();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : toClose.reversed()) {
      closeable.close();
    }
    edge.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Echoes each datagram from the port that it was sent to. */
  private static void echo(SmuxStream stream, Message request) {
    stream.writeAndFlush(Message.ok().encode(stream.alloc()));
    stream.pipeline().addLast(new StreamDatagramDecoder(), new Answering(0));
  }

  private static final class Answering extends SimpleChannelInboundHandler<StreamDatagram> {
    private final int fromPort;

    /** The port to reply from; 0 for the requested one. */
    Answering(int fromPort) {
      this.fromPort = fromPort;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, StreamDatagram datagram) {
      int port = fromPort == 0 ? datagram.port() : fromPort;
      String text = datagram.port() + " " + datagram.content().toString(StandardCharsets.UTF_8);
      ByteBuf answer =
          datagram.content().isReadable()
              ? Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)
              : Unpooled.EMPTY_BUFFER;
      ctx.writeAndFlush(StreamDatagram.encode(ctx.alloc(), port, answer));
    }
  }

  private EdgeClient client() {
    EdgeClient client =
        get(
            new EdgeConnector(group)
                .connect(edge.endpoint(), SmuxConfig.defaults(), null, ConnectListener.NONE));
    toClose.add(() -> get(client.close()));
    return client;
  }

  private Tunnel listen(TunnelLimits limits) {
    Tunnel tunnel = get(UdpTunnel.listen(group, ANY_PORT, client(), events, limits));
    toClose.add(() -> get(tunnel.close()));
    return tunnel;
  }

  private Tunnel listen() {
    return listen(TunnelLimits.standard());
  }

  private DatagramSocket program() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(30_000);
    toClose.add(socket);
    return socket;
  }

  private static void send(DatagramSocket program, SocketAddress to, byte[] data)
      throws IOException {
    program.send(new DatagramPacket(data, data.length, to));
  }

  private static void send(DatagramSocket program, Tunnel tunnel, String text) throws IOException {
    send(program, tunnel.localAddresses().getFirst(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static DatagramPacket receive(DatagramSocket program) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    program.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  @Test
  void carriesDatagramsOfOneSenderOnOneStream() throws Exception {
    Tunnel tunnel = listen();
    DatagramSocket program = program();

    for (int i = 0; i < 50; i++) {
      send(program, tunnel, "question " + i);
      DatagramPacket answer = receive(program);
      assertThat(text(answer)).isEqualTo("53 question " + i);
      assertThat(answer.getSocketAddress()).isEqualTo(tunnel.localAddresses().getFirst());
    }

    assertThat(requests).hasSize(1);
    assertThat(next(requests).text()).isEqualTo(program.getLocalPort() + ":localhost:53");
    assertThat(tunnel.traffic().open()).isEqualTo(1);
    assertThat(tunnel.traffic().dropped()).isZero();
    assertThat(tunnel.traffic().bytesUp()).isEqualTo(10 * 10 + 40 * 11);
  }

  @Test
  void givesEachSenderAStreamOfItsOwn() throws Exception {
    Tunnel tunnel = listen();
    List<DatagramSocket> programs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      DatagramSocket program = program();
      programs.add(program);
      send(program, tunnel, "from " + i);
    }
    for (int i = 0; i < programs.size(); i++) {
      assertThat(text(receive(programs.get(i)))).isEqualTo("53 from " + i);
    }
    assertThat(requests).hasSize(20);
    assertThat(tunnel.traffic().open()).isEqualTo(20);
  }

  @Test
  void carriesEmptyAndLargestDatagrams() throws Exception {
    Tunnel tunnel = listen();
    DatagramSocket program = program();
    byte[] large = new byte[65_000];
    Arrays.fill(large, (byte) 'x');

    send(program, tunnel.localAddresses().getFirst(), new byte[0]);
    assertThat(receive(program).getLength()).isZero();
    send(program, tunnel.localAddresses().getFirst(), large);
    assertThat(receive(program).getLength()).isEqualTo(large.length + 3);
  }

  /** Like TFTP: the reply comes from another port, with which the exchange continues. */
  @Test
  void forwardsRepliesOfASecondaryPort() throws Exception {
    int servicePort;
    try (DatagramSocket probe = new DatagramSocket(0)) {
      servicePort = probe.getLocalPort(); // a number that is free here
    }
    device =
        (stream, request) -> {
          stream.writeAndFlush(Message.ok().encode(stream.alloc()));
          stream.pipeline().addLast(new StreamDatagramDecoder(), new Answering(servicePort));
        };
    Tunnel tunnel = listen();
    DatagramSocket program = program();

    send(program, tunnel, "read");
    DatagramPacket answer = receive(program);
    assertThat(text(answer)).isEqualTo("53 read");
    assertThat(answer.getPort()).isEqualTo(servicePort);

    send(program, answer.getSocketAddress(), "ack".getBytes(StandardCharsets.UTF_8));
    assertThat(text(receive(program))).isEqualTo(servicePort + " ack");

    next(streams).close();
    until(() -> isFree(answer.getSocketAddress()));
  }

  private static boolean isFree(SocketAddress address) {
    try (DatagramSocket probe = new DatagramSocket(address)) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Test
  void usesAnotherSecondaryPortIfTaken() throws Exception {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int servicePort = taken.getLocalPort();
      device =
          (stream, request) -> {
            stream.writeAndFlush(Message.ok().encode(stream.alloc()));
            stream.pipeline().addLast(new StreamDatagramDecoder(), new Answering(servicePort));
          };
      Tunnel tunnel = listen();
      DatagramSocket program = program();

      send(program, tunnel, "read");
      DatagramPacket answer = receive(program);
      assertThat(answer.getPort()).isNotEqualTo(servicePort);
      send(program, answer.getSocketAddress(), "ack".getBytes(StandardCharsets.UTF_8));
      assertThat(text(receive(program))).isEqualTo(servicePort + " ack");
    }
  }

  /** A secondary port accepts datagrams only from the program that it was bound for. */
  @Test
  void dropsDatagramsOfOtherHostsToSecondaryPort() throws Exception {
    device =
        (stream, request) -> {
          stream.writeAndFlush(Message.ok().encode(stream.alloc()));
          stream.pipeline().addLast(new StreamDatagramDecoder(), new Answering(40_001));
        };
    Tunnel tunnel = listen();
    DatagramSocket program = program();
    send(program, tunnel, "read");
    DatagramPacket answer = receive(program);

    try (DatagramSocket stranger =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.7"), 0))) {
      send(stranger, answer.getSocketAddress(), "evil".getBytes(StandardCharsets.UTF_8));
      until(() -> tunnel.traffic().dropped() == 1);
      send(program, answer.getSocketAddress(), "good".getBytes(StandardCharsets.UTF_8));
      assertThat(text(receive(program))).isEqualTo("40001 good");
    }
  }

  /** Answers each datagram from ten fresh ports. */
  private static final class AlwaysNewPorts extends SimpleChannelInboundHandler<StreamDatagram> {
    private static final int AT_ONCE = 10;
    private int port = 41_000;

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, StreamDatagram datagram) {
      for (int i = 0; i < AT_ONCE; i++) {
        ctx.write(
            StreamDatagram.encode(ctx.alloc(), port++, Unpooled.wrappedBuffer(new byte[] {1})));
      }
      ctx.flush();
    }
  }

  @Test
  void evictsSecondaryPortsAboveLimit() throws Exception {
    device =
        (stream, request) -> {
          stream.writeAndFlush(Message.ok().encode(stream.alloc()));
          stream.pipeline().addLast(new StreamDatagramDecoder(), new AlwaysNewPorts());
        };
    Tunnel tunnel = listen();
    DatagramSocket program = program();

    Set<SocketAddress> from = new HashSet<>();
    for (int question = 0; question < 4; question++) {
      send(program, tunnel, "hello");
      for (int i = 0; i < AlwaysNewPorts.AT_ONCE; i++) {
        from.add(receive(program).getSocketAddress());
      }
    }
    assertThat(from).hasSizeGreaterThan(16);
    until(
        () -> {
          int open = 0;
          for (SocketAddress address : from) {
            open += isFree(address) ? 0 : 1;
          }
          return open <= 16;
        });
  }

  /**
   * A device on this computer may have been given the port of a closed program. Datagrams to that
   * program then loop back through the device, from a new port each time.
   */
  @Test
  void breaksForwardingLoopWithoutProgram() throws Exception {
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    device =
        (stream, request) -> {
          stream.writeAndFlush(Message.ok().encode(stream.alloc()));
          stream.pipeline().addLast(new StreamDatagramDecoder(), new Answering(0));
        };
    Tunnel tunnel = listen();
    DatagramSocket taken = program();
    send(taken, tunnel, "hello");
    receive(taken);
    SmuxStream stream = next(streams);
    // From here on the program's port is the device's.
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  int from = receive(taken).getPort();
                  heard.add(from);
                  stream.writeAndFlush(
                      StreamDatagram.encode(
                          stream.alloc(), from, Unpooled.wrappedBuffer(new byte[] {1})));
                }
              } catch (IOException e) {
                heard.add(0); // the test is over
              }
            });

    stream.writeAndFlush(
        StreamDatagram.encode(stream.alloc(), 53, Unpooled.wrappedBuffer(new byte[] {1})));

    until(() -> tunnel.traffic().dropped() == 1);
    assertThat(heard).as("the first, and 16 new ports").hasSize(17);
  }

  /** With two tunnels in one process, one may have been given the port of a closed program. */
  @Test
  void dropsDatagramsOfOtherTunnelsInThisProcess() throws Exception {
    Tunnel tunnel = listen();
    DatagramSocket program = program();
    send(program, tunnel, "hello");
    receive(program);
    SmuxStream stream = next(streams);
    int gone = program.getLocalPort();
    program.close();
    Tunnel inItsPlace =
        get(UdpTunnel.listen(group, ANY_PORT.withLocalPort(gone), client(), new TunnelEvents()));
    toClose.add(() -> get(inItsPlace.close()));

    stream.writeAndFlush(
        StreamDatagram.encode(stream.alloc(), 53, Unpooled.wrappedBuffer(new byte[] {1})));

    until(() -> inItsPlace.traffic().dropped() == 1);
    assertThat(requests).as("no stream for it").hasSize(1);
  }

  @Test
  void opensNewStreamAfterFarEndClosed() throws Exception {
    Tunnel tunnel = listen();
    DatagramSocket program = program();
    send(program, tunnel, "one");
    assertThat(text(receive(program))).isEqualTo("53 one");

    next(streams).close();
    assertThat(next(events.closed).end())
        .extracting(TunnelConnection.End::reason)
        .isEqualTo("ended by the far side");

    send(program, tunnel, "two");
    assertThat(text(receive(program))).isEqualTo("53 two");
    assertThat(requests).hasSize(2);
  }

  @Test
  void reportsRefusalOnceAndDoesNotRetryPerDatagram() throws Exception {
    device =
        (stream, request) ->
            stream.writeAndFlush(Message.error("not allowed here").encode(stream.alloc()));
    Tunnel tunnel = listen();
    DatagramSocket program = program();
    for (int i = 0; i < 20; i++) {
      send(program, tunnel, "x");
    }

    EdgeException failure = next(events.failures);
    assertThat(failure.problem()).isEqualTo(Problem.STREAM_NOT_ALLOWED);
    assertThat(failure)
        .hasMessage("You may not open a UDP tunnel to localhost:53: not allowed here");
    long before = tunnel.traffic().dropped();
    send(program, tunnel, "x");
    until(() -> tunnel.traffic().dropped() > before || requests.size() > 1);
    assertThat(requests).hasSizeLessThanOrEqualTo(2);
  }

  /** Until the stream is granted only the newest datagrams are kept. */
  @Test
  void limitsDatagramsQueuedBeforeGrant() throws Exception {
    StreamOpener opener = (request, afterOk, timeout) -> group.next().newPromise();
    Tunnel tunnel = get(UdpTunnel.listen(group, ANY_PORT, opener, events));
    toClose.add(() -> get(tunnel.close()));
    DatagramSocket program = program();
    for (int i = 0; i < 100; i++) {
      send(program, tunnel, "x");
      int sent = i + 1;
      until(() -> tunnel.traffic().bytesUp() == sent);
    }

    // The last one is counted as sent a moment before another is dropped for it.
    until(() -> tunnel.traffic().dropped() >= 36);
    assertThat(tunnel.traffic().dropped()).isEqualTo(36);
  }

  @Test
  void evictsLongestIdleSender() throws Exception {
    Tunnel tunnel = listen(new TunnelLimits(2, 64, Duration.ofSeconds(20)));
    DatagramSocket one = program();
    DatagramSocket two = program();
    DatagramSocket three = program();
    send(one, tunnel, "1");
    receive(one);
    send(two, tunnel, "2");
    receive(two);
    send(one, tunnel, "1");
    receive(one);

    send(three, tunnel, "3");
    receive(three);

    TunnelConnection gone = next(events.closed);
    assertThat(gone.from()).isEqualTo(two.getLocalSocketAddress());
    assertThat(gone.end())
        .extracting(TunnelConnection.End::reason)
        .isEqualTo("gave way to a newer sender");
    assertThat(tunnel.traffic().open()).isEqualTo(2);
  }

  @Test
  void keepsSenderAwaitingAnswer() throws Exception {
    BlockingQueue<SmuxStream> waiting = new LinkedBlockingQueue<>();
    device =
        (stream, request) -> {
          if (waiting.isEmpty()) {
            waiting.add(stream);
            stream.writeAndFlush(Message.ok().encode(stream.alloc()));
          } else {
            echo(stream, request);
          }
        };
    Tunnel tunnel = listen(new TunnelLimits(4, 64, Duration.ofSeconds(20)));
    DatagramSocket patient = program();
    send(patient, tunnel, "slow");
    SmuxStream slow = next(waiting);
    waiting.add(slow);
    for (int i = 0; i < 20; i++) {
      DatagramSocket quick = program();
      send(quick, tunnel, "quick");
      receive(quick);
    }

    slow.writeAndFlush(
        StreamDatagram.encode(
            slow.alloc(), 53, Unpooled.copiedBuffer("at last", StandardCharsets.UTF_8)));
    assertThat(text(receive(patient))).isEqualTo("at last");
    assertThat(tunnel.traffic().open()).isEqualTo(4);
  }

  /** Like log senders. */
  @Test
  void limitsSendersThatNeverGetAnswers() throws Exception {
    device = (stream, request) -> stream.writeAndFlush(Message.ok().encode(stream.alloc()));
    Tunnel tunnel = listen(new TunnelLimits(4, 64, Duration.ofSeconds(20)));
    List<SocketAddress> senders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      DatagramSocket program = program();
      senders.add(program.getLocalSocketAddress());
      send(program, tunnel, "log line");
      next(streams);
    }

    for (int i = 0; i < 16; i++) {
      assertThat(next(events.closed).from()).as("the oldest").isEqualTo(senders.get(i));
    }
    until(() -> tunnel.traffic().open() == 4);
  }

  @Test
  void releasesEverythingOnClose() throws Exception {
    EdgeClient client = client();
    Tunnel tunnel = get(UdpTunnel.listen(group, ANY_PORT, client, events));
    int port = tunnel.localAddresses().getFirst().getPort();
    DatagramSocket program = program();
    send(program, tunnel, "x");
    receive(program);

    get(tunnel.close());

    until(() -> client.session().streamCount() == 0);
    assertThat(next(events.closed).end())
        .extracting(TunnelConnection.End::reason)
        .isEqualTo("the tunnel was stopped");
    try (DatagramSocket again =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      assertThat(again.isBound()).isTrue();
    }
    program.setSoTimeout(100);
    send(program, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), new byte[1]);
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> receive(program));
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    DatagramSocket other = program();
    TunnelSpec spec = ANY_PORT.withLocalPort(other.getLocalPort());

    assertThat(((EdgeException) cause(UdpTunnel.listen(group, spec, client(), events))).problem())
        .isEqualTo(Problem.PORT_BUSY);
  }

  @Test
  void isChosenByTheSpec() {
    Tunnel tunnel = get(Tunnel.listen(group, ANY_PORT, client(), events));
    toClose.add(() -> get(tunnel.close()));

    assertThat(tunnel).isInstanceOf(UdpTunnel.class);
  }
}
