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
 * Forwards datagrams between a stream and a UDP socket on the same event loop.
 *
 * <p>Only datagrams to and from the service's address are forwarded, regardless of the port.
 * Datagrams are dropped while the stream is not writable. All drops are counted.
 */
final class UdpRelay {

  private static final Logger LOG = LoggerFactory.getLogger(UdpRelay.class);

  /** Same as the client's limit in the other direction. */
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
   * Answers OK and starts forwarding. On the loop of both. Ends with the stream.
   *
   * @param dropped counts dropped datagrams
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
      // a failed write (too long, unreachable) loses only this datagram
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
      if (!ports.replied(port)) {
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
      // for example an ICMP error for an earlier datagram; the socket stays usable
      LOG.debug("a UDP service of a tunnel is troubled", cause);
    }
  }
}
