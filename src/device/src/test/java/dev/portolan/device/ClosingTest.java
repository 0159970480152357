package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.testing.Futures;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stream is at, and whatever ends it, nothing is left; the device looks for itself. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
class ClosingTest {

  /** What a stream is at. */
  enum State {
    SILENT,
    HALF_A_REQUEST,
    TCP_LOOK_UP,
    TCP_CARRIES,
    UDP_LOOK_UP,
    UDP_CARRIES,
    PTY_WAITS,
    PTY_RUNS,
    PTY_TAKES_NO_INPUT,
    PTY_OUTPUT_UNREAD,
  }

  /** What ends it. */
  enum End {
    CLIENT_CLOSES,
    CLIENT_RESETS,
    EDGE_CLOSES,
    DEVICE_CLOSES,
    CONNECTION_IS_LOST,
    PROGRAMS_ARE_ENDED,
  }

  private ServerSocket tcp;
  private DatagramSocket udp;

  @BeforeEach
  void open() throws IOException {
    tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    tcp.close();
    udp.close();
  }

  static Stream<Arguments> all() {
    return Stream.of(State.values())
        .flatMap(state -> Stream.of(End.values()).map(end -> Arguments.of(state, end)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void leavesNothing(State state, End end) {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = bring(device, state);
      happen(device, call, end);
      device.goOn(); // What was held may go on, and must find that nobody wants it.
      device.answerNames();
      call.close();
      device.awaitIdle();
      assertThat(device.session().streamCount()).isZero();
    }
  }

  private Call bring(ServedDevice device, State state) {
    return switch (state) {
      case SILENT -> {
        Call call = device.call().send(new byte[0]);
        yield arrived(device, call);
      }
      case HALF_A_REQUEST -> arrived(device, device.call().send(new byte[] {0x10, 0, 9, 'l'}));
      case TCP_LOOK_UP ->
          lookedUp(device, Message.tcpTunnel(new HostPort(ServedDevice.HUNG, tcp.getLocalPort())));
      case TCP_CARRIES ->
          answered(device, Message.tcpTunnel(new HostPort("127.0.0.1", tcp.getLocalPort())));
      case UDP_LOOK_UP ->
          lookedUp(
              device, Message.udpTunnel(0, new HostPort(ServedDevice.HUNG, udp.getLocalPort())));
      case UDP_CARRIES ->
          answered(device, Message.udpTunnel(0, new HostPort("127.0.0.1", udp.getLocalPort())));
      case PTY_WAITS -> {
        device.holdStarts();
        Call call = device.call(shell("sleep 1000"));
        device.awaitTaken(1);
        yield call;
      }
      case PTY_RUNS -> answered(device, shell("sleep 1000"));
      case PTY_TAKES_NO_INPUT -> {
        Call call = answered(device, shell("stty raw -echo; echo go; sleep 1000"));
        call.awaitText(text -> text.contains("go"));
        yield call.send(new byte[300_000]);
      }
      case PTY_OUTPUT_UNREAD -> {
        Call call = answered(device, shell("yes"));
        call.stream().config().setAutoRead(false);
        yield call;
      }
    };
  }

  private static Call arrived(ServedDevice device, Call call) {
    Futures.until(() -> device.session().streamCount() == 1);
    return call;
  }

  private static Call answered(ServedDevice device, Message request) {
    Call call = device.call(request);
    call.ok();
    return call;
  }

  private static Call lookedUp(ServedDevice device, Message request) {
    Call call = device.call(request);
    Futures.until(() -> device.services().lookUps().count() == 1);
    return call;
  }

  private static Message shell(String script) {
    return Message.pty(PtyCommand.start(80, 24, "sh", List.of("-c", script)));
  }

  private static void happen(ServedDevice device, Call call, End end) {
    switch (end) {
      case CLIENT_CLOSES -> Futures.await(call.stream().close());
      case CLIENT_RESETS -> Futures.await(call.stream().reset(ResetCause.CANCELLED));
      case EDGE_CLOSES -> Futures.get(device.edge().close());
      case DEVICE_CLOSES -> Futures.get(device.session().close());
      case CONNECTION_IS_LOST -> Futures.await(device.session().connection().close());
      case PROGRAMS_ARE_ENDED -> device.services().terminals().endAll();
    }
  }
}
