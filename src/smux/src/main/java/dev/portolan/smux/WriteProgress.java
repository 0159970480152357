package dev.portolan.smux;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/** Detects a connection that has pending bytes but does not write any. */
final class WriteProgress {
  private final Channel connection;
  private final FrameSender sender;
  private long lastBatches;
  private int lastMessage;
  private long lastProgress;
  private long since;
  private boolean waiting;

  WriteProgress(Channel connection, FrameSender sender) {
    this.connection = connection;
    this.sender = sender;
  }

  /** How long the connection has been stalled as of this and earlier calls, 0 if it is not. */
  long stalledNanos(long now) {
    ChannelOutboundBuffer out = connection.unsafe().outboundBuffer();
    @Nullable Object message = out == null ? null : out.current();
    if (out == null || message == null) {
      waiting = false;
      return 0;
    }
    long batches = sender.writtenBatches();
    int current = System.identityHashCode(message);
    long progress = out.currentProgress();
    boolean moved = batches != lastBatches || current != lastMessage || progress != lastProgress;
    if (!waiting || moved) {
      waiting = true;
      lastBatches = batches;
      lastMessage = current;
      lastProgress = progress;
      since = now;
    }
    return now - since;
  }
}
