package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.ClientConduct.Treatment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientConductTest {

  private final TurnedClock clock = new TurnedClock();
  private final ClientConduct conduct = new ClientConduct(clock);

  @Test
  void isServedUpTo199() {
    assertThat(conduct.next()).isEqualTo(new Treatment.Served());
    giveUp(199);
    assertThat(conduct.next()).isEqualTo(new Treatment.Served());
    giveUp(1);
    assertThat(conduct.next()).isEqualTo(new Treatment.Late(Duration.ofMillis(5)));
  }

  @Test
  void delayGrowsUpToTwoSeconds() {
    giveUp(598);
    assertThat(conduct.next()).isEqualTo(new Treatment.Late(Duration.ofMillis(1_995)));
    giveUp(1);
    assertThat(conduct.next()).isEqualTo(new Treatment.Late(Duration.ofSeconds(2)));
    giveUp(200);
    assertThat(conduct.next()).isEqualTo(new Treatment.Late(Duration.ofSeconds(2)));
  }

  @Test
  void isRefusedFrom800AndEndedFrom3000() {
    giveUp(800);
    assertThat(conduct.next()).isEqualTo(new Treatment.Refused());
    giveUp(2_199);
    assertThat(conduct.next()).isEqualTo(new Treatment.Refused());
    giveUp(1);
    assertThat(conduct.next()).isEqualTo(new Treatment.Ended());
  }

  @Test
  void decaysByTwentyPerSecond() {
    giveUp(800);
    clock.pass(Duration.ofMillis(49));
    assertThat(conduct.next()).isEqualTo(new Treatment.Refused());
    clock.pass(Duration.ofMillis(1));
    assertThat(conduct.next()).isInstanceOf(Treatment.Late.class);
    assertThat(conduct.count()).isEqualTo(799);
    clock.pass(Duration.ofMillis(29_950));
    assertThat(conduct.next()).isInstanceOf(Treatment.Late.class);
    assertThat(conduct.count()).isEqualTo(200);
    clock.pass(Duration.ofMillis(50));
    assertThat(conduct.next()).isEqualTo(new Treatment.Served());
    clock.pass(Duration.ofHours(1));
    assertThat(conduct.count()).isZero();
    giveUp(1);
    assertThat(conduct.count()).isOne();
  }

  @Test
  void countIsCapped() {
    giveUp(100_000);
    clock.pass(Duration.ofMillis(110_050));
    assertThat(conduct.next()).isInstanceOf(Treatment.Late.class);
  }

  @Test
  void twentyPerSecondAreAlwaysAllowed() {
    for (int i = 0; i < 10_000; i++) {
      giveUp(1);
      clock.pass(Duration.ofMillis(50));
      assertThat(conduct.next()).isEqualTo(new Treatment.Served());
    }
  }

  private void giveUp(int streams) {
    for (int i = 0; i < streams; i++) {
      conduct.givenUp();
    }
  }
}
