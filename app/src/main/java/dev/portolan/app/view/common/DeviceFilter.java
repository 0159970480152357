package dev.portolan.app.view.common;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A filter for devices and their tunnels, as text: words that its name, id, groups, tags, notes and
 * edge must all contain, {@code #tags} that it must all have, and states ({@code is:online}) of
 * which it must have one.
 */
public final class DeviceFilter {
  private static final String TAG = "#";
  private static final String STATE = "is:";

  private final List<String> words;
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<State> states = EnumSet.noneOf(State.class);

  /** What a device, or a tunnel, can be. */
  public enum State {
    ONLINE,
    OFFLINE,
    /** It has tunnels switched on or shells open; of a tunnel: it is switched on. */
    OPEN,
    /** It is wanted and cannot be used. */
    TROUBLED,
    FAVOURITE;

    /** How it is written in a filter. */
    public String text() {
      return STATE + name().toLowerCase(Locale.ROOT);
    }

    private static Optional<State> of(String text) {
      return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
    }

    private boolean is(TunnelItem tunnel) {
      return switch (this) {
        case ONLINE, OFFLINE, FAVOURITE -> is(tunnel.device());
        case OPEN -> tunnel.isWanted();
        case TROUBLED -> isTroubled(tunnel);
      };
    }

    boolean is(DeviceItem device) {
      return switch (this) {
        case ONLINE -> isOnline(device);
        case OFFLINE -> isOffline(device);
        case OPEN -> device.activeTunnels() > 0 || device.openShells() > 0;
        case TROUBLED -> isTroubled(device);
        case FAVOURITE -> device.settings().favourite();
      };
    }
  }

  private DeviceFilter(String text) {
    List<String> parts =
        Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(part -> !part.isEmpty())
            .toList();
    words = parts.stream().filter(part -> !take(part)).toList();
  }

  public static DeviceFilter of(String text) {
    return new DeviceFilter(text);
  }

  /** The text with a part added, or removed if it is there. */
  public static String toggled(String text, String part) {
    List<String> parts =
        Arrays.stream(text.strip().split("\\s+")).filter(one -> !one.isEmpty()).toList();
    List<String> others = parts.stream().filter(one -> !one.equalsIgnoreCase(part)).toList();
    String rest = String.join(" ", others);
    if (others.size() < parts.size()) {
      return rest;
    }
    return rest.isEmpty() ? part + " " : rest + " " + part + " ";
  }

  /** How a tag is written in a filter: with underscores for blanks. */
  public static String tag(String tag) {
    return TAG + tag.strip().replaceAll("\\s+", "_");
  }

  /** Whether the part is in the text. */
  public static boolean isIn(String text, String part) {
    return Arrays.stream(text.strip().split("\\s+")).anyMatch(part::equalsIgnoreCase);
  }

  private boolean take(String part) {
    if (part.startsWith(TAG) && part.length() > TAG.length()) {
      tags.add(part);
      return true;
    }
    Optional<State> state = State.of(part);
    state.ifPresent(states::add);
    return state.isPresent();
  }

  public boolean isEmpty() {
    return words.isEmpty() && tags.isEmpty() && states.isEmpty();
  }

  /** Whether it depends on more than settings. */
  public boolean asksForStates() {
    return !states.isEmpty();
  }

  /** Whether an edge is listed for its name, even without devices. */
  public boolean matchesEdge(String name) {
    return tags.isEmpty() && states.isEmpty() && matchesWords(name);
  }

  public boolean matches(DeviceItem device) {
    DeviceSettings settings = device.settings();
    return (states.isEmpty() || states.stream().anyMatch(state -> state.is(device)))
        && (tags.isEmpty() || has(settings.tags()))
        && (words.isEmpty() || matchesWords(searched(device, settings)));
  }

  /** Whether a tunnel is shown: its own texts count as well as those of its device. */
  public boolean matches(TunnelItem tunnel) {
    DeviceItem device = tunnel.device();
    return (states.isEmpty() || states.stream().anyMatch(state -> state.is(tunnel)))
        && (tags.isEmpty() || has(device.settings().tags()))
        && (words.isEmpty()
            || matchesWords(searched(tunnel) + "\n" + searched(device, device.settings())));
  }

  private boolean has(List<String> ofDevice) {
    return tags.stream()
        .allMatch(
            wanted -> ofDevice.stream().map(DeviceFilter::tag).anyMatch(wanted::equalsIgnoreCase));
  }

  private boolean matchesWords(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream().allMatch(lower::contains);
  }

  private static String searched(DeviceItem device, DeviceSettings settings) {
    return String.join(
        "\n",
        settings.name(),
        settings.path(),
        String.join("\n", settings.group()),
        String.join(" ", settings.tags()),
        settings.notes(),
        device.edge().name());
  }

  private static String searched(TunnelItem tunnel) {
    Forward forward = tunnel.forward();
    return String.join(
        "\n",
        tunnel.settings().name(),
        forward.boundText(),
        forward.remoteText(),
        forward.protocol().name(),
        tunnel.lastError());
  }

  private static boolean isOnline(DeviceItem device) {
    return switch (device.status().phase()) {
      case UP -> true;
      case DEVICE_AWAY -> false;
      case IDLE, CONNECTING, STALE, RETRYING, NEEDS_LOGIN, FAILED ->
          device.presence() instanceof DevicePresence.Online;
    };
  }

  private static boolean isOffline(DeviceItem device) {
    return switch (device.status().phase()) {
      case DEVICE_AWAY -> true;
      case UP -> false;
      case IDLE, CONNECTING, STALE, RETRYING, NEEDS_LOGIN, FAILED ->
          device.presence() instanceof DevicePresence.Offline;
    };
  }

  private static boolean isTroubled(DeviceItem device) {
    return switch (device.status().phase()) {
      case IDLE, CONNECTING, UP -> false;
      case STALE, DEVICE_AWAY, RETRYING, NEEDS_LOGIN, FAILED -> true;
    };
  }

  private static boolean isTroubled(TunnelItem tunnel) {
    return switch (tunnel.status().phase()) {
      case OFF, CONNECTING, LISTENING, IN_USE -> false;
      case WAITING_FOR_DEVICE, DEGRADED, STALE, RETRYING, NEEDS_LOGIN, PORT_BUSY, FAILED -> true;
    };
  }
}
