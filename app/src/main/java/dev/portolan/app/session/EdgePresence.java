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
 * Owns what is known of the devices of one edge: whether they are there.
 *
 * <p>An edge that tells is asked about all of its devices in the list, over one of the connections
 * that there are to it anyway; when that is lost, over another. Without any, nothing is known, but
 * for what connecting itself has shown. FX thread.
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

  /** A connection to an edge that tells of devices is there. */
  void add(EdgeClient client) {
    if (tellers.add(client) && teller == null) {
      ask();
    }
  }

  /** It is not any more, or says nothing. */
  void remove(EdgeClient client) {
    if (tellers.remove(client) && client.equals(teller)) {
      ask();
    }
  }

  /** Devices were added, removed, or have another id. */
  void devicesChanged() {
    if (teller != null && !ids().equals(asked)) {
      ask();
    }
    // One that is in the list twice, or was given another id, is known perhaps.
    show(told);
  }

  /** Whether the edge has been asked about a device and has yet to answer. */
  boolean isAwaited(DeviceItem device) {
    String id = id(device);
    return teller != null && !told.containsKey(id) && asked.contains(id);
  }

  /** Connecting, or something on the way to the device, showed that it is there or not. */
  void shown(DeviceItem device, Presence presence) {
    if (!told.containsKey(id(device))) {
      set(device, presence);
    }
  }

  /** Asks whoever tells now; what it told before stays until the answer. */
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

  /** The last part of its path names the device. */
  private static String id(DeviceItem device) {
    String path = device.settings().path();
    String start = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return start.substring(start.lastIndexOf('/') + 1);
  }
}
