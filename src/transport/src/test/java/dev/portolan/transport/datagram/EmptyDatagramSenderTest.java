package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmptyDatagramSenderTest {

  @Test
  void arriveInOrderOnNativeTransport() throws Exception {
    EventLoopGroup group = EventLoops.create("empty", 1);
    assertArriveInOrder(group, EventLoops.datagrams());
  }

  @Test
  void arriveInOrderOnNio() throws Exception {
    assertArriveInOrder(
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
        EmptyDatagramSender.nioSockets());
  }

  private static void assertArriveInOrder(
      EventLoopGroup group, ChannelFactory<DatagramChannel> sockets) throws Exception {
    BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
    try {
      Channel receiver = bind(group, sockets, lengths);
      Channel sender = bind(group, sockets, lengths);
      InetSocketAddress to = (InetSocketAddress) receiver.localAddress();
      for (int length : List.of(3, 0, 0, 5)) {
        sender.write(new DatagramPacket(Unpooled.wrappedBuffer(new byte[length]), to));
      }
      sender.flush();
      for (int length : List.of(3, 0, 0, 5)) {
        assertThat(lengths.poll(30, TimeUnit.SECONDS)).isEqualTo(length);
      }
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void areReleasedOnSuccessAndFailure() throws Exception {
    EventLoopGroup group = EventLoops.create("empty", 1);
    assertReleased(group, EventLoops.datagrams());
  }

  @Test
  void areReleasedOnSuccessAndFailureOnNio() throws Exception {
    assertReleased(
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
        EmptyDatagramSender.nioSockets());
  }

  private static void assertReleased(EventLoopGroup group, ChannelFactory<DatagramChannel> sockets)
      throws Exception {
    try {
      Channel sender = bind(group, sockets, new LinkedBlockingQueue<>());
      ByteBuf goes = Unpooled.buffer();
      InetSocketAddress itself = (InetSocketAddress) sender.localAddress();
      assertThat(sent(sender, new DatagramPacket(goes, itself))).isNull();
      assertThat(goes.refCnt()).isZero();
      // Sending to the broadcast address fails without SO_BROADCAST.
      InetSocketAddress everybody =
          new InetSocketAddress(InetAddress.getByName("255.255.255.255"), 9);
      ByteBuf stays = Unpooled.buffer();
      assertThat(sent(sender, new DatagramPacket(stays, everybody)))
          .isInstanceOf(IOException.class);
      assertThat(stays.refCnt()).isZero();
      sender.close().await();
      // With NIO a socket is gone when its loop has selected once more.
      sender.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).await();
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  /** Sends a datagram and returns why it failed, or null. */
  private static @Nullable Throwable sent(Channel sender, DatagramPacket datagram)
      throws InterruptedException {
    ChannelFuture written = sender.writeAndFlush(datagram).await();
    sender.eventLoop().submit(() -> {}).await();
    return written.cause();
  }

  private static Channel bind(
      EventLoopGroup group, ChannelFactory<DatagramChannel> sockets, BlockingQueue<Integer> lengths)
      throws Exception {
    return new Bootstrap()
        .group(group)
        .channelFactory(sockets)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new EmptyDatagramSender(), new Lengths(lengths));
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  private static final class Lengths extends SimpleChannelInboundHandler<DatagramPacket> {
    private final BlockingQueue<Integer> lengths;

    Lengths(BlockingQueue<Integer> lengths) {
      this.lengths = lengths;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket msg) {
      lengths.add(msg.content().readableBytes());
    }
  }
}
