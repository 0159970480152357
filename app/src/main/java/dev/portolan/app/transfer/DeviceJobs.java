package dev.portolan.app.transfer;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.session.Connections;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Does at once what needs no place in the queue. FX thread. */
final class DeviceJobs {
  private final Connections connections;
  private final Function<DeviceItem, Carrier> carriers;
  private final Background background;
  private final Executor fx;

  DeviceJobs(
      Connections connections,
      Function<DeviceItem, Carrier> carriers,
      Background background,
      Executor fx) {
    this.connections = connections;
    this.carriers = carriers;
    this.background = background;
    this.fx = fx;
  }

  /**
   * Does a job, with the device connected meanwhile.
   *
   * @return completes on the FX thread; fails with a sentence for the user
   */
  CompletableFuture<Void> run(DeviceItem device, Job job) {
    Connections.Hold hold = connections.hold(device);
    Carrier carrier = carriers.apply(device);
    return background
        .call(() -> carrier.carry(job, Meter.unused()))
        .whenCompleteAsync((outcome, failure) -> hold.release(), fx)
        .thenCompose(DeviceJobs::result);
  }

  private static CompletableFuture<Void> result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Whole _ -> CompletableFuture.completedFuture(null);
      case Outcome.Failed(String reason) -> failed(reason);
      case Outcome.Lost(String reason) -> failed(reason + " Whether it was done is not known.");
      case Outcome.Cancelled(), Outcome.Suspended(), Outcome.CannotKeep(), Outcome.Blocked _ ->
          throw new IllegalStateException("nothing of this is asked for: " + outcome);
    };
  }

  private static CompletableFuture<Void> failed(String reason) {
    return CompletableFuture.failedFuture(new IOException(reason));
  }
}
