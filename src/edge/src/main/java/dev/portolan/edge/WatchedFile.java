package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read from a file, or from several that belong together, and read again when one
 * of them changes.
 *
 * <p>A change counts whole or not at all: if a file cannot be read or has a bad line, the last good
 * value stays, and the reason is told at once and once a minute. A file that is removed is the same
 * as an empty one, unless its kind says otherwise. The folder is watched and not the file, because
 * most programs replace a file instead of writing into it. Some do write into it, and it is empty
 * or ends too early meanwhile: a change counts when the file has stayed as it is for {@value
 * #SETTLED_MILLIS} ms.
 *
 * <p>Thread-safe.
 */
public final class WatchedFile<T> implements Current<T>, AutoCloseable {

  static final long SETTLED_MILLIS = 200;

  /** For file systems that tell of no changes, such as those of a network, and for links. */
  private static final long LOOK_ANYWAY_MILLIS = 2_000;

  private static final long TELL_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final int MAX_BYTES = 4 << 20;

  private final List<Path> files;
  private final FileKind<T> kind;
  private final FileNews news;
  private final Ticker ticker;
  private final WatchService watch;
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private volatile T value;
  private Reading judged;

  /** The change that counts if it persists. */
  private @Nullable Change change;

  private volatile @Nullable Fault fault;
  private final LongAdder goodReads = new LongAdder();
  private final LongAdder badReads = new LongAdder();

  /** When the files were last looked at and found good. */
  private volatile long goodAt;

  /** The result of reading the files. */
  private sealed interface Reading {
    record Contents(List<ByteBuffer> bytes) implements Reading {}

    record Unreadable(String reason) implements Reading {}
  }

  private record Change(Reading reading, long seenAt) {}

  private record Fault(String sentence, long toldAt) {}

  private WatchedFile(
      List<Path> files,
      FileKind<T> kind,
      FileNews news,
      Ticker ticker,
      WatchService watch,
      Reading.Contents contents) {
    this.files = files;
    this.kind = kind;
    this.news = news;
    this.ticker = ticker;
    this.watch = watch;
    this.judged = contents;
    this.value = kind.parser().apply(contents.bytes());
    this.goodAt = ticker.nanoTime();
  }

  /**
   * Reads the files and starts to watch them; blocks.
   *
   * @param news told of changes and faults
   * @throws IOException with a plain sentence when one cannot be read or has a bad line
   */
  static <T> WatchedFile<T> open(List<Path> files, FileKind<T> kind, FileNews news, Ticker ticker)
      throws IOException {
    List<Path> absolute = files.stream().map(Path::toAbsolutePath).toList();
    String names = names(kind, files);
    WatchService watch = absolute.getFirst().getFileSystem().newWatchService();
    try {
      // Watched before it is read: a change in between is then seen twice instead of never.
      for (Path folder : absolute.stream().map(WatchedFile::folder).distinct().toList()) {
        if (Files.isDirectory(folder)) {
          folder.register(
              watch,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        }
      }
      WatchedFile<T> opened =
          switch (read(absolute, FileKind.Absence.FAULT)) {
            case Reading.Contents contents ->
                new WatchedFile<>(absolute, kind, news, ticker, watch, contents);
            case Reading.Unreadable(String reason) -> throw new IOException(names + ": " + reason);
          };
      Thread.ofVirtual().name("watch " + names).start(opened::follow);
      return opened;
    } catch (IllegalArgumentException e) {
      watch.close();
      throw new IOException(names + ": " + e.getMessage(), e);
    } catch (IOException e) {
      watch.close();
      throw e;
    }
  }

  private static String names(FileKind<?> kind, List<Path> files) {
    return kind.name()
        + " "
        + files.stream().map(Path::toString).collect(Collectors.joining(" and "));
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static Reading read(List<Path> files, FileKind.Absence absence) {
    List<ByteBuffer> contents = new ArrayList<>();
    for (Path file : files) {
      try {
        contents.add(read(file));
      } catch (NoSuchFileException e) {
        if (absence == FileKind.Absence.FAULT) {
          return new Reading.Unreadable("there is no file " + file);
        }
        contents.add(ByteBuffer.allocate(0));
      } catch (AccessDeniedException e) {
        return new Reading.Unreadable(file + " may not be read");
      } catch (IOException e) {
        return new Reading.Unreadable(String.valueOf(e.getMessage()));
      }
    }
    return new Reading.Contents(List.copyOf(contents));
  }

  private static ByteBuffer read(Path file) throws IOException {
    // Looked at before it is opened, which would wait at a pipe for somebody to write.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + " is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return ByteBuffer.wrap(bytes);
    }
  }

  private void follow() {
    try {
      long wait = LOOK_ANYWAY_MILLIS;
      long since = System.nanoTime();
      while (true) {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        WatchKey key = watch.poll(Math.max(0, wait - passed), TimeUnit.MILLISECONDS);
        if (key == null || concerns(key)) {
          wait = look() ? LOOK_ANYWAY_MILLIS : SETTLED_MILLIS;
          since = System.nanoTime();
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      Thread.currentThread().interrupt(); // ends the thread
    }
  }

  /** Whether the events may concern one of the files, and not only others in its folder. */
  private boolean concerns(WatchKey key) {
    List<WatchEvent<?>> events = key.pollEvents();
    key.reset();
    return events.stream()
        .anyMatch(
            event ->
                !(event.context() instanceof Path name)
                    || files.stream().anyMatch(file -> name.equals(file.getFileName())));
  }

  /**
   * Looks whether a file has changed.
   *
   * @return false if one has, and must stay so for a while before that counts
   */
  synchronized boolean look() {
    Reading reading = read(files, kind.absence());
    if (reading.equals(judged)) {
      change = null;
      if (fault == null) {
        goodAt = ticker.nanoTime();
      }
      remind();
      return true;
    }
    long now = ticker.nanoTime();
    if (change == null || !change.reading().equals(reading)) {
      change = new Change(reading, now);
    }
    if (now - change.seenAt() < TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS)) {
      return false;
    }
    judge(reading);
    return true;
  }

  /** Reads the files again without waiting for a change to persist; blocks. */
  public synchronized void readAgain() {
    Reading reading = read(files, kind.absence());
    if (reading.equals(read(files, kind.absence()))) {
      judge(reading);
    } else {
      change = null; // being written: look() follows up
    }
  }

  private void judge(Reading reading) {
    change = null;
    judged = reading;
    switch (reading) {
      case Reading.Unreadable(String reason) -> complain(reason);
      case Reading.Contents(List<ByteBuffer> bytes) -> {
        T next;
        try {
          next = kind.parser().apply(bytes);
        } catch (IllegalArgumentException e) {
          complain(String.valueOf(e.getMessage()));
          return;
        }
        fault = null;
        goodAt = ticker.nanoTime();
        goodReads.increment();
        value = next;
        actions.forEach(Runnable::run);
        news.changed(names(kind, files) + " was read again: " + kind.summary().apply(next) + ".");
      }
    }
  }

  private void complain(String reason) {
    badReads.increment();
    tell(names(kind, files) + " is not used, what it said before stays in force: " + reason + ".");
  }

  private void tell(String sentence) {
    fault = new Fault(sentence, ticker.nanoTime());
    news.fault(sentence);
  }

  /** Repeats a fault that persists. */
  private void remind() {
    Fault persisting = fault;
    if (persisting != null && ticker.nanoTime() - persisting.toldAt() >= TELL_AGAIN_NANOS) {
      tell(persisting.sentence());
    }
  }

  @Override
  public T get() {
    return value;
  }

  @Override
  public void onChange(Runnable action) {
    actions.add(action);
  }

  /** Which file it is and what it says, in a few words. */
  public String summary() {
    return kind.summary().apply(value) + " (" + names(kind, files) + ")";
  }

  /** What kind of file it is, in two or three words. */
  String kindName() {
    return kind.name();
  }

  /** Whether the last value stays in force because the files are not good any more. */
  boolean isFailing() {
    return fault != null;
  }

  /** Time since the files were last looked at and good. They are looked at every few seconds. */
  Duration goodAge() {
    return Duration.ofNanos(ticker.nanoTime() - goodAt);
  }

  /** How often the files have changed and were good. */
  long goodReads() {
    return goodReads.sum();
  }

  /** How often they have changed and were not. */
  long badReads() {
    return badReads.sum();
  }

  /** Stops watching; the last value stays. */
  @Override
  public void close() throws IOException {
    watch.close();
  }
}
