package dev.portolan.app.faults;

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
    Phase start = new Phase(Shown.Truth.UP, Plant.DEVICES);
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
    Phase during = new Phase(fault.truth, fault.devices());
    fault.begin(plant);
    during.begins();
    during.watch(broken);
    Map<String, Shown> shown = console.look();
    Map<String, String> ps = new HashMap<>();
    for (String device : Plant.DEVICES) {
      ps.put(device, plant.edgeOf(device).ps() + ", " + plant.device(device).ps());
    }
    Phase after = new Phase(Shown.Truth.UP, fault.devices());
    fault.end(plant);
    after.begins();
    after.watch(period.minusNanos(System.nanoTime() - began));
    for (String device : Plant.DEVICES) {
      boolean hit = fault.devices().contains(device);
      List<String> wrong = new ArrayList<>();
      during.check(device, hit ? fault.seconds : 0, wrong);
      after.check(device, hit ? BACK_WITHIN_SECONDS : 0, wrong);
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

  /** A time in which the same is true. */
  private final class Phase {
    private final Shown.Truth truth;
    private final List<String> devices;
    private final Map<String, Long> wrongUntil = new HashMap<>();
    private final Map<String, Shown> seen = new HashMap<>();
    private long began = System.nanoTime();

    /** It is true of these devices; of all others it is that they are up. */
    Phase(Shown.Truth truth, List<String> devices) {
      this.truth = truth;
      this.devices = devices;
    }

    /** From now on it is true. */
    void begins() {
      began = System.nanoTime();
    }

    void watch(Duration length) throws Exception {
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        Map<String, Shown> now = console.look();
        for (String device : Plant.DEVICES) {
          Shown shown = now.get(device);
          if (shown == null) {
            continue;
          }
          seen.put(device, shown);
          if (!shown.tells(truth(device))) {
            wrongUntil.put(device, System.nanoTime());
          }
          String words = shown.words();
          if (!words.equals(last.put(device, words))) {
            System.err.println(LocalTime.now(ZoneId.systemDefault()) + " " + words);
          }
        }
        Thread.sleep(LOOK_EVERY);
      }
    }

    private Shown.Truth truth(String device) {
      return devices.contains(device) ? truth : Shown.Truth.UP;
    }

    /** How long the window was wrong; none if it never was. */
    double seconds(String device) {
      Long until = wrongUntil.get(device);
      return until == null ? 0 : Math.max(0, (until - began) / 1e9);
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
