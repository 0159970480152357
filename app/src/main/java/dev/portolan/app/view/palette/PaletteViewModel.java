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

  private final Title detail = new Title("palette.device");
  private final Title shell = new Title("palette.shell");
  private final Title files = new Title("palette.files");
  private final Title newTunnel = new Title("palette.new-tunnel");
  private final Title toFavourites = new Title("palette.favourite");
  private final Title noFavourite = new Title("palette.no-favourite");
  private final List<Entry> all = new ArrayList<>();
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<Entry> found = FXCollections.observableArrayList();

  public PaletteViewModel(Inventory inventory, TunnelActions tunnels, Navigator navigator) {
    inventory.devices().forEach(device -> addDevice(device, inventory, navigator));
    inventory.tunnels().forEach(tunnel -> addTunnel(tunnel, tunnels));
    inventory.edges().stream()
        .filter(edge -> edge.kind() == EdgeKind.REMOTE)
        .forEach(edge -> addEdge(edge, navigator));
    action("palette.overview", Icons.OVERVIEW, navigator::openOverview);
    action("palette.add-edge", Icons.EDGE, navigator::addEdge);
    action("palette.lab", Icons.LAB, navigator::startLab);
    action("palette.import", Icons.IMPORT, navigator::importList);
    action("palette.export", Icons.EXPORT, navigator::exportList);
    action("palette.note", Icons.EDIT, () -> navigator.addNote(null));
    action("palette.report", Icons.FILE, () -> navigator.showReport(null));
    action("palette.diagnostics", Icons.TOOL, navigator::showDiagnostics);
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

  private void addDevice(DeviceItem device, Inventory inventory, Navigator navigator) {
    String place = place(device);
    String name = device.name();
    boolean favourite = device.settings().favourite();
    add(Icons.DEVICE, name, detail.of(place), () -> navigator.openDevice(device));
    add(Icons.SHELL, shell.of(name), place, () -> navigator.openShell(device));
    add(Icons.FOLDER, files.of(name), place, () -> navigator.openFiles(device));
    add(Icons.ADD, newTunnel.of(name), place, () -> navigator.addTunnel(device, null));
    add(
        Icons.FAVOURITE,
        (favourite ? noFavourite : toFavourites).of(name),
        place,
        () -> inventory.change(device, device.settings().withFavourite(!favourite)));
  }

  /** Where a device is, with its tags. */
  private static String place(DeviceItem device) {
    List<String> parts = new ArrayList<>();
    parts.add(device.edge().name());
    parts.addAll(device.settings().group());
    String place = String.join(" / ", parts);
    return device.settings().tags().isEmpty()
        ? place
        : place + "  #" + String.join(" #", device.settings().tags());
  }

  private void addTunnel(TunnelItem tunnel, TunnelActions actions) {
    String key = tunnel.isWanted() ? "palette.tunnel.off" : "palette.tunnel.on";
    String device = tunnel.device().name();
    add(Icons.TUNNEL, Texts.get(key, tunnel.title()), device, () -> actions.toggle(tunnel));
    add(
        Icons.EDIT,
        Texts.get("palette.tunnel.edit", tunnel.title()),
        device,
        () -> actions.edit(tunnel));
  }

  private void addEdge(EdgeItem edge, Navigator navigator) {
    String name = edge.name();
    add(Icons.ADD, Texts.get("palette.add-device", name), "", () -> navigator.addDevice(edge));
    add(Icons.DEVICE, Texts.get("palette.invite", name), "", () -> navigator.inviteDevice(edge));
    add(Icons.EDIT, Texts.get("palette.edit-edge", name), "", () -> navigator.editEdge(edge));
    add(Icons.TOKEN, Texts.get("palette.token", name), "", () -> navigator.askToken(edge));
  }

  private void action(String key, String icon, Runnable action) {
    add(icon, Texts.get(key), "", action);
  }

  private void add(String icon, String title, String place, Runnable action) {
    all.add(new Entry(icon, title, place, action));
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

  /** A text around one name. Much faster than formatting it, of which 10,000 devices need many. */
  private static final class Title {
    private static final String NAME = "\0";

    private final String before;
    private final String after;

    Title(String key) {
      String text = Texts.get(key, NAME);
      int at = text.indexOf(NAME);
      before = text.substring(0, at);
      after = text.substring(at + NAME.length());
    }

    String of(String name) {
      return before + name + after;
    }
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
