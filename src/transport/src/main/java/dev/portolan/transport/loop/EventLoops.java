package dev.portolan.transport.loop;

import dev.portolan.transport.datagram.EmptyDatagramSender;
import dev.portolan.transport.datagram.StreamDatagram;
import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
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
 * Chooses the transport for this machine, with its channels and socket options: epoll on Linux,
 * which needs fewer system calls and supports {@code TCP_USER_TIMEOUT}, else NIO.
 */
public final class EventLoops {
  // On an idle connection a dead peer is detected within 15 + 3 x 5 = 30 seconds.
  private static final int KEEPALIVE_IDLE_SECONDS = 15;
  private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
  private static final int KEEPALIVE_PROBES = 3;

  /**
   * With unacknowledged bytes in flight a dead peer is detected after this time. A session sends
   * bytes every 15 seconds, and while some are in flight the kernel sends no keep-alive probes.
   */
  private static final int USER_TIMEOUT_MILLIS = 18_000;

  /** The requested size; the kernel may grant less. */
  private static final int DATAGRAM_BUFFER_BYTES = 2 * 1024 * 1024;

  /** Disables dual stack. Level and option are Linux's. */
  private static final ChannelOption<Integer> IPV6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  private static final boolean EPOLL = Epoll.isAvailable();

  private static final Set<SocketOption<?>> NIO_OPTIONS = nioOptions();

  private EventLoops() {}

  /**
   * A group of daemon threads.
   *
   * @param name the prefix of thread names
   * @param threads the number of threads, at least 1
   */
  public static EventLoopGroup create(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io());
  }

  /** The I/O of this machine, for loops that are made in another way than by {@link #create}. */
  public static IoHandlerFactory io() {
    return EPOLL ? SteadyEpoll.newFactory() : NioIoHandler.newFactory();
  }

  /**
   * Returns the group if it is compatible with the channels of this class, as those of {@link
   * #create} are.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static EventLoopGroup requireFit(EventLoopGroup group) {
    if (group instanceof IoEventLoopGroup io
        && !io.isCompatible(EPOLL ? EpollIoHandle.class : NioIoHandle.class)) {
      throw new IllegalArgumentException(
          "event loops of another kind than EventLoops.create makes");
    }
    return group;
  }

  /** A factory for TCP channels. */
  public static ChannelFactory<SocketChannel> sockets() {
    return EPOLL ? EpollSocketChannel::new : NioSocketChannel::new;
  }

  /** A factory for TCP listeners. */
  public static ChannelFactory<ServerSocketChannel> serverSockets() {
    return EPOLL ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
  }

  /**
   * A TCP listener for exactly one address family. Those of {@link #serverSockets} are dual-stack.
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

  /** A UDP socket for exactly one address family. */
  public static DatagramChannel datagramSocket(InetAddress address) {
    if (!EPOLL) {
      return withLargeBuffers(
          EmptyDatagramSender.nioSocket(
              address instanceof Inet4Address ? StandardProtocolFamily.INET : null));
    }
    if (address instanceof Inet4Address) {
      return withLargeBuffers(new EpollDatagramChannel(SocketProtocolFamily.INET));
    }
    EpollDatagramChannel channel = new EpollDatagramChannel(SocketProtocolFamily.INET6);
    channel.config().setOption(IPV6_ONLY, 1);
    return withLargeBuffers(channel);
  }

  /** A factory for UDP sockets with buffers for bursts and for the longest datagram of a stream. */
  public static ChannelFactory<DatagramChannel> datagrams() {
    ChannelFactory<DatagramChannel> sockets =
        EPOLL ? EpollDatagramChannel::new : EmptyDatagramSender.nioSockets();
    return () -> withLargeBuffers(sockets.newChannel());
  }

  private static DatagramChannel withLargeBuffers(DatagramChannel socket) {
    socket
        .config()
        .setReceiveBufferSize(DATAGRAM_BUFFER_BYTES)
        .setSendBufferSize(DATAGRAM_BUFFER_BYTES)
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(StreamDatagram.MAX_BYTES));
    return socket;
  }

  /**
   * The streams' event loop if it belongs to the group, so that no data changes threads; else the
   * group's next.
   *
   * @param streams null if unknown
   */
  public static EventLoop near(EventLoopGroup group, @Nullable EventLoop streams) {
    return streams != null && group.equals(streams.parent()) ? streams : group.next();
  }

  /** Runs the task on the loop, at once if that is the current thread. */
  public static void onLoop(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  /**
   * Sets {@code TCP_NODELAY} and TCP keep-alive for connections that carry a session, as far as the
   * system supports them.
   */
  public static void sessionOptions(AbstractBootstrap<?, ?> bootstrap) {
    bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
    keepAlive(bootstrap::option);
  }

  /** As above, for connections accepted by a server. */
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
      return Set.of(); // the options are optional
    }
  }
}
