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
 * A device's thread pools for blocking calls: name lookups and terminal I/O.
 *
 * <p>They use platform threads, because these calls block in native code, which would pin the
 * carrier of a virtual thread. Threads are daemons and end a second after their last task, or at
 * once when retired.
 */
final class Workers {
  private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

  /** A pool without a limit on threads. The caller limits the tasks. */
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

  /** A single-threaded pool with a queue, for many short tasks. */
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
   * Lets idle threads end at once. Later tasks still run, because a terminal may be told late that
   * its device was closed. Any thread.
   */
  void retire() {
    pools.forEach(pool -> pool.setKeepAliveTime(1, TimeUnit.MILLISECONDS));
  }
}
