package dev.portolan.edge;

import dev.portolan.smux.SmuxStream;
import io.netty.channel.ChannelInitializer;

/** Makes a new stream wait with its first bytes until somebody asks for them. */
final class PulledReads extends ChannelInitializer<SmuxStream> {

  @Override
  protected void initChannel(SmuxStream stream) {
    stream.config().setAutoRead(false);
  }
}
