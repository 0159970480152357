package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.presence.DeviceWatch;
import dev.portolan.transport.presence.PresenceListener;
import dev.portolan.transport.session.EdgeClient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one edge's devices.
 *
 * <p>If the edge reports presence, all of its devices in the list are watched over one of the
 * existing connections, and over another if that is lost. Otherwise only connection attempts show
 * something. FX thread.
 */
final class EdgePresence {
  private final EdgeItem edge;
  private final Executor fx;
  private final InstantSource clock;
  private final Set<EdgeClient> tellers = new LinkedHashSet<>();
  private final Map<String, Presence> told = new HashMap<>();
  private List<String> asked = List.of();
  private @Nullable EdgeClient teller;
  private @Nullable DeviceWatch watch;
  private int generation;

  EdgePresence(EdgeItem edge, Executor fx, InstantSource clock) {
    this.edge = edge;
    this.fx = fx;
    this.clock = clock;
  }

  /** Adds a connection that reports presence. */
  void add(EdgeClient client) {
    if (tellers.add(client) && teller == null) {
      ask();
    }
  }

  /** Removes a connection that is closed or silent. */
  void remove(EdgeClient client) {
    if (tellers.remove(client) && client.equals(teller)) {
      ask();
    }
  }

  /** Devices were added or removed, or an id has changed. */
  void devicesChanged() {
    if (teller != null && !ids().equals(asked)) {
      ask();
    }
    // the id may be known from another entry
    show(told);
  }

  /** Whether the edge has not answered yet about a device. */
  boolean isAwaited(DeviceItem device) {
    String id = id(device);
    return teller != null && !told.containsKey(id) && asked.contains(id);
  }

  /** Records presence that a connection attempt or request has shown. */
  void shown(DeviceItem device, Presence presence) {
    if (!told.containsKey(id(device))) {
      set(device, presence);
    }
  }

  /** Subscribes over a present connection. Keeps the previous state until the answer. */
  private void ask() {
    int now = ++generation;
    if (watch != null) {
      watch.close();
      watch = null;
    }
    teller = tellers.isEmpty() ? null : tellers.iterator().next();
    asked = ids();
    EdgeClient client = teller;
    if (client == null) {
      told.clear();
      edge.devices().forEach(device -> set(device, Presence.UNKNOWN));
      return;
    }
    told.keySet().retainAll(asked);
    if (!asked.isEmpty()) {
      watch = client.watch(asked, new Listener(now, client));
    }
  }

  private final class Listener implements PresenceListener {
    private final int asking;
    private final EdgeClient client;

    Listener(int asking, EdgeClient client) {
      this.asking = asking;
      this.client = client;
    }

    @Override
    public void told(Map<String, Presence> states) {
      fx.execute(
          () -> {
            if (asking == generation) {
              note(states);
            }
          });
    }

    @Override
    public void ended() {
      fx.execute(
          () -> {
            if (asking == generation) {
              remove(client);
            }
          });
    }
  }

  private void note(Map<String, Presence> states) {
    told.putAll(states);
    show(states);
  }

  private void show(Map<String, Presence> states) {
    for (DeviceItem device : List.copyOf(edge.devices())) {
      Presence presence = states.get(id(device));
      if (presence != null) {
        set(device, presence);
      }
    }
  }

  private void set(DeviceItem device, Presence presence) {
    DevicePresence before = device.presence();
    DevicePresence now =
        switch (presence) {
          case CONNECTED -> DevicePresence.ONLINE;
          case AWAY ->
              before instanceof DevicePresence.Offline
                  ? before
                  : new DevicePresence.Offline(clock.instant());
          case UNKNOWN -> DevicePresence.UNKNOWN;
        };
    device.setPresence(now);
  }

  private List<String> ids() {
    return edge.devices().stream()
        .map(EdgePresence::id)
        .filter(PresenceWatch::isId)
        .distinct()
        .toList();
  }

  /** The device's id, the last part of its path. */
  private static String id(DeviceItem device) {
    String path = device.settings().path();
    String start = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return start.substring(start.lastIndexOf('/') + 1);
  }
}
