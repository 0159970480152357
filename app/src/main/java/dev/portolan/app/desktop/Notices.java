package dev.portolan.app.desktop;

import dev.portolan.app.task.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows notifications without blocking. A desktop that cannot do so changes nothing else. */
public final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final DesktopNotices desktop;
  private final Background background;

  public Notices(DesktopNotices desktop, Background background) {
    this.desktop = desktop;
    this.background = background;
  }

  /** Whether this desktop can show any. */
  public boolean arePossible() {
    return desktop.arePossible();
  }

  /** Shows a notification in place of the one before. Any thread. */
  public void show(String title, String text) {
    if (desktop.arePossible()) {
      background
          .run(() -> desktop.show(title, text))
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.info("No notification: {}", Background.cause(failure).toString());
                }
              });
    }
  }

  @Override
  public void close() {
    desktop.close();
  }
}
