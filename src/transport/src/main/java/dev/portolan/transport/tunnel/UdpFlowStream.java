package dev.portolan.transport.tunnel;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** The stream handler of a {@link UdpFlow}, which passes events to the flow's event loop. */
final class UdpFlowStream extends ChannelInboundHandlerAdapter {
  private final UdpFlow flow;

  UdpFlowStream(UdpFlow flow) {
    this.flow = flow;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    StreamDatagram datagram = (StreamDatagram) message;
    flow.onLoop(() -> flow.fromService(datagram));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flow.onLoop(flow::flushToProgram);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      flow.onLoop(flow::drain);
    }
  }

  /** Closes the stream at the peer's FIN: datagrams in one direction only are of no use. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    flow.onLoop(() -> flow.streamEnded((SmuxStream) ctx.channel()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
