package dev.portolan.app.desktop;

import java.io.IOException;
import java.util.Locale;

/** Notifications of the desktop. The methods block. */
public interface DesktopNotices extends AutoCloseable {
  /** Whether this desktop can show any, as far as is known without trying. */
  default boolean arePossible() {
    return true;
  }

  /**
   * Shows a notification in place of the one before.
   *
   * @throws IOException if there is nobody who shows it
   */
  void show(String title, String text) throws IOException;

  @Override
  default void close() {}

  /**
   * Those of this computer.
   *
   * @param clicked runs on any thread when one is clicked on, where the system tells of it
   */
  static DesktopNotices ofSystem(Runnable clicked) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return new MacNotices("osascript");
    }
    String bus = System.getenv().getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
    return os.startsWith("windows") || bus.isBlank()
        ? none()
        : new FreedesktopNotices(bus, clicked);
  }

  /** A desktop without notifications. */
  static DesktopNotices none() {
    return new DesktopNotices() {
      @Override
      public boolean arePossible() {
        return false;
      }

      @Override
      public void show(String title, String text) throws IOException {
        throw new IOException("This desktop has no notifications");
      }
    };
  }
}
