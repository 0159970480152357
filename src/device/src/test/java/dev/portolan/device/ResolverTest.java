package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final List<Runnable> lookUps = new ArrayList<>();
  private final Resolver resolver =
      new Resolver(new LookUps(lookUps::add, InetAddress::getAllByName));

  @AfterEach
  void stop() {
    clock.close();
  }

  @Test
  void anAddressIsNotLookedUp() {
    Future<List<InetAddress>> found = resolver.resolve("::1", 1, clock.eventLoop());
    assertThat(found.getNow()).singleElement().matches(InetAddress::isLoopbackAddress);
    assertThat(lookUps).isEmpty();
  }

  @Test
  void looksUpNamesOffTheEventLoop() {
    Future<List<InetAddress>> found = resolver.resolve("localhost", 1, clock.eventLoop());
    assertThat(found.isDone()).isFalse();
    lookUps.getFirst().run();
    assertThat(found.getNow()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void lookUpTimesOutAfterFiveSeconds() {
    clock.freezeTime();
    Future<List<InetAddress>> found = resolver.resolve("slow.example", 1, clock.eventLoop());
    pass(4_999);
    assertThat(found.isDone()).isFalse();
    pass(1);
    assertThat(found.cause())
        .hasMessage("looking up slow.example took longer than 5 s on this device");
  }

  private void pass(long millis) {
    clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }
}
