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

/** Who gives way, by a clock that the test turns. */
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

  /** Somebody in the middle of a talk, whose turn it is. */
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
  void whoHasItsAnswerGoesBeforeWhoHasWaitedLonger() {
    question();
    pass(Duration.ofSeconds(59));
    Exchange answered = answeredQuestion();

    assertThat(leaving()).isSameAs(answered);
  }

  @Test
  void ofThoseWithTheirAnswerTheQuietestGoes() {
    question();
    Exchange first = answeredQuestion();
    pass(Duration.ofMillis(1));
    answeredQuestion();

    assertThat(leaving()).isSameAs(first);
  }

  @Test
  void aTalkGoesOnlyWhenItHasPaused() {
    Exchange waiting = question();
    pass(Duration.ofMillis(1));
    Exchange talk = talk();
    pass(Exchange.IDLE_AFTER_REPLY.minusNanos(1));
    assertThat(leaving()).as("in the middle of it").isSameAs(waiting);

    pass(Duration.ofNanos(1));
    assertThat(leaving()).as("after a pause").isSameAs(talk);
  }

  @Test
  void aServiceThatGoesOnSendingIsInTheMiddleOfATalk() {
    Exchange waiting = question();
    pass(Duration.ofMillis(1));
    Exchange stream = answeredQuestion();
    assertThat(leaving()).isSameAs(stream);

    stream.sentByService();
    assertThat(leaving()).isSameAs(waiting);
  }

  /** Who never gets an answer, as those who send log lines, must not push out who talks. */
  @Test
  void whereAllWaitOrTalkTheQuietestGoes() {
    Exchange oldest = question();
    pass(Duration.ofMillis(50));
    question();
    talk();

    assertThat(leaving()).isSameAs(oldest);
  }

  @Test
  void afterAMinuteNobodyExpectsAnAnswer() {
    Exchange waiting = question();
    pass(Duration.ofSeconds(50));
    Exchange answered = answeredQuestion();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(leaving()).isSameAs(answered);

    pass(Duration.ofNanos(1));
    assertThat(leaving()).isSameAs(waiting);
  }
}
