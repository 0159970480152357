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
 * A terminal with consecutive shells, which are reopened when lost. Thread-safe; nothing blocks.
 */
public final class TerminalSession implements AutoCloseable {
  /** Most unsent bytes of user input. More is refused. */
  private static final long MAX_INPUT = 8L << 20;

  /**
   * Most unsent bytes of answers to terminal queries. More are dropped, so that a flood of queries
   * does not cause a flood of answers.
   */
  private static final long MAX_ANSWERS = 64 << 10;

  private final ShellOpener opener;
  private final String deviceName;
  private final Background background;
  private final ShellMeter meter;
  private final SessionLog log;
  private final SessionLog recording;
  private final ShellFeed feed;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final ShellLife life;
  private @Nullable OpenShell shell;
  private @Nullable ShellPipe pipe;

  /** A shell to close after the lock is released. */
  private @Nullable OpenShell dropped;

  private boolean started;
  private boolean opening;
  private Size size = new Size(80, 24);

  private record Size(int columns, int rows) {}

  /** For tests, with all dependencies. */
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
    recording = new SessionLog(deviceName, background, clock);
    feed = new ShellFeed(meter, List.of(log, recording));
    life = new ShellLife(clock, background, backoff, this::linkUp);
  }

  /** Creates a terminal with shells from {@code opener}. Opens nothing before {@link #start}. */
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

  /**
   * Creates a terminal for a device. The owner must call {@link #linkUp} when the device is
   * reachable again.
   */
  public TerminalSession(StreamOpener opener, String deviceName, Background background) {
    this(new PtyShells(opener), deviceName, background);
  }

  public String deviceName() {
    return deviceName;
  }

  /** The executor for blocking work. */
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

  /** The log of the shells' output. */
  public SessionLog log() {
    return log;
  }

  /** The recording of the shells. */
  public SessionLog recording() {
    return recording;
  }

  /**
   * Starts a recording with the present size.
   *
   * @param pattern the file name pattern, as of a log
   * @param input whether it holds what is typed, too
   */
  public void record(String pattern, boolean input) {
    Size now = size();
    recording.record(pattern, now.columns(), now.rows(), input);
  }

  /** The number of output bytes read so far. */
  public long bytesPrinted() {
    return feed.bytesPrinted();
  }

  /** Runs the emulator of {@code screen} on a thread of its own until this is closed. */
  public void attach(TerminalScreen screen) {
    background.dedicated("terminal", new TerminalPump(feed, screen));
  }

  /** Opens the first shell. Later calls only resize. */
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

  /** Opens a new shell for the user, after the last one ended, was refused or lost. */
  public void reopen() {
    if (change(() -> !opening && life.reopen())) {
      open();
    }
  }

  /**
   * The device is absent or silent. A lost shell is replaced at {@link #linkUp}. An open one
   * refuses input until {@link #answers}.
   *
   * @param why one plain sentence
   * @param endIsLoss whether a shell that has just ended counts as lost with the device; some edges
   *     do not show the difference
   */
  public void deviceAway(String why, boolean endIsLoss) {
    change(() -> life.deviceAway(why, endIsLoss));
  }

  /** The edge is silent: input is refused until {@link #answers}. */
  public void silent(String why) {
    change(() -> life.silent(why));
  }

  /** The edge or device answers again. */
  public void answers() {
    change(life::answers);
  }

  /** The device is reachable again: a lost shell is replaced at once. */
  public void linkUp() {
    if (change(() -> life.linkUp(opening))) {
      open();
    }
  }

  /** The connection needs the user: a pending shell is requested once more, to get the reason. */
  public void linkBlocked() {
    linkUp();
  }

  /**
   * The connection is being opened: a refused shell becomes pending.
   *
   * @param why the last failure; empty during the first attempt
   */
  public void linkTrying(String why) {
    if (change(() -> life.linkTrying(why, started))) {
      open();
    }
  }

  /**
   * Runs a step under the lock, then closes a dropped shell and notifies listeners if the state has
   * changed.
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

  /** Sends user input. Returns false if it was discarded, because no shell accepts it. */
  public boolean write(byte[] bytes) {
    return send(bytes, MAX_INPUT, false);
  }

  /** Sends an answer to a terminal query. Dropped if too much is unsent. */
  public void answer(byte[] bytes) {
    send(bytes, MAX_ANSWERS, true);
  }

  private boolean send(byte[] bytes, long mostUnsent, boolean onlyToShellBeingRead) {
    lock.lock();
    try {
      boolean stale = onlyToShellBeingRead && !feed.isReading(pipe);
      if (!life.state().takesKeys() || shell == null || stale || shell.unsent() > mostUnsent) {
        return false;
      }
      meter.typed(bytes.length);
      if (!onlyToShellBeingRead) {
        recording.typed(bytes);
      }
      shell.write(bytes);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Resizes the shell, in cells. */
  public void resize(int newColumns, int newRows) {
    Size next =
        new Size(
            Math.clamp(newColumns, 1, TerminalLimits.SCREEN_SIDE),
            Math.clamp(newRows, 1, TerminalLimits.SCREEN_SIDE));
    OpenShell told;
    lock.lock();
    try {
      if (!size.equals(next)) {
        recording.resized(next.columns(), next.rows());
      }
      size = next;
      told = shell;
    } finally {
      lock.unlock();
    }
    if (told != null) {
      told.resize(next.columns(), next.rows());
    }
  }

  /** Closes the shell and the terminal. */
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
          recording.stop();
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

  /** Makes an opened shell the present one, unless this is closed. Under the lock. */
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
