package dev.portolan.platform;

/** Where the code of a second factor comes from. */
public enum SecondFactorProvider {
  /** An authenticator app. */
  AUTHENTICATOR("google"),
  /** A message to the account's e-mail address. */
  EMAIL("email");

  private final String wireName;

  SecondFactorProvider(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
