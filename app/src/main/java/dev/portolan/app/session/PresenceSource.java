package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.presence.DeviceProbe;
import dev.portolan.transport.session.EdgeClient;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Learns over a device's connection whether the device is there: from an edge that tells, and by
 * asking now and then where it does not. FX thread, but for {@link #recheck}.
 */
final class PresenceSource {
  private final DeviceItem device;
  private final EdgePresence presence;
  private final Executor fx;
  private @Nullable EdgeClient client;

  /** Whether anything comes from the edge. */
  private boolean answers;

  /** Asks an edge that does not tell; null if there is none. */
  private volatile @Nullable DeviceProbe probe;

  PresenceSource(DeviceItem device, EdgePresence presence, Executor fx) {
    this.device = device;
    this.presence = presence;
    this.fx = fx;
  }

  /** Takes a connection that works into use. */
  void use(EdgeClient next) {
    use(next, true);
  }

  /** Nothing comes over a connection any more; it may yet come to life again. */
  void silent(EdgeClient still) {
    use(still, false);
  }

  /** There is no connection. */
  void stop() {
    use(null, true);
  }

  /** Connecting showed that the device is not there. */
  void away() {
    presence.shown(device, Presence.AWAY);
  }

  /** Whether the edge was asked about the device and has yet to answer. */
  boolean isAwaited() {
    return presence.isAwaited(device);
  }

  /** Whether the edge has to be asked, for it does not tell. */
  boolean isAsking() {
    return probe != null;
  }

  /** The device may have gone; an edge that does not tell is asked. Any thread. */
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
