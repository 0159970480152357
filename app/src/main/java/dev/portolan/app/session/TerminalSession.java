package dev.portolan.app.session;

import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer;
import dev.portolan.app.terminal.TerminalLimits;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.transport.connect.Backoff;
import dev.portolan.transport.connect.StreamOpener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's shell over its whole life: opened, lost, opened again, ended. Any thread may call;
 * nothing blocks but {@link #awaitShell} and {@link #read}, which are for the one thread that runs
 * the emulator.
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

  /** A device that has gone is noticed that soon after its shells have ended, at the latest. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final ShellOpener opener;
  private final String deviceName;
  private final Background background;
  private final Clock clock;
  private final Backoff backoff;
  private final ShellMeter meter;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by the lock.
  private TerminalState state = new TerminalState.Connecting();
  private @Nullable OpenShell shell;
  private @Nullable ShellPipe pipe;
  private final Queue<Unread> unread = new ArrayDeque<>();
  private @Nullable ShellPipe delivered;
  private Timer.@Nullable Scheduled retry;
  private @Nullable String gap;

  /** Why there is no device, while that is known. */
  private @Nullable String away;

  private boolean started;
  private boolean opening;
  private int attempt;
  private int columns = 80;
  private int rows = 24;

  /**
   * A shell that the emulator has not come to yet; one that ended meanwhile is read all the same.
   */
  private record Unread(ShellPipe pipe, @Nullable String note) {}

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
    this.meter = meter;
    this.opener = opener;
    this.deviceName = deviceName;
    this.background = background;
    this.clock = clock;
    this.backoff = backoff;
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
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Calls {@code listener} after every change of the state, on any thread; it must not block. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /** Runs the emulator of {@code screen} on a thread of its own until this is closed. */
  public void attach(TerminalScreen screen) {
    background.dedicated("terminal", new TerminalPump(this, screen));
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
    lock.lock();
    try {
      if (!state.canReopen() || opening) {
        return;
      }
      cancelRetry();
      attempt = 0;
      state =
          switch (state) {
            case TerminalState.Lost lost -> trying(lost);
            case TerminalState.Waiting waiting -> waiting;
            case TerminalState.Connecting _,
                TerminalState.Connected _,
                TerminalState.Stale _,
                TerminalState.Ended _,
                TerminalState.Refused _,
                TerminalState.Closed _ ->
                new TerminalState.Connecting();
          };
    } finally {
      lock.unlock();
    }
    tell();
    open();
  }

  /**
   * The edge says that the device is not there: a shell that is lost, or will be in a moment, is
   * replaced when {@link #linkUp} is called.
   *
   * @param why one plain sentence
   * @param endIsLoss whether a shell that has just ended was lost with the device: there are edges
   *     on which both look alike
   */
  public void deviceAway(String why, boolean endIsLoss) {
    lock.lock();
    try {
      away = why;
      switch (state) {
        case TerminalState.Lost lost -> state = new TerminalState.Waiting(lost.since(), why);
        case TerminalState.Ended ended
            when endIsLoss && ended.at().plus(NOTICED_WITHIN).isAfter(clock.instant()) -> {
          gap = "device lost " + time(ended.at());
          state = new TerminalState.Waiting(ended.at(), why);
        }
        case TerminalState.Ended _,
            TerminalState.Connecting _,
            TerminalState.Connected _,
            TerminalState.Stale _,
            TerminalState.Waiting _,
            TerminalState.Refused _,
            TerminalState.Closed _ -> {
          return;
        }
      }
      cancelRetry();
    } finally {
      lock.unlock();
    }
    tell();
  }

  /** Nothing comes from the edge any more: keys are refused until {@link #answers}. */
  public void silent(String why) {
    lock.lock();
    try {
      if (!(state instanceof TerminalState.Connected connected)) {
        return;
      }
      state = new TerminalState.Stale(connected.since(), why);
    } finally {
      lock.unlock();
    }
    tell();
  }

  /** The edge was silent and answers again. */
  public void answers() {
    lock.lock();
    try {
      if (!(state instanceof TerminalState.Stale stale)) {
        return;
      }
      state = new TerminalState.Connected(stale.since());
    } finally {
      lock.unlock();
    }
    tell();
  }

  /** The way to the device is back: a lost shell is replaced at once. */
  public void linkUp() {
    lock.lock();
    try {
      away = null;
      if (opening) {
        return;
      }
      switch (state) {
        case TerminalState.Lost lost -> state = trying(lost);
        case TerminalState.Waiting _ -> {} // Shown until there is a shell.
        case TerminalState.Refused refused when refused.untilLink() ->
            state = new TerminalState.Connecting();
        case TerminalState.Refused _,
            TerminalState.Connecting _,
            TerminalState.Connected _,
            TerminalState.Stale _,
            TerminalState.Ended _,
            TerminalState.Closed _ -> {
          return;
        }
      }
      cancelRetry();
    } finally {
      lock.unlock();
    }
    tell();
    open();
  }

  private TerminalState.Lost trying(TerminalState.Lost lost) {
    return new TerminalState.Lost(lost.since(), lost.why(), ++attempt, null);
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
      boolean stale = onlyToShellBeingRead && delivered != pipe;
      if (!state.takesKeys() || shell == null || stale || shell.unsent() > mostUnsent) {
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
    OpenShell told;
    lock.lock();
    try {
      columns = Math.clamp(newColumns, 1, TerminalLimits.SCREEN_SIDE);
      rows = Math.clamp(newRows, 1, TerminalLimits.SCREEN_SIDE);
      told = shell;
    } finally {
      lock.unlock();
    }
    if (told != null) {
      told.resize(newColumns, newRows);
    }
  }

  /** Ends the shell and this terminal, for good. */
  @Override
  public void close() {
    OpenShell last;
    lock.lock();
    try {
      cancelRetry();
      last = shell;
      shell = null;
      if (pipe != null) {
        pipe.end();
      }
      state = new TerminalState.Closed();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.close();
    }
    tell();
  }

  /** Waits until there is a shell that was not read yet; null once this is closed. */
  @Nullable ShellStart awaitShell() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Unread next = unread.poll();
      while (!isClosed() && next == null) {
        changed.await();
        next = unread.poll();
      }
      if (isClosed() || next == null) {
        return null;
      }
      delivered = next.pipe();
      return new ShellStart(next.note());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next bytes of the shell that {@link #awaitShell} gave last; -1 after its end. */
  int read(byte[] target) throws InterruptedException {
    ShellPipe source = delivered();
    int count = source == null ? -1 : source.read(target);
    meter.printed(Math.max(0, count));
    return count;
  }

  private @Nullable ShellPipe delivered() {
    lock.lock();
    try {
      return delivered;
    } finally {
      lock.unlock();
    }
  }

  private void open() {
    int askedColumns;
    int askedRows;
    lock.lock();
    try {
      if (opening || isClosed()) {
        return;
      }
      opening = true;
      askedColumns = columns;
      askedRows = rows;
    } finally {
      lock.unlock();
    }
    ShellPipe fresh = new ShellPipe(this::more, this::shellEnded);
    opener
        .open(askedColumns, askedRows, fresh)
        .whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                opened(opened, fresh, askedColumns, askedRows);
              } else {
                failed(failure);
              }
            });
  }

  private void opened(OpenShell fresh, ShellPipe output, int toldColumns, int toldRows) {
    boolean late;
    boolean resized;
    lock.lock();
    try {
      opening = false;
      late = isClosed();
      resized = columns != toldColumns || rows != toldRows;
      if (!late) {
        shell = fresh;
        pipe = output;
        String note = gap == null ? null : gap + " \u00b7 new shell " + time(clock.instant());
        unread.add(new Unread(output, note));
        state = new TerminalState.Connected(clock.instant());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (late) {
      fresh.close();
      return;
    }
    if (resized) {
      fresh.resize(columns(), rows());
    }
    tell();
    if (output.isEnded()) {
      shellEnded(output, output.reason());
    }
  }

  private void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    ShellException problem =
        cause instanceof ShellException known
            ? known
            : new ShellException(
                "No shell could be opened.", "Try again.", ShellException.Remedy.PERSON, cause);
    lock.lock();
    try {
      opening = false;
      if (isClosed()) {
        return;
      }
      failedFor(problem);
    } finally {
      lock.unlock();
    }
    tell();
  }

  /** Under the lock. */
  private void failedFor(ShellException problem) {
    Instant now = clock.instant();
    switch (problem.remedy()) {
      case DEVICE -> waiting(lostSince(now), problem.sentence());
      case TIME -> lost(lostSince(now), problem.sentence());
      case LINK, PERSON ->
          state =
              new TerminalState.Refused(
                  now,
                  problem.sentence(),
                  problem.advice(),
                  problem.remedy() == ShellException.Remedy.LINK);
    }
  }

  private Instant lostSince(Instant now) {
    return switch (state) {
      case TerminalState.Lost lost -> lost.since();
      case TerminalState.Waiting waiting -> waiting.since();
      case TerminalState.Connecting _,
          TerminalState.Connected _,
          TerminalState.Stale _,
          TerminalState.Ended _,
          TerminalState.Refused _,
          TerminalState.Closed _ ->
          now;
    };
  }

  private void shellEnded(ShellPipe ended, @Nullable String lost) {
    OpenShell gone;
    lock.lock();
    try {
      Instant opened = openSince();
      if (ended != pipe || opened == null) {
        return;
      }
      gone = shell;
      shell = null;
      Instant now = clock.instant();
      if (Duration.between(opened, now).compareTo(backoff.healthyAfter()) >= 0) {
        attempt = 0;
      }
      if (lost == null) {
        gap = "session ended " + time(now);
        attempt = 0;
        state = new TerminalState.Ended(now);
      } else {
        gap = (away == null ? "link lost " : "device lost ") + time(now);
        lost(now, lost);
      }
    } finally {
      lock.unlock();
    }
    if (gone != null) {
      gone.close();
    }
    tell();
  }

  /** Under the lock: since when there is a shell; null if there is none. */
  private @Nullable Instant openSince() {
    return switch (state) {
      case TerminalState.Connected connected -> connected.since();
      case TerminalState.Stale stale -> stale.since();
      case TerminalState.Connecting _,
          TerminalState.Lost _,
          TerminalState.Waiting _,
          TerminalState.Ended _,
          TerminalState.Refused _,
          TerminalState.Closed _ ->
          null;
    };
  }

  /** Under the lock: the state of having lost the shell, with the next attempt on its way. */
  private void lost(Instant since, String why) {
    if (away != null) {
      waiting(since, away);
      return;
    }
    Duration wait = retryLater();
    state = new TerminalState.Lost(since, why, attempt + 1, clock.instant().plus(wait));
  }

  /**
   * Under the lock: the state of waiting for the device. If nobody says whether it is there, it is
   * asked for now and then.
   */
  private void waiting(Instant since, String why) {
    state = new TerminalState.Waiting(since, why);
    if (away == null) {
      retryLater();
      attempt++;
    }
  }

  private Duration retryLater() {
    Duration wait = backoff.delay(attempt + 1);
    cancelRetry();
    retry = background.after(wait, this::linkUp);
    return wait;
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private void more() {
    OpenShell source;
    lock.lock();
    try {
      source = delivered == pipe ? shell : null;
    } finally {
      lock.unlock();
    }
    if (source != null) {
      source.more();
    }
  }

  private int columns() {
    lock.lock();
    try {
      return columns;
    } finally {
      lock.unlock();
    }
  }

  private int rows() {
    lock.lock();
    try {
      return rows;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    return state instanceof TerminalState.Closed;
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(clock.getZone()));
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
