package dev.portolan.app.view.edge;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.InvitationState;
import dev.portolan.app.session.DeviceInviter;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** The view model of an invitation for a device. */
public final class InvitationViewModel {
  private final DeviceInviter inviter;
  private final EdgeItem edge;
  private final String name;
  private final Navigator navigator;
  private final Runnable leave;
  private final SimpleObjectProperty<ReadOnlyObjectProperty<InvitationState>> invitation;
  private final ObservableValue<InvitationState> state;
  private boolean left;

  /**
   * Asks for the invitation.
   *
   * @param leave closes the dialog
   */
  public InvitationViewModel(
      DeviceInviter inviter, EdgeItem edge, String name, Navigator navigator, Runnable leave) {
    this.inviter = inviter;
    this.edge = edge;
    this.name = name;
    this.navigator = navigator;
    this.leave = leave;
    invitation = new SimpleObjectProperty<>(this, "invitation", invite());
    state = invitation.flatMap(current -> current);
  }

  private ReadOnlyObjectProperty<InvitationState> invite() {
    ReadOnlyObjectProperty<InvitationState> asked = inviter.invite(edge, name);
    asked.subscribe(
        now -> {
          // whoever has closed the dialog is told all the same
          if (left && now instanceof InvitationState.Joined(var device)) {
            navigator.tell(Texts.get("invite.joined.toast", device.name(), edge.name()));
          }
        });
    return asked;
  }

  String title() {
    return Texts.get("invitation.title", name);
  }

  /** What has become of the invitation. */
  public ObservableValue<InvitationState> stateProperty() {
    return state;
  }

  /** What is so, in a sentence or two. */
  String words() {
    return switch (state.getValue()) {
      case InvitationState.Asking() -> Texts.get("invitation.asking", edge.name());
      case InvitationState.Open _, InvitationState.Unwatched _ ->
          Texts.get("invitation.open", name);
      case InvitationState.Joined(var device) ->
          Texts.get("invitation.joined", device.name(), edge.name());
      case InvitationState.Failed(String words, boolean byHand) ->
          byHand ? words + " " + Texts.get("invitation.by-hand") : words;
    };
  }

  /** What can be copied; empty for nothing. */
  String command() {
    return switch (state.getValue()) {
      case InvitationState.Open(String command, Instant _) -> command;
      case InvitationState.Unwatched(String command, Instant _, String _) -> command;
      case InvitationState.Failed(String _, boolean byHand) ->
          byHand ? "portolan edge --folder FOLDER --invite " + name : "";
      case InvitationState.Asking(), InvitationState.Joined(var _) -> "";
    };
  }

  /** What happens next; empty for nothing. */
  String next() {
    return switch (state.getValue()) {
      case InvitationState.Open(String _, Instant until) ->
          Texts.get("invitation.next", Formats.time(until), edge.name());
      case InvitationState.Unwatched(String _, Instant until, String reason) ->
          Texts.get("invitation.unwatched", Formats.time(until), reason);
      case InvitationState.Failed(String _, boolean byHand) ->
          byHand ? Texts.get("invitation.by-hand.next") : "";
      case InvitationState.Asking(), InvitationState.Joined(var _) -> "";
    };
  }

  boolean canOpen() {
    return state.getValue() instanceof InvitationState.Joined;
  }

  boolean canRetry() {
    return state.getValue() instanceof InvitationState.Failed;
  }

  /** Whether the device's id is to be entered by a person. */
  boolean needsId() {
    return state.getValue() instanceof InvitationState.Unwatched
        || (state.getValue() instanceof InvitationState.Failed failed && failed.byHand());
  }

  /** Copies what is shown. */
  public void copy() {
    navigator.copy(command());
  }

  /** Shows the device's page. */
  public void open() {
    if (state.getValue() instanceof InvitationState.Joined(var device)) {
      leave.run();
      navigator.openDevice(device);
    }
  }

  /** Asks for another invitation. */
  public void retry() {
    invitation.set(invite());
  }

  /** Opens the form for a device whose id is known. */
  public void addById() {
    leave.run();
    navigator.addDevice(edge);
  }

  /** Closes the dialog. The invitation stays. */
  public void leave() {
    leave.run();
  }

  /** The dialog is closed. */
  void left() {
    left = true;
  }
}
