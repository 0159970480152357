package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.relay.HalfClose;
import dev.portolan.transport.relay.Relay;
import dev.portolan.transport.relay.RelayMeter;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

/** Connects a stream to a TCP service, on the same event loop. */
final class TcpTunnelHandler implements StreamHandler {

  private final TcpDialer dialer;

  TcpTunnelHandler(TcpDialer dialer) {
    this.dialer = dialer;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    TcpTunnelRequest tunnel = TcpTunnelRequest.parse(request.text());
    Future<Channel> dialling = dialer.dial(tunnel.target(), tunnel.client(), stream.eventLoop());
    stream.closeFuture().addListener(closed -> dialling.cancel(false));
    dialling.addListener(
        (Future<Channel> dialled) -> {
          if (dialled.isSuccess()) {
            connect(stream, tunnel, dialled.getNow());
          } else if (!dialled.isCancelled()) {
            Answer.error(stream, String.valueOf(dialled.cause().getMessage()));
          }
        });
  }

  private static void connect(SmuxStream stream, TcpTunnelRequest tunnel, Channel service) {
    Message ok = tunnel.halfClose() ? HalfCloseOffer.ok() : Message.ok();
    stream.writeAndFlush(ok.encode(stream.alloc()));
    Relay.join(
        stream, service, RelayMeter.NONE, tunnel.halfClose() ? HalfClose.FORWARD : HalfClose.CLOSE);
  }
}
