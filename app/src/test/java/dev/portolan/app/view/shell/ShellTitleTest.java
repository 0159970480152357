package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShellTitleTest {
  private final AtomicReference<String> remote = new AtomicReference<>("");
  private final AtomicLong nanos = new AtomicLong();
  private final ShellTitle title = new ShellTitle("pump-7", remote::get, nanos::get);

  @Test
  void isTheDeviceUntilAProgramNamesItself() {
    assertThat(title.property().get()).isEqualTo("pump-7");
    assertThat(title.update()).isTrue();

    remote.set("vim");
    assertThat(title.update()).isTrue();
    assertThat(title.property().get()).isEqualTo("pump-7 — vim");

    remote.set("");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(title.update()).isTrue();
    assertThat(title.property().get()).isEqualTo("pump-7");
  }

  @Test
  void changesAtMostTenTimesASecondAndShowsTheLastInTheEnd() {
    List<String> shown = new ArrayList<>();
    title.property().addListener((property, before, now) -> shown.add(now));

    for (int millis = 0; millis < 1_000; millis++) {
      remote.set("title " + millis);
      title.update();
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(shown).hasSize(10);
    assertThat(title.update()).isTrue();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(title.update()).isTrue();
    assertThat(title.property().get()).isEqualTo("pump-7 — title 999");
  }
}
