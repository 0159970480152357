package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.device.DeviceState;
import dev.portolan.transport.session.EdgeClient;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A link that dies silently, as behind a router that has lost its uplink. It runs in a network
 * namespace whose loopback interface is taken down. Linux only; needs permission to create
 * namespaces.
 */
class DeadLinkTest {
  private static final Duration NOTICED = Duration.ofSeconds(35);

  @Test
  void isNoticedByBothEndsWithin35Seconds() throws Exception {
    assumeTrue(canIsolate(), "SKIPPED: a network namespace cannot be made here");
    List<String> command =
        List.of(
            "unshare",
            "--map-root-user",
            "--net",
            "sh",
            "-c",
            "ip link set lo up && exec \"$@\"",
            "sh",
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            DeadLinkTest.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    List<String> lines = printed.lines().toList();
    for (String end : List.of("client", "device")) {
      String line =
          lines.stream()
              .filter(candidate -> candidate.startsWith(end + " "))
              .findFirst()
              .orElseThrow(() -> new AssertionError(printed));
      long millis = Long.parseLong(line.split(" ", -1)[1]);
      assertThat(Duration.ofMillis(millis)).as(line).isLessThanOrEqualTo(NOTICED);
    }
  }

  private static boolean canIsolate() {
    try {
      Process process =
          new ProcessBuilder("unshare", "--map-root-user", "--net", "ip", "link", "set", "lo", "up")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Runs in the namespace. Prints for each end the detection time in milliseconds and the cause.
   */
  public static void main(String[] arguments) throws Exception {
    EdgeFixture fixture = EdgeFixture.start();
    EdgeClient client = fixture.connect();
    CountDownLatch all = new CountDownLatch(2);
    int down = new ProcessBuilder("ip", "link", "set", "lo", "down").start().waitFor();
    long downAt = System.nanoTime();
    if (down != 0) {
      throw new IllegalStateException("the interface stays up");
    }
    client
        .session()
        .closeFuture()
        .addListener(closed -> say(all, "client", downAt, client.session().closeCause()));
    fixture
        .device()
        .addListener(
            state -> {
              if (state instanceof DeviceState.Waiting(Throwable cause, var delay)) {
                say(all, "device", downAt, cause);
              }
            });
    boolean noticed = all.await(60, TimeUnit.SECONDS);
    fixture.awaitUntil(() -> fixture.edge().sessionCount() == 0, () -> "the edge sees nothing");
    System.exit(noticed ? 0 : 1);
  }

  private static void say(CountDownLatch all, String end, long since, @Nullable Throwable cause) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    System.out.println(end + " " + millis + " ms: " + cause);
    all.countDown();
  }
}
