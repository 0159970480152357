package dev.portolan.app.session;

import dev.portolan.app.terminal.TerminalLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recording of a terminal, in the form asciicast v2.
 *
 * @param columns the width at the beginning
 * @param rows the height at the beginning
 * @param events what happened, in order
 */
public record Recording(int columns, int rows, List<Event> events) {
  /** Longer pauses are shortened to this, in microseconds. */
  static final long MAX_PAUSE = 2_000_000;

  private static final int MAX_LINE = 1 << 20;
  private static final int MAX_EVENTS = 1_000_000;
  private static final double MICROS = 1e6;

  /** More than a year; a longer time would overflow. */
  private static final double MAX_SECONDS = 4e7;

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(MAX_LINE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public Recording {
    events = List.copyOf(events);
  }

  /** Something that happened. */
  public sealed interface Event {
    /** When, in microseconds from the beginning, with long pauses shortened. */
    long at();

    /** Output of a program. */
    record Output(long at, String text) implements Event {}

    /** A new size. */
    record Resize(long at, int columns, int rows) implements Event {}

    /** A remark, such as a lost link. */
    record Marker(long at, String words) implements Event {}
  }

  /** How long it takes, in microseconds. */
  public long length() {
    return events.isEmpty() ? 0 : events.getLast().at();
  }

  /**
   * Reads an untrusted file. Blocks.
   *
   * @throws RecordingException if it cannot be read, or is no recording
   */
  public static Recording read(Path file) throws RecordingException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new RecordingException(
            Files.exists(file) ? "it is not a regular file" : "it is not there");
      }
      if (Files.size(file) > CastLog.MAX_BYTES) {
        throw new RecordingException(
            "it is larger than " + (CastLog.MAX_BYTES >> 20) + " MiB, the most that is played");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), MAX_LINE)) {
        return new Reader(in).read();
      }
    } catch (NoSuchFileException absent) {
      throw new RecordingException("it is not there", absent);
    } catch (IOException failure) {
      throw new RecordingException("it cannot be read: " + LogFile.reason(failure), failure);
    }
  }

  /** Reads line by line. */
  private static final class Reader {
    private final InputStream in;
    private final List<Event> events = new ArrayList<>();
    private int number;
    private long before;
    private long at;

    Reader(InputStream in) {
      this.in = in;
    }

    Recording read() throws IOException, RecordingException {
      String first = line();
      if (first == null) {
        throw new RecordingException("it is empty");
      }
      JsonNode header = json(first);
      int version = header.path("version").asInt(0);
      if (!header.isObject() || version < 1) {
        throw new RecordingException("it does not begin as an asciicast does");
      }
      if (version != 2) {
        throw new RecordingException(
            "it is an asciicast of version " + version + "; version 2 is played");
      }
      int columns = side(header.path("width"));
      int rows = side(header.path("height"));
      for (String line = line(); line != null; line = line()) {
        if (!line.isBlank()) {
          event(json(line));
        }
      }
      return new Recording(columns, rows, events);
    }

    private void event(JsonNode node) throws RecordingException {
      if (!node.isArray()
          || node.size() != 3
          || !node.get(0).isNumber()
          || !node.get(1).isString()
          || !node.get(2).isString()) {
        throw wrong("is no event");
      }
      double seconds = node.get(0).asDouble();
      if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
        throw wrong("has no possible time");
      }
      long time = Math.round(seconds * MICROS);
      if (time < before) {
        throw wrong("is earlier than the line before");
      }
      at += Math.min(MAX_PAUSE, time - before);
      before = time;
      String data = node.get(2).asString();
      switch (node.get(1).asString()) {
        case "o" -> events.add(new Event.Output(at, data));
        case "r" -> events.add(resize(data));
        case "m" -> events.add(new Event.Marker(at, data));
        default -> {
          // What was typed is seen in the output; later kinds are not known.
        }
      }
      if (events.size() > MAX_EVENTS) {
        throw new RecordingException("it has more than a million events");
      }
    }

    private Event resize(String size) throws RecordingException {
      Matcher sides = SIZE.matcher(size);
      if (!sides.matches()) {
        throw wrong("has no size of a terminal");
      }
      int columns = Integer.parseInt(sides.group(1));
      int rows = Integer.parseInt(sides.group(2));
      if (!isSide(columns) || !isSide(rows)) {
        throw wrong("has no size of a terminal");
      }
      return new Event.Resize(at, columns, rows);
    }

    private int side(JsonNode node) throws RecordingException {
      if (!node.isInt() || !isSide(node.asInt())) {
        throw new RecordingException(
            "its terminal has no size from 1 to " + TerminalLimits.SCREEN_SIDE);
      }
      return node.asInt();
    }

    private static boolean isSide(int cells) {
      return cells >= 1 && cells <= TerminalLimits.SCREEN_SIDE;
    }

    private JsonNode json(String line) throws RecordingException {
      try {
        return JSON.readTree(line);
      } catch (JacksonException malformed) {
        // without the parser's message, which quotes the file
        throw wrong("is not JSON");
      }
    }

    private RecordingException wrong(String what) {
      return new RecordingException("line " + number + " " + what);
    }

    /** The next line, or null at the end. */
    private @Nullable String line() throws IOException, RecordingException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int next = in.read();
      if (next < 0) {
        return null;
      }
      number++;
      while (next >= 0 && next != '\n') {
        bytes.write(next);
        if (bytes.size() > MAX_LINE) {
          throw wrong("is longer than 1 MiB");
        }
        next = in.read();
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
