package dev.portolan.app.view.edge;

import dev.portolan.app.model.InvitationState;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Nodes;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The dialog with the command that makes a computer a device. */
public final class InvitationView implements Dialog {
  private final InvitationViewModel model;
  private final VBox root;
  private Subscription following = Subscription.EMPTY;

  @FXML private Label words;
  @FXML private TextArea command;
  @FXML private Label next;
  @FXML private Button copyCommand;
  @FXML private Button openInvited;
  @FXML private Button retryInvite;
  @FXML private Button addById;
  @FXML private Button leaveInvitation;

  public InvitationView(InvitationViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    copyCommand.setGraphic(Icons.of(Icons.COPY));
    following = model.stateProperty().subscribe(this::arrange);
  }

  private void arrange(InvitationState state) {
    words.setText(model.words());
    words.getStyleClass().remove(Css.PROBLEM);
    words.setGraphic(
        switch (state) {
          case InvitationState.Asking() -> Icons.of(Icons.BUSY);
          case InvitationState.Joined _ -> Icons.of(Icons.GOOD);
          case InvitationState.Failed _ -> Icons.of(Icons.DEGRADED);
          case InvitationState.Open _, InvitationState.Unwatched _ -> null;
        });
    if (state instanceof InvitationState.Failed) {
      words.getStyleClass().add(Css.PROBLEM);
    }
    command.setText(model.command());
    next.setText(model.next());
    boolean hadFocus = isFocusInside();
    Nodes.show(command, !model.command().isEmpty());
    Nodes.show(copyCommand, !model.command().isEmpty());
    Nodes.show(next, !model.next().isEmpty());
    Nodes.show(openInvited, model.canOpen());
    Nodes.show(retryInvite, model.canRetry());
    retryInvite.getStyleClass().remove(Css.ACCENT);
    if (model.command().isEmpty()) {
      retryInvite.getStyleClass().add(Css.ACCENT);
    }
    Nodes.show(addById, model.needsId());
    if (hadFocus) {
      firstFocus().requestFocus();
    }
  }

  private boolean isFocusInside() {
    Scene scene = words.getScene();
    if (scene == null) {
      return false;
    }
    for (@Nullable Node at = scene.getFocusOwner(); at != null; at = at.getParent()) {
      if (at.equals(words.getParent())) {
        return true;
      }
    }
    return false;
  }

  @FXML
  private void copy() {
    model.copy();
  }

  @FXML
  private void open() {
    model.open();
  }

  @FXML
  private void retry() {
    model.retry();
  }

  @FXML
  private void addById() {
    model.addById();
  }

  @FXML
  private void leave() {
    model.leave();
  }

  @Override
  public String title() {
    return model.title();
  }

  @Override
  public Region content() {
    return root;
  }

  /** The button that goes on from here. */
  @Override
  public Node firstFocus() {
    if (copyCommand.isVisible()) {
      return copyCommand;
    }
    return openInvited.isVisible()
        ? openInvited
        : retryInvite.isVisible() ? retryInvite : leaveInvitation;
  }

  @Override
  public void closed() {
    following.unsubscribe();
    model.left();
  }
}
