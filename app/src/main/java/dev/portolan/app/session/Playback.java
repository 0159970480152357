package dev.portolan.app.session;

import dev.portolan.app.terminal.TerminalScreen;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Plays a recording on a screen, on a thread of its own. Thread-safe; only {@link #run} blocks,
 * until the playback is closed.
 */
public final class Playback implements Runnable, AutoCloseable {
  private static final byte[] RESET = "\u001bc".getBytes(StandardCharsets.US_ASCII);
  private static final long NANOS_PER_MICRO = 1_000;

  /** How often the position is told while nothing happens, in nanoseconds. */
  private static final long TELL = 100_000_000;

  private final Recording recording;
  private final TerminalScreen screen;
  private final LongSupplier nanoTime;
  private final Runnable changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();

  // guarded by the lock
  private boolean playing;
  private boolean closed;
  private double speed = 1;
  private long position;
  private long wanted = -1;

  // of the playing thread
  private int next;

  /**
   * Creates a playback, which is paused at the beginning.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param changed called on the playing thread when the position or the state has changed; must
   *     not block
   */
  public Playback(
      Recording recording, TerminalScreen screen, LongSupplier nanoTime, Runnable changed) {
    this.recording = recording;
    this.screen = screen;
    this.nanoTime = nanoTime;
    this.changed = changed;
  }

  /** What is shown now. */
  public record Look(long position, boolean playing) {}

  public Look look() {
    lock.lock();
    try {
      return new Look(position, playing);
    } finally {
      lock.unlock();
    }
  }

  /** Plays, from the beginning if it is at the end; or pauses. */
  public void setPlaying(boolean now) {
    ask(
        () -> {
          if (now && position >= recording.length()) {
            wanted = 0;
          }
          playing = now;
        });
  }

  /** Goes to a position in microseconds. */
  public void seek(long micros) {
    ask(() -> wanted = Math.clamp(micros, 0, recording.length()));
  }

  /** Goes so many microseconds on, or back. */
  public void skip(long micros) {
    ask(
        () -> {
          long from = wanted < 0 ? position : wanted;
          wanted = Math.clamp(from + micros, 0, recording.length());
        });
  }

  /**
   * Plays so many times as fast.
   *
   * @param factor from 0.5 to 8
   */
  public void setSpeed(double factor) {
    ask(() -> speed = Math.clamp(factor, 0.5, 8));
  }

  private void ask(Runnable change) {
    lock.lock();
    try {
      change.run();
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    ask(() -> closed = true);
  }

  @Override
  public void run() {
    screen.resize(recording.columns(), recording.rows());
    try {
      for (long to = awaitStep(); to >= 0; to = awaitStep()) {
        show(to);
        changed.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is something to show. Returns the new position, negative at the end. */
  private long awaitStep() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && wanted < 0) {
        if (!playing) {
          asked.await();
          changed.run();
          continue;
        }
        long wait = untilNext();
        if (wait > 0) {
          double factor = speed;
          long start = nanoTime.getAsLong();
          asked.await(Math.min(wait, TELL), TimeUnit.NANOSECONDS);
          long passed = (long) ((nanoTime.getAsLong() - start) * factor / NANOS_PER_MICRO);
          position = Math.min(recording.events().get(next).at(), position + passed);
        }
        return position;
      }
      if (closed) {
        return -1;
      }
      position = wanted;
      wanted = -1;
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** How many nanoseconds the next event is away; at the end, playing ends. */
  private long untilNext() {
    if (next == recording.events().size()) {
      playing = false;
      position = recording.length();
      return 0;
    }
    long due = recording.events().get(next).at();
    return (long) ((due - position) * NANOS_PER_MICRO / speed);
  }

  /** Shows everything up to a position. */
  private void show(long to) {
    if (next > 0 && recording.events().get(next - 1).at() > to) {
      screen.feed(RESET, 0, RESET.length);
      screen.resize(recording.columns(), recording.rows());
      next = 0;
    }
    while (next < recording.events().size() && recording.events().get(next).at() <= to) {
      switch (recording.events().get(next)) {
        case Recording.Event.Output(_, String text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          screen.feed(bytes, 0, bytes.length);
        }
        case Recording.Event.Resize(_, int columns, int rows) -> screen.resize(columns, rows);
        case Recording.Event.Marker(_, String words) -> screen.beginShell(words);
      }
      next++;
    }
  }
}
