package dev.portolan.transport.link;

import dev.portolan.transport.link.LinkState.Idle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a link with its listeners. Changed on one event loop, readable on any thread. */
final class LinkStates {
  private static final Logger log = LoggerFactory.getLogger(EdgeLink.class);

  private final String link;
  private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
  private volatile LinkState now = new Idle();

  /**
   * @param link the edge's host, for logs
   */
  LinkStates(String link) {
    this.link = link;
  }

  LinkState now() {
    return now;
  }

  /** Adds a listener and reports the present state to it. On the loop. */
  void addListener(LinkListener listener) {
    listeners.add(listener);
    listener.changed(now);
  }

  void removeListener(LinkListener listener) {
    listeners.remove(listener);
  }

  /** Changes the state and notifies the listeners. On the loop. */
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
