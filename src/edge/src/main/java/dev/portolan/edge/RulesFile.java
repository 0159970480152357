package dev.portolan.edge;

import dev.portolan.transport.access.AccessRules;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link AccessRules} from a file that is read again whenever it changes.
 *
 * <p>A file that cannot be read, or has a bad line, changes nothing: the last good rules stay in
 * force and one log line says why. A file that is removed or emptied lets nobody open anything. The
 * folder is watched and not the file, because most programs replace a file instead of writing into
 * it. Some do write into it, and it is empty or ends too early meanwhile: a change counts when the
 * file has stayed as it is for {@value #SETTLED_MILLIS} ms.
 */
public final class RulesFile implements StreamAuthorizer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesFile.class);

  /** For file systems that tell of no changes, such as those of a network. */
  private static final long LOOK_ANYWAY_SECONDS = 5;

  static final long SETTLED_MILLIS = 200;

  private static final long MAX_BYTES = 4L << 20;

  private final Path file;
  private final WatchService watch;
  private final Ticker ticker;
  private volatile AccessRules rules;
  private volatile Runnable changed = () -> {};

  /** What was judged last; null if the file could not be read. */
  private @Nullable String judged;

  /** What is to be judged if it stays so. */
  private @Nullable Change change;

  private record Change(String text, long seenAt) {}

  private RulesFile(Path file, WatchService watch, Ticker ticker, String text, AccessRules rules) {
    this.file = file;
    this.watch = watch;
    this.ticker = ticker;
    this.judged = text;
    this.rules = rules;
  }

  /**
   * Reads the file and starts to watch it; blocks.
   *
   * @throws IOException with a plain sentence when it cannot be read or has a bad line
   */
  public static RulesFile open(Path file) throws IOException {
    return open(file, Ticker.systemTicker());
  }

  static RulesFile open(Path file, Ticker ticker) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a rules file");
    }
    WatchService watch = absolute.getFileSystem().newWatchService();
    try {
      // Watched before it is read: a change in between is then seen twice instead of never.
      folder.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      String text = read(absolute);
      RulesFile opened =
          new RulesFile(
              absolute, watch, ticker, text, AccessRules.parse(text, AccessRules.Scope.EDGE));
      Thread.ofVirtual().name("rules " + absolute.getFileName()).start(opened::follow);
      return opened;
    } catch (IllegalArgumentException e) {
      watch.close();
      throw new IOException("rules file " + file + ", " + e.getMessage(), e);
    } catch (IOException e) {
      watch.close();
      throw e;
    }
  }

  private static String read(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("rules file " + file + " is larger than 4 MiB");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("rules file " + file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new IOException("rules file " + file + " is not UTF-8 text", e);
    }
  }

  private void follow() {
    try {
      boolean settled = true;
      while (true) {
        WatchKey key =
            settled
                ? watch.poll(LOOK_ANYWAY_SECONDS, TimeUnit.SECONDS)
                : watch.poll(SETTLED_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        settled = look();
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      LOG.debug("rules file {} is no longer watched", file);
    }
  }

  /**
   * Looks whether the file has changed; one thread at a time.
   *
   * @return false if it has, and must stay so for a while before that counts
   */
  synchronized boolean look() {
    String text;
    try {
      text = read(file);
    } catch (IOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return changed("");
      }
      change = null;
      if (judged != null) {
        judged = null;
        complain(e);
      }
      return true;
    }
    return changed(text);
  }

  private boolean changed(String text) {
    if (text.equals(judged)) {
      change = null;
      return true;
    }
    long now = ticker.nanoTime();
    if (change == null || !change.text().equals(text)) {
      change = new Change(text, now);
    }
    if (now - change.seenAt() < TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS)) {
      return false;
    }
    judge(text);
    return true;
  }

  private void judge(String text) {
    judged = text;
    try {
      rules = AccessRules.parse(text, AccessRules.Scope.EDGE);
      if (rules.size() == 0) {
        LOG.warn("rules file {} is gone or has no rule: nobody may open anything", file);
      } else {
        LOG.info("rules file {} was read again: {} rules", file, rules.size());
      }
      changed.run();
    } catch (IllegalArgumentException e) {
      complain(e);
    }
  }

  private void complain(Exception why) {
    LOG.warn("rules file {} is not used, the rules before stay: {}", file, why.getMessage());
  }

  @Override
  public @Nullable String refusal(StreamRequest request) {
    return request.refusal(rules);
  }

  @Override
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** Stops watching; the last rules stay in force. */
  @Override
  public void close() throws IOException {
    watch.close();
  }
}
