package dev.portolan.device;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a device for calls that block: name look-ups, and reads and writes of terminals.
 *
 * <p>Platform threads, because those calls block in native code, where a virtual thread would hold
 * its carrier. They are daemons and go away a second after their last task, or at once when they
 * are retired.
 */
final class Workers {
  private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

  /** As many as there are tasks: whoever uses them bounds those. */
  ExecutorService create(String name) {
    return kept(
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory(name, true)));
  }

  /** One at a time, the others wait their turn: for what is short and may come in hundreds. */
  ExecutorService oneAtATime(String name) {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory(name, true));
    one.allowCoreThreadTimeOut(true);
    return kept(one);
  }

  private ExecutorService kept(ThreadPoolExecutor pool) {
    pools.add(pool);
    return pool;
  }

  /**
   * Lets threads without a task go now, and others as soon as they have none. What comes later is
   * still done, since a terminal may be the last to hear that its device was closed. From any
   * thread.
   */
  void retire() {
    pools.forEach(pool -> pool.setKeepAliveTime(1, TimeUnit.MILLISECONDS));
  }
}
