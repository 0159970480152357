package dev.portolan.app.keychain;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A place that keeps secrets of this user when the program has ended. Calls block, and one to the
 * operating system may hang, so they are made on a thread that nobody waits for. Any thread, one
 * call at a time.
 */
public interface SecretPlace {
  /** Those of the secrets that are there, by their names. */
  Map<String, String> read(Collection<String> names) throws SecretPlaceException;

  /**
   * Keeps a secret in place of the one that had this name.
   *
   * @param label what a person sees of it in the system's own list of secrets
   */
  void write(String name, String label, String secret) throws SecretPlaceException;

  /** Forgets a secret, if there is one of this name. */
  void remove(String name) throws SecretPlaceException;

  /**
   * Has the system ask the person to unlock it, where that is not done by reading, and waits for
   * the person. Fails if it stays locked.
   */
  default void unlock() throws SecretPlaceException {
    read(List.of());
  }

  /** The keychain of this computer; on a system that has none, all calls fail. */
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
