package dev.portolan.app.keychain;

import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.DBusSigHandler;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/** A connection to a service on the session D-Bus. Blocks. */
final class SessionBus implements AutoCloseable {
  /** The timeout of a call, less than the caller's limit for all calls. */
  private static final long ANSWER_MILLIS = 3_000;

  /** The time limit for the user. */
  private static final long PERSON_SECONDS = 115;

  private static final String PROMPT = "org.freedesktop.Secret.Prompt";

  /** The D-Bus errors for a missing service, or one that cannot be started. */
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
   * Calls a method.
   *
   * @param signature the D-Bus signature of the arguments
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

  /**
   * Runs a prompt of the service and waits for its end. Interruptible.
   *
   * @param path the path of the prompt
   */
  void prompt(String path) throws SecretPlaceException {
    CountDownLatch over = new CountDownLatch(1);
    DBusSigHandler<Prompt.Completed> heard =
        completed -> {
          if (completed.getPath().equals(path)) {
            over.countDown();
          }
        };
    try {
      connection.addSigHandler(Prompt.Completed.class, heard);
      call(path, PROMPT, "Prompt", "s", "");
      if (!over.await(PERSON_SECONDS, TimeUnit.SECONDS)) {
        call(path, PROMPT, "Dismiss", "");
        throw new SecretPlaceException(Trouble.NO_ANSWER, "");
      }
    } catch (DBusException failure) {
      throw new SecretPlaceException(
          Trouble.REFUSED, String.valueOf(failure.getMessage()), failure);
    } catch (InterruptedException unwanted) {
      Thread.currentThread().interrupt();
      throw new SecretPlaceException(Trouble.NO_ANSWER, "", unwanted);
    }
  }

  /** The D-Bus interface of a prompt. */
  @DBusInterfaceName(PROMPT)
  interface Prompt extends DBusInterface {
    /** The prompt was completed or dismissed. */
    final class Completed extends DBusSignal {
      /** Called by the library. */
      public Completed(String path, boolean dismissed, Variant<?> result) throws DBusException {
        super(path, dismissed, result);
      }
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
      // closing anyway
    }
  }
}
