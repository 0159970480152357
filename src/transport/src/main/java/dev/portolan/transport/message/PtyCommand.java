package dev.portolan.transport.message;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A request to start or change a terminal: the payload of {@link MessageType#PTY} and {@link
 * MessageType#PTY_COMMAND}.
 *
 * @param sid the terminal's session id; empty to start one
 * @param type always {@link #RESIZE}
 * @param cols columns, 0 to 65,535; 0 stands for unknown
 * @param rows rows, 0 to 65,535; 0 stands for unknown
 * @param command the program to run; null for the user's login shell
 * @param commandArgs its arguments
 */
public record PtyCommand(
    String sid, int type, int cols, int rows, @Nullable String command, List<String> commandArgs) {
  /** Sets the window size. */
  public static final int RESIZE = 0;

  private static final int MAX_DEPTH = 16;

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

  /** Validates the numbers. */
  public PtyCommand {
    if (type < 0 || type > 0xff) {
      throw new IllegalArgumentException("terminal command type " + type + " is not one byte");
    }
    if (cols < 0 || cols > 0xffff || rows < 0 || rows > 0xffff) {
      throw new IllegalArgumentException(
          "a terminal of " + cols + " by " + rows + " is not possible");
    }
    commandArgs = List.copyOf(commandArgs);
  }

  /** A request to start a terminal with the login shell or a command. */
  public static PtyCommand start(int cols, int rows, @Nullable String command, List<String> args) {
    return new PtyCommand("", RESIZE, cols, rows, command, args);
  }

  /** A request to resize a terminal. */
  public static PtyCommand resize(String sid, int cols, int rows) {
    return new PtyCommand(sid, RESIZE, cols, rows, null, List.of());
  }

  /** The JSON form: {@code sid}, and other properties unless empty or zero. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("sid", sid);
      writeNumber(json, "type", type);
      writeNumber(json, "cols", cols);
      writeNumber(json, "rows", rows);
      if (command != null && !command.isEmpty()) {
        json.writeStringProperty("command", command);
      }
      if (!commandArgs.isEmpty()) {
        json.writeName("command_args");
        json.writeStartArray();
        commandArgs.forEach(json::writeString);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeNumber(JsonGenerator json, String name, int value) {
    if (value != 0) {
      json.writeNumberProperty(name, value);
    }
  }

  /**
   * Parses the JSON form. Unknown properties are skipped, up to {@value #MAX_DEPTH} levels deep.
   *
   * @throws IllegalArgumentException with one plain sentence if it is not a PTY command; never with
   *     the far side's text in it
   */
  public static PtyCommand parse(byte[] json) {
    if (json.length > Message.MAX_PAYLOAD) {
      throw new IllegalArgumentException("a terminal command has at most 65535 bytes");
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return read(parser);
    } catch (JacksonException e) {
      // without the cause, whose message quotes the document
      throw new IllegalArgumentException("the terminal command is not well-formed JSON");
    }
  }

  private static PtyCommand read(JsonParser json) {
    expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
    String sid = "";
    int type = 0;
    int cols = 0;
    int rows = 0;
    String command = null;
    List<String> args = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "sid" -> sid = string(json);
        case "type" -> type = number(json);
        case "cols" -> cols = number(json);
        case "rows" -> rows = number(json);
        case "command" -> command = string(json);
        case "command_args" -> args = strings(json);
        default -> json.skipChildren();
      }
    }
    expect(json.nextToken() == null, "one object");
    return new PtyCommand(
        sid, type, cols, rows, command == null || command.isEmpty() ? null : command, args);
  }

  private static String string(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    expect(json.currentToken() == JsonToken.VALUE_STRING, "text");
    return json.getString();
  }

  private static int number(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return 0;
    }
    expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return json.getIntValue();
  }

  private static List<String> strings(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(json.currentToken() == JsonToken.START_ARRAY, "a list");
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(string(json));
    }
    return texts;
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("the terminal command has something else than " + what);
    }
  }
}
