package dev.portolan.app.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of text: those that the console knows, and whatever looks like one. Rather too
 * much is taken out than too little. Thread-safe.
 */
final class Secrets {
  static final String REMOVED = "[removed]";

  /** A shorter token is too likely to be an ordinary word. */
  private static final int SHORTEST = 4;

  /** Each has the part to keep as its first group. */
  private static final List<Pattern> SUSPICIOUS =
      List.of(
          // PEM, also what has lost its end
          Pattern.compile(
              "(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)",
              Pattern.DOTALL),
          Pattern.compile("(\\b(?:proxy-)?authorization\\b[\"']?\\s*[:=]\\s*).*", caseless()),
          Pattern.compile("(\\b(?:bearer|basic|digest|negotiate)\\s+)[^\\s,;]{4,}", caseless()),
          Pattern.compile(
              "([\\w-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|private[_-]?key|cookie)"
                  + "[\\w-]*[\"']?\\s*(?:[:=]|\\bis\\b)\\s*)(?:\"[^\"]*\"|'[^']*'|\\S+)",
              caseless()),
          // user and password in an address, then its query
          Pattern.compile("([a-z][a-z0-9+.-]*://)[^\\s/@]+@", caseless()),
          Pattern.compile("(https?://[^\\s?#]+)[?#]\\S+", caseless()),
          Pattern.compile("()\\beyJ[\\w-]{8,}(?:\\.[\\w-]*){0,2}"),
          Pattern.compile("()(?<![\\w])[0-9a-fA-F]{40,}(?![\\w])"),
          // random letters and digits, as tokens and keys are
          Pattern.compile(
              "()(?<![\\w+-])(?=[\\w+-]*[a-z])(?=[\\w+-]*[A-Z])(?=[\\w+-]*[0-9])[\\w+-]{24,}"),
          Pattern.compile(
              "()(?<![\\w+/])(?=[\\w+/]*[a-z])(?=[\\w+/]*[A-Z])(?=[\\w+/]*[0-9])[\\w+/]{48,}={0,2}"));

  private final List<String> known;

  /**
   * @param known secrets that the console knows, such as values of the Authorization header
   */
  Secrets(Collection<String> known) {
    this.known =
        known.stream()
            .flatMap(secret -> Stream.concat(Stream.of(secret), Stream.of(secret.split("\\s+"))))
            .filter(secret -> secret.length() >= SHORTEST && !isScheme(secret))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private static boolean isScheme(String word) {
    return word.equalsIgnoreCase("Bearer")
        || word.equalsIgnoreCase("Basic")
        || word.equalsIgnoreCase("Token");
  }

  private static int caseless() {
    return Pattern.CASE_INSENSITIVE;
  }

  String without(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, REMOVED);
    }
    for (Pattern pattern : SUSPICIOUS) {
      clean = pattern.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(REMOVED));
    }
    return clean;
  }
}
