package dev.portolan.app.view.edge;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.store.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The view model of the form for the group and the tags of one or more devices. */
public final class LabelFormViewModel {
  private final Inventory inventory;
  private final List<DeviceItem> devices;
  private final String groupBefore;
  private final boolean sameGroup;
  private final StringProperty group = new SimpleStringProperty(this, "group", "");
  private final StringProperty added = new SimpleStringProperty(this, "added", "");
  private final StringProperty removed = new SimpleStringProperty(this, "removed", "");
  private final ReadOnlyStringWrapper groupProblem =
      new ReadOnlyStringWrapper(this, "groupProblem", "");

  public LabelFormViewModel(Inventory inventory, List<DeviceItem> devices) {
    this.inventory = inventory;
    this.devices = List.copyOf(devices);
    Set<List<String>> groups =
        devices.stream().map(device -> device.settings().group()).collect(Collectors.toSet());
    sameGroup = groups.size() == 1;
    groupBefore = sameGroup ? GroupText.of(groups.iterator().next()) : "";
    group.set(groupBefore);
    group.subscribe(text -> groupProblem.set(GroupText.problem(text)));
  }

  int count() {
    return devices.size();
  }

  String firstName() {
    return devices.getFirst().name();
  }

  /** Whether all of them are in the same group now. */
  boolean isSameGroup() {
    return sameGroup;
  }

  List<String> knownGroups() {
    return GroupText.known(inventory);
  }

  /** The tags that at least one of them has. */
  List<String> presentTags() {
    return devices.stream()
        .flatMap(device -> device.settings().tags().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Their group; unchanged text changes nothing. */
  public StringProperty groupProperty() {
    return group;
  }

  /** Tags that all of them get. */
  public StringProperty addedProperty() {
    return added;
  }

  /** Tags that are taken from all of them. */
  public StringProperty removedProperty() {
    return removed;
  }

  public ReadOnlyStringProperty groupProblemProperty() {
    return groupProblem.getReadOnlyProperty();
  }

  /** Saves. Returns false, with the error at the field, if invalid. */
  public boolean save() {
    if (!groupProblem.get().isEmpty()) {
      return false;
    }
    boolean regroup = !group.get().strip().equals(groupBefore);
    List<String> wanted = GroupText.parse(group.get());
    List<String> more = GroupText.tags(added.get());
    List<String> fewer = GroupText.tags(removed.get());
    for (DeviceItem device : devices) {
      DeviceSettings settings = device.settings();
      List<String> tags = new ArrayList<>(settings.tags());
      tags.removeIf(tag -> fewer.stream().anyMatch(tag::equalsIgnoreCase));
      more.stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
      DeviceSettings now = settings.withTags(tags);
      inventory.change(device, regroup ? now.withGroup(wanted) : now);
    }
    return true;
  }
}
