package dev.portolan.app.fleet;

import dev.portolan.transport.open.StreamOpener;
import java.util.concurrent.CompletionStage;

/** A device that a command may be run on. Its methods are called by the run's owner thread. */
public interface Target {
  /** The name that people know it by. */
  String name();

  /** Connects to it. Completes on any thread; fails as the opener's streams do. */
  CompletionStage<? extends StreamOpener> open();

  /** The command has ended: the connection is not needed any longer. Idempotent. */
  void close();

  /**
   * Watches for the device to come back.
   *
   * @param back called on the owner thread once it may be there again
   * @return ends the watch; idempotent
   */
  Runnable watch(Runnable back);
}
