package dev.portolan.app.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that fills many terminals on threads of their own, uses them, and says what they hold.
 * Its arguments: how many terminals, how many lines each is fed, how many megabytes of the heap
 * something else takes.
 */
final class ManyTerminals {
  private static final int LINES_AT_ONCE = 100;

  private ManyTerminals() {}

  public static void main(String[] arguments) throws InterruptedException {
    int terminals = Integer.parseInt(arguments[0]);
    int lines = Integer.parseInt(arguments[1]);
    byte[] others = new byte[Integer.parseInt(arguments[2]) << 20];
    ScrollbackMemory memory = ScrollbackMemory.ofHeap();
    List<FedScreen> screens = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < terminals; i++) {
      FedScreen fed = new FedScreen(200, 50, new ScrollbackBounds(1_000_000, memory));
      screens.add(fed);
      Random random = new Random(i);
      threads.add(Thread.ofPlatform().start(() -> fill(fed, lines, random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (FedScreen fed : screens) {
      fed.screen.resize(120, 40);
      TextSearch.find(
          fed.screen, new SearchQuery("no such text", false, false, false), () -> false);
      ScreenView view = fed.view(0);
      System.out.println("kept " + (view.screenTop() - view.firstLine()));
    }
    System.out.println("copied " + screens.getFirst().all().length());
    System.out.println("held " + memory.held() + " of " + memory.room());
    System.out.println("beside " + others.length);
  }

  private static void fill(FedScreen fed, int lines, Random random) {
    for (int done = 0; done < lines; done += LINES_AT_ONCE) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < LINES_AT_ONCE; i++) {
        while (text.length() < (i + 1) * 300) {
          int color = random.nextInt(1 << 24);
          text.append("\u001b[38;2;" + (color >> 16) + ';' + (color >> 8 & 0xff) + ';')
              .append((color & 0xff) + "m")
              .append("some words that are long ");
        }
        text.append("\r\n");
      }
      fed.feed(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
