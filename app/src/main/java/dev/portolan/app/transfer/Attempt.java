package dev.portolan.app.transfer;

import dev.portolan.app.model.LeftOut;
import dev.portolan.app.model.TransferFigures;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.transport.file.TransferListener;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a transfer, on a thread of its own. Its methods are for the FX thread. */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Gate gate = new Gate(Gate.LONGEST);
  private final Meter meter;
  private final long begun = System.nanoTime();
  private final RateMeter rate = new RateMeter(begun);
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private @Nullable Thread thread;

  /**
   * @param total bytes in all, if that is known
   */
  Attempt(long total) {
    meter = new Meter(gate, total);
  }

  /** Does it. On its own thread. */
  void run(Carrier carrier, Job job) {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    outcome.complete(carry(carrier, job));
  }

  private Outcome carry(Carrier carrier, Job job) {
    Outcome result;
    try {
      gate.pass();
      result = carrier.carry(job, meter);
    } catch (TransferListener.SuspendedException _) {
      return new Outcome.Suspended();
    } catch (InterruptedException | CancellationException _) {
      return new Outcome.Cancelled();
    } catch (RuntimeException | Error e) {
      LOG.error("A transfer failed", e);
      result = new Outcome.Failed(String.valueOf(e.getMessage()));
    }
    return gate.isCancelled() && !(result instanceof Outcome.Whole)
        ? new Outcome.Cancelled()
        : result;
  }

  /** Completes on the attempt's thread when nothing of it runs any more. */
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  void hold() {
    gate.hold();
  }

  void goOn() {
    gate.open();
  }

  boolean isHeld() {
    return !gate.isOpen();
  }

  void cancel() {
    gate.cancel();
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** How far it is. */
  TransferProgress progress(long nanos) {
    return meter.progress(rate.measure(meter.bytes(), nanos));
  }

  /** What it was, at its end. */
  TransferFigures figures(long nanos) {
    Duration took = Duration.ofNanos(nanos - begun);
    return new TransferFigures(
        meter.entries(), took, meter.bytes() * 1_000 / Math.max(1, took.toMillis()));
  }

  LeftOut leftOut() {
    return meter.leftOut();
  }
}
