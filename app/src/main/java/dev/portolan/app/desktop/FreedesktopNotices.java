package dev.portolan.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.MessageTypes;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of Linux desktops, by the Desktop Notifications Specification on the session D-Bus.
 * The connection is made at the first notification.
 */
final class FreedesktopNotices implements DesktopNotices {
  private static final String SERVICE = "org.freedesktop.Notifications";
  private static final String PATH = "/org/freedesktop/Notifications";
  private static final long ANSWER_MILLIS = 3_000;

  /** The action of a click on the notification itself. */
  private static final String DEFAULT = "default";

  private static final byte NORMAL = 1;

  private final String address;
  private final Runnable clicked;
  private @Nullable DBusConnection connection;
  private boolean markup;
  private volatile UInt32 last = new UInt32(0);

  /**
   * @param address the address of the session bus
   */
  FreedesktopNotices(String address, Runnable clicked) {
    this.address = address;
    this.clicked = clicked;
  }

  @Override
  public synchronized void show(String title, String text) throws IOException {
    try {
      DBusConnection bus = connected();
      @Nullable Object[] answer =
          call(
              bus,
              "Notify",
              "susssasa{sv}i",
              "Portolan",
              last,
              "portolan",
              title,
              markup ? escaped(text) : text,
              new String[] {DEFAULT, "Show"},
              Map.of("urgency", new Variant<>(NORMAL), "desktop-entry", new Variant<>("portolan")),
              -1);
      if (answer.length > 0 && answer[0] instanceof UInt32 id) {
        last = id;
      }
    } catch (DBusException | DBusExecutionException failure) {
      close();
      throw new IOException(failure);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  private DBusConnection connected() throws DBusException, IOException {
    DBusConnection known = connection;
    if (known != null && known.isConnected()) {
      return known;
    }
    DBusConnection made = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    connection = made;
    made.addGenericSigHandler(
        DBusMatchRuleBuilder.create()
            .withType(MessageTypes.SIGNAL)
            .withInterface(SERVICE)
            .withMember("ActionInvoked")
            .build(),
        this::invoked);
    @Nullable Object[] can = call(made, "GetCapabilities", "");
    markup =
        can.length > 0
            && (can[0] instanceof List<?> list
                ? list.contains("body-markup")
                : can[0] instanceof Object[] all && List.of(all).contains("body-markup"));
    return made;
  }

  /** Other programs' notifications are told of as well. */
  private void invoked(DBusSignal signal) {
    try {
      @Nullable Object[] idAndAction = signal.getParameters();
      if (idAndAction.length == 2
          && last.equals(idAndAction[0])
          && DEFAULT.equals(idAndAction[1])) {
        clicked.run();
      }
    } catch (DBusException notUnderstood) {
      // not of a service that keeps to the specification
    }
  }

  private static @Nullable Object[] call(
      DBusConnection bus, String method, String signature, Object... arguments)
      throws DBusException, IOException {
    MethodCall call =
        bus.getMessageFactory()
            .createMethodCall(null, SERVICE, PATH, SERVICE, method, (byte) 0, signature, arguments);
    bus.sendMessage(call);
    @Nullable Message reply = call.getReply(ANSWER_MILLIS);
    if (reply == null) {
      throw new IOException("The desktop's notifications did not answer");
    }
    if (reply instanceof Error error) {
      throw new IOException("The desktop has no notifications: " + error.getName());
    }
    return reply.getParameters();
  }

  /** Names and reasons come from elsewhere. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public synchronized void close() {
    DBusConnection known = connection;
    connection = null;
    if (known != null) {
      try {
        known.close();
      } catch (IOException | RuntimeException gone) {
        // closing anyway
      }
    }
  }
}
