package dev.portolan.app.keychain;

import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * The keychain of Linux desktops by the Secret Service API on the session D-Bus, as implemented by
 * GNOME Keyring, KWallet, KeePassXC and others. Secrets are not encrypted on the bus, whose socket
 * is private.
 */
final class SecretService implements SecretPlace {
  private static final String SERVICE = "org.freedesktop.secrets";
  private static final String ROOT = "/org/freedesktop/secrets";
  private static final String TYPE = "org.freedesktop.Secret.";

  /** The path that means no object. */
  private static final String NOTHING = "/";

  private final @Nullable String address;

  /** Uses the bus at {@code address}; null if there is none. */
  SecretService(@Nullable String address) {
    this.address = address;
  }

  /** The address of the session bus, or null. */
  static @Nullable String sessionBus(Map<String, String> environment) {
    String named = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
    return named.isBlank() ? null : named;
  }

  @Override
  public Map<String, String> read(Collection<String> names) throws SecretPlaceException {
    try (Keyring keyring = open()) {
      Map<String, String> found = new HashMap<>();
      for (String name : names) {
        String item = keyring.find(name);
        if (item != null) {
          found.put(name, keyring.secret(item));
        }
      }
      return found;
    }
  }

  @Override
  public void write(String name, String label, String secret) throws SecretPlaceException {
    try (Keyring keyring = open()) {
      keyring.put(name, label, secret);
    }
  }

  @Override
  public void remove(String name) throws SecretPlaceException {
    try (Keyring keyring = open()) {
      String item = keyring.find(name);
      if (item != null) {
        keyring.delete(item);
      }
    }
  }

  @Override
  public void unlock() throws SecretPlaceException {
    try (Keyring keyring = connect()) {
      keyring.unlock();
      keyring.requireUnlocked();
    }
  }

  private Keyring open() throws SecretPlaceException {
    Keyring keyring = connect();
    try {
      keyring.requireUnlocked();
      return keyring;
    } catch (SecretPlaceException failure) {
      keyring.close();
      throw failure;
    }
  }

  private Keyring connect() throws SecretPlaceException {
    if (address == null) {
      throw new SecretPlaceException(Trouble.ABSENT, "");
    }
    SessionBus bus = SessionBus.connect(address, SERVICE);
    try {
      return new Keyring(bus);
    } catch (SecretPlaceException failure) {
      bus.close();
      throw failure;
    }
  }

  /** The user's default collection, over one connection. */
  private static final class Keyring implements AutoCloseable {
    private final SessionBus bus;
    private final DBusPath session;
    private final String collection;

    Keyring(SessionBus bus) throws SecretPlaceException {
      this.bus = bus;
      session =
          path(
              bus.call(ROOT, TYPE + "Service", "OpenSession", "sv", "plain", new Variant<>(""))[1]);
      collection = path(bus.call(ROOT, TYPE + "Service", "ReadAlias", "s", "default")[0]).getPath();
      if (collection.equals(NOTHING)) {
        throw new SecretPlaceException(Trouble.ABSENT, "");
      }
    }

    void unlock() throws SecretPlaceException {
      Object prompt =
          bus.call(
                  ROOT,
                  TYPE + "Service",
                  "Unlock",
                  "ao",
                  (Object) new DBusPath[] {new DBusPath(collection)})[1];
      String path = path(prompt).getPath();
      if (!path.equals(NOTHING)) {
        bus.prompt(path);
      }
    }

    void requireUnlocked() throws SecretPlaceException {
      // otherwise a write to a locked collection would require a prompt
      Object locked =
          bus.call(
                  collection,
                  "org.freedesktop.DBus.Properties",
                  "Get",
                  "ss",
                  TYPE + "Collection",
                  "Locked")[0];
      if (locked instanceof Variant<?> answer && Boolean.TRUE.equals(answer.getValue())) {
        throw new SecretPlaceException(Trouble.LOCKED, "");
      }
    }

    @Nullable String find(String name) throws SecretPlaceException {
      @Nullable Object[] found =
          bus.call(ROOT, TYPE + "Service", "SearchItems", "a{ss}", attributes(name));
      if (found[0] instanceof List<?> open && !open.isEmpty()) {
        return path(open.getFirst()).getPath();
      }
      if (found[1] instanceof List<?> locked && !locked.isEmpty()) {
        throw new SecretPlaceException(Trouble.LOCKED, "");
      }
      return null;
    }

    String secret(String item) throws SecretPlaceException {
      Object secret = bus.call(item, TYPE + "Item", "GetSecret", "o", session)[0];
      if (secret instanceof Object[] parts && parts.length == 4) {
        return new String(bytes(parts[2]), StandardCharsets.UTF_8);
      }
      throw unexpected();
    }

    void put(String name, String label, String secret) throws SecretPlaceException {
      Map<String, Variant<?>> properties =
          Map.of(
              TYPE + "Item.Label", new Variant<>(label),
              TYPE + "Item.Attributes", new Variant<>(attributes(name), "a{ss}"));
      Object[] value = {
        session, new byte[0], secret.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf8"
      };
      done(
          bus.call(
                  collection,
                  TYPE + "Collection",
                  "CreateItem",
                  "a{sv}(oayays)b",
                  properties,
                  value,
                  true)[1]);
    }

    void delete(String item) throws SecretPlaceException {
      done(bus.call(item, TYPE + "Item", "Delete", "")[0]);
    }

    /** Fails if the service requires a prompt. */
    private static void done(@Nullable Object prompt) throws SecretPlaceException {
      if (!path(prompt).getPath().equals(NOTHING)) {
        throw new SecretPlaceException(Trouble.LOCKED, "");
      }
    }

    private static Map<String, String> attributes(String name) {
      return Map.of("application", "portolan", "name", name);
    }

    private static DBusPath path(@Nullable Object value) throws SecretPlaceException {
      if (value instanceof DBusPath path) {
        return path;
      }
      throw unexpected();
    }

    private static byte[] bytes(@Nullable Object value) throws SecretPlaceException {
      if (value instanceof byte[] bytes) {
        return bytes;
      }
      if (value instanceof List<?> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = list.get(i) instanceof Byte one ? one : 0;
        }
        return bytes;
      }
      throw unexpected();
    }

    private static SecretPlaceException unexpected() {
      return new SecretPlaceException(Trouble.REFUSED, "Its answer was not understood");
    }

    @Override
    public void close() {
      bus.close();
    }
  }
}
