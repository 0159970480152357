package dev.portolan.platform;

import org.jspecify.annotations.Nullable;

/** How qbee-cli is set up to sign in on this computer. */
public sealed interface SavedLogin {
  /** It is not. */
  record None() implements SavedLogin {}

  /**
   * By tokens.
   *
   * @param address of the management server
   * @param tokens which may have expired
   */
  record ByToken(PlatformAddress address, Tokens tokens) implements SavedLogin {}

  /**
   * By e-mail and password.
   *
   * @param address of the management server
   * @param email of the account
   * @param password of the account
   * @param code of an authenticator app, or null
   */
  record ByPassword(PlatformAddress address, String email, Secret password, @Nullable Secret code)
      implements SavedLogin {}
}
