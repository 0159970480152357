package dev.portolan.app.session;

import dev.portolan.app.lab.Lab;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Background;
import dev.portolan.transport.endpoint.Endpoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The lab as an edge in the list: started on demand, stopped with the console, with new keys and a
 * new token each time. FX thread.
 */
public final class LabSession implements LabControl {
  private final Inventory inventory;
  private final ActivityLog activity;
  private final Background background;
  private final Executor fx;
  private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper(this, "starting");
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
  private @Nullable CompletableFuture<Lab> lab;

  public LabSession(Inventory inventory, ActivityLog activity, Background background, Executor fx) {
    this.inventory = inventory;
    this.activity = activity;
    this.background = background;
    this.fx = fx;
  }

  @Override
  public CompletionStage<DeviceItem> start() {
    return run().thenApplyAsync(this::device, fx);
  }

  @Override
  public ReadOnlyBooleanProperty startingProperty() {
    return starting.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** The endpoint of the lab's device. Starts the lab if necessary. */
  CompletableFuture<Endpoint> endpoint() {
    return run().thenApply(Lab::deviceEndpoint);
  }

  /** Stops the lab in the background. */
  public CompletableFuture<Void> close() {
    CompletableFuture<Lab> known = lab;
    if (known == null) {
      return CompletableFuture.completedFuture(null);
    }
    lab = null;
    running.set(false);
    return known
        .thenCompose(begun -> background.run(begun::close))
        .exceptionally(alreadyGone -> null);
  }

  private CompletableFuture<Lab> run() {
    CompletableFuture<Lab> known = lab;
    if (known != null && !known.isCompletedExceptionally()) {
      return known;
    }
    starting.set(true);
    activity.add(Level.INFO, "", Words.of("lab.starting"));
    CompletableFuture<Lab> begun = background.call(() -> Lab.start(null));
    lab = begun;
    begun.whenCompleteAsync(this::told, fx);
    return begun;
  }

  private void told(@Nullable Lab begun, @Nullable Throwable failure) {
    starting.set(false);
    if (begun != null) {
      running.set(true);
      // an entry from an earlier run is connected to without start(), by its id
      inventory.lab().ifPresent(edge -> edge.devices().forEach(device -> isNow(device, begun)));
      activity.add(Level.GOOD, "", Words.of("lab.started", begun.edgeUrl().toString()));
    } else if (failure != null) {
      activity.add(
          Level.ERROR,
          "",
          Words.of("lab.failed", String.valueOf(Background.cause(failure).getMessage())));
    }
  }

  /** The lab's device in the list, whose id changes each time. */
  private DeviceItem device(Lab begun) {
    EdgeItem edge =
        inventory
            .lab()
            .orElseGet(
                () ->
                    inventory.addEdge(
                        EdgeKind.LAB,
                        new EdgeSettings(
                            Words.of("lab.edge"),
                            "",
                            new TrustChoice.SystemAuthorities(),
                            "",
                            "")));
    DeviceSettings settings =
        new DeviceSettings(Words.of("lab.device"), begun.deviceId(), List.of(), "");
    DeviceItem device = edge.devices().isEmpty() ? null : edge.devices().getFirst();
    if (device == null) {
      return inventory.addDevice(edge, settings);
    }
    isNow(device, begun);
    return device;
  }

  private void isNow(DeviceItem device, Lab begun) {
    DeviceSettings old = device.settings();
    inventory.change(device, old.withPath(begun.deviceId()));
  }
}
