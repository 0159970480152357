package dev.portolan.app.view;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.InvitationState;
import dev.portolan.app.session.DeviceInviter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Invites devices as the test says. */
public final class StagedInviter implements DeviceInviter {
  public final List<String> invited = new ArrayList<>();
  private ReadOnlyObjectWrapper<InvitationState> last = new ReadOnlyObjectWrapper<>();

  @Override
  public Optional<String> nameProblem(String name) {
    return name.contains(" ") ? Optional.of("A name has no blanks.") : Optional.empty();
  }

  @Override
  public ReadOnlyObjectProperty<InvitationState> invite(EdgeItem edge, String name) {
    invited.add(name);
    last = new ReadOnlyObjectWrapper<>(new InvitationState.Asking());
    return last.getReadOnlyProperty();
  }

  /** What becomes of the last invitation. */
  public void become(InvitationState state) {
    last.set(state);
  }
}
