package dev.portolan.app.store;

import dev.portolan.app.model.ColumnWidths;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.SidebarMemory;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.model.WindowPlace;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses a profile's JSON. Refuses what it cannot represent. */
final class ProfileReader {
  private static final int MAX_ENTRIES = 10_000;

  private final Set<String> ids = new HashSet<>();
  private final Set<String> unread = new HashSet<>();

  /**
   * A parsed profile.
   *
   * @param unread the ids of entries of a newer version, which are not in the profile but must be
   *     kept
   */
  record Reading(Profile profile, Set<String> unread) {
    Reading {
      unread = Set.copyOf(unread);
    }
  }

  private ProfileReader() {}

  static Reading read(ObjectNode root) throws ProfileException {
    try {
      ProfileReader reader = new ProfileReader();
      JsonNode settings = object(root.path("settings"));
      Profile profile =
          new Profile(
              known(each(root, "edges", reader::edge)),
              settings(settings),
              window(object(settings.path("window"))),
              columns(settings.path("window")),
              new SidebarMemory(
                  each(settings, "recent", JsonNode::asString),
                  Set.copyOf(each(settings, "collapsed", JsonNode::asString))),
              known(each(settings, "tabs", ProfileReader::tab)),
              new LastFolders(
                  each(settings, "folders", ProfileReader::lastFolders),
                  text(settings, "chosenFolder")));
      return new Reading(profile, reader.unread);
    } catch (IllegalArgumentException | NullPointerException invalid) {
      throw new ProfileException("The profile holds a value that makes no sense", invalid);
    }
  }

  private Optional<Profile.Edge> edge(JsonNode node) {
    String id = id(node);
    Optional<TrustChoice> trust = trust(object(node.path("trust")));
    Optional<EdgeProxy> proxy = proxy(object(node.path("proxy")));
    if (trust.isEmpty() || proxy.isEmpty() || !isKnown(EdgeKind.class, node, "kind")) {
      unread.add(id);
      return Optional.empty();
    }
    return Optional.of(
        new Profile.Edge(
            id,
            constant(EdgeKind.class, node, "kind", EdgeKind.REMOTE),
            new EdgeSettings(
                text(node, "name"),
                text(node, "url"),
                trust.get(),
                text(node, "certificate"),
                text(node, "key"),
                proxy.get()),
            each(node, "devices", this::device)));
  }

  private Profile.Device device(JsonNode node) {
    return new Profile.Device(
        id(node),
        new DeviceSettings(
            text(node, "name"),
            text(node, "path"),
            each(node, "group", JsonNode::asString),
            node.path("favourite").asBoolean(false),
            each(node, "tags", JsonNode::asString),
            text(node, "notes")),
        known(each(node, "tunnels", this::tunnel)));
  }

  private Optional<Profile.Tunnel> tunnel(JsonNode node) {
    String id = id(node);
    if (!isKnown(Protocol.class, node, "protocol")) {
      unread.add(id);
      return Optional.empty();
    }
    Forward forward =
        new Forward(
            text(node, "bind"),
            node.path("localPort").asInt(0),
            text(node, "remoteHost"),
            node.path("remotePort").asInt(0),
            constant(Protocol.class, node, "protocol", Protocol.TCP));
    return Optional.of(
        new Profile.Tunnel(
            id,
            new TunnelSettings(
                text(node, "name"),
                forward,
                choice(
                    TunnelStart.class,
                    node,
                    "start",
                    node.path("autoStart").asBoolean(false)
                        ? TunnelStart.ALWAYS
                        : TunnelStart.AS_LEFT),
                choice(TimeLimit.class, node, "limit", TimeLimit.NONE)),
            node.path("on").asBoolean(false),
            instant(node, "offAt")));
  }

