package dev.portolan.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMetricsTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsWhatTheProcessUses() {
    MetricsText text = new MetricsText();
    new ProcessMetrics("1.2.0", "3f2c1ab").describe(text);
    Map<String, Double> values =
        text.toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> List.of(line.split(" ", -1)))
            .collect(Collectors.toMap(List::getFirst, line -> Double.valueOf(line.getLast())));
    assertThat(values)
        .containsEntry("portolan_build_info{version=\"1.2.0\",commit=\"3f2c1ab\"}", 1.0);
    assertThat(values.get("process_open_fds")).isBetween(3.0, values.get("process_max_fds"));
    assertThat(values.get("process_resident_memory_bytes")).isBetween(1e7, 1e11);
    assertThat(values.get("process_cpu_seconds_total")).isBetween(0.01, 1e5);
    assertThat(values.get("process_start_time_seconds"))
        .isBetween(1.7e9, System.currentTimeMillis() / 1e3);
    assertThat(values.get("jvm_memory_used_bytes{area=\"heap\"}"))
        .isBetween(1e6, values.get("jvm_memory_max_bytes"));
    assertThat(values)
        .containsKeys("jvm_gc_collection_seconds_total", "portolan_buffer_memory_bytes");
  }
}
