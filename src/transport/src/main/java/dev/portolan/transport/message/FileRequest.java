package dev.portolan.transport.message;

import java.io.StringWriter;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/**
 * Which files are to be transferred: the payload of {@link MessageType#FILE}.
 *
 * @param direction where to
 * @param path the file or folder on the device to read, or the folder there to write into; absolute
 * @param form how they are transferred
 */
public record FileRequest(Direction direction, String path, Form form) {
  private static final String KEEP = "keep";
  private static final String RESTORE = "restore";
  private static final Set<String> PROPERTIES =
      Set.of("direction", "path", "transfer", "previous", "name");

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

  /** What becomes of a file that an upload replaces. */
  public enum Replaced {
    /** It is gone. */
    DISCARD,
    /** It stays beside the new one, under another name. */
    KEEP
  }

  /** How files are transferred. All but the plain form is for Portolan's own ends. */
  public sealed interface Form {
    /** What a device says in its OK if it does that: JSON; empty in the plain form. */
    String agreement();

    /** One archive, which everybody understands. */
    record Plain() implements Form {
      @Override
      public String agreement() {
        return "";
      }
    }

    /**
     * Verified by both ends; resumed if it was cut off.
     *
     * @param transfer which one it is: 32 lower-case hexadecimal digits
     * @param replaced what becomes of files that it replaces
     */
    record Verified(String transfer, Replaced replaced) implements Form {
      private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

      /** Checks the id, which becomes a part of a name. */
      public Verified {
        if (!ID.matcher(transfer).matches()) {
          throw new IllegalArgumentException(
              "the id of a transfer has 32 lower-case hexadecimal digits");
        }
      }

      @Override
      public String agreement() {
        return json(json -> json.writeStringProperty("transfer", transfer));
      }
    }

    /**
     * No files come: the previous version of one is put back.
     *
     * @param name the file's, in the folder of the request
     */
    record Restore(String name) implements Form {
      /** Checks that the name leads nowhere else. */
      public Restore {
        if (name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.indexOf('/') >= 0
            || name.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("the name of what is to be restored is no file name");
        }
      }

      @Override
      public String agreement() {
        return json(json -> json.writeStringProperty("restored", name));
      }
    }
  }

  /** Checks that there is a path, and that the form suits the direction. */
  public FileRequest {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("the path is missing");
    }
    if (direction == Direction.DOWNLOAD
        && (form instanceof Form.Restore
            || (form instanceof Form.Verified verified && verified.replaced() == Replaced.KEEP))) {
      throw new IllegalArgumentException("only an upload has a previous version");
    }
  }

  /** A request in the plain form. */
  public FileRequest(Direction direction, String path) {
    this(direction, path, new Form.Plain());
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
    return new FileRequest(Direction.ofCode(fields.direction), fields.path, fields.form());
  }

  private static final class Fields {
    private int direction;
    private String path = "";
    private String transfer = "";
    private String previous = "";
    private String name = "";

    private void read(String property, StrictJson.Value value) {
      switch (property) {
        case "direction" -> direction = value.number();
        case "path" -> path = value.text();
        case "transfer" -> transfer = value.text();
        case "previous" -> previous = value.text();
        case "name" -> name = value.text();
        default -> throw new AssertionError(property);
      }
    }

    private Form form() {
      boolean isRestore = previous.equals(RESTORE);
      if (isRestore == name.isEmpty() || (isRestore && !transfer.isEmpty())) {
        throw new IllegalArgumentException(
            "a file request has a name, but no transfer, if it restores something");
      }
      if (isRestore) {
        return new Form.Restore(name);
      }
      return switch (previous) {
        case KEEP -> new Form.Verified(transfer, Replaced.KEEP);
        case "" ->
            transfer.isEmpty() ? new Form.Plain() : new Form.Verified(transfer, Replaced.DISCARD);
        default -> throw new IllegalArgumentException("'previous' is neither 'keep' nor 'restore'");
      };
    }
  }

  /** The request as a message. */
  public Message toMessage() {
    return Message.ofText(
        MessageType.FILE,
        json(
            json -> {
              json.writeNumberProperty("direction", direction.code);
              json.writeStringProperty("path", path);
              writeForm(json);
            }));
  }

  private void writeForm(JsonGenerator json) {
    switch (form) {
      case Form.Plain() -> {}
      case Form.Verified(String transfer, Replaced replaced) -> {
        json.writeStringProperty("transfer", transfer);
        if (replaced == Replaced.KEEP) {
          json.writeStringProperty("previous", KEEP);
        }
      }
      case Form.Restore(String name) -> {
        json.writeStringProperty("previous", RESTORE);
        json.writeStringProperty("name", name);
      }
    }
  }

  private static String json(Consumer<JsonGenerator> properties) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = StrictJson.writer(text)) {
      json.writeStartObject();
      properties.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
