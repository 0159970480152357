package dev.portolan.edge;

import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.edge.metrics.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells how files that an edge reads are doing, by their kinds. Thread-safe. */
public final class FileMetrics implements MetricsSource {
  private final List<WatchedFile<?>> files;

  /** Describes these files. */
  public FileMetrics(List<WatchedFile<?>> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public void describe(MetricsText text) {
    Map<List<String>, Integer> failing = new HashMap<>();
    Map<List<String>, Double> ages = new HashMap<>();
    Tally reads =
        new Tally(
            "portolan_file_reads_total", "Changed files that were read again.", "kind", "result");
    for (WatchedFile<?> file : files) {
      List<String> kind = List.of(file.kindName());
      failing.merge(kind, file.isFailing() ? 1 : 0, Integer::sum);
      ages.merge(kind, file.goodAge().toNanos() / 1e9, Math::max);
      reads.of(file.kindName(), "ok").add(file.goodReads());
      reads.of(file.kindName(), "failed").add(file.badReads());
    }
    text.counter(reads);
    text.gauge(
        "portolan_files_failing",
        "Files that are not used as they are; what they said before is in force.",
        List.of("kind"),
        failing);
    text.gauge(
        "portolan_file_good_age_seconds",
        "Time since a file was last looked at and good, of the worst one.",
        List.of("kind"),
        ages);
  }
}
