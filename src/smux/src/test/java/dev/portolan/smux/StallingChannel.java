package dev.portolan.smux;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;

/** A connection whose socket can stall or fail. */
final class StallingChannel extends EmbeddedChannel {
  private boolean stalled;
  private boolean broken;

  void stall() {
    stalled = true;
  }

  void resume() {
    stalled = false;
    flush();
    runPendingTasks();
  }

  void breakWrites() {
    broken = true;
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) throws Exception {
    if (broken) {
      throw new IOException("broken pipe");
    }
    if (!stalled) {
      super.doWrite(in);
    }
  }
}
