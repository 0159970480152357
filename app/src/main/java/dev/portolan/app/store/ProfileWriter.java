package dev.portolan.app.store;

import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.model.WindowPlace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serialises a profile on top of the JSON that was read. Unknown fields are kept, so that an older
 * console does not remove a newer one's data.
 */
final class ProfileWriter {
  private final Set<String> unread;

  private ProfileWriter(Set<String> unread) {
    this.unread = unread;
  }

  /**
   * Serialises a profile.
   *
   * @param before the JSON read or written last
   * @param unread the ids of its entries to keep unchanged
   */
  static ObjectNode write(Profile profile, ObjectNode before, Set<String> unread) {
    return new ProfileWriter(unread).write(profile, before);
  }

  private ObjectNode write(Profile profile, ObjectNode before) {
    ObjectNode root = before.deepCopy();
    root.put("version", ProfileFile.VERSION);
    list(root, "edges", profile.edges(), Profile.Edge::id, this::edge);
    ObjectNode settings = child(root, "settings");
    settings(settings, profile.settings());
    window(child(settings, "window"), profile.window());
    ObjectNode columns = child(child(settings, "window"), "columns");
    profile.columns().byColumn().forEach(columns::put);
    ObjectNode shown = child(child(settings, "window"), "shownColumns");
    profile.columns().shown().forEach(shown::put);
    profile.sidebar().recent().forEach(settings.putArray("recent")::add);
    profile.sidebar().collapsed().stream().sorted().forEach(settings.putArray("collapsed")::add);
    tabs(settings, profile.tabs());
    folders(settings, profile.folders());
    return root;
  }

  private void edge(ObjectNode node, Profile.Edge edge) {
    node.put("kind", lower(edge.kind()));
    node.put("name", edge.settings().name());
    node.put("url", edge.settings().url());
    trust(child(node, "trust"), edge.settings().trust());
    node.put("certificate", edge.settings().certificatePath());
    node.put("key", edge.settings().keyPath());
    proxy(child(node, "proxy"), edge.settings().proxy());
    list(node, "devices", edge.devices(), Profile.Device::id, this::device);
  }

  private static void trust(ObjectNode node, TrustChoice trust) {
    node.remove(List.of("path", "sha256", "description"));
    switch (trust) {
      case TrustChoice.SystemAuthorities() -> node.put("kind", "system");
      case TrustChoice.AuthorityFile(String path) -> node.put("kind", "file").put("path", path);
      case TrustChoice.PinnedKey(String sha256, String description) ->
          node.put("kind", "pin").put("sha256", sha256).put("description", description);
    }
  }

  private static void proxy(ObjectNode node, EdgeProxy proxy) {
    node.remove("url");
    switch (proxy) {
      case EdgeProxy.Environment() -> node.put("kind", "system");
      case EdgeProxy.Direct() -> node.put("kind", "none");
      case EdgeProxy.Server(String url) -> node.put("kind", "url").put("url", url);
    }
  }

  private void device(ObjectNode node, Profile.Device device) {
    node.put("name", device.settings().name());
    node.put("path", device.settings().path());
    device.settings().group().forEach(node.putArray("group")::add);
    node.put("favourite", device.settings().favourite());
    device.settings().tags().forEach(node.putArray("tags")::add);
    node.put("notes", device.settings().notes());
    list(node, "tunnels", device.tunnels(), Profile.Tunnel::id, ProfileWriter::tunnel);
  }

  private static void tunnel(ObjectNode node, Profile.Tunnel tunnel) {
    Forward forward = tunnel.settings().forward();
    node.put("name", tunnel.settings().name());
    node.put("bind", forward.bindAddress());
    node.put("localPort", forward.localPort());
    if (forward.protocol() == Protocol.SOCKS) {
      node.remove(List.of("remoteHost", "remotePort"));
    } else {
      node.put("remoteHost", forward.remoteHost());
      node.put("remotePort", forward.remotePort());
    }
    node.put("protocol", lower(forward.protocol()));
    node.put("autoStart", tunnel.settings().start() == TunnelStart.ALWAYS); // for older versions
    node.put("start", lower(tunnel.settings().start()));
    node.put("limit", lower(tunnel.settings().limit()));
    node.put("on", tunnel.on());
    Instant offAt = tunnel.offAt();
    if (offAt == null) {
      node.remove("offAt");
    } else {
      node.put("offAt", offAt.toString());
    }
  }

  private static void settings(ObjectNode node, SettingValues values) {
    for (Setting<?> setting : Settings.all()) {
      setting(node, setting, values);
    }
  }

  /** Sets a setting, unless the present JSON already means the same value. */
  private static <T> void setting(ObjectNode node, Setting<T> setting, SettingValues values) {
    if (node.has(setting.key())
        && ProfileReader.setting(setting, node).equals(values.get(setting))) {
      return;
    }
    switch (setting) {
      case Setting.Switch one -> node.put(one.key(), values.get(one));
      case Setting.Bounded one -> node.put(one.key(), values.get(one));
      case Setting.Line one -> node.put(one.key(), values.get(one));
      case Setting.Choice<?> one -> node.put(one.key(), Setting.Choice.name(values.get(one)));
    }
  }

  private static void tabs(ObjectNode node, List<OpenTab> open) {
    ArrayNode tabs = node.putArray("tabs");
    for (OpenTab tab : open) {
      ObjectNode one = tabs.addObject();
      one.put("kind", lower(tab.kind())).put("device", tab.deviceId());
      one.put("selected", tab.selected());
      if (!tab.folders().isEmpty()) {
        tab.folders().forEach(one.putArray("folders")::add);
      }
    }
  }

  private static void folders(ObjectNode node, LastFolders last) {
    ArrayNode folders = node.putArray("folders");
    for (LastFolders.OfDevice device : last.devices()) {
      folders
          .addObject()
          .put("device", device.deviceId())
          .put("here", device.here())
          .put("there", device.there())
          .put("dropped", device.dropped());
    }
    node.put("chosenFolder", last.chosen());
  }

  private static void window(ObjectNode node, WindowPlace place) {
    if (Double.isFinite(place.x()) && Double.isFinite(place.y())) {
      node.put("x", place.x()).put("y", place.y());
    }
    node.put("width", place.width()).put("height", place.height());
    node.put("maximized", place.maximized()).put("sidebar", place.sidebarWidth());
  }

  /** Writes a list of elements with ids. Unknown fields of elements are kept. */
  private <T> void list(
      ObjectNode parent,
      String field,
      List<T> elements,
      Function<T, String> id,
      BiConsumer<ObjectNode, T> write) {
    Map<String, ObjectNode> before = new HashMap<>();
    for (JsonNode node : parent.path(field)) {
      if (node instanceof ObjectNode object) {
        before.put(object.path("id").asString(""), object);
      }
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (T element : elements) {
      @Nullable ObjectNode known = before.get(id.apply(element));
      ObjectNode node = known == null ? JsonNodeFactory.instance.objectNode() : known;
      node.put("id", id.apply(element));
      write.accept(node, element);
      array.add(node);
    }
    int place = 0;
    for (JsonNode node : parent.path(field)) {
      if (unread.contains(node.path("id").asString(""))) {
        array.insert(Math.min(place, array.size()), node);
      }
      place++;
    }
    parent.set(field, array);
  }

  private static ObjectNode child(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
