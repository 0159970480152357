package dev.portolan.app.session;

import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.InvitationState;
import dev.portolan.app.model.Level;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.task.Background;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.InvitationClient;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.enrol.OpenInvitation;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Invites devices with the engine. */
public final class DeviceInvitations implements DeviceInviter {
  private final Inventory inventory;
  private final Tokens tokens;
  private final Engine engine;
  private final ActivityLog activity;
  private final Background background;
  private final InstantSource clock;
  private final Executor fx;

  public DeviceInvitations(
      Inventory inventory,
      Tokens tokens,
      Engine engine,
      ActivityLog activity,
      Background background,
      InstantSource clock,
      Executor fx) {
    this.inventory = inventory;
    this.tokens = tokens;
    this.engine = engine;
    this.activity = activity;
    this.background = background;
    this.clock = clock;
    this.fx = fx;
  }

  @Override
  public Optional<String> nameProblem(String name) {
    try {
      InvitationRequest.requireName(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Words.of("invite.name"));
    }
  }

  @Override
  public ReadOnlyObjectProperty<InvitationState> invite(EdgeItem edge, String name) {
    ReadOnlyObjectWrapper<InvitationState> state =
        new ReadOnlyObjectWrapper<>(this, "state", new InvitationState.Asking());
    EdgeSettings settings = edge.settings();
    EdgeSecrets secrets = tokens.all(edge);
    if (tokens.of(edge).isEmpty()) {
      state.set(new InvitationState.Failed(Words.of("invite.no-token", edge.name()), false));
      return state.getReadOnlyProperty();
    }
    background
        .call(
            () ->
                new InvitationClient(engine.connector())
                    .invite(Endpoints.endpoint(settings, "", secrets), name))
        .thenCompose(EngineFutures::of)
        .whenCompleteAsync(
            (open, failure) -> {
              if (failure == null) {
                opened(edge, name, open, state);
              } else {
                state.set(failed(Background.cause(failure)));
              }
            },
            fx);
    return state.getReadOnlyProperty();
  }

  private void opened(
      EdgeItem edge,
      String name,
      OpenInvitation open,
      ReadOnlyObjectWrapper<InvitationState> state) {
    DeviceInvitation invitation = open.invitation();
    Instant until = clock.instant().plus(invitation.validity());
    state.set(new InvitationState.Open(invitation.command(), until));
    activity.add(Level.INFO, name, Words.of("invite.open", edge.name()));
    EngineFutures.of(open.device())
        .whenCompleteAsync(
            (id, failure) ->
                state.set(
                    failure == null
                        ? joined(edge, name, id)
                        : unwatched(invitation, until, Background.cause(failure))),
            fx);
  }

  private InvitationState joined(EdgeItem edge, String name, String id) {
    if (!inventory.edges().contains(edge)) {
      return new InvitationState.Failed(Words.of("invite.edge-removed", id), false);
    }
    DeviceItem device =
        edge.devices().stream()
            .filter(known -> known.settings().path().equals(id))
            .findFirst()
            .orElseGet(
                () -> inventory.addDevice(edge, new DeviceSettings(name, id, List.of(), "")));
    activity.add(Level.GOOD, ActivitySubject.of(device), Words.of("invite.joined", edge.name()));
    return new InvitationState.Joined(device);
  }

  private static InvitationState unwatched(
      DeviceInvitation invitation, Instant until, Throwable failure) {
    return failure instanceof EdgeException known && known.problem() == Problem.INVITATION_OVER
        ? failed(known)
        : new InvitationState.Unwatched(
            invitation.command(), until, String.valueOf(failure.getMessage()));
  }

  private static InvitationState failed(Throwable failure) {
    if (failure instanceof EdgeException known) {
      return new InvitationState.Failed(
          Words.sentences(known.getMessage(), known.advice()),
          known.problem() == Problem.INVITATION_NOT_OFFERED
              || known.problem() == Problem.INVITATION_REFUSED);
    }
    return new InvitationState.Failed(String.valueOf(failure.getMessage()), false);
  }
}
