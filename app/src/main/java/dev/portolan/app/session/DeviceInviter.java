package dev.portolan.app.session;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.InvitationState;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/** Invites devices to edges. FX thread only. */
public interface DeviceInviter {
  /** The problem with the name of a device, as one sentence. */
  Optional<String> nameProblem(String name);

  /**
   * Asks an edge for an invitation. The device is added to the list when it has come.
   *
   * @param name a name without a problem
   * @return what has become of it
   */
  ReadOnlyObjectProperty<InvitationState> invite(EdgeItem edge, String name);
}
