package dev.portolan.transport.datagram;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Drops datagrams sent by another UDP tunnel socket of this process, because forwarding them could
 * loop forever. Must be in the pipeline of every such socket.
 *
 * <p>The set of bound addresses is static, because it concerns the whole process.
 */
public final class OwnDatagramFilter extends ChannelInboundHandlerAdapter {

  /** Sockets bound to one address. */
  private static final Set<InetSocketAddress> BOUND = ConcurrentHashMap.newKeySet();

  /** The ports of sockets bound to all addresses. */
  private static final Set<Integer> BOUND_EVERYWHERE = ConcurrentHashMap.newKeySet();

  private final Runnable dropped;
  private @Nullable InetSocketAddress local;

  /**
   * Creates the handler of one socket.
   *
   * @param dropped called for each dropped datagram, on the socket's loop
   */
  public OwnDatagramFilter(Runnable dropped) {
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
