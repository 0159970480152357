package dev.portolan.platform;

import dev.portolan.transport.message.RemoteText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device from JSON. Only its id must be right; whatever else is missing or of another type
 * is left out, and lists and texts are cut to a bound. The list and the single device have
 * different names for the same.
 */
final class DeviceReader {
  static final int MAX_TAGS = 64;
  static final int MAX_GROUPS = 32;
  static final int MAX_ADDRESSES = 64;
  private static final int MAX_TEXT = 200;
  private static final long MAX_SECONDS = 253_402_300_799L;

  private DeviceReader() {}

  /** The device, or null if it has no valid id. */
  static @Nullable PlatformDevice read(@Nullable JsonObject json) {
    String id = json == null ? "" : json.text("node_id", "pub_key_digest");
    if (json == null || !NodeId.isValid(id)) {
      return null;
    }
    JsonObject system = json.object("system");
    String host = system.text("fqhost", "host");
    return new PlatformDevice(
        new NodeId(id),
        shown(firstOf(json.object("attributes").text("device_name"), json.text("title"), host, id)),
        DeviceState.of(json.text("status")),
        shown(json.texts("tags", MAX_TAGS)),
        shown(groups(json, id)),
        new SystemFacts(
            shown(host),
            shown(system.text("flavor", "os")),
            shown(system.text("arch")),
            shown(system.texts("ipv4", MAX_ADDRESSES)),
            new AgentVersion(shown(system.text("cf_version")))),
        time(json, "last_reported_time", "last_reported"),
        time(json, "exp_soft", "exp_soft"),
        time(json, "exp_hard", "exp_hard"));
  }

  /** The titles without the device's own, which may be the first or the last. */
  private static List<String> groups(JsonObject json, String id) {
    List<String> titles = json.texts("ancestors_titles", MAX_GROUPS);
    List<String> ids = json.texts("ancestors", MAX_GROUPS);
    if (titles.size() != ids.size() || titles.isEmpty()) {
      return titles;
    }
    if (ids.getLast().equals(id)) {
      return titles.subList(0, titles.size() - 1);
    }
    return ids.getFirst().equals(id) ? titles.subList(1, titles.size()).reversed() : titles;
  }

  private static String firstOf(String... texts) {
    for (String text : texts) {
      if (!RemoteText.clean(text).isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String shown(String text) {
    return RemoteText.clean(text, MAX_TEXT);
  }

  private static List<String> shown(List<String> texts) {
    return texts.stream().map(DeviceReader::shown).filter(text -> !text.isEmpty()).toList();
  }

  private static @Nullable Instant time(JsonObject json, String name, String otherName) {
    Long first = json.number(name);
    Long seconds = first == null ? json.number(otherName) : first;
    return seconds == null || seconds < 1 || seconds > MAX_SECONDS
        ? null
        : Instant.ofEpochSecond(seconds);
  }
}
