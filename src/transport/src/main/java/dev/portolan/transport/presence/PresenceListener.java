package dev.portolan.transport.presence;

import dev.portolan.transport.message.Presence;
import java.util.Map;

/** Receives presence reports, on the session's event loop. Must not block. */
public interface PresenceListener {
  /** Presence by device id: of all devices at first, then of those that changed. */
  void told(Map<String, Presence> states);

  /** No more reports: the session has ended, or the edge refused the watch. */
  void ended();
}
