package dev.portolan.device;

import com.pty4j.PtyProcess;
import com.pty4j.WinSize;
import com.pty4j.unix.UnixPtyProcess;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program on a terminal, bound to a stream. If either ends, the other is ended, too.
 *
 * <p>A worker reads the terminal while the program runs, then ends the session in this order:
 * SIGHUP to the process group, SIGKILL after a grace period, reap, close the terminal. The worker
 * stops reading while the stream is not writable (backpressure).
 */
final class PtySession {

  private static final Logger LOG = LoggerFactory.getLogger(PtySession.class);
  private static final long HANG_UP_GRACE_MILLIS = 500;
  private static final int READ_SIZE = 16 * 1024;

  private final String id;
  private final PtyProcess process;
  private final OutputStream terminal;
  private final SmuxStream stream;
  private final Executor workers;
  private final Runnable afterEnd;
  private final WritableGate gate = new WritableGate();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean lost;

  /**
   * @param afterEnd called once on a worker, when the process is reaped and the terminal closed
   */
  PtySession(
      String id, PtyProcess process, SmuxStream stream, Executor workers, Runnable afterEnd) {
    this.id = id;
    this.process = process;
    this.terminal = terminal(process);
    this.stream = stream;
    this.workers = workers;
    this.afterEnd = afterEnd;
  }

  private static OutputStream terminal(PtyProcess process) {
    try {
      return process instanceof UnixPtyProcess unix
          ? new TerminalOutput(unix.getPty().getMasterFD())
          : process.getOutputStream();
    } catch (IOException e) {
      LOG.warn("what a program does not read may keep a thread", e);
      return process.getOutputStream();
    }
  }

  String id() {
    return id;
  }

  /** Starts forwarding in both directions. On the stream's event loop, after the OK. */
  void start() {
    stream.pipeline().addLast(gate, new PtyInput(terminal, workers, this::end));
    workers.execute(this::carryOutput);
    stream.read();
  }

  /** Resizes the terminal. On a thread that may block. */
  void resize(int cols, int rows) {
    process.setWinSize(new WinSize(cols, rows));
  }

  /** Ends the program without blocking. Idempotent. Any thread. */
  void end() {
    if (ending.compareAndSet(false, true)) {
      workers.execute(this::hangUp);
    }
  }

  /** Ends the program because the device stops. The stream is reset. */
  void abort() {
    lost = true;
    end();
  }

  /**
   * Ends a session whose stream ended before {@link #start}. Blocks until the program has ended, so
   * call it on a worker.
   */
  void abandon() {
    if (ending.compareAndSet(false, true)) {
      hangUp();
    }
    finish();
  }

  private void carryOutput() {
    byte[] chunk = new byte[READ_SIZE];
    InputStream terminal = process.getInputStream();
    try {
      int length;
      while ((length = terminal.read(chunk, 0, chunk.length)) > 0 && gate.await(stream)) {
        stream.writeAndFlush(Unpooled.copiedBuffer(chunk, 0, length));
      }
      reap();
    } catch (IOException | InterruptedException | RuntimeException e) {
      LOG.debug("terminal {} ended", id, e);
      process.destroyForcibly();
    }
    finish();
  }

  private void hangUp() {
    try {
      reap();
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  /** Ends the process and waits for it. */
  private void reap() throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    if (process instanceof UnixPtyProcess unix) {
      unix.hangup();
    } else {
      process.destroy();
    }
    if (!process.waitFor(HANG_UP_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  private void finish() {
    try {
      process.waitFor();
      if (terminal instanceof TerminalOutput) {
        terminal.close();
      }
      process.getInputStream().close();
    } catch (IOException | InterruptedException e) {
      LOG.debug("closing terminal {}", id, e);
    }
    if (lost) {
      stream.reset(ResetCause.LOST);
    } else if (stream.isActive()) {
      // the stream ends behind the queued output
      stream.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    afterEnd.run();
  }
}
