package dev.portolan.transport.file;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.open.StreamLoss;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The two ends of a verified transfer talking to each other: messages in both directions.
 *
 * <p>For the thread that does the transfer, which may block, except where it says otherwise.
 */
final class Frames {
  private static final String CANCELLED = "it was cancelled";

  /** As many bytes of a message as are written at once. */
  static final int MAX_DATA = 32 * 1024 - 3;

  private static final int HEADER = 3;
  private static final long BUSY_SECONDS = 10;
  private static final long CLOSE_SECONDS = 10;

  /** What a message says. Those of other streams have other meanings. */
  enum Kind {
    /** All was sent, or all was kept: the SHA-256 of the archive. */
    OK(0x01, 32, 32),
    /** This end cannot go on: why, as text. */
    ERROR(0x02, 0, Message.MAX_PAYLOAD),
    /** A part of the compressed archive. */
    DATA(0x21, 1, Message.MAX_PAYLOAD),
    /** From where the receiver wants the archive. */
    POSITION(0x22, Long.BYTES, Long.BYTES),
    /** How much there is, and from where it will be sent. */
    START(0x23, 2 * Long.BYTES, 2 * Long.BYTES + 32),
    /** This end is at work, and has nothing to say yet. */
    BUSY(0x24, 0, 0),
    /** What the sender leaves out: its name, a zero byte, why. */
    LEFT_OUT(0x25, 1, Message.MAX_PAYLOAD);

    private final int code;
    private final int shortest;
    private final int longest;

    Kind(int code, int shortest, int longest) {
      this.code = code;
      this.shortest = shortest;
      this.longest = longest;
    }

    private static Kind of(int code, int length) throws TransferException {
      for (Kind kind : values()) {
        if (kind.code == code && length >= kind.shortest && length <= kind.longest) {
          return kind;
        }
      }
      throw violation();
    }
  }

  /** Whether the far side goes on. */
  enum State {
    TALKING,
    /** It has said that it cannot. */
    TOLD,
    /** It, or this end, does not want it any more. */
    CANCELLED,
    /** It, or the way to it, is lost. */
    LOST
  }

  @SuppressWarnings("ArrayRecordComponent") // Short-lived, never compared.
  record Frame(Kind kind, byte[] payload) {}

  private final SmuxStream stream;
  private final StreamInput in;
  private final OutputStream out;
  private final String failed;
  private final LeftOut leftOut;
  private State state = State.TALKING;

  /** Hears what a sender leaves out. */
  @FunctionalInterface
  private interface LeftOut {
    void accept(byte[] payload) throws TransferException;
  }

  private Frames(SmuxStream stream, StreamInput in, String failed, LeftOut leftOut) {
    this.stream = stream;
    this.in = in;
    this.out = new StreamOutput(stream);
    this.failed = failed;
    this.leftOut = leftOut;
  }

  /**
   * Of a sender.
   *
   * @param failed what the far side's reason is the reason for, in words that end in ": "
   */
  static Frames ofSender(SmuxStream stream, StreamInput in, String failed) {
    return new Frames(
        stream,
        in,
        failed,
        payload -> {
          throw violation();
        });
  }

  /**
   * Of a receiver.
   *
   * @param listener hears what the sender leaves out
   */
  static Frames ofReceiver(SmuxStream stream, StreamInput in, TransferListener listener) {
    return new Frames(
        stream,
        in,
        "the far side could not send it: ",
        payload -> {
          String[] told = new String(payload, StandardCharsets.UTF_8).split("\0", 2);
          if (told.length < 2) {
            throw violation();
          }
          listener.skipped(RemoteText.clean(told[0]), RemoteText.clean(told[1]));
        });
  }

  static TransferException violation() {
    return new TransferException("the far side said something that makes no sense here");
  }

  /** Writes one; waits while the far side takes nothing. */
  void send(Kind kind, byte[] payload, int offset, int length) throws IOException {
    byte[] bytes = new byte[HEADER + length];
    bytes[0] = (byte) kind.code;
    bytes[1] = (byte) (length >> 8);
    bytes[2] = (byte) length;
    System.arraycopy(payload, offset, bytes, HEADER, length);
    try {
      out.write(bytes);
    } catch (IOException e) {
      lost(e);
      while (in.isReady()) {
        next(); // If the far side has said why it takes nothing more, it is told here.
      }
      throw inWords(e);
    }
  }

  void send(Kind kind, byte[] payload) throws IOException {
    send(kind, payload, 0, payload.length);
  }

  /**
   * Waits for the next one that says something.
   *
   * @throws TransferException with the far side's words if it cannot go on; if the stream ends or
   *     breaks; if what comes makes no sense
   */
  Frame receive() throws IOException {
    while (true) {
      Frame frame = next();
      switch (frame.kind()) {
        case BUSY -> {}
        case LEFT_OUT -> leftOut.accept(frame.payload());
        case OK, ERROR, DATA, POSITION, START -> {
          return frame;
        }
      }
    }
  }

  /** The payload of the next one that says something, which must be of this kind. */
  byte[] receive(Kind kind) throws IOException {
    Frame frame = receive();
    if (frame.kind() != kind) {
      throw violation();
    }
    return frame.payload();
  }

