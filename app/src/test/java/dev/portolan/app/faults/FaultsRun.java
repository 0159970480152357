package dev.portolan.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Breaks one thing after another behind an open console, and compares what its window shows with
 * what is so. Prints one line of a table for each fault and device.
 */
final class FaultsRun {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** A broken thing stays broken for so long, unless there is less time. */
  private static final Duration LONGEST_FAULT = Duration.ofSeconds(66);

  /** The longest pause between two attempts to connect, and an attempt. */
  private static final int BACK_WITHIN_SECONDS = 65;

  private final OpenConsole console;
  private final Plant plant;
  private final Duration period;
  private final Map<String, String> last = new HashMap<>();
  private int failures;

  private FaultsRun(OpenConsole console, Plant plant, Duration period) {
    this.console = console;
    this.plant = plant;
    this.period = period;
  }

  /**
   * Runs.
   *
   * @param arguments an empty folder, the program, how many minutes in all, and how many seconds
   *     from one fault to the next
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path portolan = Path.of(arguments[1]);
    Duration whole = Duration.ofMinutes(Long.parseLong(arguments[2]));
    Duration period = Duration.ofSeconds(Long.parseLong(arguments[3]));
    int failures;
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Plant plant = new Plant(folder, portolan);
        OpenConsole console = new OpenConsole(data, plant)) {
      failures = new FaultsRun(console, plant, period).run(whole);
    }
    System.out.println(
        failures == 0 ? "faults: all as it should be" : "faults: wrong: " + failures);
    System.exit(failures == 0 ? 0 : 1);
  }

  private int run(Duration whole) throws Exception {
    Phase start = new Phase(device -> Shown.Truth.UP);
    start.watch(Duration.ofSeconds(15));
    for (String device : Plant.DEVICES) {
      if (!start.isRight(device)) {
        throw new IllegalStateException("At the start: " + last.get(device));
      }
    }
    System.out.println(
        "| at | fault | device | the window showed | after s | ps said | back after s | as it should be |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    long end = System.nanoTime() + whole.toNanos();
    List<Fault> faults = List.of(Fault.values());
    for (int i = 0; i < faults.size() || System.nanoTime() + period.toNanos() <= end; i++) {
      one(faults.get(i % faults.size()));
    }
    return failures;
  }

  private void one(Fault fault) throws Exception {
    String at = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
    long began = System.nanoTime();
    Duration broken = period.multipliedBy(3).dividedBy(5);
    if (broken.compareTo(LONGEST_FAULT) > 0) {
      broken = LONGEST_FAULT;
    }
    Phase during =
        new Phase(
            device ->
                fault.devices().contains(device) ? fault.truth(plant, device) : Shown.Truth.UP);
    fault.begin(plant);
    during.begins();
    during.watch(broken);
    Map<String, Shown> shown = console.look();
    Map<String, String> ps = new HashMap<>();
    for (String device : Plant.DEVICES) {
      ps.put(device, plant.edgeOf(device).ps() + ", " + plant.device(device).ps());
    }
    Phase after = new Phase(device -> Shown.Truth.UP);
    fault.end(plant);
    after.begins();
    after.watch(period.minusNanos(System.nanoTime() - began));
    for (String device : Plant.DEVICES) {
      boolean hit = fault.devices().contains(device);
      List<String> wrong = new ArrayList<>();
      during.check(device, hit ? fault.seconds : 0, wrong);
      after.check(device, hit ? BACK_WITHIN_SECONDS : 0, wrong);
      if (after.isRight(device) && !console.isAnswered(device)) {
        wrong.add("it says that it is up, but nothing comes through its tunnel");
      }
      failures += wrong.isEmpty() ? 0 : 1;
      if (hit || !wrong.isEmpty()) {
        row(at, fault, device, shown, during, ps, after, wrong);
      }
    }
  }

  private static void row(
      String at,
      Fault fault,
      String device,
      Map<String, Shown> shown,
      Phase during,
      Map<String, String> ps,
      Phase after,
      List<String> wrong) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f | %s | %.1f | %s |%n",
        at,
        fault.words,
        device,
        shown.get(device) == null ? "" : shown.get(device).brief(),
        during.seconds(device),
        ps.get(device),
        after.seconds(device),
        wrong.isEmpty() ? "yes" : "NO: " + String.join("; ", wrong));
  }

  /** What is so of a device at a moment. */
  private interface Facts {
    Shown.Truth of(String device) throws IOException;
  }

  /** A time in which the window is compared with the facts. */
  private final class Phase {
    private final Facts facts;
    private final Map<String, Shown.Truth> truths = new HashMap<>();
    private final Map<String, Long> trueSince = new HashMap<>();
    private final Map<String, Double> late = new HashMap<>();
    private final Map<String, Shown> seen = new HashMap<>();
    private long began = System.nanoTime();

    Phase(Facts facts) {
      this.facts = facts;
    }

    /** From now on they are compared. */
    void begins() {
      began = System.nanoTime();
    }

    void watch(Duration length) throws Exception {
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        for (String device : Plant.DEVICES) {
          Shown.Truth truth = facts.of(device);
          Shown.Truth before = truths.put(device, truth);
          if (before != truth) {
            trueSince.put(device, before == null ? began : System.nanoTime());
          }
        }
        console.look().forEach(this::compare);
        Thread.sleep(LOOK_EVERY);
      }
    }

    private void compare(String device, Shown shown) {
      seen.put(device, shown);
      if (!shown.tells(truth(device))) {
        long since = trueSince.getOrDefault(device, began);
        late.merge(device, (System.nanoTime() - since) / 1e9, Math::max);
      }
      String words = shown.words();
      if (!words.equals(last.put(device, words))) {
        System.err.println(LocalTime.now(ZoneId.systemDefault()) + " " + words);
      }
    }

    private Shown.Truth truth(String device) {
      return truths.getOrDefault(device, Shown.Truth.UP);
    }

    /** How long at most the window said something else than was so; none if it never did. */
    double seconds(String device) {
      return late.getOrDefault(device, 0.0);
    }

    boolean isRight(String device) {
      Shown shown = seen.get(device);
      return shown != null && shown.tells(truth(device));
    }

    void check(String device, int mostSeconds, List<String> wrong) {
      if (!isRight(device)) {
        Shown shown = seen.get(device);
        wrong.add("not " + truth(device) + ": " + (shown == null ? "" : shown.words()));
      } else if (seconds(device) > mostSeconds) {
        wrong.add(
            String.format(Locale.ROOT, "%s only after %.1f s", truth(device), seconds(device)));
      }
    }
  }
}
