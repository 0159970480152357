package dev.portolan.transport.message;

import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON objects that every reader understands alike.
 *
 * <p>The reference takes {@code Command} for {@code command}, and of two the last; other readers
 * take the first. So an object with a name twice, in whatever case, or with a known one in another
 * case is refused. Unknown properties are skipped, {@code null} counts as absent.
 */
final class StrictJson {
  /** How deep an unknown property may be nested. */
  static final int MAX_DEPTH = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(Message.MAX_PAYLOAD)
                  .maxStringLength(Message.MAX_PAYLOAD)
                  .maxNumberLength(20)
                  .build())
          .build();

  private StrictJson() {}

  /** Takes one known property. */
  @FunctionalInterface
  interface Property {
    void read(String name, Value value);
  }

  static JsonGenerator writer(Writer out) {
    return JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  /**
   * Reads one object.
   *
   * @param what the object in words, for errors
   * @param known the properties to read, in lower case
   * @throws IllegalArgumentException with one plain sentence; never with the far side's text in it
   */
  static void read(byte[] json, String what, Set<String> known, Property property) {
    if (json.length > Message.MAX_PAYLOAD) {
      throw new IllegalArgumentException(what + " has at most " + Message.MAX_PAYLOAD + " bytes");
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      Value value = new Value(parser, what);
      value.expect(parser.nextToken() == JsonToken.START_OBJECT, "an object");
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        String folded = folded(name);
        if (!names.add(folded)) {
          throw new IllegalArgumentException(what + " has a property twice");
        }
        parser.nextToken();
        if (known.contains(name)) {
          property.read(name, value);
        } else if (known.contains(folded)) {
          throw new IllegalArgumentException(what + " has a property that is not in lower case");
        } else {
          parser.skipChildren();
        }
      }
      value.expect(parser.nextToken() == null, "one object");
    } catch (JacksonException e) {
      // Without the cause: its message quotes the document.
      throw new IllegalArgumentException(what + " is not well-formed JSON");
    }
  }

  /** As the reference compares names: K and ſ have a third case. */
  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The value of the property that is being read. */
  static final class Value {
    private final JsonParser parser;
    private final String what;

    private Value(JsonParser parser, String what) {
      this.parser = parser;
      this.what = what;
    }

    String text() {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return "";
      }
      expect(parser.currentToken() == JsonToken.VALUE_STRING, "text");
      return parser.getString();
    }

    int number() {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return 0;
      }
      expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
      return parser.getIntValue();
    }

    List<String> texts() {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return List.of();
      }
      expect(parser.currentToken() == JsonToken.START_ARRAY, "a list");
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        texts.add(text());
      }
      return texts;
    }

    private void expect(boolean holds, String expected) {
      if (!holds) {
        throw new IllegalArgumentException(what + " has something else than " + expected);
      }
    }
  }
}
