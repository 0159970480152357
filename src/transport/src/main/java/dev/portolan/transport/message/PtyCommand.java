package dev.portolan.transport.message;

import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

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

  private static final Set<String> PROPERTIES =
      Set.of("sid", "type", "cols", "rows", "command", "command_args");

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
    try (JsonGenerator json = StrictJson.writer(text)) {
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
   * Parses the JSON form, strictly ({@link StrictJson}).
   *
   * @throws IllegalArgumentException with one plain sentence if it is not a PTY command; never with
   *     the far side's text in it
   */
  public static PtyCommand parse(byte[] json) {
    Fields fields = new Fields();
    StrictJson.read(json, "the terminal command", PROPERTIES, fields::read);
    String command = fields.command;
    return new PtyCommand(
        fields.sid,
        fields.type,
        fields.cols,
        fields.rows,
        command.isEmpty() ? null : command,
        fields.args);
  }

  private static final class Fields {
    private String sid = "";
    private int type;
    private int cols;
    private int rows;
    private String command = "";
    private List<String> args = List.of();

    private void read(String name, StrictJson.Value value) {
      switch (name) {
        case "sid" -> sid = value.text();
        case "type" -> type = value.number();
        case "cols" -> cols = value.number();
        case "rows" -> rows = value.number();
        case "command" -> command = value.text();
        case "command_args" -> args = value.texts();
        default -> throw new AssertionError(name);
      }
    }
  }
}
