package dev.portolan.app.view.palette;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.tunnel.TunnelActions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The view model of the command palette. */
public final class PaletteViewModel {
  private static final int MAX = 60;

  private final List<Entry> all = new ArrayList<>();
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<Entry> found = FXCollections.observableArrayList();

  public PaletteViewModel(Inventory inventory, TunnelActions tunnels, Navigator navigator) {
    inventory.devices().forEach(device -> addDevice(device, navigator));
    inventory.tunnels().forEach(tunnel -> addTunnel(tunnel, tunnels));
    inventory.edges().stream()
        .filter(edge -> edge.kind() == EdgeKind.REMOTE)
        .forEach(edge -> addEdge(edge, navigator));
    action("palette.overview", Icons.OVERVIEW, navigator::openOverview);
    action("palette.add-edge", Icons.EDGE, navigator::addEdge);
    action("palette.lab", Icons.LAB, navigator::startLab);
    action("palette.import", Icons.IMPORT, navigator::importList);
    action("palette.export", Icons.EXPORT, navigator::exportList);
    action("palette.settings", Icons.SETTINGS, navigator::showSettings);
    action("palette.keys", Icons.KEYBOARD, navigator::showKeys);
    action("palette.licences", Icons.INFO, navigator::showLicences);
    query.subscribe(this::search);
  }

  /** The query: words that an entry must all contain. */
  public StringProperty queryProperty() {
    return query;
  }

  /** The results, best first. */
  public ObservableList<Entry> found() {
    return found;
  }

  private void addDevice(DeviceItem device, Navigator navigator) {
    String place = device.edge().name();
    all.add(
        new Entry(
            Icons.DEVICE,
            device.name(),
            Texts.get("palette.device", place),
            () -> navigator.openDevice(device)));
    all.add(
        new Entry(
            Icons.SHELL,
            Texts.get("palette.shell", device.name()),
            place,
            () -> navigator.openShell(device)));
    all.add(
        new Entry(
            Icons.FOLDER,
            Texts.get("palette.files", device.name()),
            place,
            () -> navigator.openFiles(device)));
    all.add(
        new Entry(
            Icons.ADD,
            Texts.get("palette.new-tunnel", device.name()),
            place,
            () -> navigator.addTunnel(device, null)));
  }

  private void addTunnel(TunnelItem tunnel, TunnelActions actions) {
    String key = tunnel.isWanted() ? "palette.tunnel.off" : "palette.tunnel.on";
    all.add(
        new Entry(
            Icons.TUNNEL,
            Texts.get(key, tunnel.title()),
            tunnel.device().name(),
            () -> actions.toggle(tunnel)));
  }

  private void addEdge(EdgeItem edge, Navigator navigator) {
    all.add(
        new Entry(
            Icons.ADD,
            Texts.get("palette.add-device", edge.name()),
            "",
            () -> navigator.addDevice(edge)));
    all.add(
        new Entry(
            Icons.DEVICE,
            Texts.get("palette.invite", edge.name()),
            "",
            () -> navigator.inviteDevice(edge)));
  }

  private void action(String key, String icon, Runnable action) {
    all.add(new Entry(icon, Texts.get(key), "", action));
  }

  private void search(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    found.setAll(
        all.stream()
            .filter(entry -> entry.matches(words))
            .sorted(java.util.Comparator.comparing(entry -> !entry.begins(words)))
            .limit(MAX)
            .toList());
  }

  /**
   * An entry.
   *
   * @param icon the icon of its kind
   * @param title its name
   * @param detail its location; may be empty
   * @param action the action
   */
  public record Entry(String icon, String title, String detail, Runnable action) {
    boolean matches(List<String> words) {
      String text = (title + " " + detail).toLowerCase(Locale.ROOT);
      return words.stream().allMatch(text::contains);
    }

    boolean begins(List<String> words) {
      return !words.isEmpty() && title.toLowerCase(Locale.ROOT).startsWith(words.getFirst());
    }
  }
}
