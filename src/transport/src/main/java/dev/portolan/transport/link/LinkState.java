package dev.portolan.transport.link;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an {@link EdgeLink} is doing. */
public sealed interface LinkState {
  /** The present connection, also one that says nothing; null where there is none. */
  default @Nullable EdgeClient client() {
    return null;
  }

  /** When the present connection was made; null where there is none. */
  default @Nullable Instant since() {
    return null;
  }

  /** Not started yet. */
  record Idle() implements LinkState {}

  /**
   * Being connected.
   *
   * @param attempt 1 for the first since it was last healthy
   */
  record Connecting(int attempt) implements LinkState {}

  /** Connected, through this client, since then. */
  record Up(EdgeClient client, Instant since) implements LinkState {}

  /**
   * Connected since {@code since}, but nothing has come from the edge for a while, not even an
   * answer to a question. What is open stays; it is {@link Up} again as soon as something comes.
   */
  record Stale(EdgeClient client, Instant since) implements LinkState {}

  /** Failed or lost, for this reason; tried again by itself at that time. */
  record Waiting(EdgeException cause, int attempt, Instant retryAt) implements LinkState {}

  /** Failed in a way that only a person can mend; not tried again by itself. */
  record NeedsPerson(EdgeException cause) implements LinkState {}

  /** Closed for good. */
  record Closed() implements LinkState {}
}