  private Frame next() throws IOException {
    byte[] header = read(HEADER);
    int length = (header[1] & 0xff) << 8 | (header[2] & 0xff);
    Kind kind = Kind.of(header[0], length);
    byte[] payload = read(length);
    if (kind == Kind.ERROR) {
      state = State.TOLD;
      throw new TransferException(failed + RemoteText.clean(payload));
    }
    return new Frame(kind, payload);
  }

  private byte[] read(int count) throws IOException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(count);
    } catch (IOException e) {
      lost(e);
      throw inWords(e);
    }
    if (bytes.length < count) {
      state = State.LOST;
      throw new TransferException("the far side ended the transfer without a reason");
    }
    return bytes;
  }

  private void lost(IOException e) {
    boolean cancelled =
        e instanceof InterruptedIOException || StreamLoss.cause(stream) == ResetCause.CANCELLED;
    state = cancelled ? State.CANCELLED : State.LOST;
  }

  private static TransferException inWords(IOException e) {
    return e instanceof InterruptedIOException
        ? new TransferException(CANCELLED, e)
        : TransferException.of(e);
  }

  /** Fails if the far side has said that it cannot go on. Waits for nothing. */
  void throwIfTold() throws IOException {
    while (in.isReady()) {
      if (next().kind() != Kind.BUSY) {
        throw violation();
      }
    }
  }

  /** What takes an archive in the plain form, until the receiver says something. */
  OutputStream plain() {
    return new FilterOutputStream(out) {
      @Override
      public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        throwIfTold();
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throwIfTold(); // That is why it takes nothing more.
          throw e;
        }
      }
    };
  }

  /** Waits until the receiver of an archive in the plain form has kept it. */
  void awaitOk() throws IOException {
    byte[] header = read(HEADER);
    byte[] payload = read((header[1] & 0xff) << 8 | (header[2] & 0xff));
    if (header[0] != Kind.OK.code) {
      throw new TransferException(failed + RemoteText.clean(payload));
    }
  }

  /** Tells the receiver what is left out. */
  void sendLeftOut(String entry, String reason) throws IOException {
    send(Kind.LEFT_OUT, (entry + "\0" + reason).getBytes(StandardCharsets.UTF_8));
  }

  /** How it stands with the far side. */
  State state() {
    return state;
  }

  /** The archive's compressed form, up to the far side's OK. */
  Data data() {
    return new Data();
  }

  /** Reads what is in the messages. */
  final class Data extends InputStream {
    private byte[] piece = {};
    private int at;
    private byte[] sum = {};

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
      if (at == piece.length && !fill()) {
        return -1;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, bytes, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (sum.length > 0) {
        return false;
      }
      Frame frame = receive();
      switch (frame.kind()) {
        case DATA -> {
          piece = frame.payload();
          at = 0;
          return true;
        }
        case OK -> sum = frame.payload();
        case ERROR, POSITION, START, BUSY, LEFT_OUT -> throw violation();
      }
      return false;
    }

    /** What the sender says that the SHA-256 of the whole archive is. */
    byte[] awaitSum() throws IOException {
      if (read() >= 0) {
        throw new TransferException("there is more behind the end of the archive");
      }
      return sum;
    }
  }

  /** Tells the far side, until it is closed, that this end is at work. */
  Closeable busy() {
    Message busy = Message.of(Kind.BUSY.code, new byte[0]);
    Future<?> telling =
        stream
            .eventLoop()
            .scheduleAtFixedRate(
                () -> stream.writeAndFlush(busy.encode(stream.alloc())),
                BUSY_SECONDS,
                BUSY_SECONDS,
                TimeUnit.SECONDS);
    return () -> telling.cancel(false);
  }

  /** Says that all was kept, and ends the stream. Waits for nothing. */
  void end(byte[] sum) {
    last(Message.of(Kind.OK.code, sum));
  }

  /** Says why this end cannot go on, and ends the stream. Waits for nothing. */
  TransferException failed(IOException cause) {
    TransferException why = TransferException.of(cause);
    if (Thread.currentThread().isInterrupted()) {
      why = new TransferException(CANCELLED, cause);
    }
    fail(why.getMessage());
    return why;
  }

  private void fail(String reason) {
    last(Message.error(reason));
  }

  /**
   * Ends the stream because the listener or the program could not go on. One that is suspended ends
   * as if it was lost, so that the far side keeps what it has.
   *
   * @param reason what the far side is told of a failure that was not meant for people
   */
  void broken(Throwable cause, String reason) {
    switch (cause) {
      case TransferListener.SuspendedException _ -> stream.reset(ResetCause.LOST);
      case CancellationException _ -> fail(CANCELLED);
      default -> fail(reason);
    }
  }

  private void last(Message message) {
    EventLoop loop = stream.eventLoop();
    if (loop.isShuttingDown()) { // With all of its streams.
      return;
    }
    stream.writeAndFlush(message.encode(stream.alloc())).addListener(ChannelFutureListener.CLOSE);
    try {
      loop.schedule(this::resetIfOpen, CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      stream.close();
    }
  }

  /** It takes nothing any more. */
  private void resetIfOpen() {
    if (stream.isOpen()) {
      stream.reset(ResetCause.CANCELLED);
    }
  }
}
