package dev.portolan.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A recording in the form asciicast v2: a header, then a line of JSON for each event. */
final class CastLog implements LogForm {
  /** Most bytes of a recording, as of one that is played. */
  static final long MAX_BYTES = 64L << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LEFT_OVER = 8;

  private final Header header;
  private final long limit;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = new byte[0];
  private long written;

  /**
   * What a recording begins with.
   *
   * @param seconds when, in seconds of Unix time
   * @param nanos the same moment as {@link System#nanoTime}
   * @param input whether it holds what is typed
   */
  record Header(int columns, int rows, String title, long seconds, long nanos, boolean input) {}

  CastLog(Header header) {
    this(header, MAX_BYTES);
  }

  CastLog(Header header, long limit) {
    this.header = header;
    this.limit = limit;
  }

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public void begin(LogFile file) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", 2);
    fields.put("width", header.columns());
    fields.put("height", header.rows());
    fields.put("timestamp", header.seconds());
    fields.put("title", header.title());
    line(file, JSON.writeValueAsString(fields));
  }

  @Override
  public void write(LogFile file, LogEntry entry) throws IOException {
    switch (entry.kind()) {
      case OUTPUT -> {
        String text = decoded(entry.bytes());
        if (!text.isEmpty()) {
          event(file, entry.nanos(), "o", text);
        }
      }
      case INPUT -> {
        if (header.input()) {
          event(file, entry.nanos(), "i", utf8(entry));
        }
      }
      case RESIZE -> event(file, entry.nanos(), "r", utf8(entry));
      case NOTE -> {
        rest = new byte[0];
        event(file, entry.nanos(), "m", utf8(entry));
      }
      case END -> {}
    }
  }

  @Override
  public void missed(LogFile file, long bytes) throws IOException {
    event(file, System.nanoTime(), "m", bytes + " bytes are missing here: the disk was too slow");
  }

  @Override
  public void end(LogFile file) {
    // a recording has no end mark
  }

  private static String utf8(LogEntry entry) {
    return new String(entry.bytes(), StandardCharsets.UTF_8);
  }

  /** The complete characters; those that are split wait for their other bytes. */
  private String decoded(byte[] bytes) {
    ByteBuffer source = ByteBuffer.allocate(rest.length + bytes.length);
    source.put(rest).put(bytes).flip();
    CharBuffer chars = CharBuffer.allocate(source.remaining() + LEFT_OVER);
    decoder.decode(source, chars, false);
    rest = new byte[source.remaining()];
    source.get(rest);
    return chars.flip().toString();
  }

  private void event(LogFile file, long nanos, String code, String data) throws IOException {
    double at = Math.max(0, nanos - header.nanos()) / NANOS_PER_SECOND;
    double micros = Math.round(at * 1e6) / 1e6;
    line(file, JSON.writeValueAsString(List.of(micros, code, data)));
  }

  private void line(LogFile file, String json) throws IOException {
    byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    written += bytes.length;
    if (written > limit) {
      throw new IOException("it has reached " + (limit >> 20) + " MiB, the most of one file");
    }
    file.write(bytes);
  }
}
