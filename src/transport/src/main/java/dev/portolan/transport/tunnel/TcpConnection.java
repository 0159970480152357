package dev.portolan.transport.tunnel;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.relay.HalfClose;
import dev.portolan.transport.relay.Relay;
import dev.portolan.transport.relay.RelayEnd;
import dev.portolan.transport.socks.SocksRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A local TCP connection tunnelled to the device. Its data follows the request at once; if the
 * answer is not OK, that data is lost and the connection reset. A connection that names its target
 * by SOCKS gets an answer of its own, and its data waits for it.
 */
final class TcpConnection {
  /** How long a program may take to say where its connection goes. */
  private static final Duration SOCKS_TIMEOUT = Duration.ofSeconds(10);

  private final Channel local;
  private final TunnelConnection traffic;
  private final TcpTunnel tunnel;
  private final Relay relay;
  private final AtomicBoolean relayStarted = new AtomicBoolean();

  /** Of a SOCKS proxy only. */
  private volatile @Nullable Future<SocksRequest> reading;

  /** What the program has asked for, of a SOCKS proxy only. */
  private volatile @Nullable SocksRequest asked;

  /** Takes a registered connection with auto-read off. */
  TcpConnection(TcpTunnel tunnel, Channel local, TunnelConnection traffic) {
    this.tunnel = tunnel;
    this.local = local;
    this.traffic = traffic;
    this.relay = new Relay(local, traffic);
    local.pipeline().addLast(new EndOfProgram());
  }

  /** Tells the tunnel when the local program has sent its FIN. */
  private final class EndOfProgram extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        tunnel.sent(local);
      }
    }
  }

  /** Opens a stream to the target. */
  void open(StreamOpener opener, HostPort target, Duration timeout) {
    open(opener.openStream(request(target), relay.farHandler(), timeout, this::startRelay));
  }

  /** Reads a SOCKS request, opens a stream to its target, and answers the program. */
  void openAsAsked(StreamOpener opener, Duration timeout) {
    Future<SocksRequest> read = SocksRequest.read(local, SOCKS_TIMEOUT);
    reading = read;
    read.addListener(
        done -> {
          if (done.isSuccess()) {
            asked = read.getNow();
            traffic.leadsTo(asked.target());
            // without data yet, so that the program's answer is ahead of the service's first bytes
            open(opener.openStream(request(asked.target()), relay.farHandler(), timeout));
          } else if (done.isCancelled()) {
            tunnel.givenUp();
          } else {
            tunnel.refused(traffic.from(), reason(done.cause()));
          }
        });
  }

  private static Message request(HostPort target) {
    return new TcpTunnelRequest(target, true).toMessage();
  }

  private void open(Future<OpenedStream> opening) {
    opening.addListener(
        done -> {
          if (done.isSuccess()) {
            granted(opening.getNow());
          } else {
            refused(done.cause());
          }
        });
    local.closeFuture().addListener(closed -> opening.cancel(false));
  }

  private void startRelay(Channel stream) {
    if (relayStarted.compareAndSet(false, true)) {
      relay.start(stream);
    }
  }

  private void granted(OpenedStream opened) {
    tunnel.granted(traffic);
    SocksRequest socks = asked;
    if (socks != null) {
      socks.granted();
    }
    startRelay(opened.stream());
    boolean halfClose = HalfCloseOffer.granted(opened.okPayload());
    relay.decide(halfClose ? HalfClose.FORWARD : HalfClose.DEFER);
    relay
        .ended()
        .addListener(
            (Future<RelayEnd> ended) ->
                tunnel.ended(traffic, words(ended.getNow(), opened.stream())));
  }

  private static String words(RelayEnd end, SmuxStream stream) {
    return switch (end) {
      case NEAR_CLOSED -> "ended by the local program";
      case FAR_CLOSED -> "ended by the service";
      case NEAR_LOST -> "broken off by the local program";
      case FAR_LOST -> ResetText.of(stream);
      case STOPPED -> "the tunnel was stopped";
    };
  }

  private void refused(Throwable cause) {
    boolean given = !local.isOpen(); // the program closed first, so it is no failure
    EdgeException why = reason(cause);
    SocksRequest socks = asked;
    if (socks == null) {
      relay.close();
    } else {
      socks.refused(why.problem());
    }
    if (given) {
      tunnel.givenUp();
    } else {
      tunnel.refused(traffic.from(), why);
    }
  }

  private static EdgeException reason(Throwable cause) {
    return cause instanceof EdgeException known
        ? known
        : new EdgeException(Problem.TUNNEL_CLOSED, Problem.TUNNEL_CLOSED.summary(), cause);
  }

  /** Resets the connection. */
  void close() {
    Future<SocksRequest> read = reading;
    if (read != null) {
      read.cancel(false);
    }
    relay.close();
  }
}
