package dev.portolan.app.keychain;

import dev.portolan.app.testing.KeyringDaemon;

/** The keychain that a desktop with this keyring has. */
public final class KeyringPlace {
  private KeyringPlace() {}

  public static SecretPlace on(KeyringDaemon keyring) {
    return new SecretService(keyring.address());
  }
}
