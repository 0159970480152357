package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session's frames to its connection. Control frames are written at once. Data is taken
 * from the streams round-robin, one frame each, and only while the connection is writable; so
 * control frames never queue behind data and the amount queued is bounded. A stream that becomes
 * active is served before those that have been sending, once per round, as in FQ-CoDel (RFC 8290,
 * section 4.1.1): a keystroke does not wait for 400 downloads. Frames are coalesced into large
 * buffers, because each flushed buffer costs a TLS record and a system call.
 */
final class FrameSender implements ChannelOutboundBuffer.MessageProcessor {
  /** Eight full TLS records. One read from a local socket fits in, frame headers included. */
  static final int BATCH_BYTES = 128 * 1024;

  /** A frame that the rest of a batch would cut shorter than this starts the next batch. */
  private static final int MIN_FRAGMENT_BYTES = 4 * 1024;

  private static final int MIN_BATCH_BYTES = 256;

  /** More control frames than this pile up only if the peer provokes them without reading. */
  static final int MAX_WAITING_CONTROL_FRAMES = 10_000;

  private final Channel connection;
  private final SmuxFrameEncoder encoder;
  private final Consumer<Throwable> onFailure;
  private final ChannelFutureListener onWritten;
  private final StallCap stallCap;
  private final ArrayDeque<StreamOutput> newlyActive = new ArrayDeque<>();
  private final ArrayDeque<StreamOutput> active = new ArrayDeque<>();
  private final Set<StreamOutput> capped = new LinkedHashSet<>();
  private @Nullable ByteBuf batch;
  private int waitingControlFrames;
  private int frameLeft;
  private long writtenBatches;
  private boolean unflushed;
  private boolean sending;
  private boolean scheduled;
  private boolean stopped;

  /**
   * @param onFailure called when a write fails, or when too many control frames are pending
   */
  FrameSender(Channel connection, SmuxConfig config, Consumer<Throwable> onFailure) {
    this.connection = connection;
    this.encoder = new SmuxFrameEncoder(config.version());
    this.stallCap = new StallCap(config.stalledBytesCap());
    this.onFailure = onFailure;
    this.onWritten =
        future -> {
          Throwable cause = future.cause();
          if (cause == null) {
            writtenBatches++;
          } else {
            onFailure.accept(cause);
          }
        };
  }

  void open(int streamId) {
    encoder.open(control(), streamId);
  }

  void end(int streamId) {
    encoder.end(control(), streamId);
  }

  void windowUpdate(int streamId, int consumed, int window) {
    encoder.windowUpdate(control(), streamId, consumed, window);
  }

  void reset(int streamId, int consumed, ResetCause cause) {
    encoder.reset(control(), streamId, consumed, cause);
  }

  void keepAlive() {
    encoder.keepAlive(control());
  }

  /**
   * Adds one data frame with a copy of as many flushed bytes of {@code source} as fit.
   *
   * @return the number of bytes; 0 if no frame was added
   */
  int data(int streamId, ChannelOutboundBuffer source, int limit) {
    int pending = (int) Math.min(BATCH_BYTES, source.totalPendingWriteBytes());
    int wanted = Math.min(limit, pending);
    ByteBuf out = batch(SmuxFrame.HEADER_BYTES + Math.min(wanted, MIN_FRAGMENT_BYTES), pending);
    if (stopped) {
      return 0;
    }
    int most = Math.min(limit, out.maxWritableBytes() - SmuxFrame.HEADER_BYTES);
    out.ensureWritable(SmuxFrame.HEADER_BYTES + Math.min(wanted, most));
    int start = out.writerIndex();
    out.writerIndex(start + SmuxFrame.HEADER_BYTES);
    frameLeft = most;
    try {
      source.forEachFlushedMessage(this);
    } catch (Exception e) {
      throw new IllegalStateException("Reading a stream's queue failed.", e);
    }
    int length = most - frameLeft;
    if (length == 0) {
      out.writerIndex(start);
    } else {
      encoder.dataHeader(out, start, streamId, length);
    }
    return length;
  }

  @Override
  public boolean processMessage(Object message) {
    ByteBuf bytes = (ByteBuf) message;
    int part = Math.min(frameLeft, bytes.readableBytes());
    batch(part, part).writeBytes(bytes, bytes.readerIndex(), part);
    frameLeft -= part;
    return frameLeft > 0;
  }

