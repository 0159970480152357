package dev.portolan.app.view.overview;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The causes why switched-on tunnels cannot be used, one sentence each.
 *
 * @param sentences the sentences, most urgent first
 * @param login edges that need a token
 * @param grave whether a cause needs the user
 */
record Causes(List<String> sentences, List<EdgeItem> login, boolean grave) {
  static final Causes NONE = new Causes(List.of(), List.of(), false);

  private static final int MAX_SENTENCES = 4;
  private static final int MAX_NAMES = 4;

  Causes {
    sentences = List.copyOf(sentences);
    login = List.copyOf(login);
  }

  static Causes of(List<EdgeItem> edges) {
    List<EdgeItem> login = edges.stream().filter(edge -> edge.loginNeededProperty().get()).toList();
    Map<Cause, List<DeviceItem>> devices = new LinkedHashMap<>();
    for (EdgeItem edge : edges) {
      for (DeviceItem device : edge.devices()) {
        if (isTroubled(device) && device.tunnels().stream().anyMatch(TunnelItem::isWanted)) {
          devices.computeIfAbsent(Cause.of(device), cause -> new ArrayList<>()).add(device);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!login.isEmpty()) {
      sentences.add(login(login));
    }
    devices.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> sentences.add(sentence(entry.getKey(), entry.getValue())));
    boolean grave = devices.keySet().stream().anyMatch(cause -> cause.phase == LinkPhase.FAILED);
    return new Causes(shortened(sentences), login, grave);
  }

  /** Whether a device is unreachable for another reason than a missing token. */
  private static boolean isTroubled(DeviceItem device) {
    return switch (device.status().phase()) {
      case IDLE, CONNECTING, UP, NEEDS_LOGIN -> false;
      case STALE, DEVICE_AWAY, RETRYING, FAILED -> true;
    };
  }

  private static String login(List<EdgeItem> edges) {
    return Texts.get(
        "overview.login",
        edges.size(),
        edges.stream().map(EdgeItem::name).collect(Collectors.joining(", ")));
  }

  private static String sentence(Cause cause, List<DeviceItem> devices) {
    if (cause.phase != LinkPhase.DEVICE_AWAY) {
      return Texts.get("overview.cause", cause.edge.name(), cause.reason);
    }
    return Texts.get("overview.away", devices.size(), names(devices), cause.edge.name());
  }

  private static String names(List<DeviceItem> devices) {
    String first =
        devices.stream().limit(MAX_NAMES).map(DeviceItem::name).collect(Collectors.joining(", "));
    int more = devices.size() - MAX_NAMES;
    return more <= 0 ? first : Texts.get("overview.names.more", first, more);
  }

  private static List<String> shortened(List<String> sentences) {
    if (sentences.size() <= MAX_SENTENCES) {
      return sentences;
    }
    List<String> first = new ArrayList<>(sentences.subList(0, MAX_SENTENCES - 1));
    first.add(Texts.get("overview.more", sentences.size() - first.size()));
    return first;
  }

  /** The key by which devices of an edge are grouped. */
  private record Cause(EdgeItem edge, LinkPhase phase, String reason) implements Comparable<Cause> {
    static Cause of(DeviceItem device) {
      LinkPhase phase = device.status().phase();
      // an edge's text may contain the device's name, which would prevent grouping
      String reason = phase == LinkPhase.DEVICE_AWAY ? "" : device.status().reason();
      return new Cause(device.edge(), phase, reason);
    }

    @Override
    public int compareTo(Cause other) {
      return Integer.compare(rank(), other.rank());
    }

    /**
     * The order: causes for the user first, then those of whole edges, then those of some devices.
     */
    private int rank() {
      return switch (phase) {
        case FAILED -> 0;
        case RETRYING, STALE -> 1;
        case DEVICE_AWAY, IDLE, CONNECTING, UP, NEEDS_LOGIN -> 2;
      };
    }
  }
}
