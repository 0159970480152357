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
 * A local TCP connection tunnelled to the device. Its data follows the request at once; if the
 * answer is not OK, that data is lost and the connection reset.
 */
final class TcpConnection {
  private final Channel local;
  private final TunnelConnection traffic;
  private final TcpTunnel tunnel;
  private final Relay relay;
  private final AtomicBoolean relayStarted = new AtomicBoolean();

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

  /** Opens the stream. */
  void open(StreamOpener opener, Duration timeout) {
    TcpTunnelRequest request = new TcpTunnelRequest(tunnel.spec().target(), true);
    Future<OpenedStream> opening =
        opener.openStream(request.toMessage(), relay.farHandler(), timeout, this::startRelay);
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

  /** Resets the connection. */
  void close() {
    relay.close();
  }
}
