package dev.portolan.app.model;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Window state that is restored at the next start. */
public final class WindowMemory {
  private final ReadOnlyObjectWrapper<WindowPlace> place =
      new ReadOnlyObjectWrapper<>(this, "place", WindowPlace.DEFAULT);
  private final ReadOnlyObjectWrapper<List<OpenTab>> tabs =
      new ReadOnlyObjectWrapper<>(this, "tabs", List.of());

  private final ReadOnlyObjectWrapper<ColumnWidths> columns =
      new ReadOnlyObjectWrapper<>(this, "columns", ColumnWidths.NONE);

  private final ReadOnlyObjectWrapper<LastFolders> folders =
      new ReadOnlyObjectWrapper<>(this, "folders", LastFolders.NONE);

  private final ReadOnlyObjectWrapper<SidebarMemory> sidebar =
      new ReadOnlyObjectWrapper<>(this, "sidebar", SidebarMemory.NONE);

  /** Position and size. */
  public ReadOnlyObjectProperty<WindowPlace> placeProperty() {
    return place.getReadOnlyProperty();
  }

  public WindowPlace place() {
    return place.get();
  }

  public void remember(WindowPlace now) {
    place.set(now);
  }

  /** Column widths chosen by the user. */
  public ReadOnlyObjectProperty<ColumnWidths> columnsProperty() {
    return columns.getReadOnlyProperty();
  }

  public ColumnWidths columns() {
    return columns.get();
  }

  public void remember(ColumnWidths now) {
    columns.set(now);
  }

  /** The folders that files went between last. */
  public ReadOnlyObjectProperty<LastFolders> foldersProperty() {
    return folders.getReadOnlyProperty();
  }

  public LastFolders folders() {
    return folders.get();
  }

  public void remember(LastFolders now) {
    folders.set(now);
  }

  /** Recent devices and collapsed rows. */
  public ReadOnlyObjectProperty<SidebarMemory> sidebarProperty() {
    return sidebar.getReadOnlyProperty();
  }

  public SidebarMemory sidebar() {
    return sidebar.get();
  }

  public void remember(SidebarMemory now) {
    sidebar.set(now);
  }

  /** Open tabs in order. */
  public ReadOnlyObjectProperty<List<OpenTab>> tabsProperty() {
    return tabs.getReadOnlyProperty();
  }

  public List<OpenTab> tabs() {
    return tabs.get();
  }

  public void remember(List<OpenTab> now) {
    tabs.set(List.copyOf(now));
  }
}
