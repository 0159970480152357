package dev.portolan.device;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Lets a blocking producer wait until its channel is writable. */
final class WritableGate extends ChannelInboundHandlerAdapter {

  private final Object lock = new Object();

  /**
   * Blocks while the channel is not writable. Any thread but its event loop.
   *
   * @return false if the channel is closed
   */
  boolean await(Channel channel) throws InterruptedException {
    synchronized (lock) {
      while (channel.isActive() && !channel.isWritable()) {
        lock.wait();
      }
      return channel.isActive();
    }
  }

  private void wake() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    wake();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wake();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    wake();
  }
}
