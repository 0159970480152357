package dev.portolan.app.terminal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * A program that feeds a terminal 17 MB of coloured text again and again, and says what that took.
 * Its argument: how often.
 */
final class ColouredFlood {
  private static final int BYTES = 17_000_000;
  private static final int CHUNK = 16 << 10;

  private ColouredFlood() {}

  public static void main(String[] arguments) {
    byte[] text = text(new Random(7));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    FedScreen fed =
        new FedScreen(113, 38, new ScrollbackBounds(100_000, ScrollbackMemory.ofHeap()));
    int times = Integer.parseInt(arguments[0]);
    for (int i = 0; i < times; i++) {
      long cpu = threads.getCurrentThreadCpuTime();
      long allocated = threads.getCurrentThreadAllocatedBytes();
      for (int at = 0; at < text.length; at += CHUNK) {
        fed.feed(Arrays.copyOfRange(text, at, Math.min(text.length, at + CHUNK)));
      }
      System.out.printf(
          "%d ms of CPU, %d MB allocated, a heap of %d MB%n",
          (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000,
          (threads.getCurrentThreadAllocatedBytes() - allocated) / 1_000_000,
          Runtime.getRuntime().totalMemory() / 1_000_000);
    }
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < BYTES) {
      int pieces = 1 + random.nextInt(6);
      for (int i = 0; i < pieces; i++) {
        text.append("\u001b[").append(colour(random)).append('m');
        text.append("some words of it".substring(random.nextInt(10))).append("\u001b[m ");
      }
      text.append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String colour(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "38;5;" + random.nextInt(256);
      case 3 -> "38;2;" + 16 * random.nextInt(16) + ";0;" + 16 * random.nextInt(16);
      default -> "1;" + (31 + random.nextInt(6));
    };
  }
}
