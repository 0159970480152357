package dev.portolan.transport.tunnel;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.relay.HalfClose;
import dev.portolan.transport.relay.Relay;
import dev.portolan.transport.relay.RelayEnd;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One local TCP connection on its way to the device: its bytes follow the request at once, and are
 * given up, with the connection reset, if the answer is no OK.
 */
final class TcpConnection {
  private final Channel local;
  private final TunnelConnection traffic;
  private final TcpTunnel tunnel;
  private final Relay relay;
  private final AtomicBoolean fed = new AtomicBoolean();

  /** Takes a connection that is registered, with auto-read off. */
  TcpConnection(TcpTunnel tunnel, Channel local, TunnelConnection traffic) {
    this.tunnel = tunnel;
    this.local = local;
    this.traffic = traffic;
    this.relay = new Relay(local, traffic);
    local.pipeline().addLast(new EndOfProgram());
  }

  /** Hears that the local program is done with sending, and most likely with everything. */
  private final class EndOfProgram extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        tunnel.sent(local);
      }
    }
  }

  /** Asks for a stream. */
  void open(StreamOpener opener, Duration timeout) {
    TcpTunnelRequest request = new TcpTunnelRequest(tunnel.spec().target(), true);
    Future<OpenedStream> opening =
        opener.openStream(request.toMessage(), relay.farHandler(), timeout, this::feed);
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

  private void feed(Channel stream) {
    if (fed.compareAndSet(false, true)) {
      relay.feed(stream);
    }
  }

  private void granted(OpenedStream opened) {
    tunnel.granted(traffic);
    feed(opened.stream());
    boolean halfClose = HalfCloseOffer.granted(opened.okPayload());
    relay.decide(halfClose ? HalfClose.FORWARD : HalfClose.HOLD);
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
      case FAR_LOST -> BreakWords.of(stream);
      case STOPPED -> "the tunnel was stopped";
    };
  }

  private void refused(Throwable cause) {
    boolean given = !local.isOpen(); // the program did not wait, so nothing failed
    relay.close();
    if (given) {
      tunnel.givenUp();
    } else {
      tunnel.refused(
          traffic.from(),
          cause instanceof EdgeException known
              ? known
              : new EdgeException(Problem.TUNNEL_CLOSED, Problem.TUNNEL_CLOSED.summary(), cause));
    }
  }

  /** Breaks it off. */
  void close() {
    relay.close();
  }
}
