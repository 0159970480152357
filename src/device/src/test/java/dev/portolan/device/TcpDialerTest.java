package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.Errors;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TcpDialerTest {
  private static final InetAddress FIRST = address(9);
  private static final InetAddress SECOND = address(1);

  private final EventLoopGroup group = EventLoops.create("test-dial", 1);
  private final EventLoop loop = group.next();
  private final TcpDialer dialer =
      new TcpDialer(
          new Resolver(new LookUps(Runnable::run, host -> new InetAddress[] {FIRST, SECOND})),
          TargetRules.any());

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Future<Channel> dial(int port) {
    return loop.submit(() -> dialer.dial(new HostPort("two.test", port), 1, loop))
        .syncUninterruptibly()
        .getNow();
  }

  /**
   * On Linux each address of 127.0.0.0/8 can be bound separately, and a full backlog drops SYNs.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void silentAddressDoesNotDelayTheNext() throws IOException {
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 1, FIRST);
        ServerSocket service = new ServerSocket(silent.getLocalPort(), 1, SECOND)) {
      for (int i = 0; i < 4; i++) {
        SocketChannel waiting = SocketChannel.open();
        queue.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(silent.getLocalSocketAddress());
      }

      Channel dialled = dial(service.getLocalPort()).syncUninterruptibly().getNow();

      assertThat(((InetSocketAddress) dialled.remoteAddress()).getAddress()).isEqualTo(SECOND);
      dialled.close().syncUninterruptibly();
    } finally {
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  /** The texts are the real ones of this computer. */
  @ParameterizedTest
  @MethodSource("errnos")
  @EnabledOnOs(OS.LINUX)
  void saysEveryErrorOfTheSystemInWords(int errno) {
    IOException cause = Errors.newIOException("finishConnect", -errno);
    assertThat(cause).hasMessageContaining("(..) failed with error(-" + errno + ")");
    String told = TcpDialer.failure(new HostPort("one.test", 80), cause).getMessage();
    assertThat(told)
        .startsWith("cannot connect to one.test:80: ")
        .doesNotContain("..", "()", "syscall", "error(", "Exception", "Unknown", "null")
        .hasSizeGreaterThan("cannot connect to one.test:80: ".length() + 5);
  }

  static IntStream errnos() {
    return IntStream.rangeClosed(1, 133);
  }

  /** Clients know these by their texts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection refused     | connection refused
          Connection timed out   | timed out, no answer within 10 seconds
          Network is unreachable | network is unreachable
          No route to host       | no route to host
          Host is down           | the host is down
          Too many open files    | too many files are open
          """)
  void saysWhatClientsKnow(String text, String told) {
    assertThat(TcpDialer.failure(new HostPort("one.test", 80), new IOException(text)))
        .hasMessage("cannot connect to one.test:80: " + told);
  }

  @Test
  void saysThatNobodyAnsweredInTime() {
    assertThat(TcpDialer.failure(new HostPort("one.test", 80), null))
        .hasMessage("cannot connect to one.test:80: timed out, no answer within 10 seconds");
  }

  @Test
  void reportsWhyAllAddressesFailed() throws IOException {
    int free;
    try (ServerSocket gone = new ServerSocket(0, 1, SECOND)) {
      free = gone.getLocalPort();
    }

    Future<Channel> dialled = dial(free).awaitUninterruptibly();

    assertThat(dialled.cause())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot connect to two.test:" + free + ": ");
  }
}
