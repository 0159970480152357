package dev.portolan.app.session;

import dev.portolan.app.model.LogContent;
import dev.portolan.app.task.Background;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The log of a terminal's output, switched on and off by the user. Thread-safe; nothing blocks. */
public final class SessionLog {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final String deviceName;
  private final Background background;
  private final Clock clock;
  private final LogFile.Opener opener;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable LogWriter writer;
  private volatile LogState state = new LogState.Off();

  SessionLog(String deviceName, Background background, Clock clock) {
    this(deviceName, background, clock, LogFile::open);
  }

  /** For tests, with a simulated disk. */
  SessionLog(String deviceName, Background background, Clock clock, LogFile.Opener opener) {
    this.opener = opener;
    this.deviceName = deviceName;
    this.background = background;
    this.clock = clock;
  }

  public LogState state() {
    return state;
  }

  /** Calls {@code listener} after every change of the state, on any thread; it must not block. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Starts logging from now on.
   *
   * @param pattern the file name pattern, relative to the home folder, with {@code %device}, {@code
   *     %date} and {@code %time}
   */
  public void start(String pattern, LogContent content) {
    start(pattern, opener, new TextLog(content, () -> TIME.format(ZonedDateTime.now(clock))));
  }

  /**
   * Starts a recording in a new file from now on.
   *
   * @param pattern the file name pattern, as of a log
   * @param input whether it holds what is typed, too
   */
  public void record(String pattern, int columns, int rows, boolean input) {
    start(
        pattern,
        LogFile::openNew,
        new CastLog(
            new CastLog.Header(
                columns,
                rows,
                deviceName,
                clock.instant().getEpochSecond(),
                System.nanoTime(),
                input)));
  }

  private synchronized void start(String pattern, LogFile.Opener how, LogForm form) {
    stop();
    Path file;
    try {
      Path home = Path.of(System.getProperty("user.home", "."));
      file = LogName.of(pattern, deviceName, home, ZonedDateTime.now(clock)).toAbsolutePath();
    } catch (InvalidPathException impossible) {
      change(
          new LogState.Failed(
              "No file can be named \u201c" + pattern + "\u201d: " + impossible.getReason() + "."));
      return;
    }
    Follower follower = new Follower();
    LogWriter fresh = new LogWriter(file, how, form, follower);
    follower.writer = fresh;
    writer = fresh;
    background.dedicated("session-log", fresh);
  }

  /**
   * Stops logging. Clears a failure.
   *
   * @return completes when everything is written
   */
  public synchronized CompletionStage<@Nullable Void> stop() {
    LogWriter last = writer;
    writer = null;
    CompletionStage<@Nullable Void> written =
        last == null ? CompletableFuture.completedFuture(null) : last.end();
    if (!(state instanceof LogState.Off)) {
      change(new LogState.Off());
    }
    return written;
  }

  /** Logs output of a shell. */
  void printed(byte[] bytes, int count) {
    add(LogEntry.Kind.OUTPUT, bytes, count);
  }

  /** Logs input of a shell, if it is a recording that holds it. */
  void typed(byte[] bytes) {
    add(LogEntry.Kind.INPUT, bytes, bytes.length);
  }

  /** Logs the size of the screen, if it is a recording. */
  void resized(int columns, int rows) {
    add(LogEntry.Kind.RESIZE, columns + "x" + rows);
  }

  /** Logs a note between two shells. */
  void note(String note) {
    add(LogEntry.Kind.NOTE, note);
  }

  private void add(LogEntry.Kind kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(kind, bytes, bytes.length);
  }

  private void add(LogEntry.Kind kind, byte[] bytes, int count) {
    LogWriter now = writer;
    if (now != null) {
      now.add(kind, bytes, count);
    }
  }

  private void change(LogState next) {
    state = next;
    listeners.forEach(Runnable::run);
  }

  private synchronized void change(@Nullable LogWriter by, LogState next) {
    if (by != null && by == writer) {
      change(next);
    }
  }

  /** Follows the state of the present log's writer. */
  private final class Follower implements LogWriter.Listener {
    private @Nullable LogWriter writer;

    @Override
    public void opened(Path file) {
      change(writer, new LogState.On(file));
    }

    @Override
    public void failed(String sentence) {
      change(writer, new LogState.Failed(sentence));
    }
  }
}
