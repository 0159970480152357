package dev.portolan.app.store;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns lists of qbee-cli and qbee-connect into ours. They name devices, but no edge, so the list
 * has a substitute for it. What they say is checked afterwards, like any list.
 */
final class ForeignList {
  /** Stands for the edge, which is still to be chosen. Never shown and never connected to. */
  private static final String NO_EDGE = "https://edge.invalid";

  private static final String OTHER =
      "it is not a list of Portolan's, qbee-cli's or qbee-connect's";
  private static final int NAME_CHARS = 12;

  private final Function<String, List<Forward>> parser;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ArrayNode devices;

  /** Whether a file holds such a list: an array, or an object that is none of Portolan's. */
  static boolean isMeant(JsonNode file) {
    return !file.isEmpty() && (file.isArray() || (file.isObject() && !file.has("format")));
  }

  /**
   * Converts a list.
   *
   * @param parser parses a tunnel as users write it
   */
  static ObjectNode convert(JsonNode file, Function<String, List<Forward>> parser)
      throws ListException {
    ForeignList list = new ForeignList(parser);
    if (file.isArray()) {
      for (JsonNode device : file) {
        list.add(text(device, "device_id"), "", device.path("targets"));
      }
    } else {
      for (Map.Entry<String, JsonNode> device : file.properties()) {
        JsonNode value = device.getValue();
        list.add(
            device.getKey(),
            value.path("title").asString(""),
            value.isArray() ? value : value.path("targets"));
      }
    }
    return list.root;
  }

  private ForeignList(Function<String, List<Forward>> parser) {
    this.parser = parser;
    root.put("format", ListForm.FORMAT).put("version", ListForm.VERSION);
    ObjectNode edge = root.putArray("edges").addObject().put("name", NO_EDGE).put("url", NO_EDGE);
    edge.putObject("trust").put("kind", "system");
    devices = edge.putArray("devices");
  }

  private void add(String id, String title, JsonNode targets) throws ListException {
    if (!targets.isArray() && !targets.isNull()) {
      throw new ListException(OTHER);
    }
    String name = id.length() > NAME_CHARS ? id.substring(0, NAME_CHARS) + "…" : id;
    ObjectNode device =
        devices.addObject().put("name", title.isBlank() ? name : title).put("path", id);
    ArrayNode tunnels = device.putArray("tunnels");
    for (JsonNode target : targets) {
      Forward forward = forward(target.isString() ? target.asString() : spec(target));
      ObjectNode tunnel =
          tunnels
              .addObject()
              .put("bind", forward.bindAddress())
              .put("localPort", forward.localPort())
              .put("protocol", forward.protocol().name().toLowerCase(Locale.ROOT));
      if (forward.protocol() != Protocol.SOCKS) {
        tunnel.put("remoteHost", forward.remoteHost()).put("remotePort", forward.remotePort());
      }
    }
  }

  /** The text of a target that is an object. */
  private static String spec(JsonNode target) throws ListException {
    String host = text(target, "LocalHost");
    return (host.equals("localhost") ? "" : host + ":")
        + text(target, "LocalPort")
        + ":"
        + text(target, "RemoteHost")
        + ":"
        + text(target, "RemotePort")
        + (target.path("Protocol").asString("").equalsIgnoreCase("udp") ? "/udp" : "");
  }

  private Forward forward(String spec) throws ListException {
    List<Forward> forwards;
    try {
      forwards = parser.apply(spec);
    } catch (IllegalArgumentException invalid) {
      throw new ListException(
          "it holds a tunnel that cannot be read: " + invalid.getMessage(), invalid);
    }
    if (forwards.size() != 1) {
      throw new ListException("it holds several tunnels where one belongs");
    }
    return forwards.getFirst();
  }

  private static String text(JsonNode node, String member) throws ListException {
    JsonNode value = node.path(member);
    if (!value.isString() && !value.isIntegralNumber()) {
      throw new ListException(OTHER);
    }
    return value.asString();
  }
}
