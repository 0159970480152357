package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Eviction order, with a manual clock. */
class ExchangeTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final List<Exchange> all = new ArrayList<>();

  private Exchange question() {
    Exchange exchange = new Exchange(ticker);
    exchange.sentByProgram();
    all.add(exchange);
    return exchange;
  }

  private Exchange answeredQuestion() {
    Exchange exchange = question();
    exchange.sentByService();
    return exchange;
  }

  /** An active exchange whose program sends next. */
  private Exchange talk() {
    Exchange exchange = answeredQuestion();
    exchange.sentByProgram();
    exchange.sentByService();
    return exchange;
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Exchange leaving() {
    return Exchange.evictionCandidate(all, Function.identity());
  }

  @Test
  void evictsAnsweredBeforeLongestWaiting() {
    question();
    pass(Duration.ofSeconds(59));
    Exchange answered = answeredQuestion();

    assertThat(leaving()).isSameAs(answered);
  }

  @Test
  void evictsLongestIdleOfAnswered() {
    question();
    Exchange first = answeredQuestion();
    pass(Duration.ofMillis(1));
    answeredQuestion();

    assertThat(leaving()).isSameAs(first);
  }

  @Test
  void doesNotEvictActiveExchange() {
    Exchange waiting = question();
    pass(Duration.ofMillis(1));
    Exchange talk = talk();
    pass(Exchange.IDLE_AFTER_REPLY.minusNanos(1));
    assertThat(leaving()).as("in the middle of it").isSameAs(waiting);

    pass(Duration.ofNanos(1));
    assertThat(leaving()).as("after a pause").isSameAs(talk);
  }

  @Test
  void inboundTrafficKeepsExchangeActive() {
    Exchange waiting = question();
    pass(Duration.ofMillis(1));
    Exchange stream = answeredQuestion();
    assertThat(leaving()).isSameAs(stream);

    stream.sentByService();
    assertThat(leaving()).isSameAs(waiting);
  }

  /** Senders that never get an answer, such as log senders, must not evict active exchanges. */
  @Test
  void evictsLongestIdleIfAllAreWaitingOrActive() {
    Exchange oldest = question();
    pass(Duration.ofMillis(50));
    question();
    talk();

    assertThat(leaving()).isSameAs(oldest);
  }

  @Test
  void stopsAwaitingAnswerAfterOneMinute() {
    Exchange waiting = question();
    pass(Duration.ofSeconds(50));
    Exchange answered = answeredQuestion();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(leaving()).isSameAs(answered);

    pass(Duration.ofNanos(1));
    assertThat(leaving()).isSameAs(waiting);
  }
}
