package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.testing.Futures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TCP tunnels of a device, whose service is a socket in the hands of the test. */
class TcpTunnelHandlerTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MUCH = 1_000_000;

  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  private HostPort target() {
    return new HostPort("127.0.0.1", listener.getLocalPort());
  }

  private Socket accept() throws IOException {
    Socket service = listener.accept();
    service.setSoTimeout(PATIENCE_MILLIS);
    return service;
  }

  private static String read(Socket service, int length) throws IOException {
    return new String(service.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void say(Socket service, String text) throws IOException {
    service.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void carriesBytesBothWays() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        assertThat(call.ok()).isEmpty();
        call.type("question");
        assertThat(read(service, 8)).isEqualTo("question");
        say(service, "answer");
        call.awaitText("answer"::equals);
      }
      call.awaitEnd();
      device.awaitIdle();
    }
  }

  @Test
  void whatCameWithTheRequestIsNotLost() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target())).type("early ").type("bird");
      try (Socket service = accept()) {
        assertThat(read(service, 10)).isEqualTo("early bird");
        assertThat(call.ok()).isEmpty();
      }
    }
  }

  @Test
  void whatTheServiceSaysAtOnceComesBehindTheAnswerAndWhole() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        service.getOutputStream().write(new byte[MUCH]);
      }
      assertThat(call.ok()).isEmpty();
      assertThat(call.awaitEnd()).hasSize(MUCH);
      assertThat(call.bytes().hasEnded()).isTrue();
    }
  }

  @Test
  void oneDirectionEndsByItselfWhereThatWasAskedFor() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(new TcpTunnelRequest(target(), true).toMessage());
      try (Socket service = accept()) {
        assertThat(call.ok()).isEqualTo("half-close");
        call.type("all");
        Futures.await(call.stream().shutdownOutput());
        assertThat(service.getInputStream().readAllBytes()).hasSize(3);
        say(service, "reply");
        call.awaitText("reply"::equals);
        assertThat(call.bytes().hasEnded()).as("the other direction").isFalse();
      }
      call.awaitEnd();
      assertThat(call.bytes().hasEnded()).isTrue();
    }
  }

  @Test
  void theServicesEndIsAnEndOfOneDirectionToo() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(new TcpTunnelRequest(target(), true).toMessage());
      try (Socket service = accept()) {
        service.shutdownOutput();
        Futures.until(() -> call.bytes().hasEnded());
        call.type("still here");
        assertThat(read(service, 10)).isEqualTo("still here");
        Futures.await(call.stream().shutdownOutput());
        assertThat(service.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void theFirstEndEndsBothWhereNothingWasAgreed() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        call.ok();
        Futures.await(call.stream().shutdownOutput());
        assertThat(service.getInputStream().read()).isEqualTo(-1);
        call.awaitEnd();
      }
    }
  }

  @Test
  void aServiceThatBreaksOffIsNoEnd() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      Socket service = accept();
      call.ok();
      service.setSoLinger(true, 0);
      service.close();
      call.awaitEnd();
      assertThat(call.bytes().hasEnded()).isFalse();
      assertThat(call.stream().closeCause())
          .isInstanceOfSatisfying(
              StreamResetException.class,
              reset -> assertThat(reset.reset()).isEqualTo(ResetCause.ABORTED));
    }
  }

  @Test
  void aClientThatBreaksOffResetsTheService() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        call.ok();
        call.reset();
        assertThat(isReset(service)).isTrue();
      }
    }
  }

  @Test
  void aSessionThatIsLostResetsTheService() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        call.ok();
        Futures.await(device.edge().connection().close());
        assertThat(isReset(service)).isTrue();
      }
    }
  }

  private static boolean isReset(Socket service) throws IOException {
    try {
      return service.getInputStream().read() != -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void aTargetThatIsNotThereIsRefusedInWords() throws IOException {
    int free = listener.getLocalPort();
    listener.close();
    try (ServedDevice device = ServedDevice.start()) {
      assertThat(device.call(Message.tcpTunnel(new HostPort("127.0.0.1", free))).refusal())
          .isEqualTo("cannot connect to 127.0.0.1:" + free + ": connection refused");
      assertThat(device.call(Message.tcpTunnel(new HostPort("no-such.invalid", 80))).refusal())
          .isEqualTo("this device knows no host no-such.invalid");
    }
  }

  @Test
  void theRulesAreForAddressesWhateverTheNameIs() throws IOException {
    List<String> allowed = List.of("127.0.0.0/8:" + listener.getLocalPort());
    try (ServedDevice device =
        ServedDevice.start(config -> config.withRules(TargetRules.of(allowed)))) {
      device.answerNames();
      HostPort named = new HostPort(ServedDevice.HUNG, listener.getLocalPort());
      Call call = device.call(Message.tcpTunnel(named));
      try (Socket service = accept()) {
        call.ok();
        assertThat(service.isConnected()).isTrue();
      }
      HostPort another = new HostPort(ServedDevice.HUNG, listener.getLocalPort() ^ 1);
      assertThat(device.call(Message.tcpTunnel(another)).refusal())
          .isEqualTo("this device's target rules do not allow hung.test port " + another.port());
      assertThat(device.call(Message.tcpTunnel(new HostPort("0.0.0.0", 80))).refusal())
          .isEqualTo("this device does not connect to the unspecified address 0.0.0.0");
      assertThat(device.call(Message.tcpTunnel(new HostPort("fe80::1", 80))).refusal())
          .startsWith("this device does not connect to the link-local address fe80:");
    }
  }

  @Test
  void aLookUpThatHangsIsRefusedAfterFiveSecondsAndHoldsNobodyUp() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call hung = device.call(Message.tcpTunnel(new HostPort(ServedDevice.HUNG, 80)));
      Futures.until(() -> device.services().lookUps().count() == 1);
      Call other = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        other.ok();
        device.pass(Duration.ofMillis(4_999));
        assertThat(hung.isAnswered()).isFalse();
        device.pass(Duration.ofMillis(1));
        assertThat(hung.refusal())
            .isEqualTo("looking up hung.test took longer than 5 s on this device");
        say(service, "x");
        other.awaitText("x"::equals);
      }
    }
  }

  @Test
  void whoGivesUpWhileANameIsLookedUpIsNotConnectedLater() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      HostPort named = new HostPort(ServedDevice.HUNG, listener.getLocalPort());
      Call call = device.call(Message.tcpTunnel(named));
      Futures.until(() -> device.services().lookUps().count() == 1);
      call.reset();
      Futures.until(() -> device.services().lookUps().count() == 0);
      device.answerNames();
      Call next = device.call(Message.tcpTunnel(target()));
      try (Socket service = accept()) {
        next.ok();
        next.type("next");
        assertThat(read(service, 4)).as("the first that comes").isEqualTo("next");
      }
    }
  }
}
