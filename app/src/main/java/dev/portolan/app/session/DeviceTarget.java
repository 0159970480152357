package dev.portolan.app.session;

import dev.portolan.app.fleet.Target;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A device of the list that a command is run on; connected while it runs. FX thread. */
public final class DeviceTarget implements Target {
  /** In case that the return of a device was not seen. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final DeviceItem device;
  private final Function<DeviceItem, Optional<Connected>> connector;
  private final SessionServices services;
  private @Nullable Connected connected;

  /** The way to a device, for as long as it is held. */
  record Connected(StreamOpener opener, Connections.Hold hold) {}

  /**
   * @param connector connects to a device; empty if it is not in the list any longer
   */
  DeviceTarget(
      DeviceItem device,
      Function<DeviceItem, Optional<Connected>> connector,
      SessionServices services) {
    this.device = device;
    this.connector = connector;
    this.services = services;
  }

  public DeviceItem device() {
    return device;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public CompletionStage<? extends StreamOpener> open() {
    Connected present = connected;
    if (present == null) {
      present = connector.apply(device).orElse(null);
      connected = present;
    }
    if (present == null) {
      return CompletableFuture.failedFuture(
          new EdgeException(Problem.LINK_CLOSED, Words.of("run.removed", device.name())));
    }
    if (device.presence() instanceof DevicePresence.Offline) {
      return CompletableFuture.failedFuture(
          new EdgeException(
              Problem.DEVICE_NOT_CONNECTED, Words.of("run.offline", device.edge().name())));
    }
    return CompletableFuture.completedFuture(present.opener());
  }

  @Override
  public void close() {
    Connected present = connected;
    connected = null;
    if (present != null) {
      present.hold().release();
    }
  }

  @Override
  public Runnable watch(Runnable back) {
    Subscription watching =
        Subscription.combine(
            device.statusProperty().subscribe((before, after) -> look(back)),
            device.presenceProperty().subscribe((before, after) -> look(back)));
    Scheduled retry = services.background().every(RETRY, () -> services.fx().execute(back));
    return () -> {
      watching.unsubscribe();
      retry.cancel();
    };
  }

  private void look(Runnable back) {
    if (device.status().phase() == LinkPhase.UP
        && !(device.presence() instanceof DevicePresence.Offline)) {
      services.fx().execute(back); // later, when everyone else has seen the change
    }
  }
}
