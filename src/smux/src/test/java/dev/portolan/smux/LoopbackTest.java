package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random streams between two sessions on a real socket. */
@Timeout(120)
class LoopbackTest {
  private static final int STREAMS = 1500;
  private static final int PARALLEL = 60;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong seeds = new AtomicLong();

  /** Waits for this test and for every accepted stream. */
  private final Phaser accepted = new Phaser(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void streamsOfAllKindsLoseNothing(int version) throws Exception {
    SmuxConfig config = SmuxConfig.defaults().withVersion(version);
    try (SocketPair pair = new SocketPair(config, acceptor(), acceptor())) {
      Semaphore places = new Semaphore(2 * PARALLEL);
      Random random = new Random(version);
      for (int i = 0; i < STREAMS; i++) {
        for (SmuxSession session : List.of(pair.client, pair.server)) {
          assertThat(places.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
          open(session, RandomJob.draw(random), places);
        }
      }
      assertThat(places.tryAcquire(2 * PARALLEL, 60, TimeUnit.SECONDS)).isTrue();
      assertThat(faults).isEmpty();
      assertThat(pair.client.isOpen()).isTrue();
      assertThat(pair.server.isOpen()).isTrue();
      // the openers have closed their streams, the acceptors may not have received that yet
      accepted.awaitAdvanceInterruptibly(accepted.arrive(), 60, TimeUnit.SECONDS);
    }
    assertThat(faults).isEmpty();
  }

  private void open(SmuxSession session, RandomJob job, Semaphore places) {
    Future<SmuxStream> opening =
        session.open(
            new RandomJobHandler(
                job,
                seeds.incrementAndGet(),
                fault -> {
                  note("opened", fault);
                  places.release();
                }));
    opening.addListener(
        opened -> {
          if (!opened.isSuccess() && job.manner() != RandomJob.Manner.ABANDONED) {
            faults.add("not opened: " + opened.cause());
          }
        });
  }

  private ChannelHandler acceptor() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel stream) {
        accepted.register();
        stream
            .pipeline()
            .addLast(
                new RandomJobHandler(
                    null,
                    seeds.incrementAndGet(),
                    fault -> {
                      note("accepted", fault);
                      accepted.arriveAndDeregister();
                    }));
      }
    };
  }

  private void note(String end, String fault) {
    if (!fault.isEmpty()) {
      faults.add(end + ": " + fault);
    }
  }
}
