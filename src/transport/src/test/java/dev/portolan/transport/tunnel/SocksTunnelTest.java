package dev.portolan.transport.tunnel;

import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.testing.TestEdge;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tunnel whose programs say by SOCKS where they want to go. */
class SocksTunnelTest {
  private static final String HELLO = "050100";
  private static final String HELLO_ANSWER = "0500";
  private static final String GRANTED = "05000001000000000000";

  private final EventLoopGroup group = EventLoops.create("test-client", 2);
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final TunnelEvents events = new TunnelEvents();
  private volatile String refusal = "";
  private final TestEdge edge =
      TestEdge.builder()
          .device(
              (stream, request) -> {
                requests.add(request);
                answer(stream);
              })
          .start();
  private EdgeClient client;
  private Tunnel tunnel;

  @BeforeEach
  void listen() {
    client =
        get(
            new EdgeConnector(group)
                .connect(edge.endpoint(), SmuxConfig.defaults(), null, ConnectListener.NONE));
    tunnel = get(Tunnel.listen(group, TunnelSpec.parse("0/socks"), client, events));
  }

  @AfterEach
  void stop() {
    get(tunnel.close());
    get(client.close());
    edge.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Grants with a first word, then echoes; or refuses. */
  private void answer(SmuxStream stream) {
    if (!refusal.isEmpty()) {
      stream.writeAndFlush(Message.error(refusal).encode(stream.alloc()));
      stream.close();
      return;
    }
    stream.pipeline().addLast(new Echo());
    stream.write(Message.ok().encode(stream.alloc()));
    stream.writeAndFlush(stream.alloc().buffer().writeBytes("hi".getBytes(US_ASCII)));
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ctx.writeAndFlush(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        ctx.close();
      }
    }
  }

