package dev.portolan.transport.link;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of an {@link EdgeLink}. */
public sealed interface LinkState {
  /** The present connection, possibly silent, or null. */
  default @Nullable EdgeClient client() {
    return null;
  }

  /** When the present connection was established, or null. */
  default @Nullable Instant since() {
    return null;
  }

  /** Not started yet. */
  record Idle() implements LinkState {}

  /**
   * Connecting.
   *
   * @param attempt the number of the attempt since the last healthy connection, from 1
   */
  record Connecting(int attempt) implements LinkState {}

  /** Connected. */
  record Up(EdgeClient client, Instant since) implements LinkState {}

  /**
   * Connected, but the edge is silent and does not answer a check. Streams stay open. {@link Up}
   * again with the next byte.
   */
  record Stale(EdgeClient client, Instant since) implements LinkState {}

  /** Failed or lost, with a scheduled retry. */
  record Waiting(EdgeException cause, int attempt, Instant retryAt) implements LinkState {}

  /** Failed in a way that needs the user, without a retry. */
  record NeedsPerson(EdgeException cause) implements LinkState {}

  /** Closed for good. */
  record Closed() implements LinkState {}
}
