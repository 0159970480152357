package dev.portolan.device;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for calls that block: name look-ups, and reads and writes of terminals.
 *
 * <p>Platform threads, because those calls block in native code, where a virtual thread would hold
 * its carrier. They are daemons and go away a second after their last task.
 */
final class Workers {

  private Workers() {}

  private static final int LOOK_UPS = 16;

  /** Each fork takes a processor for some milliseconds, and the device's other streams need one. */
  private static final int STARTS = 1;

  /** As many as there are tasks: whoever uses them bounds those. */
  static ExecutorService create(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DefaultThreadFactory(name, true));
  }

  /** A few, for name look-ups: a client may ask for hundreds of names that nobody answers. */
  static ExecutorService forLookUps(String name) {
    return few(name, LOOK_UPS);
  }

  /** For the starts of programs: one at a time, the others wait their turn. */
  static ExecutorService forStarts(String name) {
    return few(name, STARTS);
  }

  private static ExecutorService few(String name, int threads) {
    ThreadPoolExecutor few =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory(name, true));
    few.allowCoreThreadTimeOut(true);
    return few;
  }
}
