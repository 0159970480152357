package dev.portolan.transport.accept;

import org.jspecify.annotations.Nullable;

/**
 * Bounds what streams cost before their opening messages are whole.
 *
 * <p>Called on the event loops of the streams, for each {@link #enter} first, then {@link #grow}
 * any number of times, then once {@link #whole} or {@link #givenUp}. A refusal is one sentence for
 * the peer; after it nothing more is called, and all that the stream had is given back.
 */
public interface OpeningRoom {

  /** Takes as many streams as there are sessions to carry them. */
  OpeningRoom UNBOUNDED = new Unbounded();

  /** A stream was opened; null lets its message come. */
  @Nullable String enter();

  /**
   * A part of a message has to be kept until the rest comes.
   *
   * @param held bytes that are kept already
   * @param more bytes that came now
   * @return null if there is room
   */
  @Nullable String grow(int held, int more);

  /** The message is whole; what was held of it is free again. */
  void whole(int held);

  /** The stream ended before its message was whole. */
  void givenUp(int held);

  /** No bound. */
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
