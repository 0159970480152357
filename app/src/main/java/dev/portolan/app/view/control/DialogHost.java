package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Shows a stack of modal dialogs inside the window. Escape cancels, Ctrl+Enter confirms. The focus
 * is trapped in the top dialog and restored afterwards.
 */
public final class DialogHost extends StackPane {
  private static final KeyCombination CONFIRM =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

  private final Deque<Shown> open = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper showing = new ReadOnlyBooleanWrapper(this, "showing");
  private Runnable focusBehind = () -> {};

  public DialogHost() {
    visibleProperty().bind(showing);
    setId("dialogs");
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    sceneProperty()
        .flatMap(Scene::focusOwnerProperty)
        .subscribe(
            owner -> {
              Shown top = open.peek();
              if (top != null && owner != null && !within(owner, top.frame)) {
                top.dialog.firstFocus().requestFocus();
              }
            });
  }

  /** Whether a dialog is open. */
  public boolean isShowing() {
    return showing.get();
  }

  /** Whether any dialog is open. */
  public ReadOnlyBooleanProperty showingProperty() {
    return showing.getReadOnlyProperty();
  }

  /** Sets the action that focuses something if the previous focus owner has gone. */
  public void setFocusBehind(Runnable focusBehind) {
    this.focusBehind = focusBehind;
  }

  public void show(Dialog dialog) {
    Scene scene = getScene();
    @Nullable Node before = scene == null ? null : scene.getFocusOwner();
    Shown shown = new Shown(dialog, frame(dialog), before);
    StackPane scrim = new StackPane(shown.frame);
    scrim.getStyleClass().add(Css.SCRIM);
    open.push(shown);
    getChildren().add(scrim);
    showing.set(true);
    scrim.applyCss();
    // bitmap caches, which would stay in memory after the dialog
    scrim.lookupAll(".viewport").forEach(viewport -> viewport.setCache(false));
    dialog.firstFocus().requestFocus();
  }

  /** Cancels the top dialog. */
  public void close() {
    Shown top = open.poll();
    if (top == null) {
      return;
    }
    getChildren().removeLast();
    showing.set(!open.isEmpty());
    if (top.focusBefore != null && canHaveFocus(top.focusBefore)) {
      top.focusBefore.requestFocus();
    } else if (open.isEmpty()) {
      focusBehind.run();
    }
    top.dialog.closed();
  }

  private static boolean canHaveFocus(Node node) {
    for (@Nullable Node each = node; each != null; each = each.getParent()) {
      if (!each.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null && !node.isDisabled();
  }

  /** Whether a dialog is open, at any position. */
  public boolean isOpen(@Nullable Dialog dialog) {
    return open.stream().anyMatch(shown -> shown.dialog.equals(dialog));
  }

  /** Closes a dialog if it is on top. */
  public void close(@Nullable Dialog dialog) {
    Shown top = open.peek();
    if (top != null && top.dialog.equals(dialog)) {
      close();
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      close();
    } else if (CONFIRM.match(event)) {
      event.consume();
      confirm();
    }
  }

  private void confirm() {
    Shown top = open.peek();
    if (top == null || top.dialog.confirmText().isEmpty()) {
      return;
    }
    var disabled = top.dialog.confirmDisabled();
    if ((disabled == null || !disabled.getValue())
        && top.dialog.confirm()
        && top.equals(open.peek())) {
      close();
    }
  }

  private Region frame(Dialog dialog) {
    Label title = new Label(dialog.title());
    title.getStyleClass().add("dialog-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    IconButton leave = new IconButton(Icons.CLOSE, Texts.get("dialog.close"));
    leave.setOnAction(event -> close());
    HBox head = new HBox(8, title, leave);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("dialog-head");

    ScrollPane body = new Body(dialog.content());
    body.setFitToWidth(true);
    body.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    body.getStyleClass().addAll("edge-to-edge", "dialog-body");
    VBox.setVgrow(body, Priority.ALWAYS);
    dialog.content().getStyleClass().add("dialog-content");
    body.setPrefViewportWidth(dialog.content().getPrefWidth());

    VBox frame = new VBox(head, body);
    Region result = dialog.result();
    if (result != null) {
      StackPane pinned = new StackPane(result);
      pinned.getStyleClass().add("dialog-result");
      pinned.managedProperty().bind(result.visibleProperty());
      pinned.visibleProperty().bind(result.visibleProperty());
      pinned.setMinHeight(Region.USE_PREF_SIZE);
      pinned.setPrefWidth(0); // does not widen the dialog
      frame.getChildren().add(pinned);
    }
    frame.getStyleClass().add(Css.DIALOG);
    frame.setAccessibleRole(AccessibleRole.DIALOG);
    frame.setAccessibleText(dialog.title());
    if (!dialog.confirmText().isEmpty()) {
      frame.getChildren().add(foot(dialog));
    }
    frame.setMaxWidth(Region.USE_PREF_SIZE);
    // preferred height, limited by the window
    frame.maxHeightProperty().bind(heightProperty().subtract(32));
    StackPane centred = new StackPane(frame);
    centred.setMaxHeight(Region.USE_PREF_SIZE);
    centred.setMaxWidth(Region.USE_PREF_SIZE);
    return centred;
  }

  private HBox foot(Dialog dialog) {
    HBox foot = new HBox(8);
    foot.getStyleClass().add("dialog-foot");
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getChildren().addAll(dialog.extras());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button cancel = new Button(Texts.get("dialog.cancel"));
    cancel.setId("dialog-cancel");
    cancel.setOnAction(event -> close());
    Button confirm = new Button(dialog.confirmText());
    confirm.setId("dialog-confirm");
    confirm.setDefaultButton(true);
    confirm.getStyleClass().add(dialog.dangerous() ? Css.DANGER : Css.ACCENT);
    confirm.setOnAction(event -> confirm());
    var disabled = dialog.confirmDisabled();
    if (disabled != null) {
      confirm.disableProperty().bind(disabled);
    }
    for (Button button : new Button[] {cancel, confirm}) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    foot.getChildren().addAll(gap, cancel, confirm);
    return foot;
  }

  private static boolean within(Node node, Node ancestor) {
    for (@Nullable Node at = node; at != null; at = parentOf(at)) {
      if (at.equals(ancestor)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Parent parentOf(Node node) {
    return node.getParent();
  }

  /** A scroll pane that scrolls only if the window is too low. */
  private static final class Body extends ScrollPane {
    private final Region shown;

    Body(Region shown) {
      super(shown);
      this.shown = shown;
    }

    @Override
    protected double computePrefHeight(double width) {
      double inside =
          width < 0 ? shown.getPrefWidth() : width - snappedLeftInset() - snappedRightInset();
      return snappedTopInset() + shown.prefHeight(inside) + snappedBottomInset();
    }
  }

  private record Shown(Dialog dialog, Region frame, @Nullable Node focusBefore) {}
}
