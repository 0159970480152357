package dev.portolan.edge;

import org.jspecify.annotations.Nullable;

/**
 * Decides about each stream before its device hears of it.
 *
 * <p>Called on an event loop, at any time and from several at once; must not block.
 */
@FunctionalInterface
public interface StreamAuthorizer {

  /**
   * Judges one stream.
   *
   * @return null to let it pass, else the reason, which the client is told
   */
  @Nullable String refusal(StreamRequest request);

  /**
   * Tells when it would judge otherwise than before, so that open streams are judged again.
   *
   * @param changed to be called on any thread; must not block
   */
  default void onChange(Runnable changed) {}

  /** Lets every client that came in open everything. */
  static StreamAuthorizer all() {
    return request -> null;
  }
}
