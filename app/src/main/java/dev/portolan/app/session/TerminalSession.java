package dev.portolan.app.session;

import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.TerminalLimits;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.open.StreamOpener;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's shell over its whole life: opened, lost, opened again, ended. Any thread may call;
 * nothing blocks.
 */
public final class TerminalSession implements AutoCloseable {
  /**
   * What a person typed or pasted waits for the network up to this many bytes; the rest is refused.
   */
  private static final long MOST_INPUT = 8L << 20;

  /**
   * Answers of the terminal are dropped beyond this: a flood of questions must not become a flood
   * of answers.
   */
  private static final long MOST_ANSWERS = 64 << 10;

  private final ShellOpener opener;
  private final String deviceName;
  private final Background background;
  private final ShellMeter meter;
  private final SessionLog log;
  private final ShellFeed feed;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock.
  private final ShellLife life;
  private @Nullable OpenShell shell;
  private @Nullable ShellPipe pipe;

  /** One that is to be closed once the lock is free. */
  private @Nullable OpenShell dropped;

  private boolean started;
  private boolean opening;
  private Size size = new Size(80, 24);

  private record Size(int columns, int rows) {}

  /** For tests, with everything that varies. */
  TerminalSession(
      ShellOpener opener, String deviceName, Background background, Clock clock, Backoff backoff) {
    this(opener, deviceName, background, clock, backoff, new ShellMeter());
  }

  private TerminalSession(
      ShellOpener opener,
      String deviceName,
      Background background,
      Clock clock,
      Backoff backoff,
      ShellMeter meter) {
    this.opener = opener;
    this.deviceName = deviceName;
    this.background = background;
    this.meter = meter;
    log = new SessionLog(deviceName, background, clock);
    feed = new ShellFeed(meter, log);
    life = new ShellLife(clock, background, backoff, this::linkUp);
  }

  /** A terminal with shells from {@code opener}; nothing is opened before {@link #start}. */
  public TerminalSession(ShellOpener opener, String deviceName, Background background) {
    this(opener, deviceName, background, new ShellMeter());
  }

  /**
   * @param meter counts what passes
   */
  TerminalSession(ShellOpener opener, String deviceName, Background background, ShellMeter meter) {
    this(
        opener,
        deviceName,
        background,
        Clock.system(ZoneId.systemDefault()),
        Backoff.standard(),
        meter);
  }

  /** A terminal to a device; whoever knows that the way there is back tells {@link #linkUp}. */
  public TerminalSession(StreamOpener opener, String deviceName, Background background) {
    this(new PtyShells(opener), deviceName, background);
  }

  public String deviceName() {
    return deviceName;
  }

  /** Where work goes that must not hold up the caller. */
  public Executor background() {
    return work -> background.dedicated("terminal-work", work);
  }

  public TerminalState state() {
    lock.lock();
    try {
      return life.state();
    } finally {
      lock.unlock();
    }
  }

  /** Calls {@code listener} after every change of the state, on any thread; it must not block. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /** Where what the shells send can be written to. */
  public SessionLog log() {
    return log;
  }

  /** How many bytes the shells of this terminal have sent that were read. */
  public long bytesPrinted() {
    return feed.bytesPrinted();
  }

  /** Runs the emulator of {@code screen} on a thread of its own until this is closed. */
  public void attach(TerminalScreen screen) {
    background.dedicated("terminal", new TerminalPump(feed, screen));
  }

  /** Opens the first shell; later calls only tell the size. */
  public void start(int startColumns, int startRows) {
    resize(startColumns, startRows);
    lock.lock();
    try {
      if (started) {
        return;
      }
      started = true;
    } finally {
      lock.unlock();
    }
    open();
  }

  /** A person asks for a fresh shell, after the last one ended, was refused or lost. */
  public void reopen() {
    if (change(() -> !opening && life.reopen())) {
      open();
    }
  }

  /**
   * The edge says that the device is not there, or does not answer: a shell that is lost, or will
   * be in a moment, is replaced when {@link #linkUp} is called. One that is open may go on when the
   * device answers, and takes no keys until {@link #answers}.
   *
   * @param why one plain sentence
   * @param endIsLoss whether a shell that has just ended was lost with the device: there are edges
   *     on which both look alike
   */
  public void deviceAway(String why, boolean endIsLoss) {
    change(() -> life.deviceAway(why, endIsLoss));
  }

  /** Nothing comes from the edge any more: keys are refused until {@link #answers}. */
  public void silent(String why) {
    change(() -> life.silent(why));
  }

