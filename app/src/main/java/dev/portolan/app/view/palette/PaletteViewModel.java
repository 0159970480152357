package dev.portolan.app.view.palette;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.ManualTopic;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.tunnel.TunnelActions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The view model of the command palette. */
public final class PaletteViewModel {
  private static final int MAX = 60;

  private final List<Kind<?>> kinds;
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<Entry> found = FXCollections.observableArrayList();

  public PaletteViewModel(Inventory inventory, TunnelActions tunnels, Navigator navigator) {
    kinds =
        List.of(
            devices(inventory, navigator),
            tunnels(inventory, tunnels),
            runs(inventory, navigator),
            edges(inventory, navigator),
            commands(navigator));
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

  private static Kind<DeviceItem> devices(Inventory inventory, Navigator navigator) {
    Predicate<DeviceItem> favourite = device -> device.settings().favourite();
    return new Kind<>(
        inventory
            .devices()
            .map(device -> Subject.of(device, device.name(), place(device)))
            .toList(),
        List.of(
            new Verb<>(
                Icons.DEVICE,
                Title.NAME,
                Title.of("palette.device"),
                device -> true,
                navigator::openDevice),
            new Verb<>(Icons.SHELL, "palette.shell", navigator::openShell),
            new Verb<>(Icons.FOLDER, "palette.files", navigator::openFiles),
            new Verb<>(Icons.GO_ON, "palette.run", device -> navigator.runOn(List.of(device))),
            new Verb<>(
                Icons.ADD, "palette.new-tunnel", device -> navigator.addTunnel(device, null)),
            new Verb<>(
                Icons.FAVOURITE,
                "palette.favourite",
                favourite.negate(),
                device -> inventory.change(device, device.settings().withFavourite(true))),
            new Verb<>(
                Icons.FAVOURITE,
                "palette.no-favourite",
                favourite,
                device -> inventory.change(device, device.settings().withFavourite(false)))));
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

  private static Kind<TunnelItem> tunnels(Inventory inventory, TunnelActions actions) {
    return new Kind<>(
        inventory
            .tunnels()
            .map(tunnel -> Subject.of(tunnel, tunnel.title(), tunnel.device().name()))
            .toList(),
        List.of(
            new Verb<>(
                Icons.TUNNEL, "palette.tunnel.on", tunnel -> !tunnel.isWanted(), actions::switchOn),
            new Verb<>(
                Icons.TUNNEL, "palette.tunnel.off", TunnelItem::isWanted, actions::switchOff),
            new Verb<>(Icons.ASKS, "palette.tunnel.test", actions::canTest, actions::test),
            new Verb<>(Icons.EDIT, "palette.tunnel.edit", actions::edit)));
  }

  /** A command on all devices of a tag, an edge or a group. */
  private static Kind<List<DeviceItem>> runs(Inventory inventory, Navigator navigator) {
    List<Subject<List<DeviceItem>>> sets = new ArrayList<>();
    Map<String, List<DeviceItem>> byTag = new TreeMap<>(NaturalOrder.INSTANCE);
    for (DeviceItem device : inventory.devices().toList()) {
      for (String tag : Set.copyOf(device.settings().tags())) {
        byTag.computeIfAbsent(tag, _ -> new ArrayList<>()).add(device);
      }
    }
    byTag.forEach((tag, devices) -> sets.add(set("#" + tag, "", devices)));
    for (EdgeItem edge : inventory.edges()) {
      Map<String, List<DeviceItem>> byGroup = new LinkedHashMap<>();
      for (DeviceItem device : edge.devices()) {
        List<String> group = device.settings().group();
        for (int depth = 1; depth <= group.size(); depth++) {
          byGroup
              .computeIfAbsent(String.join(" / ", group.subList(0, depth)), _ -> new ArrayList<>())
              .add(device);
        }
      }
      if (!edge.devices().isEmpty()) {
        sets.add(set(edge.name(), "", List.copyOf(edge.devices())));
      }
      byGroup.forEach((group, devices) -> sets.add(set(group, edge.name(), devices)));
    }
    return new Kind<>(sets, List.of(new Verb<>(Icons.GO_ON, "palette.run.all", navigator::runOn)));
  }

  private static Subject<List<DeviceItem>> set(
      String where, String place, List<DeviceItem> devices) {
    return Subject.of(devices, Texts.get("palette.run.set", where, devices.size()), place);
  }

  private static Kind<EdgeItem> edges(Inventory inventory, Navigator navigator) {
    return new Kind<>(
        inventory.edges().stream()
            .filter(edge -> edge.kind() == EdgeKind.REMOTE)
            .map(edge -> Subject.of(edge, edge.name(), ""))
            .toList(),
        List.of(
            new Verb<>(Icons.ADD, "palette.add-device", navigator::addDevice),
            new Verb<>(Icons.DEVICE, "palette.invite", navigator::inviteDevice),
            new Verb<>(Icons.EDIT, "palette.edit-edge", navigator::editEdge),
            new Verb<>(Icons.TOKEN, "palette.token", navigator::askToken)));
  }

  private static Kind<Navigator> commands(Navigator navigator) {
    return new Kind<>(
        List.of(Subject.of(navigator, "", "")),
        List.of(
            command("palette.overview", Icons.OVERVIEW, Navigator::openOverview),
            command("palette.add-edge", Icons.EDGE, Navigator::addEdge),
            command("palette.lab", Icons.LAB, Navigator::startLab),
            command("palette.play", Icons.RECORDING, Navigator::playRecording),
            command("palette.import", Icons.IMPORT, Navigator::importList),
            command("palette.export", Icons.EXPORT, Navigator::exportList),
            command("palette.note", Icons.EDIT, to -> to.addNote(null)),
            command("palette.report", Icons.FILE, to -> to.showReport(null)),
            command("palette.diagnostics", Icons.TOOL, Navigator::showDiagnostics),
            command("palette.settings", Icons.SETTINGS, Navigator::showSettings),
            command("palette.manual", Icons.BOOK, to -> to.openManual(ManualTopic.START)),
            command("palette.keys", Icons.KEYBOARD, Navigator::showKeys),
            command("palette.licences", Icons.INFO, Navigator::showLicences)));
  }

  private static Verb<Navigator> command(String key, String icon, Consumer<Navigator> action) {
    return new Verb<>(icon, new Title(Texts.get(key), ""), Title.NAME, navigator -> true, action);
  }

  private void search(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    List<Entry> best = new ArrayList<>();
    List<Entry> others = new ArrayList<>();
    for (Kind<?> kind : kinds) {
      kind.search(words, best, others);
    }
    best.addAll(others);
    found.setAll(best.subList(0, Math.min(MAX, best.size())));
  }

  /** Subjects with what can be done with each of them. */
  private record Kind<T>(List<Subject<T>> subjects, List<Verb<T>> verbs) {
    /** Adds entries until there are enough: those that begin with the first word, and others. */
    void search(List<String> words, List<Entry> best, List<Entry> others) {
      for (Subject<T> subject : subjects) {
        if (best.size() >= MAX || (words.isEmpty() && others.size() >= MAX)) {
          return;
        }
        for (Verb<T> verb : verbs) {
          if (verb.matches(subject, words)) {
            if (!words.isEmpty() && verb.begins(subject, words.getFirst())) {
              best.add(verb.entry(subject));
            } else if (others.size() < MAX) {
              others.add(verb.entry(subject));
            }
          }
        }
      }
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
  public record Entry(String icon, String title, String detail, Runnable action) {}
}
