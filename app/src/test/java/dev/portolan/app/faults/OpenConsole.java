package dev.portolan.app.faults;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.testing.MemoryKeychain;
import dev.portolan.app.view.Console;
import dev.portolan.app.view.files.Trash;
import dev.portolan.app.view.shell.ShellView;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TreeCell;
import javafx.stage.Stage;

/** The real console in a window, with the plant's devices in its profile, and what it shows. */
final class OpenConsole implements AutoCloseable {
  private static final int TUNNELS = 2;

  private final Map<String, Caller> callers = new HashMap<>();
  private final Map<String, DeviceItem> devices = new LinkedHashMap<>();
  private final Console console;
  private final Stage stage;

  /** Opens it, with a page and a shell of each device. */
  OpenConsole(Path dataFolder, Plant plant) throws IOException, InterruptedException {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(null));
    started.orTimeout(30, TimeUnit.SECONDS).join();
    Platform.setImplicitExit(false);
    Console.Prepared prepared = Console.prepare(dataFolder);
    MemoryKeychain keychain = new MemoryKeychain();
    onFx(() -> fill(prepared, plant, keychain));
    stage = onFx(() -> new Stage());
    console =
        onFx(
            () ->
                new Console(
                    stage,
                    prepared,
                    keychain,
                    url -> CompletableFuture.completedFuture(null),
                    new DesktopCommands(List.of()),
                    Trash.none()));
    onFx(() -> console.show()).orTimeout(60, TimeUnit.SECONDS).join();
    // A shell opens when it is shown first.
    int tabs = onFx(() -> tabs().getTabs().size());
    for (int i = tabs - 1; i >= 0; i--) {
      int index = i;
      onFx(() -> tabs().getSelectionModel().select(index));
      Thread.sleep(500);
    }
    onFx(() -> tabs().getSelectionModel().select(1));
  }

  private void fill(Console.Prepared prepared, Plant plant, MemoryKeychain keychain) {
    Inventory inventory = prepared.profile().inventory();
    EdgeItem works = edge(inventory, "Works", plant.url("pump"), plant, keychain);
    EdgeItem yard = edge(inventory, "Yard", plant.url("camera"), plant, keychain);
    List<OpenTab> tabs = new ArrayList<>();
    for (String name : Plant.DEVICES) {
      DeviceItem device =
          inventory.addDevice(
              Plant.isCalm(name) ? yard : works,
              new DeviceSettings(name, plant.id(plant.device(name)), List.of(), ""));
      devices.put(name, device);
      tabs.add(new OpenTab(OpenTab.Kind.DEVICE, device.id(), false));
      tabs.add(new OpenTab(OpenTab.Kind.SHELL, device.id(), false));
      for (int i = 0; i < TUNNELS; i++) {
        int port = Plant.freePort();
        Forward forward =
            new Forward("127.0.0.1", port, "127.0.0.1", plant.echo.port(), Protocol.TCP);
        inventory.turnOn(
            inventory.addTunnel(device, new TunnelSettings("echo " + i, forward, true)));
        if (i == 0) {
          callers.put(name, new Caller(port));
        }
      }
    }
    prepared.profile().window().remember(tabs);
  }

  private static EdgeItem edge(
      Inventory inventory, String name, String url, Plant plant, MemoryKeychain keychain) {
    EdgeItem edge =
        inventory.addEdge(
            EdgeKind.REMOTE,
            new EdgeSettings(
                name, url, new TrustChoice.AuthorityFile(plant.authority().toString()), "", ""));
    keychain.secrets.put(edge.id() + " " + URI.create(url).getAuthority(), Plant.TOKEN);
    return edge;
  }

  /** Whether something comes through the first tunnel of a device. */
  boolean isAnswered(String device) {
    Caller caller = callers.get(device);
    return caller != null && caller.isAnswered();
  }

  /** What there is to see now of each device. */
  Map<String, Shown> look() {
    return onFx(
        () -> {
          Map<String, Shown> seen = new LinkedHashMap<>();
          devices.forEach((name, device) -> seen.put(name, shown(name, device)));
          return seen;
        });
  }

  private Shown shown(String name, DeviceItem device) {
    int place = 1 + 2 * List.copyOf(devices.keySet()).indexOf(name);
    Parent page = content(place);
    Parent shellTab = content(place + 1);
    ShellView shell = (ShellView) shellTab.getChildrenUnmodifiable().getFirst();
    return new Shown(
        row(name),
        presence(device),
        text(page, "#state"),
        text(page, "#bannerText"),
        page.lookupAll(".table-row-cell").stream()
            .filter(node -> node instanceof TableRow<?> row && !row.isEmpty() && row.isVisible())
            .map(row -> text((Parent) row, ".state"))
            // A row that only measures widths has no words.
            .filter(state -> !state.isEmpty())
            .toList(),
        shell.stateProperty().get().getClass().getSimpleName(),
        isShown(shell.lookup(".shell-banner")) ? text(shell, ".banner-text") : "",
        text(stage.getScene().getRoot(), "#status").split("↓", -1)[0]);
  }

  private Parent content(int tab) {
    return (Parent) tabs().getTabs().get(tab).getContent();
  }

  private String row(String name) {
    return stage.getScene().getRoot().lookupAll(".tree-cell").stream()
        .filter(node -> node instanceof TreeCell<?> cell && !cell.isEmpty())
        .map(Node::getAccessibleText)
        .filter(text -> text != null && text.startsWith(name + " "))
        .findFirst()
        .orElse("");
  }

  private static String presence(DeviceItem device) {
    return switch (device.presence()) {
      case DevicePresence.Online() -> "Online";
      case DevicePresence.Offline _ -> "Offline";
      case DevicePresence.Unknown() -> "Unknown";
    };
  }

  private static String text(Parent parent, String query) {
    return parent.lookup(query) instanceof Labeled label ? label.getText() : "";
  }

  private static boolean isShown(Node node) {
    return node != null && node.isVisible();
  }

  private TabPane tabs() {
    return (TabPane) stage.getScene().getRoot().lookup("#workspace");
  }

  private static <T> T onFx(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Platform::runLater)
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static void onFx(Runnable work) {
    CompletableFuture.runAsync(work, Platform::runLater).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    onFx(() -> {
          stage.hide();
          return console.close();
        })
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    console.end();
    Platform.exit();
  }
}
