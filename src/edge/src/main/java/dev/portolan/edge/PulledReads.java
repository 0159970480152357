package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelInitializer;

/** Turns auto-read off on a new stream. */
final class PulledReads extends ChannelInitializer<SmuxStream> {

  @Override
  protected void initChannel(SmuxStream stream) {
    stream.config().setAutoRead(false);
  }
}
