package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fast connections are taken, on a clock that the test turns. */
class TcpAcceptorTest {
  private static final int PER_SECOND = 4;

  private final EmbeddedChannel listener = new EmbeddedChannel();
  private final List<Channel> accepted = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final TcpAcceptor acceptor;

  TcpAcceptorTest() {
    listener.freezeTime();
    acceptor =
        new TcpAcceptor(
            listener.eventLoop(),
            new AcceptRate(PER_SECOND, listener.eventLoop().ticker()),
            accepted::add,
            failures::add);
    listener.pipeline().addLast(acceptor);
  }

  @AfterEach
  void stop() {
    accepted.forEach(Channel::close);
    listener.finishAndReleaseAll();
  }

  private void take(int connections) {
    for (int i = 0; i < connections; i++) {
      listener.pipeline().fireChannelRead(new EmbeddedChannel());
    }
  }

  private void systemRefuses() {
    listener.pipeline().fireExceptionCaught(new IOException("too many open files"));
  }

  private boolean listens() {
    return listener.config().isAutoRead();
  }

  private void pass(long millis) {
    listener.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
  }

  private void assertPausesFor(long millis) {
    pass(millis - 1);
    assertThat(listens()).as("after %d ms", millis - 1).isFalse();
    pass(1);
    assertThat(listens()).as("after %d ms", millis).isTrue();
  }

  @Test
  void pausesWhenItsRateIsUsedUp() {
    take(PER_SECOND - 1);
    assertThat(listens()).isTrue();
    take(1);
    assertThat(accepted).hasSize(PER_SECOND);
    assertPausesFor(1000 / PER_SECOND);
    take(1);
    assertPausesFor(1000 / PER_SECOND);
  }

  @Test
  void goesOnAtOnceWhenOneOfThemIsGranted() {
    take(PER_SECOND);
    acceptor.granted();
    assertThat(listens()).isTrue();
    take(1);
    assertThat(listens()).isFalse();
  }

  @Test
  void whatIsGrantedDoesNotCount() {
    take(PER_SECOND - 1);
    acceptor.granted();
    take(1);
    assertThat(listens()).isTrue();
    take(1);
    assertThat(listens()).isFalse();
  }

  @Test
  void pausesLongerEachTimeThatTheSystemRefuses() {
    for (long millis : new long[] {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000}) {
      systemRefuses();
      assertPausesFor(millis);
    }
    assertThat(failures).hasSize(8);
    take(1);
    systemRefuses();
    assertPausesFor(100);
  }

  @Test
  void aGrantDoesNotEndThePauseThatTheSystemNeeds() {
    take(1);
    systemRefuses();
    acceptor.granted();
    assertThat(listens()).isFalse();
    assertPausesFor(100);
  }

  @Test
  void aListenerThatComesWhileItPausesPausesToo() {
    systemRefuses();
    systemRefuses();
    EmbeddedChannel second = new EmbeddedChannel(acceptor);
    assertThat(second.config().isAutoRead()).isFalse();
    assertPausesFor(100);
    assertThat(second.config().isAutoRead()).isTrue();
    second.pipeline().remove(acceptor);
    systemRefuses();
    assertThat(second.config().isAutoRead()).as("no longer its listener").isTrue();
    second.finishAndReleaseAll();
  }
}
