package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
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
 * Puts a session's frames on its connection. Control frames are written as they arise; data is only
 * taken from the streams, one frame from each in turn, when the connection has room for it. So
 * control frames are never behind data, nobody's data is behind everybody else's, and what waits is
 * bounded. A stream that becomes active is served before those that have been sending, once in each
 * round of theirs, as FQ-CoDel does it (RFC 8290, section 4.1.1): a keystroke does not wait for 400
 * downloads. Frames are gathered in large buffers because each one that is flushed costs a TLS
 * record and a system call.
 */
final class FrameSender implements ChannelOutboundBuffer.MessageProcessor {
  /** Eight full TLS records: what is read from a local socket at once fits in with its headers. */
  static final int BATCH_BYTES = 128 * 1024;

  /** A frame that would be cut shorter than this by the end of a batch starts the next batch. */
  private static final int WORTHWHILE_BYTES = 4 * 1024;

  private static final int SMALLEST_BATCH = 256;

  /** More control frames than this can only wait because the peer provokes them and reads none. */
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
   * @param onFailure called when the connection refuses a write, or when more control frames wait
   *     than is sane
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
   * Adds one frame with as much of the flushed bytes of {@code source} as fit; they stay there.
   *
   * @return how many bytes; if there were none, no frame was added
   */
  int data(int streamId, ChannelOutboundBuffer source, int limit) {
    int pending = (int) Math.min(BATCH_BYTES, source.totalPendingWriteBytes());
    int wanted = Math.min(limit, pending);
    ByteBuf out = batch(SmuxFrame.HEADER_BYTES + Math.min(wanted, WORTHWHILE_BYTES), pending);
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

  /** How many batches the connection has taken so far; a connection that stalls takes none. */
  long writtenBatches() {
    return writtenBatches;
  }

  /** Gives a stream that has something to send its turn, soon. */
  void enqueue(StreamOutput stream) {
    if (!stopped) {
      capped.remove(stream);
      if (stream.queue() == SendQueue.NONE) {
        stream.setQueue(SendQueue.NEWLY_ACTIVE);
        newlyActive.addLast(stream);
        schedule();
      }
    }
  }

  /** Keeps a stream waiting until the peer has read more of what it was sent. */
  void awaitCap(StreamOutput stream) {
    if (!stopped) {
      capped.add(stream);
    }
  }

  /** Lets the streams that wait for the cap try again: the peer has read something. */
  void retryCapped() {
    if (!capped.isEmpty()) {
      List.copyOf(capped).forEach(this::enqueue);
    }
  }

  /** Sends what there is, as far as the connection takes it. */
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

  /** Sends what was put into frames already, before the session closes in order. */
  void finish() {
    writeBatch();
    flush();
    stop();
  }

  /** Drops what waits. Nothing is sent from now on. */
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

  /** Gives the streams their turns until a batch is full or nobody has more. */
  private void fill() {
    while (hasRoom() && serveNext()) {
      // Until the batch is full or nobody is left.
    }
    writeBatch();
  }

  /**
   * Gives one stream its turn; false if there is none. One that was newly active stays for a round
   * of the active ones even if it has nothing more, or it would come first again and again.
   */
  private boolean serveNext() {
    StreamOutput first = newlyActive.pollFirst();
    StreamOutput stream = first == null ? active.pollFirst() : first;
    if (stream == null) {
      return false;
    }
    stream.setQueue(SendQueue.ACTIVE);
    boolean more = stream.takeTurn();
    if (more || first != null) {
      active.addLast(stream);
    } else {
      stream.setQueue(SendQueue.NONE);
    }
    return true;
  }

  private boolean hasRoom() {
    return batch == null || batch.maxWritableBytes() >= SmuxFrame.HEADER_BYTES + WORTHWHILE_BYTES;
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

  /** Where the next control frame goes. */
  private ByteBuf control() {
    if (++waitingControlFrames == MAX_WAITING_CONTROL_FRAMES + 1) {
      SmuxException cause = new SmuxException("The peer does not read what it keeps asking for.");
      connection.eventLoop().execute(() -> onFailure.accept(cause));
    }
    schedule();
    return batch(SmuxFrame.HEADER_BYTES + SmuxFrame.UPDATE_BYTES, 0);
  }

  /**
   * The buffer in which frames are gathered.
   *
   * @param room bytes that it must have room for
   * @param expected bytes that are likely to come, so that a new one need not grow
   */
  private ByteBuf batch(int room, int expected) {
    if (batch != null && batch.maxWritableBytes() < room) {
      writeBatch();
    }
    if (batch == null) {
      int size = Math.min(BATCH_BYTES, expected + SMALLEST_BATCH);
      batch = connection.alloc().directBuffer(size, BATCH_BYTES);
    }
    return batch;
  }

  /** Sends at the end of this turn of the event loop, together with whatever else it brings. */
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
