package dev.portolan.app.terminal;

import dev.portolan.app.model.UnseenCharacters;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a shell reports (OSC 7).
 *
 * @param host the host name from the far side; may be empty
 * @param path the absolute path
 */
public record RemoteFolder(String host, String path) {
  private static final String SCHEME = "file://";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{0,253}");

  /** Characters that are literal between single quotes in every common shell. */
  private static final Pattern PLAIN = Pattern.compile("/[\\p{L}\\p{N}/ ._,+@:=-]*");

  /** Parses a {@code file:} address. Null if it is invalid or cannot be displayed. */
  static @Nullable RemoteFolder parse(String address) {
    int slash = address.startsWith(SCHEME) ? address.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0) {
      return null;
    }
    String host = address.substring(SCHEME.length(), slash);
    String path = decoded(address.substring(slash));
    if (path == null || !isShown(path) || !HOST.matcher(host).matches()) {
      return null;
    }
    return new RemoteFolder(host, path);
  }

  private static boolean isShown(String path) {
    return path.length() <= TerminalLimits.FOLDER_CHARS && !UnseenCharacters.areIn(path);
  }

  /** Decodes percent-encoding. Null if it is not UTF-8. */
  private static @Nullable String decoded(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low >= 0) {
        bytes.write(16 * high + low);
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /** Whether its path can safely be typed into any shell between single quotes. */
  public boolean isPlain() {
    return PLAIN.matcher(path).matches();
  }
}
