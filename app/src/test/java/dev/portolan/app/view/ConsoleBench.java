package dev.portolan.app.view;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * Measures how long the FX thread of the real console stands still with many devices. Started by
 * {@code src/bench/console}, not by a build; docs/performance.md tells what the figures mean.
 */
@ExtendWith(ApplicationExtension.class)
class ConsoleBench {
  private static final int DEVICES = Integer.getInteger("portolan.bench.devices", 10_000);
  private static final int TUNNELS = Integer.getInteger("portolan.bench.tunnels", 200);
  private static final int ROUNDS = Integer.getInteger("portolan.bench.rounds", 10);
  private static final int OPERATIONS = Integer.getInteger("portolan.bench.operations", 3_000);
  private static final int WARM_UP_OPERATIONS = 300;
  private static final int SCROLL_FRAMES = 60;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;
  private Heartbeat heartbeat;
  private RunningConsole console;
  private Stage stage;
  private Stall start;

  @BeforeEach
  void open() throws Exception {
    writeProfile();
    stage = RunningConsole.onFx(Stage::new);
    heartbeat = new Heartbeat();
    heartbeat.reset();
    long begin = System.nanoTime();
    console = new RunningConsole(new FxRobot(), stage, folder);
    frames(2);
    start = new Stall(System.nanoTime() - begin, heartbeat.stall().cpu());
  }

