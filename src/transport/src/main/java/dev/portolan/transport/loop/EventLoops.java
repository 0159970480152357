package dev.portolan.transport.loop;

import dev.portolan.transport.datagram.EmptyDatagrams;
import dev.portolan.transport.datagram.StreamDatagram;
import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Picks the I/O of this machine, and the channels and options that go with it: epoll on Linux,
 * which takes fewer system calls and lets TCP itself notice a dead peer with bytes under way, and
 * NIO elsewhere.
 */
public final class EventLoops {
  // A dead peer is noticed within 15 + 3 x 5 = 30 seconds on an idle connection ...
  private static final int KEEPALIVE_IDLE_SECONDS = 15;
  private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
  private static final int KEEPALIVE_PROBES = 3;

  /**
   * ... and this long after bytes that it does not acknowledge. A session sends some every 15
   * seconds, and as long as such are under way the system sends no probes.
   */
  private static final int USER_TIMEOUT_MILLIS = 18_000;

  /** Asked of the system, which may grant less. */
  private static final int DATAGRAM_BUFFER_BYTES = 2 * 1024 * 1024;

  /** Not IPv4 as well; the level and the name are Linux's. */
  private static final ChannelOption<Integer> IPV6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  private static final boolean EPOLL = Epoll.isAvailable();

  private static final Set<SocketOption<?>> NIO_OPTIONS = nioOptions();

  private EventLoops() {}

  /**
   * A group of daemon threads.
   *
   * @param name what the threads are called, followed by their number
   * @param threads how many, at least 1
   */
  public static EventLoopGroup create(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads,
        new DefaultThreadFactory(name, true),
        EPOLL ? SteadyEpoll.newFactory() : NioIoHandler.newFactory());
  }

  /**
   * The group itself, if the sockets of this class can live in it, as they can in those of {@link
   * #create}.
   *
   * @throws IllegalArgumentException if they cannot
   */
  public static EventLoopGroup requireFit(EventLoopGroup group) {
    if (group instanceof IoEventLoopGroup io
        && !io.isCompatible(EPOLL ? EpollIoHandle.class : NioIoHandle.class)) {
      throw new IllegalArgumentException(
          "event loops of another kind than EventLoops.create makes");
    }
    return group;
  }

  /** Makes TCP connections. */
  public static ChannelFactory<SocketChannel> sockets() {
    return EPOLL ? EpollSocketChannel::new : NioSocketChannel::new;
  }

  /** Makes TCP listeners. */
  public static ChannelFactory<ServerSocketChannel> serverSockets() {
    return EPOLL ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
  }

  /**
   * A TCP listener for one address and nothing else. The usual ones listen on IPv6, and with it on
   * IPv4, whatever wildcard they are bound to.
   */
  public static ServerSocketChannel serverSocket(InetAddress address) {
    if (!EPOLL) {
      return address instanceof Inet4Address
          ? new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET)
          : new NioServerSocketChannel();
    }
    if (address instanceof Inet4Address) {
      return new EpollServerSocketChannel(SocketProtocolFamily.INET);
    }
    EpollServerSocketChannel channel = new EpollServerSocketChannel(SocketProtocolFamily.INET6);
    channel.config().setOption(IPV6_ONLY, 1);
    return channel;
  }

  /** The same for UDP. */
  public static DatagramChannel datagramSocket(InetAddress address) {
    if (!EPOLL) {
      return roomy(
          EmptyDatagrams.nioSocket(
              address instanceof Inet4Address ? StandardProtocolFamily.INET : null));
    }
    if (address instanceof Inet4Address) {
      return roomy(new EpollDatagramChannel(SocketProtocolFamily.INET));
    }
    EpollDatagramChannel channel = new EpollDatagramChannel(SocketProtocolFamily.INET6);
    channel.config().setOption(IPV6_ONLY, 1);
    return roomy(channel);
  }

  /** Makes UDP sockets with room for bursts, and for the longest datagram that a stream carries. */
  public static ChannelFactory<DatagramChannel> datagrams() {
    ChannelFactory<DatagramChannel> sockets =
        EPOLL ? EpollDatagramChannel::new : EmptyDatagrams.nioSockets();
    return () -> roomy(sockets.newChannel());
  }

  private static DatagramChannel roomy(DatagramChannel socket) {
    socket
        .config()
        .setReceiveBufferSize(DATAGRAM_BUFFER_BYTES)
        .setSendBufferSize(DATAGRAM_BUFFER_BYTES)
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(StreamDatagram.MAX_BYTES));
    return socket;
  }

  /**
   * The loop on which streams live if it is one of the group's, so that no byte changes its thread;
   * else any of the group's.
   *
   * @param streams null if it is not known
   */
  public static EventLoop near(EventLoopGroup group, @Nullable EventLoop streams) {
    return streams != null && group.equals(streams.parent()) ? streams : group.next();
  }

  /** Runs the task at once if this is the loop's thread, else soon on it. */
  public static void onLoop(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  /**
   * Sets what a connection that carries a session needs: no delay, and liveness by TCP itself, as
   * far as the system lets it be set.
   */
  public static void sessionOptions(AbstractBootstrap<?, ?> bootstrap) {
    bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
    keepAlive(bootstrap::option);
  }

  /** The same for the connections that a server accepts. */
  public static void sessionChildOptions(ServerBootstrap bootstrap) {
    bootstrap
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true);
    keepAlive(bootstrap::childOption);
  }

  private interface Options {
    <T> Object set(ChannelOption<T> option, T value);
  }

  private static void keepAlive(Options options) {
    if (EPOLL) {
      options.set(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
      options.set(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS);
      options.set(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
      options.set(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
      return;
    }
    nio(options, ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
    nio(options, ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
    nio(options, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
  }

  private static void nio(Options options, SocketOption<Integer> option, int value) {
    if (NIO_OPTIONS.contains(option)) {
      options.set(NioChannelOption.of(option), value);
    }
  }

  private static Set<SocketOption<?>> nioOptions() {
    try (java.nio.channels.SocketChannel socket = java.nio.channels.SocketChannel.open()) {
      return Set.copyOf(socket.supportedOptions());
    } catch (IOException e) {
      return Set.of(); // the options are an improvement, not a need
    }
  }
}
