package dev.portolan.app.emoji;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which glyphs in a row become one: the ligatures of a font's table {@code GSUB}. */
final class Ligatures {
  /** Features that are on in plain text, as numbers of four letters. */
  private static final Set<Long> FEATURES =
      Set.of(tag("ccmp"), tag("rlig"), tag("liga"), tag("clig"), tag("calt"));

  private static final int LIGATURE = 4;
  private static final int EXTENSION = 7;
  private static final int MAX_SUBTABLES = 1_024;

  /** More is no writing: the whole of a large real font is a few hundred. */
  private static final int MAX_STEPS = 1 << 16;

  private final FontTable table;

  /** Where the ligatures of each lookup are; lookups work one after the other. */
  private final List<List<Long>> lookups = new ArrayList<>();

  Ligatures(FontTable table) throws EmojiFontException {
    this.table = table;
    long list = table.u16(8);
    int count = table.u16(list);
    int subtables = 0;
    for (int number : numbers(table.u16(6))) {
      if (number < count) {
        List<Long> lookup = lookup(list + table.u16(list + 2 + 2L * number));
        subtables += lookup.size();
        if (subtables > MAX_SUBTABLES) {
          throw new EmojiFontException("it has too many ligatures");
        }
        if (!lookup.isEmpty()) {
          lookups.add(lookup);
        }
      }
    }
  }

  private static long tag(String letters) {
    long tag = 0;
    for (int i = 0; i < letters.length(); i++) {
      tag = tag << 8 | letters.charAt(i);
    }
    return tag;
  }

  private Set<Integer> numbers(long features) throws EmojiFontException {
    Set<Integer> numbers = new TreeSet<>();
    int count = table.u16(features);
    int all = 0;
    for (int i = 0; i < count; i++) {
      long entry = features + 2 + 6L * i;
      if (FEATURES.contains(table.u32(entry))) {
        long feature = features + table.u16(entry + 4);
        int own = table.u16(feature + 2);
        all += own;
        if (all > MAX_STEPS) {
          throw new EmojiFontException("it has too many features");
        }
        for (int j = 0; j < own; j++) {
          numbers.add(table.u16(feature + 4 + 2L * j));
        }
      }
    }
    return numbers;
  }

  private List<Long> lookup(long lookup) throws EmojiFontException {
    List<Long> found = new ArrayList<>();
    int kind = table.u16(lookup);
    if (kind != LIGATURE && kind != EXTENSION) {
      return found;
    }
    int count = table.u16(lookup + 4);
    for (int i = 0; i < count && found.size() <= MAX_SUBTABLES; i++) {
      long at = lookup + table.u16(lookup + 6 + 2L * i);
      if (kind == EXTENSION) {
        if (table.u16(at + 2) != LIGATURE) {
          continue;
        }
        at += table.u32(at + 4);
      }
      if (table.u16(at) == 1) {
        found.add(at);
      }
    }
    return found;
  }

  /** The glyphs with ligatures in place of those that they stand for. */
  List<Integer> apply(List<Integer> glyphs) throws EmojiFontException {
    List<Integer> row = new ArrayList<>(glyphs);
    Steps steps = new Steps();
    for (List<Long> lookup : lookups) {
      for (int i = 0; i < row.size() && row.size() > 1; i++) {
        Ligature ligature = find(lookup, row, i, steps);
        if (ligature != null) {
          row.subList(i, i + ligature.length()).clear();
          row.add(i, ligature.glyph());
        }
      }
    }
    return row;
  }

  private @Nullable Ligature find(List<Long> lookup, List<Integer> row, int from, Steps steps)
      throws EmojiFontException {
    for (long subtable : lookup) {
      steps.next();
      int index = index(subtable + table.u16(subtable + 2), row.get(from));
      if (index >= 0 && index < table.u16(subtable + 4)) {
        long set = subtable + table.u16(subtable + 6 + 2L * index);
        int count = table.u16(set);
        for (int i = 0; i < count; i++) {
          long at = set + table.u16(set + 2 + 2L * i);
          int length = table.u16(at + 2);
          if (matches(at, length, row, from, steps)) {
            return new Ligature(table.u16(at), length);
          }
        }
      }
    }
    return null;
  }

  private boolean matches(long at, int length, List<Integer> row, int from, Steps steps)
      throws EmojiFontException {
    steps.next();
    if (length < 1 || length > row.size() - from) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      steps.next();
      if (table.u16(at + 2 + 2L * i) != row.get(from + i)) {
        return false;
      }
    }
    return true;
  }

  /** Where a glyph stands in a list of those that something is said of, or -1. */
  private int index(long coverage, int glyph) throws EmojiFontException {
    boolean ranges = table.u16(coverage) == 2;
    int size = ranges ? 6 : 2;
    int low = 0;
    int high = table.u16(coverage + 2) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long at = coverage + 4 + (long) size * middle;
      int first = table.u16(at);
      int last = ranges ? table.u16(at + 2) : first;
      if (glyph < first) {
        high = middle - 1;
      } else if (glyph > last) {
        low = middle + 1;
      } else {
        return ranges ? table.u16(at + 4) + glyph - first : middle;
      }
    }
    return -1;
  }

  private record Ligature(int glyph, int length) {}

  /** Counts, so that no font can make a few characters take long. */
  private static final class Steps {
    private int left = MAX_STEPS;

    void next() throws EmojiFontException {
      if (--left < 0) {
        throw new EmojiFontException("its ligatures take too long to look through");
      }
    }
  }
}
