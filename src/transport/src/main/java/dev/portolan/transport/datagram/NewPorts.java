package dev.portolan.transport.datagram;

/**
 * How many ports a service may still begin to answer from. Each datagram for the service makes it
 * {@value #MOST} again, so that whatever goes round in a circle, where no program speaks, ends.
 *
 * <p>Of one UDP tunnel stream, on one event loop.
 */
public final class NewPorts {

  /** Far more than any service uses for one answer. */
  public static final int MOST = 16;

  private int left;

  /** The program has sent something to the service. */
  public void spokenTo() {
    left = MOST;
  }

  /** Whether the service may begin to answer from one more port, which then counts. */
  public boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
