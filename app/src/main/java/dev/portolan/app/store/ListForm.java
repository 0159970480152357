package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeAddress;
import dev.portolan.app.model.UnseenCharacters;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of a list's file. Lists are untrusted, so everything else is refused, not ignored. */
final class ListForm {
  static final String FORMAT = "portolan-list";
  static final int VERSION = 1;

  /** Most edges, devices and tunnels in total. */
  static final int MAX_ENTRIES = 2000;

  private static final String SOCKS = "socks";
  private static final int MAX_CHARS = 255;
  private static final int MAX_URL_CHARS = 2048;
  private static final int MAX_TAGS = 32;
  private static final int HIGHEST_PORT = 65_535;

  /** The characters of IP addresses without a zone. */
  private static final Pattern IP_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]+");

  /** A rule for members that were validated before. */
  private static final Rule ANYTHING = (node, where) -> {};

  private final Map<String, Rule> tunnel =
      members(
          "name", text(MAX_CHARS),
          "bind", bind(),
          "localPort", number(0, HIGHEST_PORT),
          "remoteHost", filled(word()),
          "remotePort", number(1, HIGHEST_PORT),
          "protocol", needed(oneOf("tcp", "udp", SOCKS)));
  private final Map<String, Rule> device =
      members(
          "name", needed(text(MAX_CHARS)),
          "path", needed(devicePath()),
          "group", each(DeviceSettings.MAX_GROUPS, "groups", needed(text(MAX_CHARS))),
          "tags", each(MAX_TAGS, "tags", text(MAX_CHARS)),
          "tunnels", entries(this::checkTunnel));
  private final Map<String, Rule> trust =
      members(
          "kind", needed(oneOf("system", "file", "pin")),
          "path", fileName(),
          "sha256", pin(),
          "description", text(MAX_CHARS));
  private final Map<String, Rule> edge =
      members(
          "name",
          needed(text(MAX_CHARS)),
          "url",
          needed(address()),
          "trust",
          needed(trust()),
          "devices",
          entries((node, where) -> check(node, where, device)));
  private final Map<String, Rule> root =
      members(
          "format",
          ANYTHING,
          "version",
          ANYTHING,
          "edges",
          needed(entries((node, where) -> check(node, where, edge))));
  private int counted;

  private ListForm() {}

  /** Validates a list. The exception says what is wrong and where. */
  static void check(ObjectNode list) throws ListException {
    if (!list.path("format").asString("").equals(FORMAT)) {
      throw new ListException("it is not a list of Portolan's");
    }
    if (!list.path("version").isInt() || list.path("version").asInt() != VERSION) {
      throw new ListException("it is of a version that this Portolan does not know");
    }
    ListForm form = new ListForm();
    form.check(list, "", form.root);
  }

  /** Removes all members that are not in the schema. */
  static void prune(ObjectNode list) {
    ListForm form = new ListForm();
    list.retain(form.root.keySet());
    for (JsonNode edge : list.path("edges")) {
      ((ObjectNode) edge).retain(form.edge.keySet());
      ((ObjectNode) edge.path("trust")).retain(form.trust.keySet());
      for (JsonNode device : edge.path("devices")) {
        ((ObjectNode) device).retain(form.device.keySet());
        for (JsonNode tunnel : device.path("tunnels")) {
          ((ObjectNode) tunnel).retain(form.tunnel.keySet());
        }
      }
    }
  }

  /** A rule for a member. */
  private interface Rule {
    /**
     * Validates a member.
     *
     * @param where the member's path
     */
    void check(JsonNode node, String where) throws ListException;

    /** Whether the member is required. */
    default boolean isNeeded() {
      return false;
    }
  }

  private static Rule filled(Rule rule) {
    return (node, where) -> {
      rule.check(node, where);
      if (node.isString() && node.asString().isBlank()) {
        throw new ListException(where + " is empty");
      }
    };
  }

  private static Rule needed(Rule rule) {
    Rule filled = filled(rule);
    return new Rule() {
      @Override
      public void check(JsonNode node, String where) throws ListException {
        filled.check(node, where);
      }

      @Override
      public boolean isNeeded() {
        return true;
      }
    };
  }

  private static Map<String, Rule> members(Object... namesAndRules) {
    Map<String, Rule> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndRules.length; i += 2) {
      members.put((String) namesAndRules[i], (Rule) namesAndRules[i + 1]);
    }
    return members;
  }

  private void check(JsonNode node, String where, Map<String, Rule> members) throws ListException {
    if (!(node instanceof ObjectNode object)) {
      throw new ListException(where + " is not an object");
    }
    String within = where.isEmpty() ? "" : where + ".";
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      Rule rule = members.get(member.getKey());
      if (rule == null) {
        throw new ListException(
            "it holds " + within + shown(member.getKey()) + ", which is unknown");
      }
      rule.check(member.getValue(), within + member.getKey());
    }
    for (Map.Entry<String, Rule> member : members.entrySet()) {
      if (member.getValue().isNeeded() && !object.has(member.getKey())) {
        throw new ListException(within + member.getKey() + " is missing");
      }
    }
  }

  private Rule trust() {
    return this::checkTrust;
  }

  private void checkTrust(JsonNode node, String where) throws ListException {
    check(node, where, trust);
    Set<String> wanted =
        switch (node.path("kind").asString()) {
          case "file" -> Set.of("path");
          case "pin" -> Set.of("sha256");
          default -> Set.of();
        };
    for (String member : List.of("path", "sha256")) {
      if (node.has(member) != wanted.contains(member)) {
        throw new ListException(where + "." + member + " and its kind do not go together");
      }
    }
  }

  /** A tunnel with a target, but for a SOCKS proxy, which has none. */
  private void checkTunnel(JsonNode node, String where) throws ListException {
    check(node, where, tunnel);
    boolean socks = node.path("protocol").asString().equals(SOCKS);
    for (String member : List.of("remoteHost", "remotePort")) {
      if (socks && node.has(member)) {
        throw new ListException(where + "." + member + " and its protocol do not go together");
      }
      if (!socks && !node.has(member)) {
        throw new ListException(where + "." + member + " is missing");
      }
    }
  }

  private Rule entries(Rule entry) {
    Rule each = each(MAX_ENTRIES, "entries", entry);
    return (node, where) -> {
      counted += node.size();
      if (counted > MAX_ENTRIES) {
        throw new ListException("it has more than " + MAX_ENTRIES + " entries");
      }
      each.check(node, where);
    };
  }

  private static Rule each(int most, String what, Rule rule) {
    return (node, where) -> {
      if (!node.isArray()) {
        throw new ListException(where + " is not an array");
      }
      if (node.size() > most) {
        throw new ListException(where + " has more than " + most + " " + what);
      }
      for (int i = 0; i < node.size(); i++) {
        rule.check(node.get(i), where + "[" + i + "]");
      }
    };
  }

  private static Rule text(int most) {
    return (node, where) -> {
      if (!node.isString()) {
        throw new ListException(where + " is not a text");
      }
      String text = node.asString();
      if (text.length() > most) {
        throw new ListException(where + " is longer than " + most + " characters");
      }
      if (UnseenCharacters.areIn(text)) {
        throw new ListException(where + " holds characters that cannot be seen");
      }
    };
  }

  private static Rule text(int most, Predicate<String> fits, String otherwise) {
    Rule text = text(most);
    return (node, where) -> {
      text.check(node, where);
      if (!fits.test(node.asString())) {
        throw new ListException(where + " " + otherwise);
      }
    };
  }

  private static Rule word() {
    return text(
        MAX_CHARS,
        word -> word.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)),
        "holds blanks");
  }

  /** A local address to bind: an IP address, {@code *} for all, or empty for loopback. */
  private static Rule bind() {
    return text(
        MAX_CHARS,
        bind -> bind.isEmpty() || bind.equals("*") || isIpAddress(bind),
        "is no IP address");
  }

  private static boolean isIpAddress(String text) {
    try {
      return IP_CHARACTERS.matcher(text).matches()
          && !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  private static Rule devicePath() {
    return text(
        MAX_CHARS,
        path ->
            path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '?' && c != '#')
                && !Arrays.asList(path.split("/", -1)).contains(".."),
        "is no id of a device");
  }

  /** A file name without a folder; the user chooses the file on this computer. */
  private static Rule fileName() {
    return text(
        MAX_CHARS,
        name -> !name.matches(".*[/\\\\:].*|\\.*"),
        "is not the name of a file without its folder");
  }

  private static Rule pin() {
    return text(MAX_CHARS, pin -> pin.matches("sha256:[0-9a-f]{64}"), "is no fingerprint");
  }

  private static Rule oneOf(String... words) {
    return text(
        MAX_CHARS,
        word -> Arrays.asList(words).contains(word),
        "is not one of " + String.join(", ", words));
  }

  private static Rule number(int least, int most) {
    return (node, where) -> {
      if (!node.isInt() || node.asInt() < least || node.asInt() > most) {
        throw new ListException(where + " is not a whole number from " + least + " to " + most);
      }
    };
  }

  private static Rule address() {
    Rule text =
        text(
            MAX_URL_CHARS,
            url -> url.chars().allMatch(c -> c > ' ' && c < 0x7f),
            "holds characters that no address may hold");
    return (node, where) -> {
      text.check(node, where);
      try {
        EdgeAddress.parse(node.asString());
      } catch (IllegalArgumentException wrong) {
        throw new ListException(where + " " + wrong.getMessage(), wrong);
      }
    };
  }

  private static String shown(String name) {
    return name.matches("[A-Za-z0-9_-]{1,40}") ? name : "a member";
  }
}