  @Test
  void many() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%n%d devices, %d tunnels, %d processors, load %.1f%n%n"
            + "| what | stall, median ms | worst | CPU, median ms | worst |%n"
            + "| --- | ---: | ---: | ---: | ---: |%n",
        DEVICES,
        TUNNELS,
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    row("start until painted (not a stall)", List.of(start));
    try {
      filter("filter, a keystroke (first round)", "#deviceFilter", 1);
      filter("filter, a keystroke", "#deviceFilter", ROUNDS);
      scroll();
      palette("palette, opening and each keystroke (first round)", 1);
      palette("palette, opening and each keystroke", ROUNDS);
      overview();
      heap();
    } finally {
      heartbeat.close();
      console.close();
      RunningConsole.onFx(
          () -> {
            stage.hide();
            return true;
          });
    }
  }

  private void filter(String what, String query, int rounds) throws Exception {
    List<Stall> stalls = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (String text : List.of("pump-77", "#water is:offline hall", "no such device")) {
        for (int length = 1; length <= text.length(); length++) {
          String typed = text.substring(0, length);
          stalls.add(stall(() -> field(query).setText(typed)));
        }
        stalls.add(stall(() -> field(query).clear()));
      }
    }
    row(what, stalls);
  }

  private void scroll() throws Exception {
    List<Stall> stalls = new ArrayList<>();
    for (int frame = 0; frame < SCROLL_FRAMES; frame++) {
      int target = frame * (DEVICES / SCROLL_FRAMES);
      stalls.add(stall(() -> ((TreeView<?>) scene().lookup("#tree")).scrollTo(target)));
    }
    row("list, a jump to another part", stalls);
  }

  private void palette(String what, int rounds) throws Exception {
    List<Stall> stalls = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Hands.interact(() -> scene().lookup("#tree").requestFocus());
      stalls.add(stallOfKeys(KeyCode.CONTROL, KeyCode.K));
      String text = "shell pump-777";
      for (int length = 1; length <= text.length(); length++) {
        String typed = text.substring(0, length);
        stalls.add(stall(() -> field("#palette-query").setText(typed)));
      }
      stalls.add(stallOfKeys(KeyCode.ESCAPE));
    }
    row(what, stalls);
  }

  private void overview() throws Exception {
    List<Stall> stalls = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      openDevice(round);
      stalls.add(stallOfKeys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O));
      closeTabs();
    }
    row("Overview, coming to the front", stalls);
    filter("Overview, a keystroke in its filter", "#tunnelFilter", 2);
  }

  /** Opens, looks and closes thousands of times, as in hours of use. */
  private void heap() throws Exception {
    operations(WARM_UP_OPERATIONS);
    long before = liveBytes();
    operations(OPERATIONS);
    long after = liveBytes();
    System.out.printf(
        Locale.ROOT,
        "%nheap in use: %.1f MB; after %d operations: %.1f MB%n",
        before / 1e6,
        OPERATIONS,
        after / 1e6);
  }

  private void operations(int count) {
    for (int i = 0; i < count; i++) {
      switch (i % 6) {
        case 0 -> openDevice(i);
        case 1 -> Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        case 2 -> {
          String text = "pump-" + i;
          Hands.interact(() -> field("#deviceFilter").setText(text));
          Hands.interact(() -> field("#deviceFilter").clear());
        }
        case 3 -> {
          Hands.push(KeyCode.CONTROL, KeyCode.K);
          Hands.push(KeyCode.ESCAPE);
        }
        case 4 -> Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        default -> closeTabs();
      }
    }
  }

  private void openDevice(int number) {
    Hands.interact(() -> field("#deviceFilter").setText("pump-" + number % DEVICES));
    Hands.interact(() -> field("#deviceFilter").requestFocus());
    Hands.push(KeyCode.ENTER);
    Hands.interact(() -> field("#deviceFilter").clear());
  }

  private void closeTabs() {
    TabPane pane = RunningConsole.onFx(() -> (TabPane) scene().lookup("#workspace"));
    for (int left = RunningConsole.onFx(() -> pane.getTabs().size()); left > 1; left--) {
      Hands.interact(() -> pane.getSelectionModel().selectLast());
      Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    }
  }

  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      System.gc();
      Hands.settle();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private Scene scene() {
    return stage.getScene();
  }

  private TextField field(String query) {
    return (TextField) scene().lookup(query);
  }

  private Stall stall(Runnable work) throws InterruptedException {
    heartbeat.reset();
    Platform.runLater(work);
    frames(2);
    return heartbeat.stall();
  }

  private Stall stallOfKeys(KeyCode... keys) throws InterruptedException {
    heartbeat.reset();
    Hands.push(keys);
    frames(2);
    return heartbeat.stall();
  }

  /** Waits for frames that are laid out and painted. */
  private void frames(int count) throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger(count);
    Runnable[] listener = new Runnable[1];
    listener[0] =
        () -> {
          if (left.decrementAndGet() <= 0) {
            scene().removePostLayoutPulseListener(listener[0]);
            drawn.countDown();
          }
          Platform.requestNextPulse();
        };
    Platform.runLater(
        () -> {
          scene().addPostLayoutPulseListener(listener[0]);
          Platform.requestNextPulse();
        });
    if (!drawn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no frames");
    }
    RunningConsole.onFx(() -> true);
  }

  /**
   * How long the FX thread did not answer during a step, and how long it worked.
   *
   * @param nanos the longest time without an answer
   * @param cpu the CPU time of the FX thread in the whole step, which other programs do not
   *     lengthen
   */
  private record Stall(long nanos, long cpu) {}

  private static void row(String what, List<Stall> stalls) {
    long[] nanos = stalls.stream().mapToLong(Stall::nanos).sorted().toArray();
    long[] cpu = stalls.stream().mapToLong(Stall::cpu).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f |%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        cpu[cpu.length / 2] / 1e6,
        cpu[cpu.length - 1] / 1e6);
  }

  private void writeProfile() throws IOException {
    StringBuilder profile = new StringBuilder("{\"version\":1,\"edges\":[");
    int perEdge = Math.max(1, DEVICES / 10);
    for (int i = 0; i < DEVICES; i++) {
      if (i % perEdge == 0) {
        profile.append(i == 0 ? "" : "]},");
        profile.append(
            """
            {"id":"e%1$d","kind":"remote","name":"Plant %1$d","url":"https://127.0.0.1:9",
             "trust":{"kind":"system"},"devices":[\
            """
                .formatted(i / perEdge));
      } else {
        profile.append(',');
      }
      profile.append(
          """
          {"id":"d%1$d","name":"pump-%1$d","path":"id%1$d","group":["Hall %2$d","Line %3$d"],
           "tags":["%4$s"],"notes":"behind the boiler house","tunnels":[%5$s]}\
          """
              .formatted(
                  i, i % 7, i % 5, i % 2 == 0 ? "water" : "oil", i < TUNNELS ? tunnel(i) : ""));
    }
    Files.writeString(folder.resolve("profile.json"), profile.append("]}]}"));
  }

  private static String tunnel(int number) {
    return """
    {"id":"t%1$d","name":"Web %1$d","bind":"","localPort":%2$d,"remoteHost":"localhost",
     "remotePort":80,"protocol":"tcp","on":false}\
    """
        .formatted(number, 20_000 + number);
  }

  /** Asks the FX thread again and again whether it is there. */
  private static final class Heartbeat implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AtomicLong worst = new AtomicLong();
    private final long fx = RunningConsole.onFx(() -> Thread.currentThread().threadId());
    private long worked;
    private final Thread thread = Thread.ofPlatform().daemon().start(this::beat);

    private void beat() {
      while (!Thread.currentThread().isInterrupted()) {
        CountDownLatch answered = new CountDownLatch(1);
        long begin = System.nanoTime();
        Platform.runLater(answered::countDown);
        try {
          answered.await();
          worst.accumulateAndGet(System.nanoTime() - begin, Math::max);
          TimeUnit.MILLISECONDS.sleep(1);
        } catch (InterruptedException ended) {
          return;
        }
      }
    }

    void reset() {
      worst.set(0);
      worked = cpu();
    }

    /** The CPU time of the FX thread. */
    long cpu() {
      return THREADS.getThreadCpuTime(fx);
    }

    /** Since the reset. */
    Stall stall() {
      return new Stall(worst.get(), cpu() - worked);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