  StallCap stallCap() {
    return stallCap;
  }

  /** The number of batches written so far. It stands still while the connection is stalled. */
  long writtenBatches() {
    return writtenBatches;
  }

  /** Queues a stream that has something to send. */
  void enqueue(StreamOutput stream) {
    if (!stopped) {
      capped.remove(stream);
      if (!stream.isQueued()) {
        stream.setQueued(true);
        newlyActive.addLast(stream);
        schedule();
      }
    }
  }

  /** Parks a stream until the peer has consumed more of the bytes in flight. */
  void awaitCap(StreamOutput stream) {
    if (!stopped) {
      capped.add(stream);
    }
  }

  /** Queues the streams parked by the cap again, because the peer has consumed something. */
  void retryCapped() {
    if (!capped.isEmpty()) {
      List.copyOf(capped).forEach(this::enqueue);
    }
  }

  /** Sends queued frames while the connection is writable. */
  void send() {
    if (sending || stopped) {
      return;
    }
    sending = true;
    try {
      do {
        flush();
        if (!connection.isWritable()) {
          break;
        }
        waitingControlFrames = 0;
        fill();
      } while (unflushed);
    } finally {
      sending = false;
    }
  }

  /** Flushes the current batch before an orderly close, then stops. */
  void finish() {
    writeBatch();
    flush();
    stop();
  }

  /** Discards everything queued and sends nothing from now on. */
  void stop() {
    stopped = true;
    newlyActive.clear();
    active.clear();
    capped.clear();
    if (batch != null) {
      batch.release();
      batch = null;
    }
  }

  /** Serves streams until the batch is full or none has more to send. */
  private void fill() {
    while (hasRoom() && serveNext()) {
      // all work is in the condition
    }
    writeBatch();
  }

  /**
   * Serves one stream. Returns false if none is queued. A newly active stream then stays in the
   * round of active ones even if it has no more data; otherwise it could become newly active, and
   * be served first, again and again.
   */
  private boolean serveNext() {
    StreamOutput first = newlyActive.pollFirst();
    StreamOutput stream = first == null ? active.pollFirst() : first;
    if (stream == null) {
      return false;
    }
    boolean more = stream.takeTurn();
    if (more || first != null) {
      active.addLast(stream);
    } else {
      stream.setQueued(false);
    }
    return true;
  }

  private boolean hasRoom() {
    return batch == null || batch.maxWritableBytes() >= SmuxFrame.HEADER_BYTES + MIN_FRAGMENT_BYTES;
  }

  private void writeBatch() {
    ByteBuf full = batch;
    if (full != null) {
      batch = null;
      unflushed = true;
      connection.write(full).addListener(onWritten);
    }
  }

  private void flush() {
    if (unflushed) {
      unflushed = false;
      connection.flush();
    }
  }

  /** The buffer for the next control frame. */
  private ByteBuf control() {
    if (++waitingControlFrames == MAX_WAITING_CONTROL_FRAMES + 1) {
      SmuxException cause = new SmuxException("The peer does not read what it keeps asking for.");
      connection.eventLoop().execute(() -> onFailure.accept(cause));
    }
    schedule();
    return batch(SmuxFrame.HEADER_BYTES + SmuxFrame.UPDATE_BYTES, 0);
  }

  /**
   * The buffer in which frames are coalesced; a throwaway once this has stopped.
   *
   * @param room bytes it must have room for
   * @param expected bytes likely to follow, which sizes a new buffer
   */
  private ByteBuf batch(int room, int expected) {
    if (batch != null && batch.maxWritableBytes() < room) {
      writeBatch(); // which may fail at once, and stop this
    }
    if (stopped) {
      return Unpooled.buffer(room);
    }
    if (batch == null) {
      int size = Math.min(BATCH_BYTES, expected + MIN_BATCH_BYTES);
      batch = connection.alloc().directBuffer(size, BATCH_BYTES);
    }
    return batch;
  }

  /** Schedules a send behind the event loop's current task, so that frames coalesce. */
  private void schedule() {
    if (!scheduled && !stopped) {
      scheduled = true;
      connection.eventLoop().execute(this::sendScheduled);
    }
  }

  private void sendScheduled() {
    scheduled = false;
    send();
  }
}
