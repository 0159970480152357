package dev.portolan.app.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Text that a program wants to copy (OSC 52), without control characters except tab and line end.
 */
public record CopiedText(String text) {
  /** The selections that mean the clipboard. Numbered cut buffers are not supported. */
  private static final String CLIPBOARDS = "cps";

  /** Parses {@code selections;Base64}. Null if invalid, or a query of the clipboard. */
  static @Nullable CopiedText parse(String request) {
    int separator = request.indexOf(';');
    if (separator < 0 || !namesClipboard(request.substring(0, separator))) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(request.substring(separator + 1));
      String text = cleaned(new String(bytes, StandardCharsets.UTF_8));
      return text.isEmpty() ? null : new CopiedText(text);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static boolean namesClipboard(String selections) {
    return selections.isEmpty()
        || selections.chars().anyMatch(selection -> CLIPBOARDS.indexOf(selection) >= 0);
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (char c : text.replace("\r\n", "\n").replace('\r', '\n').toCharArray()) {
      if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        clean.append(c);
      }
    }
    return clean.toString();
  }
}
