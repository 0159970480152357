package dev.portolan.app.browse;

import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Tells when something in a folder has changed, and then has not for a moment. */
final class FolderWatch implements AutoCloseable {
  /** Editors save in several steps: a new file, a rename, another change of its attributes. */
  private static final long QUIET_MILLIS = 250;

  private final WatchService service;
  private final Runnable changed;

  private FolderWatch(WatchService service, Runnable changed) {
    this.service = service;
    this.changed = changed;
  }

  /**
   * Starts watching.
   *
   * @param changed called on a background thread
   */
  static FolderWatch start(Path folder, Background background, Runnable changed)
      throws IOException {
    WatchService service = folder.getFileSystem().newWatchService();
    folder.register(
        service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    FolderWatch watch = new FolderWatch(service, changed);
    background.run(watch::follow);
    return watch;
  }

  private void follow() throws InterruptedException {
    try {
      while (true) {
        for (WatchKey key = service.take();
            key != null;
            key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
          key.pollEvents();
          key.reset();
        }
        changed.run();
      }
    } catch (ClosedWatchServiceException ended) {
      // It is not watched any more.
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
