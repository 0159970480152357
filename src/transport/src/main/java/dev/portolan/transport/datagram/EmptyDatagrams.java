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
 * Sends datagrams without data, which the network library drops without a word although UDP carries
 * them. Belongs into the pipeline of every UDP socket of a tunnel, at its head.
 */
public final class EmptyDatagrams extends ChannelOutboundHandlerAdapter {

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  /** The socket of the JDK under one on NIO, which the library does not give out. */
  private static final AttributeKey<java.nio.channels.DatagramChannel> NIO =
      AttributeKey.valueOf(EmptyDatagrams.class, "NIO");

  /** Makes UDP sockets on NIO with which this handler works. */
  public static ChannelFactory<DatagramChannel> nioSockets() {
    return () -> nioSocket(null);
  }

  /**
   * A UDP socket on NIO with which this handler works.
   *
   * @param family null for IPv6, and IPv4 with it
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
    ctx.flush(); // What was written before goes first.
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
