package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.WindowPlace;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.control.DialogHost;
import dev.portolan.app.view.control.ToastHost;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Everything in the window: list, workspace and foot, or the first page; toasts and dialogs in
 * front.
 */
final class FrameView {
  private final StackPane root = new StackPane();
  private final BorderPane body = new BorderPane();
  private final SplitPane split = new SplitPane();
  private final Region sidebar;
  private final Region welcome;
  private final Inventory inventory;
  private final Preferences preferences;

  FrameView(
      Inventory inventory,
      Preferences preferences,
      Region sidebar,
      Region workspace,
      Region welcome,
      Region activity,
      ToastHost toasts,
      DialogHost dialogs) {
    this.inventory = inventory;
    this.preferences = preferences;
    this.sidebar = sidebar;
    this.welcome = welcome;
    root.getStyleClass().add("frame");
    split.getStyleClass().add("frame-split");
    split.getItems().addAll(sidebar, workspace);
    SplitPane.setResizableWithParent(sidebar, false);
    body.setBottom(activity);
    root.getChildren().addAll(body, toasts, dialogs);
    inventory.edges().addListener((ListChangeListener<EdgeItem>) change -> arrange());
    arrange();
    keepDivider();
  }

  StackPane root() {
    return root;
  }

  /** Whether there is anything to work with yet. */
  boolean isWelcoming() {
    return welcome.equals(body.getCenter());
  }

  private void arrange() {
    body.setCenter(inventory.edges().isEmpty() ? welcome : split);
  }

  /** The list keeps its width in pixels, whatever the window does. */
  private void keepDivider() {
    double wanted = preferences.windowProperty().get().sidebarWidth();
    sidebar.setPrefWidth(wanted);
    split
        .widthProperty()
        .subscribe(
            (before, width) -> {
              if (before.doubleValue() == 0 && width.doubleValue() > 0) {
                split.setDividerPositions(wanted / width.doubleValue());
              }
            });
    sidebar
        .widthProperty()
        .subscribe(
            (before, width) -> {
              WindowPlace old = preferences.windowProperty().get();
              if (before.doubleValue() > 0
                  && Math.abs(old.sidebarWidth() - width.doubleValue()) > 1) {
                preferences
                    .windowProperty()
                    .set(
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
