package dev.portolan.transport.testing;

import io.netty.util.LeakPresenceDetector;

/**
 * Counts the buffers that are in use. Netty makes it, as the module's build file says.
 *
 * @param <T> what is counted
 */
@SuppressWarnings("deprecation") // Netty finds its detector by constructors that it has deprecated.
public final class BuffersInUse<T> extends LeakPresenceDetector<T> {
  private static final ResourceScope ALL = new ResourceScope("test");

  /** As Netty asks for it. */
  public BuffersInUse(Class<?> resourceType, int samplingInterval) {
    super(resourceType, samplingInterval);
  }

  /** As Netty asked for it once, and still wants to find it. */
  public BuffersInUse(Class<?> resourceType, int samplingInterval, long maxActive) {
    super(resourceType, samplingInterval);
  }

  @Override
  protected ResourceScope currentScope() {
    return ALL;
  }

  /** Whether there are any. */
  static boolean any() {
    return ALL.hasOpenResources();
  }
}
