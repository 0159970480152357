package dev.portolan.transport.datagram;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams without payload, which are valid in UDP but which Netty silently drops. Must be
 * at the head of the pipeline of every UDP socket of a tunnel.
 */
public final class EmptyDatagramSender extends ChannelOutboundHandlerAdapter {

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  /** The JDK socket of an NIO channel, which Netty does not expose. */
  private static final AttributeKey<java.nio.channels.DatagramChannel> NIO =
      AttributeKey.valueOf(EmptyDatagramSender.class, "NIO");

  /** A factory for NIO UDP sockets that work with this handler. */
  public static ChannelFactory<DatagramChannel> nioSockets() {
    return () -> nioSocket(null);
  }

  /**
   * An NIO UDP socket that works with this handler.
   *
   * @param family null for dual stack
   */
  public static DatagramChannel nioSocket(@Nullable ProtocolFamily family) {
    try {
      java.nio.channels.DatagramChannel socket =
          family == null
              ? java.nio.channels.DatagramChannel.open()
              : java.nio.channels.DatagramChannel.open(family);
      NioDatagramChannel channel = new NioDatagramChannel(socket);
      channel.attr(NIO).set(socket);
      return channel;
    } catch (IOException e) {
      throw new ChannelException("there is no free UDP socket", e);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (!(msg instanceof DatagramPacket packet) || packet.content().isReadable()) {
      ctx.write(msg, promise);
      return;
    }
    ctx.flush(); // keep the order
    try {
      send(ctx.channel(), packet.recipient());
      promise.setSuccess();
    } catch (IOException e) {
      promise.setFailure(e);
    } finally {
      packet.release();
    }
  }

  private static void send(Channel channel, InetSocketAddress to) throws IOException {
    if (channel instanceof UnixChannel unix) {
      ((Socket) unix.fd()).sendTo(NOTHING, 0, 0, to.getAddress(), to.getPort());
    } else {
      channel.attr(NIO).get().send(NOTHING.duplicate(), to);
    }
  }
}
