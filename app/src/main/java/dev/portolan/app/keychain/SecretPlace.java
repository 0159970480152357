package dev.portolan.app.keychain;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A persistent store for this user's secrets. Calls block and may hang, so use a time limit. One
 * call at a time, any thread.
 */
public interface SecretPlace {
  /** The existing secrets among {@code names}. */
  Map<String, String> read(Collection<String> names) throws SecretPlaceException;

  /**
   * Writes a secret, replacing one with the same name.
   *
   * @param label the label in the system's list of secrets
   */
  void write(String name, String label, String secret) throws SecretPlaceException;

  /** Removes a secret if it exists. */
  void remove(String name) throws SecretPlaceException;

  /**
   * Lets the system ask the user to unlock the store, unless reading does that. Blocks. Fails if it
   * stays locked.
   */
  default void unlock() throws SecretPlaceException {
    read(List.of());
  }

  /** The keychain of this computer. All calls fail if there is none. */
  static SecretPlace ofSystem() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return new CredentialManager(CredentialManager.Advapi::load);
    }
    if (os.startsWith("mac")) {
      return new MacKeychain(MacKeychain.Security::load);
    }
    return new SecretService(SecretService.sessionBus(System.getenv()));
  }

  /** A computer without a keychain. */
  static SecretPlace none() {
    return new SecretService(null);
  }
}
