package dev.portolan.transport.tunnel;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.datagram.StreamDatagramDecoder;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.UdpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of one local sender, on a stream of its own that the first datagram opens.
 *
 * <p>On its tunnel's event loop. The stream may be on another one.
 */
final class UdpFlow {
  /** How long a flow may be idle before its stream is closed. */
  static final Duration IDLE = Duration.ofMinutes(15);

  /** How long datagrams of a sender are dropped after its stream was refused. */
  private static final long REFUSED_MILLIS = 1_000;

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private final EventLoop loop;
  private final Channel socket;
  private final InetSocketAddress sender;
  private final HostPort target;
  private final TunnelConnection traffic;
  private final Owner owner;
  private final DatagramBacklog backlog;
  private final SecondaryPorts secondaries;
  private final Exchange exchange;
  private @Nullable Future<OpenedStream> opening;
  private @Nullable SmuxStream stream;
  private @Nullable Future<?> idleTimer;
  private boolean granted;
  private boolean over;

  /** The tunnel of a flow. Called on its loop. */
  interface Owner {
    void granted(TunnelConnection connection);

    void dropped();

    /** The stream was not granted. The flow stays for a second to drop further datagrams. */
    void refused(InetSocketAddress sender, EdgeException why);

    /**
     * The flow has ended.
     *
     * @param granted whether the stream was ever granted
     */
    void ended(UdpFlow flow, boolean granted, String reason);
  }

  UdpFlow(
      EventLoop loop,
      Channel socket,
      InetSocketAddress sender,
      HostPort target,
      TunnelConnection traffic,
      Owner owner) {
    this.loop = loop;
    this.socket = socket;
    this.sender = sender;
    this.target = target;
    this.traffic = traffic;
    this.owner = owner;
    this.backlog = new DatagramBacklog(owner::dropped);
    InetSocketAddress local = (InetSocketAddress) socket.localAddress();
    this.secondaries =
        new SecondaryPorts(
            loop,
            handler -> UdpSockets.register(loop, null, handler, owner::dropped),
            local.getAddress(),
            sender,
            new FromSecondary(),
            owner::dropped);
    this.exchange = new Exchange(loop.ticker());
  }

  InetSocketAddress sender() {
    return sender;
  }

  TunnelConnection traffic() {
    return traffic;
  }

  /** Opens the stream. Datagrams may follow the request at once. */
  void open(StreamOpener opener, Duration timeout) {
    armIdleTimer(IDLE.toNanos());
    Future<OpenedStream> asked =
        opener.openStream(
            new UdpTunnelRequest(sender.getPort(), target).toMessage(),
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new StreamDatagramDecoder(), new UdpFlowStream(UdpFlow.this));
              }
            },
            timeout,
            started -> onLoop(() -> start(started)));
    opening = asked;
    asked.addListener(
        done ->
            onLoop(
                () -> {
                  if (done.isSuccess()) {
                    granted(asked.getNow().stream());
                  } else {
                    refused(done.cause());
                  }
                }));
  }

  /** The request was sent, so pending datagrams may follow it. */
  private void start(SmuxStream started) {
    if (over) {
      started.close();
    } else if (stream == null) {
      stream = started;
      started.config().setWriteBufferWaterMark(WATER_MARK);
      drain();
    }
  }

  private void granted(SmuxStream opened) {
    if (over) {
      opened.close();
      return;
    }
    granted = true;
    owner.granted(traffic);
    start(opened);
    drain();
  }

  private void refused(Throwable cause) {
    if (over) {
      return;
    }
    EdgeException why =
        cause instanceof EdgeException known
            ? known
            : new EdgeException(Problem.TUNNEL_CLOSED, Problem.TUNNEL_CLOSED.summary(), cause);
    over = true;
    release();
    owner.refused(sender, why);
    loop.schedule(
        () -> owner.ended(this, false, "not granted"), REFUSED_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Handles a datagram of the local sender for the service's main port. */
  void fromProgram(ByteBuf data) {
    send(target.port(), data);
  }

  /** Handles datagrams of the local sender for additional ports of the service. */
  private final class FromSecondary implements SecondaryPorts.Listener {
    @Override
    public void received(int servicePort, ByteBuf data) {
      send(servicePort, data);
    }

    @Override
    public void readComplete() {
      flush();
    }
  }

  private void send(int port, ByteBuf data) {
    try {
      if (over) {
        owner.dropped();
        return;
      }
      exchange.sentByProgram();
      secondaries.requestSent();
      traffic.up(data.readableBytes());
      ByteBuf framed = StreamDatagram.encode(socket.alloc(), port, data);
      SmuxStream to = stream;
      if (to != null && backlog.isEmpty() && takesMore(to)) {
        to.write(framed);
      } else {
        backlog.add(framed);
      }
    } finally {
      data.release();
    }
  }

  /** Flushes at the end of a burst of the sender's datagrams. */
  void flush() {
    if (stream != null) {
      stream.flush();
    }
  }

  /** Sends pending datagrams while the stream is writable. */
  void drain() {
    SmuxStream to = stream;
    if (to == null) {
      return;
    }
    while (to.isWritable()) {
      ByteBuf framed = backlog.poll();
      if (framed == null) {
        break;
      }
      to.write(framed);
    }
    to.flush();
  }

  /** Handles a datagram of the service. */
  void fromService(StreamDatagram datagram) {
    if (over) {
      datagram.release();
      return;
    }
    exchange.sentByService();
    traffic.down(datagram.content().readableBytes());
    if (datagram.port() != target.port()) {
      secondaries.send(datagram.port(), datagram.content());
    } else if (takesMore(socket)) {
      socket.write(new DatagramPacket(datagram.content(), sender));
    } else {
      datagram.release();
      owner.dropped();
    }
  }

  /** Whether the channel is writable, after a flush if necessary. */
  private static boolean takesMore(Channel channel) {
    if (!channel.isWritable()) {
      channel.flush();
    }
    return channel.isWritable();
  }

  /** Flushes at the end of a burst of the service's datagrams. */
  void flushToProgram() {
    socket.flush();
  }

  /** Ends the flow with its stream. The next datagram opens another. */
  void streamEnded(SmuxStream ended) {
    if (!over && granted) {
      boolean inOrder = ended.closeCause() == null && ended.session().isOpen();
      close(inOrder ? "ended by the far side" : ResetText.of(ended));
    }
  }

  /** The flow's latest traffic. */
  Exchange exchange() {
    return exchange;
  }

  /** Whether the flow has ended and only drops datagrams. */
  boolean isOver() {
    return over;
  }

  private void armIdleTimer(long nanos) {
    idleTimer =
        loop.schedule(
            () -> {
              long left = IDLE.toNanos() - exchange.idleNanos();
              if (left > 0) {
                armIdleTimer(left);
              } else {
                close("idle for 15 minutes");
              }
            },
            nanos,
            TimeUnit.NANOSECONDS);
  }

  /** Ends the flow. */
  void close(String reason) {
    if (!over) {
      over = true;
      release();
      owner.ended(this, granted, reason);
    }
  }

  private void release() {
    if (idleTimer != null) {
      idleTimer.cancel(false);
    }
    if (opening != null) {
      opening.cancel(false);
    }
    if (stream != null) {
      stream.close();
    }
    backlog.clear();
    secondaries.close();
  }

  void onLoop(Runnable task) {
    EventLoops.onLoop(loop, task);
  }
}
