package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersCountByTheirValue() {
    assertThat(sorted("pump-10", "pump-9", "Pump-2", "pump-010", "pump", "gate-1", "pump-2b"))
        .containsExactly("gate-1", "pump", "Pump-2", "pump-2b", "pump-9", "pump-010", "pump-10");
  }

  @Test
  void longNumbersAreNoFault() {
    String nines = "9".repeat(60);
    assertThat(sorted("a1" + nines, "a" + nines, "a", ""))
        .containsExactly("", "a", "a" + nines, "a1" + nines);
  }

  private static List<String> sorted(String... names) {
    return List.of(names).stream().sorted(NaturalOrder.INSTANCE).toList();
  }
}
