package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of things in {@code Name: value} lines, parted by blank lines; a name may come again. */
record Stanzas(List<Map<String, List<String>>> all) {
  /** Reads it from a file; lines that begin with {@code #} are comments. */
  static Stanzas read(Path file) throws IOException {
    List<Map<String, List<String>>> all = new ArrayList<>();
    Map<String, List<String>> stanza = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add("");
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (line.startsWith("#")) {
        continue;
      }
      if (colon > 0) {
        stanza
            .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
            .add(line.substring(colon + 2).strip());
      } else if (!stanza.isEmpty()) {
        all.add(stanza);
        stanza = new LinkedHashMap<>();
      }
    }
    return new Stanzas(all);
  }
}
