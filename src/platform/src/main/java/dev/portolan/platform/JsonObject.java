package dev.portolan.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object that was read from JSON of bounded size and depth. A field of another type than asked
 * for counts as absent; unknown fields are ignored.
 */
final class JsonObject {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 400_000;
  private static final int MAX_STRING = 64 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxDocumentLength(PlatformLimits.MAX_BODY)
                          .maxStringLength(MAX_STRING)
                          .maxNameLength(256)
                          .maxNumberLength(30)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;

  private JsonObject(JsonNode node) {
    this.node = node;
  }

  /** Reads a document, or null if it is none, or no object. */
  static @Nullable JsonObject read(byte[] json) {
    JsonNode tree = tree(json);
    return tree != null && tree.isObject() ? new JsonObject(tree) : null;
  }

  /** Reads any document, or null if it is none. */
  static @Nullable JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      // Its message quotes the document, which may hold a token.
      return null;
    }
  }

  static byte[] write(Map<String, ?> fields) {
    return JSON.writeValueAsBytes(fields);
  }

  /** A text, or empty. */
  String text(String name) {
    JsonNode value = node.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  /** The first of these texts that is not empty, or empty. */
  String text(String name, String otherName) {
    String text = text(name);
    return text.isEmpty() ? text(otherName) : text;
  }

  /** A whole number, also as text, or null. */
  @Nullable Long number(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    try {
      return value.isString() ? Long.valueOf(value.stringValue()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A truth value, or null. */
  @Nullable Boolean flag(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isBoolean()) {
      return null;
    }
    return value.booleanValue();
  }

  /** An object, without fields if it is absent. */
  JsonObject object(String name) {
    JsonNode value = node.get(name);
    return new JsonObject(value != null && value.isObject() ? value : JSON.createObjectNode());
  }

  /** The texts of a list or of an object's values, at most {@code max} of them. */
  List<String> texts(String name, int max) {
    List<String> texts = new ArrayList<>();
    JsonNode value = node.get(name);
    if (value != null && value.isContainer()) {
      for (JsonNode each : value) {
        if (each.isString() && texts.size() < max) {
          texts.add(each.stringValue());
        }
      }
    }
    return texts;
  }

  /** The objects of a list, null in the place of anything else; null if there is no list. */
  @Nullable List<@Nullable JsonObject> objects(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isArray()) {
      return null;
    }
    List<@Nullable JsonObject> objects = new ArrayList<>();
    for (JsonNode each : value) {
      objects.add(each.isObject() ? new JsonObject(each) : null);
    }
    return objects;
  }

  /** The names of the fields only: their values may be tokens. */
  @Override
  public String toString() {
    return "JsonObject" + node.propertyNames();
  }
}
