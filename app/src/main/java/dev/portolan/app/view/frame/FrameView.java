package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.model.WindowPlace;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.control.DialogHost;
import dev.portolan.app.view.control.ToastHost;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The root of the window: sidebar, workspace and status bar, or the welcome page, with toasts and
 * dialogs in front. Parts are created when first shown.
 */
final class FrameView {
  private final StackPane root = new StackPane();
  private final BorderPane body = new BorderPane();
  private final Supplier<Region> sidebar;
  private final Supplier<Region> workspace;
  private final Supplier<Region> welcome;
  private final Inventory inventory;
  private final WindowMemory memory;
  private @Nullable SplitPane split;

  FrameView(
      Inventory inventory,
      WindowMemory memory,
      Supplier<Region> sidebar,
      Supplier<Region> workspace,
      Supplier<Region> welcome,
      Region activity,
      ToastHost toasts,
      DialogHost dialogs) {
    this.inventory = inventory;
    this.memory = memory;
    this.sidebar = sidebar;
    this.workspace = workspace;
    this.welcome = welcome;
    root.getStyleClass().add("frame");
    body.setBottom(activity);
    root.getChildren().addAll(body, toasts, dialogs);
    inventory.edges().addListener((ListChangeListener<EdgeItem>) change -> arrange());
    arrange();
  }

  StackPane root() {
    return root;
  }

  /** Whether the welcome page is shown. */
  boolean isWelcoming() {
    return inventory.edges().isEmpty();
  }

  private void arrange() {
    body.setCenter(isWelcoming() ? welcome.get() : split());
  }

  private SplitPane split() {
    SplitPane made = split;
    if (made == null) {
      Region list = sidebar.get();
      made = new SplitPane(list, workspace.get());
      made.getStyleClass().add("frame-split");
      SplitPane.setResizableWithParent(list, false);
      keepDivider(made, list);
      split = made;
    }
    return made;
  }

  /** Keeps the sidebar's width when the window is resized. */
  private void keepDivider(SplitPane pane, Region list) {
    double wanted = memory.place().sidebarWidth();
    list.setPrefWidth(wanted);
    pane.widthProperty()
        .subscribe(
            (before, width) -> {
              if (before.doubleValue() == 0 && width.doubleValue() > 0) {
                pane.setDividerPositions(wanted / width.doubleValue());
              }
            });
    list.widthProperty()
        .subscribe(
            (before, width) -> {
              WindowPlace old = memory.place();
              if (before.doubleValue() > 0
                  && Math.abs(old.sidebarWidth() - width.doubleValue()) > 1) {
                memory.remember(
                    new WindowPlace(
                        old.x(),
                        old.y(),
                        old.width(),
                        old.height(),
                        old.maximized(),
                        width.doubleValue()));
              }
            });
  }
}