  /** The edge or the device was silent and answers again. */
  public void answers() {
    change(life::answers);
  }

  /** The way to the device is back: a lost shell is replaced at once. */
  public void linkUp() {
    if (change(() -> life.linkUp(opening))) {
      open();
    }
  }

  /**
   * There is no way to the device before a person has done something: a shell that is awaited is
   * asked for once more, and so learns why.
   */
  public void linkBlocked() {
    linkUp();
  }

  /**
   * The way to the device is being made: a shell that was refused until then is awaited.
   *
   * @param why what failed at the last attempt; empty while the first is under way
   */
  public void linkTrying(String why) {
    if (change(() -> life.linkTrying(why, started))) {
      open();
    }
  }

  /**
   * Takes a step under the lock; then closes the shell that it has dropped, and tells if it says
   * that the state has changed.
   */
  private boolean change(BooleanSupplier step) {
    boolean changed;
    OpenShell last;
    lock.lock();
    try {
      changed = step.getAsBoolean();
      last = dropped;
      dropped = null;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.close();
    }
    if (changed) {
      listeners.forEach(Runnable::run);
    }
    return changed;
  }

  /** Under the lock. */
  private void drop() {
    dropped = shell;
    shell = null;
  }

  /** Sends what a person typed; false if no shell takes it, and then it is forgotten. */
  public boolean write(byte[] bytes) {
    return send(bytes, MOST_INPUT, false);
  }

  /**
   * Sends what the terminal answers to a program's question; dropped where nobody reads the
   * answers.
   */
  public void answer(byte[] bytes) {
    send(bytes, MOST_ANSWERS, true);
  }

  private boolean send(byte[] bytes, long mostUnsent, boolean onlyToShellBeingRead) {
    lock.lock();
    try {
      boolean stale = onlyToShellBeingRead && !feed.isReading(pipe);
      if (!life.state().takesKeys() || shell == null || stale || shell.unsent() > mostUnsent) {
        return false;
      }
      meter.typed(bytes.length);
      shell.write(bytes);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the far side the size of the screen, in cells. */
  public void resize(int newColumns, int newRows) {
    Size next =
        new Size(
            Math.clamp(newColumns, 1, TerminalLimits.SCREEN_SIDE),
            Math.clamp(newRows, 1, TerminalLimits.SCREEN_SIDE));
    OpenShell told;
    lock.lock();
    try {
      size = next;
      told = shell;
    } finally {
      lock.unlock();
    }
    if (told != null) {
      told.resize(next.columns(), next.rows());
    }
  }

  /** Ends the shell and this terminal, for good. */
  @Override
  public void close() {
    change(
        () -> {
          drop();
          if (pipe != null) {
            pipe.end();
          }
          feed.close();
          log.stop();
          return life.close();
        });
  }

  private void open() {
    Size asked;
    lock.lock();
    try {
      if (opening || life.isClosed()) {
        return;
      }
      opening = true;
      asked = size;
    } finally {
      lock.unlock();
    }
    ShellPipe fresh = new ShellPipe(this::more, this::shellEnded);
    opener
        .open(asked.columns(), asked.rows(), fresh)
        .whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                opened(opened, fresh, asked);
              } else {
                failed(ShellException.of(failure));
              }
            });
  }

  private void opened(OpenShell fresh, ShellPipe output, Size told) {
    boolean taken = change(() -> take(fresh, output));
    if (!taken) {
      fresh.close();
      return;
    }
    Size now = size();
    if (!now.equals(told)) {
      fresh.resize(now.columns(), now.rows());
    }
    if (output.isEnded()) {
      shellEnded(output, output.reason());
    }
  }

  /** Under the lock: a shell that was opened is the present one, unless this is closed. */
  private boolean take(OpenShell fresh, ShellPipe output) {
    opening = false;
    if (life.isClosed()) {
      return false;
    }
    shell = fresh;
    pipe = output;
    feed.add(output, life.opened());
    return true;
  }

  private void failed(ShellException problem) {
    change(
        () -> {
          opening = false;
          return !life.isClosed() && life.refused(problem);
        });
  }

  private void shellEnded(ShellPipe ended, @Nullable String lost) {
    change(
        () -> {
          if (ended != pipe || !life.gone(lost)) {
            return false;
          }
          drop();
          return true;
        });
  }

  private void more() {
    OpenShell source;
    lock.lock();
    try {
      source = feed.isReading(pipe) ? shell : null;
    } finally {
      lock.unlock();
    }
    if (source != null) {
      source.more();
    }
  }

  private Size size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
