package dev.portolan.app.store;

import dev.portolan.app.model.ActivityEntry;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which the activity is exported, in UTF-8. */
public enum ActivityFormat {
  /** A line for each entry. */
  TEXT("txt") {
    @Override
    String written(List<ActivityEntry> entries, ZoneId zone) {
      return lines(entries.stream().map(entry -> String.join("  ", cells(entry, zone))), "\n");
    }
  },

  /** As RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an apostrophe. */
  CSV("csv") {
    @Override
    String written(List<ActivityEntry> entries, ZoneId zone) {
      return lines(
          Stream.concat(
              Stream.of(String.join(",", COLUMNS)),
              entries.stream()
                  .map(
                      entry ->
                          cells(entry, zone).stream()
                              .map(ActivityFormat::cell)
                              .collect(Collectors.joining(",")))),
          "\r\n");
    }
  },

  /** An array of objects. */
  JSON("json") {
    @Override
    String written(List<ActivityEntry> entries, ZoneId zone) {
      return MAPPER.writeValueAsString(
              entries.stream().map(entry -> object(cells(entry, zone))).toList())
          + "\n";
    }
  };

  private static final List<String> COLUMNS = List.of("time", "level", "subject", "text");

  /** What a spreadsheet's formula begins with. */
  private static final String FORMULA = "=+-@|%";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String ending;

  ActivityFormat(String ending) {
    this.ending = ending;
  }

  /** The ending of a file's name, without the dot. */
  public String ending() {
    return ending;
  }

  /** The entries as a file. Any thread. */
  public byte[] bytes(List<ActivityEntry> entries, ZoneId zone) {
    return written(entries, zone).getBytes(StandardCharsets.UTF_8);
  }

  abstract String written(List<ActivityEntry> entries, ZoneId zone);

  private static List<String> cells(ActivityEntry entry, ZoneId zone) {
    return List.of(
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(entry.at().atZone(zone).withNano(0)),
        switch (entry.kind()) {
          case EVENT -> entry.level().name().toLowerCase(Locale.ROOT);
          case NOTE -> "note";
        },
        entry.subject(),
        entry.text().replaceAll("\\R", " "));
  }

  private static String lines(Stream<String> lines, String end) {
    return lines.map(line -> line + end).collect(Collectors.joining());
  }

  /** In quotes, since names and reasons come from elsewhere. */
  private static String cell(String text) {
    String begin = text.stripLeading();
    boolean formula = !begin.isEmpty() && FORMULA.indexOf(begin.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  private static Map<String, String> object(List<String> cells) {
    Map<String, String> object = new LinkedHashMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      object.put(COLUMNS.get(i), cells.get(i));
    }
    return object;
  }
}
