package dev.portolan.platform;

import java.net.HttpCookie;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookie that carries the refresh token. */
final class RefreshCookie {
  static final String NAME = "PHPSESSID";

  private RefreshCookie() {}

  /**
   * The refresh token that a successful answer sets, or null. An empty, expired or malformed one
   * counts as none, so that it never takes the place of a good one.
   */
  static @Nullable Secret in(Answer answer) {
    Secret last = null;
    for (String header : answer.headers().allValues("Set-Cookie")) {
      for (HttpCookie cookie : cookies(header)) {
        if (cookie.getName().equals(NAME)
            && !cookie.hasExpired()
            && Tokens.isCookie(cookie.getValue())) {
          last = Secret.of(cookie.getValue());
        }
      }
    }
    return last;
  }

  private static List<HttpCookie> cookies(String header) {
    try {
      return HttpCookie.parse(header);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
