package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The room for lines that all terminals of a process share. */
class ScrollbackMemoryTest {
  private static final String LINE = "0123456789".repeat(7) + "\r\n";
  private static final int LINES = 1_000_000;

  private static FedScreen screen(ScrollbackMemory memory) {
    return new FedScreen(80, 4, new ScrollbackBounds(LINES, memory));
  }

  private static long kept(FedScreen fed) {
    ScreenView view = fed.view();
    return view.screenTop() - view.firstLine();
  }

  /** What a terminal holds that keeps so many of the lines. */
  private static long bytes(int lines) {
    ScrollbackMemory large = new ScrollbackMemory(1L << 40);
    screen(large).feed(LINE.repeat(lines + 3));
    return large.held();
  }

  @Test
  void thereIsSomeRoom() {
    assertThatThrownBy(() -> new ScrollbackMemory(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ScrollbackMemory.ofHeap().room())
        .isBetween(1L << 20, Runtime.getRuntime().maxMemory() / 3);
  }

  @Test
  void aTerminalKeepsLinesUntilTheRoomIsUsedUpAndNoneBeyond() {
    long room = bytes(100);

    for (int lines : List.of(99, 100)) {
      FedScreen fed = screen(new ScrollbackMemory(room)).feed(LINE.repeat(lines + 3));
      assertThat(kept(fed)).isEqualTo(lines);
      assertThat(fed.view().shortened()).isFalse();
    }
    FedScreen full = screen(new ScrollbackMemory(room)).feed(LINE.repeat(101 + 3));
    assertThat(kept(full)).isEqualTo(100);
    assertThat(full.view().firstLine()).isEqualTo(1);
    assertThat(full.view().shortened()).isTrue();
  }

  @Test
  void whoHoldsMostLosesItsOldestLines() {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(1_000));
    FedScreen idle = screen(memory).feed("first\r\n", LINE.repeat(1_002));
    FedScreen small = screen(memory).feed("mine\r\n", LINE.repeat(52));
    assertThat(kept(idle)).isBetween(900L, 955L);
    assertThat(idle.all()).doesNotContain("first");
    assertThat(small.all()).startsWith("mine");

    FedScreen flood = screen(memory);
    for (int i = 0; i < 100; i++) {
      flood.feed(LINE.repeat(100));
    }

    assertThat(kept(small)).as("far less than the others hold").isEqualTo(50);
    assertThat(kept(flood)).isBetween(400L, 525L);
    assertThat(kept(idle)).isBetween(400L, 525L);
    assertThat(memory.held()).isLessThanOrEqualTo(memory.room());
  }

  @Test
  void linesOfAScreenThatIsClosedMakeRoom() {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(1_000));
    FedScreen gone = screen(memory).feed(LINE.repeat(1_003));
    gone.screen.close();
    assertThat(memory.held()).isZero();

    FedScreen fed = screen(memory).feed(LINE.repeat(1_003));
    gone.feed(LINE.repeat(500));

    assertThat(kept(fed)).isEqualTo(1_000);
    assertThat(kept(gone)).isZero();
    assertThat(gone.text()).as("the screen itself is still there").startsWith("0123456789");
  }

  @Test
  void linesThatArePutAwayMakeRoom() {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(1_000));
    FedScreen fed = screen(memory).feed("\u001b[3" + "1m", LINE.repeat(2_000));
    assertThat(fed.view().shortened()).isTrue();

    fed.screen.clearScrollback();

    assertThat(memory.held()).isZero();
    assertThat(fed.view().shortened()).isFalse();
  }

  @Test
  void whatTheHolderDropsIsCountedAgainInAnotherSize() {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(1_000));
    FedScreen fed = screen(memory).feed("\u001b[44m", LINE.repeat(800));
    for (int columns : List.of(33, 200, 8, 80)) {
      fed.screen.resize(columns, 4);
      assertThat(memory.held()).isBetween(1L, memory.room());
    }
    assertThat(kept(fed)).isPositive();

    fed.screen.clearScrollback();
    assertThat(memory.held()).isZero();
  }

  @Test
  void whatWasDroppedByThePersonsBoundIsNoLackOfMemory() {
    FedScreen fed =
        new FedScreen(80, 4, new ScrollbackBounds(10, ScrollbackMemory.ofHeap()))
            .feed(LINE.repeat(100));

    assertThat(kept(fed)).isEqualTo(10);
    assertThat(fed.view().shortened()).isFalse();
  }

  /** A few bytes can push very many lines off the screen before their terminal settles. */
  @Test
  void oneChunkCannotTakeMuchMoreThanTheRoom() {
    ScrollbackMemory memory = new ScrollbackMemory(1 << 20);
    List<Long> seen = new ArrayList<>();
    TerminalScreen screen =
        new TerminalScreen(
            80,
            500,
            new ScrollbackBounds(LINES, memory),
            System::nanoTime,
            answer -> seen.add(memory.held()),
            input -> {},
            () -> {});
    byte[] bytes =
        ("\u001b[45m" + "\u001b[500S\u001b[5n".repeat(700)).getBytes(StandardCharsets.US_ASCII);

    screen.feed(bytes, 0, bytes.length);

    assertThat(seen).hasSize(700).allMatch(held -> held <= (1 << 20) * 9 / 8);
  }

  @Test
  void aTerminalMayFillItsEqualPartWhileTheOneThatHoldsMostIsBusy() {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(1_000));
    FedScreen small = screen(memory);
    TerminalScreen busy =
        new TerminalScreen(
            80,
            4,
            new ScrollbackBounds(LINES, memory),
            System::nanoTime,
            answer -> CompletableFuture.runAsync(() -> small.feed(LINE.repeat(453))).join(),
            input -> {},
            () -> {});
    byte[] bytes = (LINE.repeat(1_003) + "\u001b[5n").getBytes(StandardCharsets.US_ASCII);

    busy.feed(bytes, 0, bytes.length);

    assertThat(kept(small)).isEqualTo(450);
    assertThat(memory.held()).isLessThanOrEqualTo(memory.room());
  }

  @Test
  void twoThreadsKeepTheCount() throws InterruptedException {
    ScrollbackMemory memory = new ScrollbackMemory(bytes(2_000));
    List<FedScreen> screens = List.of(screen(memory), screen(memory), screen(memory));
    List<Thread> threads =
        screens.stream()
            .map(
                fed ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = 0; i < 300; i++) {
                                fed.feed("\u001b[3" + i % 8 + "m" + LINE.repeat(50));
                                if (i % 100 == 50) {
                                  fed.screen.resize(40 + i % 7, 5);
                                }
                                if (i == 200) {
                                  fed.screen.clearScrollback();
                                }
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    memory.settle();
    assertThat(memory.held()).isBetween(memory.room() / 2, memory.room());
    assertThat(screens).allSatisfy(fed -> assertThat(kept(fed)).isGreaterThan(300));

    screens.forEach(fed -> fed.screen.close());
    assertThat(memory.held()).isZero();
  }
}
