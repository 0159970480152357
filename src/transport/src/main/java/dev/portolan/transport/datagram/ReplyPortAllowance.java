package dev.portolan.transport.datagram;

/**
 * The number of new ports that a service may reply from. Each datagram to the service resets it to
 * {@value #MAX}. So a forwarding loop, in which no program takes part, ends.
 *
 * <p>One per UDP tunnel stream, on one event loop.
 */
public final class ReplyPortAllowance {

  /** Far more than any service uses for one reply. */
  public static final int MAX = 16;

  private int left;

  /** A datagram was sent to the service. */
  public void requestSent() {
    left = MAX;
  }

  /** Takes one new port. Returns false if none is left. */
  public boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
