package dev.portolan.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUseTest {
  @Test
  void readsCpuTimeBehindANameThatLooksLikeMoreFields() {
    String stat =
        "7 (odd) name (x) S 1 7 7 0 -1 4194560 100 0 0 0 150 50 9 9 20 0 1 0 5 0 0 18446744";
    assertThat(ProcessUse.cpuSeconds(stat)).isEqualTo(2.0);
  }

  @Test
  void readsResidentMemory() {
    String status = "Name:\tx\nVmHWM:\t  9000 kB\nVmRSS:\t  1000 kB\nThreads:\t1\n";
    assertThat(ProcessUse.rssMegabytes(status)).isEqualTo(1.024);
  }
}
