package dev.portolan.transport.presence;

import dev.portolan.transport.message.Presence;
import java.util.Map;

/** Hears of devices, on the event loop of the session; must not block. */
public interface PresenceListener {
  /** What the edge tells, by device id: of all that were asked about first, then what changed. */
  void told(Map<String, Presence> states);

  /** Nothing more is told: the session has ended, or the edge did not take the watch. */
  void ended();
}
