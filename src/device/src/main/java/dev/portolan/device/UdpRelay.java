package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.EmptyDatagramSender;
import dev.portolan.transport.datagram.OwnDatagramFilter;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.datagram.StreamDatagramDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes datagrams between a stream and a UDP socket on the same event loop.
 *
 * <p>Only the service's own address is spoken to and listened to, whatever port it answers from.
 * What the stream does not take at once is dropped, as a full network would, and counted like all
 * that goes no further.
 */
final class UdpRelay {

  private static final Logger LOG = LoggerFactory.getLogger(UdpRelay.class);

  /** Answers that wait for the client: as many as it lets wait for the device. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private final SmuxStream stream;
  private final Channel socket;
  private final InetAddress service;
  private final UdpPorts ports;
  private final LongAdder dropped;

  private UdpRelay(
      SmuxStream stream, Channel socket, InetSocketAddress service, LongAdder dropped) {
    this.stream = stream;
    this.socket = socket;
    this.service = service.getAddress();
    this.ports = new UdpPorts(service.getPort());
    this.dropped = dropped;
  }

  /**
   * Accepts the stream and starts; on the loop of both. Ends when the stream does.
   *
   * @param dropped counts the datagrams that go no further
   */
  static void join(
      SmuxStream stream, Channel socket, InetSocketAddress service, LongAdder dropped) {
    if (!stream.isActive()) {
      socket.close();
      return;
    }
    UdpRelay relay = new UdpRelay(stream, socket, service, dropped);
    Answer.ok(stream);
    stream.config().setWriteBufferWaterMark(WATER_MARK);
    stream.closeFuture().addListener(closed -> socket.close());
    socket.closeFuture().addListener(closed -> stream.close());
    socket
        .pipeline()
        .addLast(
            new EmptyDatagramSender(),
            new OwnDatagramFilter(dropped::increment),
            relay.new FromService());
    stream.pipeline().addLast(new StreamDatagramDecoder(), relay.new FromClient());
    socket.config().setAutoRead(true);
    stream.config().setAutoRead(true);
  }

  private final class FromClient extends SimpleChannelInboundHandler<StreamDatagram> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, StreamDatagram datagram) {
      if (!ports.requestSent(datagram.port())) {
        dropped.increment();
        LOG.debug("dropped a datagram to port {}, which nobody asked for", datagram.port());
        return;
      }
      InetSocketAddress to = new InetSocketAddress(service, datagram.port());
      // One that the system does not take (too long, unreachable) is lost, and the next may pass.
      socket.write(new DatagramPacket(datagram.content().retain(), to));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      socket.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
      if (evt instanceof ChannelInputShutdownEvent) {
        ctx.close();
      }
    }
  }

  private final class FromService extends SimpleChannelInboundHandler<DatagramPacket> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      if (!packet.sender().getAddress().equals(service)) {
        dropped.increment();
        LOG.debug("dropped a datagram from {}, which is not the service", packet.sender());
        return;
      }
      int port = packet.sender().getPort();
      if (!ports.answered(port)) {
        dropped.increment();
        LOG.debug("dropped a datagram from port {}, one new port too many", port);
        return;
      }
      if (stream.isWritable()) {
        stream.write(StreamDatagram.encode(stream.alloc(), port, packet.content()));
      } else {
        dropped.increment();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      stream.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      stream.config().setAutoRead(socket.isWritable());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // An ICMP answer to an earlier datagram, for example: the socket itself goes on.
      LOG.debug("a UDP service of a tunnel is troubled", cause);
    }
  }
}
