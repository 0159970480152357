package dev.portolan.edge.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this process uses, by the names that Prometheus has for it. What the system does not tell is
 * left out.
 */
public final class ProcessMetrics implements MetricsSource {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private final String version;
  private final String commit;

  /**
   * Describes this process.
   *
   * @param version of the program
   * @param commit that it was built from
   */
  public ProcessMetrics(String version, String commit) {
    this.version = version;
    this.commit = commit;
  }

  @Override
  public void describe(MetricsText text) {
    text.gauge(
        "portolan_build_info",
        "The version of the program. The number is always 1.",
        List.of("version", "commit"),
        Map.of(List.of(version, commit), 1));
    processor(text);
    memory(text);
  }

  private static void processor(MetricsText text) {
    text.gauge(
        "process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      text.counter(
          "process_cpu_seconds_total",
          "CPU time of the process.",
          system.getProcessCpuTime() / 1e9);
      if (system instanceof UnixOperatingSystemMXBean unix) {
        text.gauge(
            "process_open_fds", "Open files and connections.", unix.getOpenFileDescriptorCount());
        text.gauge(
            "process_max_fds",
            "How many files and connections may be open.",
            unix.getMaxFileDescriptorCount());
      }
    }
    text.counter(
        "jvm_gc_collection_seconds_total",
        "Time taken by garbage collections.",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum()
            / 1e3);
  }

  private static void memory(MetricsText text) {
    long resident = resident();
    if (resident > 0) {
      text.gauge("process_resident_memory_bytes", "Memory of the process in RAM.", resident);
    }
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    text.gauge(
        "jvm_memory_used_bytes",
        "Memory of the Java program in use.",
        List.of("area"),
        Map.of(
            List.of("heap"), heap.getUsed(),
            List.of("nonheap"), memory.getNonHeapMemoryUsage().getUsed()));
    text.gauge("jvm_memory_max_bytes", "The most that the heap may grow to.", heap.getMax());
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider buffers) {
      text.gauge(
          "portolan_buffer_memory_bytes",
          "Memory for the data of connections, outside the heap.",
          buffers.metric().usedDirectMemory());
    }
  }

  /** The resident memory in bytes; 0 where it is not told. */
  private static long resident() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
          .sum();
    } catch (IOException e) {
      return 0; // elsewhere than on Linux
    }
  }
}
