package dev.portolan.app.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces names and addresses by others that stay the same within a bundle, such as {@code
 * device-3}. One thread.
 */
final class Pseudonyms {
  /** A shorter name is left in running text, where it would be found in every other word. */
  private static final int SHORTEST = 3;

  private static final Pattern IPV4 =
      Pattern.compile("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]\\d)");

  /** With a gap, or whole. */
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?<![\\w:.-])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]{1,4}:){7})[0-9a-fA-F:]{3,}(?!\\w)");

  private final boolean used;
  private final Map<String, String> byName = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private Map<String, List<String>> byFirstWord = Map.of();

  /**
   * @param used whether names are replaced at all
   */
  Pseudonyms(boolean used) {
    this.used = used;
  }

  /** The name to write for one of a kind, the same each time. */
  String of(String kind, String name) {
    if (!used || name.isEmpty() || isThisComputer(name)) {
      return name;
    }
    byFirstWord = Map.of();
    return byName.computeIfAbsent(
        name.toLowerCase(Locale.ROOT), unknown -> kind + "-" + counts.merge(kind, 1, Integer::sum));
  }

  private static boolean isThisComputer(String host) {
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("0.0.0.0")
        || host.equals("*");
  }

  /** Text with all names replaced that are known by now, and all addresses of networks. */
  String in(String text) {
    if (!used) {
      return text;
    }
    String named = withoutNames(text);
    return addresses(IPV6, addresses(IPV4, named));
  }

  private String addresses(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(of("ip", found.group())));
  }

  private String withoutNames(String text) {
    Map<String, List<String>> names = index();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      lower = text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = endOfWord(lower, at);
      String found = end == at ? "" : longest(names, lower, at, end);
      if (found.isEmpty()) {
        end = Math.max(end, at + 1);
        clean.append(text, at, end);
        at = end;
      } else {
        clean.append(byName.get(found));
        at += found.length();
      }
    }
    return clean.toString();
  }

  private static String longest(
      Map<String, List<String>> names, String text, int at, int endOfFirst) {
    for (String name : names.getOrDefault(text.substring(at, endOfFirst), List.of())) {
      int end = at + name.length();
      if (text.startsWith(name, at)
          && (end == text.length()
              || !isPart(text.codePointAt(end))
              || !isPart(text.codePointBefore(end)))) {
        return name;
      }
    }
    return "";
  }

  /** The names by their first word, the longest first. */
  private Map<String, List<String>> index() {
    if (byFirstWord.isEmpty()) {
      Map<String, List<String>> index = new HashMap<>();
      for (String name : byName.keySet()) {
        int begin = 0;
        if (name.length() >= SHORTEST && endOfWord(name, begin) > begin) {
          index
              .computeIfAbsent(name.substring(0, endOfWord(name, begin)), word -> new ArrayList<>())
              .add(name);
        }
      }
      index.values().forEach(each -> each.sort(Comparator.comparingInt(String::length).reversed()));
      byFirstWord = index;
    }
    return byFirstWord;
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length() && isPart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isPart(int character) {
    return Character.isLetterOrDigit(character);
  }
}
