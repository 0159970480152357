package dev.portolan.transport.datagram;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Drops datagrams that another UDP socket of a tunnel in this process sent: no program is there,
 * and an answer to them could go round for ever. Belongs into the pipeline of every such socket.
 *
 * <p>Which ports are taken is a fact of the process, so this is kept once for all of it.
 */
public final class OwnSenders extends ChannelInboundHandlerAdapter {

  /** Sockets on one address each. */
  private static final Set<InetSocketAddress> BOUND = ConcurrentHashMap.newKeySet();

  /** The ports of sockets on all addresses. */
  private static final Set<Integer> BOUND_EVERYWHERE = ConcurrentHashMap.newKeySet();

  private final Runnable dropped;
  private @Nullable InetSocketAddress local;

  /**
   * Makes the handler of one socket.
   *
   * @param dropped hears of each datagram that is dropped, on the socket's loop
   */
  public OwnSenders(Runnable dropped) {
    this.dropped = dropped;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      remember(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    remember(ctx);
    ctx.fireChannelActive();
  }

  private void remember(ChannelHandlerContext ctx) {
    if (local == null && ctx.channel().localAddress() instanceof InetSocketAddress address) {
      local = address;
      if (address.getAddress().isAnyLocalAddress()) {
        BOUND_EVERYWHERE.add(address.getPort());
      } else {
        BOUND.add(address);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    InetSocketAddress address = local;
    if (address != null) {
      BOUND.remove(address);
      if (address.getAddress().isAnyLocalAddress()) {
        BOUND_EVERYWHERE.remove(address.getPort());
      }
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof DatagramPacket packet && isOwn(packet.sender())) {
      packet.release();
      dropped.run();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private static boolean isOwn(InetSocketAddress sender) {
    return BOUND.contains(sender)
        || (BOUND_EVERYWHERE.contains(sender.getPort())
            && HostAddresses.isOwn(sender.getAddress()));
  }
}
