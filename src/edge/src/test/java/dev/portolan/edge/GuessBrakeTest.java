package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessBrakeTest {

  private static final String HERE = "192.0.2.1";

  private final TurnedClock clock = new TurnedClock();
  private final GuessBrake brake = new GuessBrake(clock);

  /** Guesses so often as it is let, and says how often that was. */
  private int guess(String network, int tries) {
    int let = 0;
    for (int i = 0; i < tries; i++) {
      if (brake.pause(network).isZero()) {
        brake.failed(network);
        let++;
      }
    }
    return let;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "5999, 0",
    "6000, 1",
    "11999, 1",
    "12000, 2",
    "59999, 9",
    "60000, 10",
    "3600000, 10",
  })
  void tenAtOnceAndThenOneInSixSeconds(long millis, int more) {
    assertThat(guess(HERE, 100)).isEqualTo(10);
    clock.pass(Duration.ofMillis(millis));
    assertThat(guess(HERE, 100)).isEqualTo(more);
  }

  @Test
  void inAnHourThereAreSixHundredAndTen() {
    int let = guess(HERE, 100);
    for (int second = 0; second < 3_600; second++) {
      clock.pass(Duration.ofSeconds(1));
      let += guess(HERE, 100);
    }
    assertThat(let).isEqualTo(610);
  }

  @ParameterizedTest
  @CsvSource({"0, 6", "1, 6", "1000, 5", "5000, 1", "5999, 1", "6000, 0"})
  void thePauseIsToldInWholeSeconds(long millis, long seconds) {
    guess(HERE, 10);
    clock.pass(Duration.ofMillis(millis));
    assertThat(GuessBrake.seconds(brake.pause(HERE))).isEqualTo(seconds);
  }

  @Test
  void othersAreNotSlowedDown() {
    guess(HERE, 100);
    assertThat(guess("192.0.2.2", 100)).isEqualTo(10);
  }

  @Test
  void aNetworkIsForgottenWhenItsGuessesArePaid() {
    guess(HERE, 2);
    clock.pass(Duration.ofSeconds(12));
    guess("192.0.2.2", 1);
    assertThat(brake.count()).isOne();
  }

  @Test
  void tenThousandNetworksAreRemembered() {
    guess("first", 10);
    guess("second", 10);
    for (int i = 2; i < GuessBrake.REMEMBERED; i++) {
      guess("network " + i, 1);
    }
    assertThat(brake.count()).isEqualTo(GuessBrake.REMEMBERED);
    assertThat(brake.pause("first")).isPositive();
    guess("one more", 1);
    assertThat(brake.count()).isEqualTo(GuessBrake.REMEMBERED);
    assertThat(brake.pause("first")).isZero();
    assertThat(brake.pause("second")).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2::1, 2001:0db8:0001:0002::/64",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:0db8:0001:0002::/64",
    "2001:db8:1:3::1, 2001:0db8:0001:0003::/64",
    "::ffff:192.0.2.1, 192.0.2.1",
  })
  void whoHasANetworkOfIpv6HasOneAddress(String address, String network)
      throws UnknownHostException {
    assertThat(SourceNetwork.of(new InetSocketAddress(InetAddress.getByName(address), 1)))
        .isEqualTo(network);
    assertThat(SourceNetwork.of(null)).isEqualTo("nowhere");
  }
}