  /** The constant that the field names, or the usual one if this version does not know it. */
  private static <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String field, E usual) {
    return isKnown(type, node, field) ? constant(type, node, field, usual) : usual;
  }

  private static @Nullable Instant instant(JsonNode node, String field) {
    try {
      String text = text(node, field);
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }

  /** The trust, empty for a kind unknown to this version, since any substitute would be wrong. */
  private static Optional<TrustChoice> trust(JsonNode node) {
    return switch (text(node, "kind")) {
      case "file" -> Optional.of(new TrustChoice.AuthorityFile(text(node, "path")));
      case "pin" ->
          Optional.of(new TrustChoice.PinnedKey(text(node, "sha256"), text(node, "description")));
      case "", "system" -> Optional.of(new TrustChoice.SystemAuthorities());
      default -> Optional.empty();
    };
  }

  /** The proxy, empty for a kind unknown to this version, since any substitute would be wrong. */
  private static Optional<EdgeProxy> proxy(JsonNode node) {
    return switch (text(node, "kind")) {
      case "none" -> Optional.of(new EdgeProxy.Direct());
      case "url" -> Optional.of(new EdgeProxy.Server(text(node, "url")));
      case "", "system" -> Optional.of(new EdgeProxy.Environment());
      default -> Optional.empty();
    };
  }

  private static SettingValues settings(JsonNode node) {
    SettingValues values = SettingValues.USUAL;
    for (Setting<?> setting : Settings.all()) {
      values = with(values, setting, node);
    }
    return values;
  }

  private static <T> SettingValues with(SettingValues values, Setting<T> setting, JsonNode node) {
    return values.with(setting, setting(setting, node));
  }

  /** The value of a setting among all of a profile's. */
  static <T> T setting(Setting<T> setting, JsonNode settings) {
    return setting.read(text(settings, setting.key()));
  }

  private static WindowPlace window(JsonNode node) {
    WindowPlace usual = WindowPlace.DEFAULT;
    return new WindowPlace(
        node.path("x").asDouble(usual.x()),
        node.path("y").asDouble(usual.y()),
        node.path("width").asDouble(usual.width()),
        node.path("height").asDouble(usual.height()),
        node.path("maximized").asBoolean(usual.maximized()),
        node.path("sidebar").asDouble(usual.sidebarWidth()));
  }

  private static ColumnWidths columns(JsonNode window) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    object(window.path("columns"))
        .forEachEntry(
            (column, width) -> {
              if (width.isNumber()) {
                widths.put(column, (int) width.asDouble());
              }
            });
    Map<String, Boolean> shown = new LinkedHashMap<>();
    object(window.path("shownColumns"))
        .forEachEntry(
            (column, visible) -> {
              if (visible.isBoolean()) {
                shown.put(column, visible.booleanValue());
              }
            });
    return new ColumnWidths(widths, shown);
  }

  /** The tab, empty for a kind unknown to this version. */
  private static Optional<OpenTab> tab(JsonNode node) {
    if (!isKnown(OpenTab.Kind.class, node, "kind")) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenTab(
            constant(OpenTab.Kind.class, node, "kind", OpenTab.Kind.DEVICE),
            text(node, "device"),
            node.path("selected").asBoolean(false),
            folders(node.path("folders"))));
  }

  private static LastFolders.OfDevice lastFolders(JsonNode node) {
    return new LastFolders.OfDevice(
        text(node, "device"), text(node, "here"), text(node, "there"), text(node, "dropped"));
  }

  private static List<String> folders(JsonNode node) {
    List<String> folders = new ArrayList<>();
    node.forEach(
        folder -> {
          if (folder.isString() && folders.size() < 2) {
            folders.add(folder.asString());
          }
        });
    return folders;
  }

  private static <T> List<T> known(List<Optional<T>> read) {
    return read.stream().flatMap(Optional::stream).toList();
  }

  private static JsonNode object(JsonNode node) {
    if (!node.isObject() && !absent(node)) {
      throw new IllegalArgumentException("No object where one belongs");
    }
    return node;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private String id(JsonNode node) {
    String id = text(node, "id");
    if (id.isBlank() || !ids.add(id)) {
      throw new IllegalArgumentException("An id is missing or given twice");
    }
    return id;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** Whether the field is absent or names a constant of {@code type}. */
  private static <E extends Enum<E>> boolean isKnown(Class<E> type, JsonNode node, String field) {
    String name = text(node, field);
    return name.isEmpty()
        || Arrays.stream(type.getEnumConstants())
            .anyMatch(one -> one.name().equalsIgnoreCase(name));
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, JsonNode node, String field, E usual) {
    String name = text(node, field);
    return name.isEmpty() ? usual : Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static <T> List<T> each(JsonNode node, String field, Function<JsonNode, T> read) {
    JsonNode array = node.path(field);
    if (!array.isArray() && !absent(array)) {
      throw new IllegalArgumentException("No list where one belongs: " + field);
    }
    if (array.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("More than " + MAX_ENTRIES + " entries");
    }
    List<T> list = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      list.add(read.apply(element));
    }
    return list;
  }
}
