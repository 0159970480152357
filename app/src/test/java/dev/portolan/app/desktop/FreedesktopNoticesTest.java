package dev.portolan.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.app.testing.KeyringDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a desktop's service on a D-Bus of the test's own. */
class FreedesktopNoticesTest {
  private static final String PATH = "/org/freedesktop/Notifications";

  @TempDir private Path folder;
  private final Semaphore clicks = new Semaphore(0);

  /** What a desktop serves. */
  @DBusInterfaceName("org.freedesktop.Notifications")
  public interface Served extends DBusInterface {
    List<String> GetCapabilities();

    UInt32 Notify(
        String name,
        UInt32 replaces,
        String icon,
        String title,
        String text,
        List<String> actions,
        Map<String, Variant<?>> hints,
        int expires);
  }

  /** Its notifications as lines. */
  private static final class Desktop implements Served, AutoCloseable {
    final List<String> shown = new CopyOnWriteArrayList<>();
    private final String address;
    private final List<String> capabilities;
    private final DBusConnection connection;

    Desktop(String address, String... capabilities) throws Exception {
      this.address = address;
      this.capabilities = List.of(capabilities);
      connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
      connection.exportObject(PATH, this);
      connection.requestBusName("org.freedesktop.Notifications");
    }

    void click(int id, String action) throws Exception {
      assertThat(
              new ProcessBuilder(
                      "dbus-send",
                      "--bus=" + address,
                      "--type=signal",
                      PATH,
                      "org.freedesktop.Notifications.ActionInvoked",
                      "uint32:" + id,
                      "string:" + action)
                  .start()
                  .waitFor())
          .isZero();
    }

    @Override
    public List<String> GetCapabilities() {
      return capabilities;
    }

    @Override
    public UInt32 Notify(
        String name,
        UInt32 replaces,
        String icon,
        String title,
        String text,
        List<String> actions,
        Map<String, Variant<?>> hints,
        int expires) {
      shown.add(replaces + " " + title + ": " + text + " " + actions.getFirst());
      return new UInt32(7);
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  @Test
  void oneTakesThePlaceOfTheOtherAndNothingInItIsMarkup() throws Exception {
    try (KeyringDaemon bus = KeyringDaemon.busOnly(folder);
        Desktop desktop = new Desktop(bus.address(), "body", "body-markup");
        FreedesktopNotices notices = new FreedesktopNotices(bus.address(), clicks::release)) {
      notices.show("pump ü", "<b>lost</b> & gone");
      notices.show("pump ü", "back");
      assertThat(desktop.shown)
          .containsExactly(
              "0 pump ü: &lt;b&gt;lost&lt;/b&gt; &amp; gone default", "7 pump ü: back default");
    }
  }

  @Test
  void aDesktopWithoutMarkupGetsTheTextAsItIs() throws Exception {
    try (KeyringDaemon bus = KeyringDaemon.busOnly(folder);
        Desktop desktop = new Desktop(bus.address(), "body");
        FreedesktopNotices notices = new FreedesktopNotices(bus.address(), clicks::release)) {
      notices.show("pump", "a < b");
      assertThat(desktop.shown).containsExactly("0 pump: a < b default");
    }
  }

  @Test
  void onlyAClickOnOursIsOurs() throws Exception {
    try (KeyringDaemon bus = KeyringDaemon.busOnly(folder);
        Desktop desktop = new Desktop(bus.address());
        FreedesktopNotices notices = new FreedesktopNotices(bus.address(), clicks::release)) {
      notices.show("pump", "lost");
      desktop.click(8, "default");
      desktop.click(7, "settings");
      desktop.click(7, "default");
      assertThat(clicks.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      notices.show("pump", "still lost");
      assertThat(clicks.tryAcquire()).isFalse();
    }
  }

  @Test
  void whereNobodyShowsAnythingThatIsSaidAndALaterDesktopIsFound() throws Exception {
    try (KeyringDaemon bus = KeyringDaemon.busOnly(folder);
        FreedesktopNotices notices = new FreedesktopNotices(bus.address(), clicks::release)) {
      assertThatThrownBy(() -> notices.show("pump", "lost"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no notifications");
      try (Desktop desktop = new Desktop(bus.address())) {
        notices.show("pump", "lost");
        assertThat(desktop.shown).hasSize(1);
      }
    }
    FreedesktopNotices nowhere =
        new FreedesktopNotices("unix:path=" + folder.resolve("no-bus"), clicks::release);
    assertThatThrownBy(() -> nowhere.show("pump", "lost")).isInstanceOf(IOException.class);
  }
}
