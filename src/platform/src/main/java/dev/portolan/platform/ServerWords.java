package dev.portolan.platform;

import dev.portolan.transport.message.RemoteText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the words for people in whatever a server sends with an error. */
final class ServerWords {
  private static final int MAX_CHARS = 160;
  private static final int MAX_INPUT = 16 * 1024;
  private static final int MAX_DEPTH = 4;
  private static final int MIN_SECRET = 4;

  /** Where servers put them, the most telling first. */
  private static final List<String> NAMES =
      List.of("error_description", "message", "detail", "msg", "error", "errors", "title");

  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,200}>([^<]{0,300})", Pattern.CASE_INSENSITIVE);

  /** Long words that nobody reads, which may be tokens. */
  private static final Pattern TOKEN_LIKE = Pattern.compile("[A-Za-z0-9+/=_.~-]{40,}");

  private ServerWords() {}

  /**
   * The server's words in one line, or empty.
   *
   * @param secrets what was sent, which a server may echo
   */
  static String of(byte[] body, Collection<Secret> secrets) {
    // Before they are cut: half a secret would not be recognised.
    String words = found(body);
    for (Secret secret : secrets) {
      if (secret.value().length() >= MIN_SECRET) {
        words = words.replace(secret.value(), "…");
      }
    }
    String clean = RemoteText.clean(TOKEN_LIKE.matcher(words).replaceAll("…"), MAX_CHARS);
    for (Secret secret : secrets) {
      if (secret.value().length() >= MIN_SECRET && clean.contains(secret.value())) {
        return "";
      }
    }
    return clean;
  }

  private static String found(byte[] body) {
    JsonNode tree = JsonObject.tree(body);
    if (tree != null) {
      String words = in(tree, 0);
      return words == null ? "" : words;
    }
    String text =
        new String(body, 0, Math.min(body.length, MAX_INPUT), StandardCharsets.UTF_8).strip();
    if (text.startsWith("<")) {
      Matcher title = TITLE.matcher(text);
      return title.find() ? title.group(1) : "";
    }
    // What begins like JSON and is none has no words for people.
    return text.startsWith("{") || text.startsWith("[") ? "" : text;
  }

  private static @Nullable String in(JsonNode node, int depth) {
    if (node.isString()) {
      return node.stringValue().isBlank() ? null : node.stringValue();
    }
    if (depth == MAX_DEPTH || !node.isContainer()) {
      return null;
    }
    if (node.isObject()) {
      for (String name : NAMES) {
        JsonNode value = node.get(name);
        String words = value == null ? null : in(value, depth + 1);
        if (words != null) {
          return words;
        }
      }
      // Fields by their names, as in {"errors":{"email":["is not valid"]}}.
      return depth == 0 ? null : firstOf(node.iterator(), depth);
    }
    return firstOf(node.iterator(), depth);
  }

  private static @Nullable String firstOf(Iterator<JsonNode> nodes, int depth) {
    while (nodes.hasNext()) {
      String words = in(nodes.next(), depth + 1);
      if (words != null) {
        return words;
      }
    }
    return null;
  }
}
