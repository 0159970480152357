package dev.portolan.app.keychain;

import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.io.IOException;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.jspecify.annotations.Nullable;

/** A connection to one service on the user's D-Bus, for a few calls. Blocks. */
final class SessionBus implements AutoCloseable {
  /** Less than what the caller waits for all calls together. */
  private static final long ANSWER_MILLIS = 3_000;

  /** How D-Bus names that there is no such service, and that it could not be started. */
  private static final String[] ABSENT = {
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.Spawn",
  };

  private final DBusConnection connection;
  private final String service;

  private SessionBus(DBusConnection connection, String service) {
    this.connection = connection;
    this.service = service;
  }

  static SessionBus connect(String address, String service) throws SecretPlaceException {
    try {
      return new SessionBus(
          DBusConnectionBuilder.forAddress(address).withShared(false).build(), service);
    } catch (DBusException | RuntimeException failure) {
      throw new SecretPlaceException(Trouble.ABSENT, "", failure);
    }
  }

  /**
   * Calls a method and waits for its results.
   *
   * @param signature the types of the arguments as D-Bus writes them
   */
  @Nullable Object[] call(
      String path, String type, String method, String signature, Object... arguments)
      throws SecretPlaceException {
    try {
      MethodCall call =
          connection
              .getMessageFactory()
              .createMethodCall(null, service, path, type, method, (byte) 0, signature, arguments);
      connection.sendMessage(call);
      @Nullable Message reply = call.getReply(ANSWER_MILLIS);
      if (reply == null) {
        throw new SecretPlaceException(Trouble.NO_ANSWER, "");
      }
      if (reply instanceof Error error) {
        throw refused(error);
      }
      return reply.getParameters();
    } catch (DBusException | DBusExecutionException failure) {
      throw new SecretPlaceException(Trouble.REFUSED, String.valueOf(failure.getMessage()));
    }
  }

  private static SecretPlaceException refused(Error error) throws DBusException {
    String name = error.getName();
    for (String absent : ABSENT) {
      if (name.startsWith(absent)) {
        return new SecretPlaceException(Trouble.ABSENT, "");
      }
    }
    if (name.endsWith(".IsLocked")) {
      return new SecretPlaceException(Trouble.LOCKED, "");
    }
    if (name.endsWith(".NoReply")) {
      return new SecretPlaceException(Trouble.NO_ANSWER, "");
    }
    @Nullable Object[] words = error.getParameters();
    return new SecretPlaceException(
        Trouble.REFUSED, words.length == 0 ? name : String.valueOf(words[0]));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException | RuntimeException gone) {
      // The connection is of no use any more, one way or the other.
    }
  }
}
