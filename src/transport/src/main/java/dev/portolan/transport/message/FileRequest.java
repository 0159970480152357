package dev.portolan.transport.message;

import java.io.StringWriter;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Which files are to be transferred: the payload of {@link MessageType#FILE}.
 *
 * @param direction where to
 * @param path the file or folder on the device to read, or the folder there to write into; absolute
 */
public record FileRequest(Direction direction, String path) {
  private static final Set<String> PROPERTIES = Set.of("direction", "path");

  /** Which way files go. */
  public enum Direction {
    /** From the device. */
    DOWNLOAD(0),
    /** To the device. */
    UPLOAD(1);

    private final int code;

    Direction(int code) {
      this.code = code;
    }

    private static Direction ofCode(int code) {
      return switch (code) {
        case 0 -> DOWNLOAD;
        case 1 -> UPLOAD;
        default -> throw new IllegalArgumentException("unsupported direction: " + code);
      };
    }
  }

  /** Checks that there is a path. */
  public FileRequest {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("the path is missing");
    }
  }

  /**
   * Reads the JSON form, strictly ({@link StrictJson}). A missing direction is a download, as in
   * the reference.
   *
   * @throws IllegalArgumentException with one plain sentence if it is no file request
   */
  public static FileRequest parse(byte[] json) {
    Fields fields = new Fields();
    StrictJson.read(json, "the file request", PROPERTIES, fields::read);
    return new FileRequest(Direction.ofCode(fields.direction), fields.path);
  }

  private static final class Fields {
    private int direction;
    private String path = "";

    private void read(String name, StrictJson.Value value) {
      switch (name) {
        case "direction" -> direction = value.number();
        case "path" -> path = value.text();
        default -> throw new AssertionError(name);
      }
    }
  }

  /** The request as a message. */
  public Message toMessage() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = StrictJson.writer(text)) {
      json.writeStartObject();
      json.writeNumberProperty("direction", direction.code);
      json.writeStringProperty("path", path);
      json.writeEndObject();
    }
    return Message.ofText(MessageType.FILE, text.toString());
  }
}