  private Socket program() throws IOException {
    InetSocketAddress local = tunnel.localAddresses().getFirst();
    Socket socket = new Socket(local.getAddress(), local.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return HexFormat.of().formatHex(socket.getInputStream().readNBytes(bytes));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private static String named(String host, int port) {
    return "05010003%02x%s%04x".formatted(host.length(), hex(host), port);
  }

  private String asked() throws InterruptedException {
    Message request = requests.poll(20, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request.text().lines().findFirst().orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "05010003096c6f63616c686f73741f90, localhost:8080",
    "050100017f0000010016, 127.0.0.1:22",
    "050100042001000000000000000000000000000101bb, [2001::1]:443"
  })
  void asksDeviceForWhatSocks5ProgramNames(String request, String target) throws Exception {
    try (Socket program = program()) {
      send(program, HELLO);
      assertThat(read(program, 2)).isEqualTo(HELLO_ANSWER);
      send(program, request);

      assertThat(asked()).isEqualTo(target);
      assertThat(read(program, 12)).as("answer, then data").isEqualTo(GRANTED + hex("hi"));
      send(program, hex("ping"));
      assertThat(read(program, 4)).isEqualTo(hex("ping"));
      assertThat(events.opened.poll(20, TimeUnit.SECONDS).target())
          .isEqualTo(HostPort.parse(target));
    }
    assertThat(events.closed.poll(20, TimeUnit.SECONDS))
        .extracting(TunnelConnection::end)
        .extracting(TunnelConnection.End::reason)
        .isEqualTo("ended by the local program");
  }

  @ParameterizedTest
  @CsvSource({
    "040100160a00000100, 10.0.0.1:22",
    "0401005000000001757365720067617465776179 00, gateway:80"
  })
  void understandsSocks4(String request, String target) throws Exception {
    try (Socket program = program()) {
      send(program, request.replace(" ", ""));

      assertThat(asked()).isEqualTo(target);
      assertThat(read(program, 10)).isEqualTo("005a000000000000" + hex("hi"));
    }
  }

  /** Some programs do not wait for the answers. */
  @Test
  void keepsWhatIsSentInOneGo() throws Exception {
    try (Socket program = program()) {
      send(program, HELLO + named("plc", 502) + hex("early"));

      assertThat(asked()).isEqualTo("plc:502");
      assertThat(read(program, 2 + 10)).isEqualTo(HELLO_ANSWER + GRANTED);
      assertThat(new String(program.getInputStream().readNBytes(7), US_ASCII))
          .contains("hi")
          .contains("early");
    }
  }

  @Test
  void readsRequestThatArrivesByteByByte() throws Exception {
    try (Socket program = program()) {
      program.setTcpNoDelay(true);
      for (byte one : HexFormat.of().parseHex(HELLO + named("plc", 502))) {
        program.getOutputStream().write(one);
        program.getOutputStream().flush();
      }

      assertThat(asked()).isEqualTo("plc:502");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cannot connect to h:1: connection refused, 05",
    "this device knows no such host, 04",
    "cannot connect to h:1: no route to host, 04",
    "cannot connect to h:1: timed out, 06",
    "this device's rules do not allow you to do that, 02",
    "the device is not connected, 03",
    "something else, 01"
  })
  void tellsProgramWhyDeviceRefuses(String reason, String code) throws Exception {
    refusal = reason;
    try (Socket program = program()) {
      send(program, HELLO);
      read(program, 2);
      send(program, named("h", 1));

      assertThat(read(program, 100)).isEqualTo("05" + code + "0001000000000000");
    }
    assertThat(events.failures.poll(20, TimeUnit.SECONDS).reason()).isEqualTo(reason);
    assertThat(tunnel.traffic().failed()).isEqualTo(1);
  }

  @Test
  void tellsSocks4ProgramOfRefusal() throws Exception {
    refusal = "connection refused";
    try (Socket program = program()) {
      send(program, "040100160a00000100");

      assertThat(read(program, 100)).isEqualTo("005b000000000000");
    }
  }

  /** BIND, UDP ASSOCIATE, unknown commands, and requests that are none. */
  @ParameterizedTest
  @CsvSource({
    "05020001000000000000, 05070001000000000000",
    "05030001000000000000, 05070001000000000000",
    "05090001000000000000, 05070001000000000000",
    "0501000901020304 0001, 05010001000000000000",
    "06010001000000000000, 05010001000000000000",
    "0501000300 0050, 05010001000000000000",
    "0501000303202f2e 0050, 05010001000000000000",
    "050100017f0000010000, 05010001000000000000"
  })
  void refusesWhatItCannotDo(String request, String answer) throws Exception {
    try (Socket program = program()) {
      send(program, HELLO);
      read(program, 2);
      send(program, request.replace(" ", ""));

      assertThat(read(program, 100)).isEqualTo(answer);
    }
    assertThat(events.failures.poll(20, TimeUnit.SECONDS))
        .extracting(EdgeException::problem)
        .isEqualTo(Problem.SOCKS_INVALID);
    assertThat(requests).isEmpty();
  }

  @Test
  void refusesProgramThatInsistsOnPassword() throws Exception {
    try (Socket program = program()) {
      send(program, "050102");

      assertThat(read(program, 100)).isEqualTo("05ff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET http://10.0.0.1/ HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001", "SSH-2.0-x\r\n"})
  void closesForAnotherProtocol(String bytes) throws Exception {
    try (Socket program = program()) {
      send(program, hex(bytes));

      assertThat(closed(program)).isEmpty();
    }
    assertThat(events.failures.poll(20, TimeUnit.SECONDS)).hasMessageContaining("another protocol");
  }

  /** A user id without an end, which SOCKS 4 has room for. */
  @Test
  void boundsWhatItReads() throws Exception {
    try (Socket program = program()) {
      send(program, "0401001601020304" + "41".repeat(4_000));

      assertThat(closed(program)).isIn("", "005b000000000000");
    }
    assertThat(requests).isEmpty();
  }

  /** What the program gets until the end, which may be a reset, as it sent more than was read. */
  private static String closed(Socket program) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      program.getInputStream().transferTo(all);
    } catch (IOException reset) {
      // closed all the same
    }
    return HexFormat.of().formatHex(all.toByteArray());
  }

  @Test
  void programThatLeavesIsNoFailure() throws Exception {
    try (Socket program = program()) {
      send(program, HELLO);
      read(program, 2);
    }
    until(() -> tunnel.traffic().failed() == 1);
    assertThat(events.failures).isEmpty();
  }

  @Test
  void closesConnectionsThatAreStillAsking() throws Exception {
    try (Socket program = program()) {
      send(program, HELLO);
      read(program, 2);
      get(tunnel.close());

      assertThat(closed(program)).isEmpty();
    }
    assertThat(events.failures).isEmpty();
  }
}
