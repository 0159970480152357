package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.presence.DeviceProbe;
import dev.portolan.transport.session.EdgeClient;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Determines a device's presence over its connection: from the edge's reports, or by probing. FX
 * thread, except for {@link #recheck}.
 */
final class PresenceSource {
  private final DeviceItem device;
  private final EdgePresence presence;
  private final Executor fx;
  private @Nullable EdgeClient client;

  /** Whether the edge answers. */
  private boolean answers;

  /** The probe for an edge that does not report presence, else null. */
  private volatile @Nullable DeviceProbe probe;

  PresenceSource(DeviceItem device, EdgePresence presence, Executor fx) {
    this.device = device;
    this.presence = presence;
    this.fx = fx;
  }

  /** Uses a working connection. */
  void use(EdgeClient next) {
    use(next, true);
  }

  /** The connection is silent, but not closed. */
  void silent(EdgeClient still) {
    use(still, false);
  }

  /** There is no connection. */
  void stop() {
    use(null, true);
  }

  /** A connection attempt has shown that the device is absent. */
  void away() {
    presence.shown(device, Presence.AWAY);
  }

  /** Whether the edge has not answered yet about the device. */
  boolean isAwaited() {
    return presence.isAwaited(device);
  }

  /** Whether the device is probed, because the edge does not report presence. */
  boolean isAsking() {
    return probe != null;
  }

  /** Probes at once, if probing, because the device may have gone. Any thread. */
  void recheck() {
    DeviceProbe present = probe;
    if (present != null) {
      present.recheck();
    }
  }

  private void use(@Nullable EdgeClient next, boolean answering) {
    EdgeClient before = client;
    if (before != null && (!before.equals(next) || !answering)) {
      presence.remove(before);
    }
    if (before != null && !before.equals(next)) {
      DeviceProbe old = probe;
      probe = null;
      if (old != null) {
        old.close();
      }
      presence.shown(device, Presence.UNKNOWN);
    }
    client = next;
    answers = answering;
    if (next == null) {
      return;
    }
    if (next.tellsPresence()) {
      if (answering) {
        presence.add(next);
      }
    } else if (!next.equals(before)) {
      presence.shown(device, Presence.CONNECTED);
      ask(next);
    }
  }

  private void ask(EdgeClient through) {
    DeviceProbe fresh =
        new DeviceProbe(
            through,
            through.session(),
            new DeviceProbe.Listener() {
              @Override
              public void gone() {
                fx.execute(() -> found(through, Presence.AWAY));
              }

              @Override
              public void back() {
                fx.execute(() -> found(through, Presence.CONNECTED));
              }
            });
    probe = fresh;
    fresh.start();
  }

  private void found(EdgeClient through, Presence found) {
    if (through.equals(client) && answers) {
      presence.shown(device, found);
    }
  }
}
