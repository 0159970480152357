package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void startsRunSequentially() throws InterruptedException {
    ExecutorService starts = new Workers().oneAtATime("test-starts");
    CountDownLatch oneRuns = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(20);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 20; i++) {
      int number = i;
      starts.execute(
          () -> {
            order.add(number);
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            oneRuns.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            all.countDown();
          });
    }
    assertThat(oneRuns.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(order).containsExactly(0);
    goOn.countDown();
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(order).isSorted().hasSize(20);
    starts.shutdown();
  }

  @Test
  void retiredWorkerStillRunsLaterTasks() throws Exception {
    Workers workers = new Workers();
    ThreadPoolExecutor starts = (ThreadPoolExecutor) workers.oneAtATime("test-retired");
    starts.setKeepAliveTime(1, TimeUnit.HOURS);
    Thread idle = starts.submit(Thread::currentThread).get(30, TimeUnit.SECONDS);
    workers.retire();
    assertThat(idle.join(Duration.ofSeconds(30))).isTrue();
    assertThat(starts.submit(() -> "done").get(30, TimeUnit.SECONDS)).isEqualTo("done");
  }
}
