package dev.portolan.app.terminal;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses that may be opened by a click: http, https and mailto. */
public final class WebAddress {
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "(?i)\\b(?:https?://|mailto:)[^\\s\\p{Cntrl}\\p{Co}<>\"'`{}|\\\\^]{1,"
              + TerminalLimits.LINK_CHARS
              + "}");
  private static final int HOST_CHARS = 253;
  private static final String TRAILING = ".,;:!?*_~'\"";

  private WebAddress() {}

  /** An address in a line of text, {@code end} exclusive. */
  public record Found(int start, int end, URI address) {}

  /** All addresses in {@code line}, without surrounding punctuation. */
  public static List<Found> in(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = CANDIDATE.matcher(line);
    while (matcher.find()) {
      String text = withoutSentence(matcher.group());
      URI address = parse(text);
      if (address != null) {
        found.add(new Found(matcher.start(), matcher.start() + text.length(), address));
      }
    }
    return found;
  }

  /**
   * Parses an address, with its host in ASCII to reveal look-alikes. Null if it may not be opened.
   */
  public static @Nullable URI parse(String text) {
    if (text.length() > TerminalLimits.LINK_CHARS
        || text.chars().anyMatch(c -> c <= ' ' || HiddenCharacters.contains((char) c))) {
      return null;
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "http", "https" -> withAsciiHost(uri);
        case "mailto" -> uri.getSchemeSpecificPart().contains("@") ? uri : null;
        default -> null;
      };
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static @Nullable URI withAsciiHost(URI uri) throws URISyntaxException {
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      return null;
    }
    if (authority.chars().allMatch(c -> c < 0x80)) {
      return uri.getHost() == null ? null : uri;
    }
    int port = authority.lastIndexOf(':');
    String host = port < 0 ? authority : authority.substring(0, port);
    if (host.length() > HOST_CHARS) {
      return null; // IDN fails where it is far longer
    }
    String ascii = IDN.toASCII(host) + (port < 0 ? "" : authority.substring(port));
    return new URI(rebuilt(uri, ascii));
  }

  private static String rebuilt(URI uri, String authority) {
    StringBuilder text = new StringBuilder(uri.getScheme()).append("://").append(authority);
    text.append(uri.getRawPath() == null ? "" : uri.getRawPath());
    if (uri.getRawQuery() != null) {
      text.append('?').append(uri.getRawQuery());
    }
    if (uri.getRawFragment() != null) {
      text.append('#').append(uri.getRawFragment());
    }
    return text.toString();
  }

  private static String withoutSentence(String text) {
    int end = text.length();
    while (end > 0) {
      char last = text.charAt(end - 1);
      boolean unbalanced =
          (last == ')' && count(text, end, '(') < count(text, end, ')'))
              || (last == ']' && count(text, end, '[') < count(text, end, ']'));
      if (TRAILING.indexOf(last) < 0 && !unbalanced) {
        break;
      }
      end--;
    }
    return text.substring(0, end);
  }

  private static long count(String text, int end, char wanted) {
    return text.chars().limit(end).filter(c -> c == wanted).count();
  }
}
