package dev.portolan.transport.file;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread that may block read what comes on a stream.
 *
 * <p>The stream is read again when everything before has been taken, so its window limits what is
 * held. One thread reads; the handler is for the event loop. To be closed, or bytes are left
 * behind.
 */
public final class StreamInput extends InputStream {
  private static final Duration STALL = Duration.ofSeconds(60);

  /** A receiver may have much to do; it is lost with its session. */
  private static final Duration LONG = Duration.ofDays(30);

  private static final int MAX_ANSWERS = 16;

  private enum State {
    OPEN,
    ENDED,
    CUT,
    CLOSED
  }

  private enum Purpose {
    DATA,
    ANSWERS
  }

  private final Object lock = new Object();
  private final Queue<ByteBuf> received = new ArrayDeque<>();
  private final ChannelHandler handler = new Receiver();
  private final Duration stall;
  private final Purpose purpose;
  private @Nullable SmuxStream stream;
  private State state = State.OPEN;
  private boolean asked;

  /** Waits at most a minute for the next bytes. */
  public StreamInput() {
    this(STALL, Purpose.DATA);
  }

  StreamInput(Duration stall) {
    this(stall, Purpose.DATA);
  }

  private StreamInput(Duration stall, Purpose purpose) {
    this.stall = stall;
    this.purpose = purpose;
  }

  /**
   * For what a receiver says, whenever it does: it is read in advance, and the stream is closed
   * when the receiver ends it. Waits as long as it takes.
   */
  public static StreamInput ofAnswers() {
    return new StreamInput(LONG, Purpose.ANSWERS);
  }

  /** What takes the stream's bytes; it turns off auto-read. */
  public ChannelHandler handler() {
    return handler;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    synchronized (lock) {
      ByteBuf first = awaitBytes();
      if (first == null) {
        return -1;
      }
      int count = Math.min(length, first.readableBytes());
      first.readBytes(bytes, offset, count);
      if (!first.isReadable()) {
        received.remove().release();
      }
      return count;
    }
  }

  private @Nullable ByteBuf awaitBytes() throws IOException {
    long begin = System.nanoTime();
    while (received.isEmpty()) {
      switch (state) {
        case ENDED -> {
          return null;
        }
        case CUT -> throw cut();
        case CLOSED -> throw new IOException("closed");
        case OPEN -> {
          ask();
          Duration left = stall.minusNanos(System.nanoTime() - begin);
          if (left.toMillis() <= 0) {
            throw new TransferException("nothing has come for " + stall.toSeconds() + " s").lost();
          }
          await(left.toMillis());
        }
      }
    }
    return received.peek();
  }

  private void ask() {
    if (!asked && stream != null) {
      asked = true;
      stream.read();
    }
  }

  /** Whether there is something to read, or nothing will come. Any thread. */
  boolean isReady() {
    synchronized (lock) {
      if (state == State.OPEN && received.isEmpty()) {
        ask();
        return false;
      }
      return !received.isEmpty();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller's.
  private void await(long millis) throws IOException {
    try {
      lock.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private TransferException cut() {
    if (stream != null && StreamLoss.cause(stream) == ResetCause.ABORTED) {
      return new TransferException("the far side could not go on; its log may say why");
    }
    return StreamOutput.ended(stream, "the stream was closed before all had come");
  }

  @Override
  public void close() {
    synchronized (lock) {
      end(State.CLOSED);
      received.forEach(ByteBuf::release);
      received.clear();
    }
  }

  private void end(State how) {
    synchronized (lock) {
      if (state == State.OPEN || how == State.CLOSED) {
        state = how;
      }
      lock.notifyAll();
    }
  }

  private final class Receiver extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(false);
      synchronized (lock) {
        stream = (SmuxStream) ctx.channel();
        ask();
        lock.notifyAll();
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      synchronized (lock) {
        asked = false;
        if (state == State.OPEN && bytes.isReadable()) {
          received.add(bytes);
          lock.notifyAll();
          return;
        }
      }
      bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (purpose == Purpose.ANSWERS) {
        synchronized (lock) {
          if (state == State.OPEN && received.size() < MAX_ANSWERS) {
            ask();
          }
        }
      }
      ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        end(State.ENDED);
        if (purpose == Purpose.ANSWERS) {
          ctx.close();
        }
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end(State.CUT);
      ctx.fireChannelInactive();
    }
  }
}
