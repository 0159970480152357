package dev.portolan.platform;

import dev.portolan.transport.endpoint.Authorization;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in yields.
 *
 * @param access proves who is asking, to the management server and to edges
 * @param refresh renews {@code access} once that has expired; null if the server gave none
 */
public record Tokens(Secret access, @Nullable Secret refresh) {
  private static final int MAX_REFRESH_CHARS = 4_096;

  /** What a cookie may consist of (RFC 6265). */
  private static final Pattern COOKIE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

  /**
   * Validates that both can be sent.
   *
   * @throws IllegalArgumentException with one plain sentence, which never quotes a token
   */
  public Tokens {
    Authorization.of(access.value());
    if (refresh != null && !isCookie(refresh.value())) {
      throw new IllegalArgumentException("the refresh token has characters that cannot be sent");
    }
  }

  /** Tokens without a way to renew them. */
  public static Tokens of(String access) {
    return new Tokens(Secret.of(access), null);
  }

  static boolean isCookie(String value) {
    return value.length() <= MAX_REFRESH_CHARS && COOKIE.matcher(value).matches();
  }

  /** The value that an edge expects: the token itself, without a scheme before it. */
  public Authorization authorization() {
    return Authorization.of(access.value());
  }

  Tokens withAccess(Secret value) {
    return new Tokens(value, refresh);
  }

  Tokens withRefresh(Secret value) {
    return new Tokens(access, value);
  }

  List<Secret> secrets() {
    return Stream.concat(Stream.of(access), Stream.ofNullable(refresh)).toList();
  }
}
