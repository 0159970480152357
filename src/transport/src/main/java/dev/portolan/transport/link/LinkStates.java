package dev.portolan.transport.link;

import dev.portolan.transport.link.LinkState.Idle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a link, and those who hear of it. Changes on one event loop; read by any thread. */
final class LinkStates {
  private static final Logger log = LoggerFactory.getLogger(EdgeLink.class);

  private final String link;
  private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
  private volatile LinkState now = new Idle();

  /**
   * @param link the edge's host, for the log
   */
  LinkStates(String link) {
    this.link = link;
  }

  LinkState now() {
    return now;
  }

  /** Adds one, which hears the present state at once; on the loop. */
  void addListener(LinkListener listener) {
    listeners.add(listener);
    listener.changed(now);
  }

  void removeListener(LinkListener listener) {
    listeners.remove(listener);
  }

  /** Takes on the next state, and tells it; on the loop. */
  void change(LinkState next) {
    now = next;
    log.debug("link to {}: {}", link, next.getClass().getSimpleName());
    for (LinkListener listener : listeners) {
      try {
        listener.changed(next);
      } catch (RuntimeException e) {
        log.warn("a listener of the link to {} failed", link, e);
      }
    }
  }
}
