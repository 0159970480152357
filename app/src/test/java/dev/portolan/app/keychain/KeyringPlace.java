package dev.portolan.app.keychain;

import dev.portolan.app.testing.KeyringDaemon;
import java.nio.charset.StandardCharsets;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/** The keychain that a desktop with this keyring has. */
public final class KeyringPlace {
  private KeyringPlace() {}

  public static SecretPlace on(KeyringDaemon keyring) {
    return new SecretService(keyring.address());
  }

  /** Takes its password away: the daemon unlocks such a keyring without asking a person. */
  public static void takePassword(KeyringDaemon keyring) throws SecretPlaceException {
    String service = "org.freedesktop.secrets";
    String root = "/org/freedesktop/secrets";
    try (SessionBus bus = SessionBus.connect(keyring.address(), service)) {
      Object session =
          bus.call(
                  root,
                  "org.freedesktop.Secret.Service",
                  "OpenSession",
                  "sv",
                  "plain",
                  new Variant<>(""))[1];
      bus.call(
          root,
          "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
          "ChangeWithMasterPassword",
          "o(oayays)(oayays)",
          new DBusPath(KeyringDaemon.COLLECTION),
          secret(session, KeyringDaemon.PASSWORD),
          secret(session, ""));
    }
  }

  private static Object[] secret(Object session, String password) {
    return new Object[] {
      session, new byte[0], password.getBytes(StandardCharsets.UTF_8), "text/plain"
    };
  }
}
