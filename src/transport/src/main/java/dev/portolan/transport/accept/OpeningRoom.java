package dev.portolan.transport.accept;

import org.jspecify.annotations.Nullable;

/**
 * The budget for streams whose opening messages are incomplete.
 *
 * <p>Called on the streams' event loops. For each stream {@link #enter} is called first, then
 * {@link #grow} any number of times, then once {@link #whole} or {@link #givenUp}. A refusal is one
 * sentence for the peer. It ends the calls for that stream and must release what the stream held.
 */
public interface OpeningRoom {

  /** No limit. */
  OpeningRoom UNBOUNDED = new Unbounded();

  /** A stream was opened. Returns null to accept it, or a refusal. */
  @Nullable String enter();

  /**
   * Part of a message must be buffered. Returns null to accept it, or a refusal.
   *
   * @param held bytes buffered already
   * @param more additional bytes
   * @return null if there is room, else a refusal
   */
  @Nullable String grow(int held, int more);

  /** The message is complete, so its buffer is released. */
  void whole(int held);

  /** The stream ended before its message was complete. */
  void givenUp(int held);

  /** No limit, see {@link #UNBOUNDED}. */
  final class Unbounded implements OpeningRoom {
    private Unbounded() {}

    @Override
    public @Nullable String enter() {
      return null;
    }

    @Override
    public @Nullable String grow(int held, int more) {
      return null;
    }

    @Override
    public void whole(int held) {}

    @Override
    public void givenUp(int held) {}
  }
}
