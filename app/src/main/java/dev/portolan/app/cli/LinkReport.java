package dev.portolan.app.cli;

import dev.portolan.transport.link.LinkListener;
import dev.portolan.transport.link.LinkState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Prints a line when the link is lost and one when it is back. The first connection must succeed. A
 * problem that only the user can solve ends the command. On the link's event loop.
 */
final class LinkReport implements LinkListener {
  private final Environment environment;
  private final Ending ending;
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private boolean lost;
  private boolean silent;

  LinkReport(Environment environment, Ending ending) {
    this.environment = environment;
    this.ending = ending;
    ending.whenOver(() -> first.complete(false));
  }

  /** Waits for the first connection. Returns false if the command must end. */
  boolean awaitFirst() throws InterruptedException {
    try {
      return first.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void changed(LinkState state) {
    switch (state) {
      case LinkState.Up _ -> {
        if (lost) {
          environment.tell("the edge is back");
        } else if (silent) {
          environment.tell("the edge answers again");
        }
        lost = false;
        silent = false;
        first.complete(true);
      }
      case LinkState.Stale _ -> {
        environment.warn("the edge does not answer; what is open goes on when it does");
        silent = true;
      }
      case LinkState.Waiting waiting -> {
        if (!first.isDone()) {
          ending.failed(waiting.cause());
        } else if (!lost) {
          environment.warn(
              Failure.sentence(waiting.cause()) + " The tunnels come back by themselves.");
        }
        lost = true;
      }
      case LinkState.NeedsPerson needsPerson -> ending.failed(needsPerson.cause());
      case LinkState.Idle _, LinkState.Connecting _, LinkState.Closed _ -> {}
    }
  }
}
