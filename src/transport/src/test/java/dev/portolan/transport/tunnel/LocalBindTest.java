package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portolan.transport.loop.LocalSockets;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses fake sockets that fail to open, bind or register. */
class LocalBindTest {
  private static final TunnelSpec LOOPBACK = TunnelSpec.parse("0:localhost:53/udp");

  private final EmbeddedChannel holder = new EmbeddedChannel();
  private final EventLoop loop = holder.eventLoop();
  private final List<Socket> made = new ArrayList<>();
  private final Promise<Tunnel> opened = loop.newPromise();
  private @Nullable Throwable noIpv4;
  private @Nullable Throwable noIpv6;
  private boolean takenOnIpv6;
  private List<Channel> bound = List.of();

  private final class Socket extends EmbeddedChannel {
    private @Nullable InetSocketAddress local;

    Socket() {
      super(false, false);
    }

    @Override
    protected void doBind(SocketAddress wanted) throws BindException {
      InetSocketAddress address = (InetSocketAddress) wanted;
      if (takenOnIpv6 && address.getAddress() instanceof Inet6Address) {
        takenOnIpv6 = false;
        throw new BindException("Address already in use");
      }
      int port = address.getPort() == 0 ? 50_000 + made.size() : address.getPort();
      local = new InetSocketAddress(address.getAddress(), port);
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
      return local;
    }
  }

  private final class TunnelOfTest implements Tunnel {
    private boolean closed;

    @Override
    public TunnelSpec spec() {
      return LOOPBACK;
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
      return List.of();
    }

    @Override
    public TrafficMeter traffic() {
      return new TrafficMeter(InstantSource.system());
    }

    @Override
    public Future<Void> close() {
      closed = true;
      return loop.newSucceededFuture(null);
    }
  }

  private final TunnelOfTest tunnel = new TunnelOfTest();

  private void open() {
    LocalBind.open(loop, tunnel, this::register, sockets -> bound = sockets, opened);
    holder.runPendingTasks();
  }

  private Future<Channel> register(@Nullable InetAddress address) {
    Throwable none = address instanceof Inet6Address ? noIpv6 : noIpv4;
    return LocalSockets.register(
        loop,
        () -> {
          if (none != null) {
            throw new ChannelException(none);
          }
          Socket socket = new Socket();
          made.add(socket);
          return socket;
        });
  }

  /** Verifies that every open socket belongs to the tunnel. */
  @AfterEach
  void stop() {
    assertThat(made.stream().filter(Channel::isOpen)).containsExactlyElementsOf(sockets());
    made.forEach(EmbeddedChannel::finishAndReleaseAll);
    holder.finishAndReleaseAll();
  }

  private List<Socket> sockets() {
    return bound.stream().map(Socket.class::cast).toList();
  }

  @Test
  void bindsBothLoopbackAddressesToOnePort() {
    open();
    assertThat(opened.getNow()).isEqualTo(tunnel);
    assertThat(bound).extracting(Channel::localAddress).hasSize(2);
    assertThat(made)
        .extracting(socket -> ((InetSocketAddress) socket.localAddress()).getPort())
        .containsExactly(50_001, 50_001);
  }

  /** For example if IPv6 is disabled in the system. */
  @Test
  void whereThereIsNoIpv6SocketTheOtherOneDoes() {
    noIpv6 = new IOException("newSocketDgram(..) failed: Address family not supported by protocol");
    open();
    assertThat(opened.getNow()).isEqualTo(tunnel);
    assertThat(bound).hasSize(1);
  }

  @Test
  void reportsMissingSockets() {
    noIpv4 = new IOException("newSocketDgram(..) failed: Too many open files");
    open();
    assertThat(opened.cause())
        .asInstanceOf(type(EdgeException.class))
        .returns(Problem.PORT_FAILED, EdgeException::problem);
  }

  @Test
  void closesFirstSocketIfSecondFails() {
    noIpv6 = new IOException("newSocketDgram(..) failed: Too many open files");
    open();
    assertThat(made).as("another port would not help").hasSize(1);
    assertThat(opened.cause())
        .asInstanceOf(type(EdgeException.class))
        .returns(Problem.PORT_FAILED, EdgeException::problem);
  }

  @Test
  void releasesPortTakenOnSecondAddress() {
    takenOnIpv6 = true;
    open();
    assertThat(opened.getNow()).isEqualTo(tunnel);
    assertThat(made).extracting(Channel::isOpen).containsExactly(false, false, true, true);
  }

  @Test
  void failsIfRegistrationFails() {
    Future<Channel> again = LocalSockets.register(loop, () -> holder);
    assertThat(again.cause()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closesCancelledTunnel() {
    opened.cancel(false);
    open();
    assertThat(tunnel.closed).isTrue();
  }
}
