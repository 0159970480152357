package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a profile's JSON into records; refuses what it cannot represent. */
final class ProfileReader {
  private static final int MAX_ENTRIES = 10_000;

  private final Set<String> ids = new HashSet<>();

  private ProfileReader() {}

  static Profile read(ObjectNode root) throws ProfileException {
    try {
      ProfileReader reader = new ProfileReader();
      return new Profile(
          each(root, "edges", reader::edge), settings(object(root.path("settings"))));
    } catch (IllegalArgumentException | NullPointerException invalid) {
      throw new ProfileException("The profile holds a value that makes no sense", invalid);
    }
  }

  private Profile.Edge edge(JsonNode node) {
    return new Profile.Edge(
        id(node),
        constant(EdgeKind.class, node, "kind", EdgeKind.REMOTE),
        new EdgeSettings(
            text(node, "name"),
            text(node, "url"),
            trust(object(node.path("trust"))),
            text(node, "certificate"),
            text(node, "key")),
        each(node, "devices", this::device));
  }

  private Profile.Device device(JsonNode node) {
    return new Profile.Device(
        id(node),
        new DeviceSettings(
            text(node, "name"),
            text(node, "path"),
            each(node, "tags", JsonNode::asString),
            text(node, "notes")),
        each(node, "tunnels", this::tunnel));
  }

  private Profile.Tunnel tunnel(JsonNode node) {
    Forward forward =
        new Forward(
            text(node, "bind"),
            node.path("localPort").asInt(0),
            text(node, "remoteHost"),
            node.path("remotePort").asInt(0),
            constant(Protocol.class, node, "protocol", Protocol.TCP));
    return new Profile.Tunnel(
        id(node),
        new TunnelSettings(text(node, "name"), forward, node.path("autoStart").asBoolean(false)),
        node.path("on").asBoolean(false));
  }

  private static TrustChoice trust(JsonNode node) {
    return switch (text(node, "kind")) {
      case "file" -> new TrustChoice.AuthorityFile(text(node, "path"));
      case "pin" -> new TrustChoice.PinnedKey(text(node, "sha256"), text(node, "description"));
      case "", "system" -> new TrustChoice.SystemAuthorities();
      default -> throw new IllegalArgumentException("Unknown kind of trust");
    };
  }

  private static Profile.Settings settings(JsonNode node) {
    Profile.Settings usual = Profile.Settings.DEFAULT;
    return new Profile.Settings(
        isKnown(ThemeChoice.class, node, "theme")
            ? constant(ThemeChoice.class, node, "theme", usual.theme())
            : usual.theme(),
        Math.clamp(node.path("scale").asInt(usual.scalePercent()), 75, 200),
        Math.clamp(
            node.path("terminalFont").asInt(usual.terminalFont()),
            Preferences.MIN_FONT,
            Preferences.MAX_FONT),
        node.path("restore").asBoolean(usual.restore()),
        node.path("copyOnSelect").asBoolean(usual.copyOnSelect()),
        window(object(node.path("window")), usual.window()),
        each(node, "tabs", ProfileReader::tab).stream().flatMap(Optional::stream).toList());
  }

  private static WindowPlace window(JsonNode node, WindowPlace usual) {
    return new WindowPlace(
        node.path("x").asDouble(usual.x()),
        node.path("y").asDouble(usual.y()),
        node.path("width").asDouble(usual.width()),
        node.path("height").asDouble(usual.height()),
        node.path("maximized").asBoolean(usual.maximized()),
        node.path("sidebar").asDouble(usual.sidebarWidth()));
  }

  /** Empty for a kind of tab that this version does not have. */
  private static Optional<OpenTab> tab(JsonNode node) {
    if (!isKnown(OpenTab.Kind.class, node, "kind")) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenTab(
            constant(OpenTab.Kind.class, node, "kind", OpenTab.Kind.DEVICE),
            text(node, "device"),
            node.path("selected").asBoolean(false)));
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
