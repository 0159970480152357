package dev.portolan.bench.start;

import dev.portolan.bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures the start of programs under Xvfb: the time to the painted window, memory and CPU. Prints
 * medians as Markdown.
 */
public final class StartBench {
  private static final String USAGE =
      """
      usage: src/bench/start [--runs N] NAME=COMMAND…
        --runs N      measured starts of each program, by turns (9); one more comes first and does not count
        NAME=COMMAND  a program that opens a window, words parted by spaces; the first is what others are compared with
      """;

  private StartBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    int runs = 9;
    if (words.size() > 1 && words.getFirst().equals("--runs")) {
      words.removeFirst();
      runs = Integer.parseInt(words.removeFirst());
    }
    if (words.isEmpty() || words.getFirst().startsWith("-")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    List<Candidate> candidates = words.stream().map(Candidate::parse).toList();
    System.out.print(table(measure(candidates, runs)));
  }

  private static Map<String, List<Start>> measure(List<Candidate> candidates, int runs)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("portolan-start");
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int run = 0; run <= runs; run++) {
      for (Candidate candidate : candidates) {
        // a new display for each start, so that none is affected by a previous one
        Path own = Files.createTempDirectory(folder, "display");
        try (Screen screen = Screen.open(own, 1280, 900)) {
          Start start = candidate.start(screen, folder);
          if (run > 0) {
            starts.computeIfAbsent(candidate.name(), name -> new ArrayList<>()).add(start);
          }
          System.err.printf(
              Locale.ROOT,
              "%d/%d %s: mapped %.0f ms, painted %.0f ms, %.0f MB, %.2f s%n",
              run,
              runs,
              candidate.name(),
              start.mapped(),
              start.painted(),
              start.rss(),
              start.cpu());
        }
      }
    }
    return starts;
  }

  private static String table(Map<String, List<Start>> starts) {
    StringBuilder out = new StringBuilder();
    out.append(
        "| program | mapped, ms | painted, ms | least–most | × first | RSS, MB | CPU, s |\n");
    out.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    double first = median(starts.values().iterator().next(), Start::painted);
    starts.forEach(
        (name, all) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f–%.0f | %.2f | %.0f | %.2f |%n",
                    name,
                    median(all, Start::mapped),
                    median(all, Start::painted),
                    all.stream().mapToDouble(Start::painted).min().orElse(Double.NaN),
                    all.stream().mapToDouble(Start::painted).max().orElse(Double.NaN),
                    median(all, Start::painted) / first,
                    median(all, Start::rss),
                    median(all, Start::cpu))));
    return out.toString();
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
    return Results.median(starts.stream().map(of::applyAsDouble).toList());
  }
}
