package dev.portolan.app.view.edge;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.session.DeviceInviter;
import dev.portolan.app.view.common.Texts;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The view model of the form that asks for the name of a device to invite. */
public final class InviteFormViewModel {
  private final DeviceInviter inviter;
  private final EdgeItem edge;
  private final Consumer<String> named;
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

  /**
   * Creates the model.
   *
   * @param named receives the name
   */
  public InviteFormViewModel(DeviceInviter inviter, EdgeItem edge, Consumer<String> named) {
    this.inviter = inviter;
    this.edge = edge;
    this.named = named;
    name.subscribe(
        text -> problem.set(text.isBlank() ? "" : inviter.nameProblem(text.strip()).orElse("")));
  }

  String edgeName() {
    return edge.name();
  }

  /** The name of the device. */
  public StringProperty nameProperty() {
    return name;
  }

  /** The problem with the name, or empty. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Passes the name on. Returns false, with an error at the field, if it is none. */
  public boolean save() {
    String given = name.get().strip();
    problem.set(
        given.isEmpty() ? Texts.get("invite.name.missing") : inviter.nameProblem(given).orElse(""));
    if (!problem.get().isEmpty()) {
      return false;
    }
    named.accept(given);
    return true;
  }
}
