package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile far side can send, through the real emulator. */
class HostileOutputTest {
  /**
   * One of these alone would take the unguarded emulator seconds; together they may take as long.
   */
  private static final Duration SOON = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
        "G",
        "I",
        "L",
        "M",
        "P",
        "S",
        "T",
        "X",
        "Z",
        "^",
        "`",
        "a",
        "b",
        "d",
        "e",
        "j",
        " @",
        " A",
        "'}",
        "'~",
        ";2147483647$v",
        ";1;1;9999;9999$x",
        ";1;9999;9999$z",
        ";1;9999;9999${",
        ";2147483647s",
        ";2147483647r"
      })
  void clampsEveryCountToTheScreen(String last) {
    FedScreen fed = new FedScreen(80, 24);

    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 100; i++) {
            fed.feed("x" + CSI + "2147483647" + last, CSI + "99999999999999999999" + last);
          }
        });

    fed.feed(ESC + "c", "still here");
    assertThat(fed.text()).isEqualTo("still here");
  }

  @Test
  void clampsPositionsAndRegions() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(CSI + "99999;99999H").feed(CSI + "5;99999r").feed(CSI + "24;1Hlast", "\r\n", "next");

    assertThat(fed.row(22)).isEqualTo("last");
    assertThat(fed.row(23)).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8;100;200000000t", "8;5;5t", "?3h", "?3l", "?40h", "4;100;100t"})
  void keepsTheSizeThatThePersonGave(String resize) {
    FedScreen fed = new FedScreen(80, 24).feed("text", CSI + resize);

    assertThat(fed.view().columns()).isEqualTo(80);
    assertThat(fed.view().rows()).isEqualTo(24);
    assertThat(fed.text()).isEqualTo("text");
  }

  @Test
  void survivesAnyNumberOfUnknownBytesInASequence() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(CSI + " !\"#$%&'".repeat(1_000) + "m", CSI + "<=>?".repeat(1_000) + "h", "after");

    assertThat(fed.text()).isEqualTo("after");
  }

  @Test
  void readsNoMoreThanSixteenParameters() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(CSI + "0;".repeat(16) + "31m" + "a", CSI + "1;".repeat(100_000) + "m" + "b");
    fed.feed(CSI + "0;".repeat(15) + "31m" + "c");

    assertThat(fed.text()).isEqualTo("abc");
    assertThat(fed.view().lines().getFirst().style(0).getForeground()).isNull();
    assertThat(fed.view().lines().getFirst().style(2).getForeground()).isNotNull();
  }

  @Test
  void aValueThatOverflowsIsTheLargestNotASmallOne() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(CSI + "4294967297G" + "x"); // 2^32 + 1

    assertThat(fed.cursor()).isEqualTo("1,80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b]0;", "\u001bP", "\u001bX", "\u001b^", "\u001b_"})
  void aStringWithoutEndIsSwallowedAndTakesNoMemory(String opener) {
    FedScreen fed = new FedScreen(80, 24);
    byte[] block = "0;x\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    fed.feed("before", opener);
    for (int i = 0; i < 200; i++) {
      fed.feed(block);
    }
    assertThat(fed.all()).isEqualTo("before");

    fed.feed("\u0018", " after");
    assertThat(fed.all()).isEqualTo("before after");
    assertThat(fed.screen.title()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001bP", "\u001bX", "\u001b^", "\u001b_"})
  void aStringEndsAtItsTerminatorOnly(String opener) {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed("A" + opener + "q#0\n#0~~@@\n\u0007still" + ESC + "\\" + "B");

    assertThat(fed.text()).isEqualTo("AB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0018", "\u001a", "\u001b[m", "\u001bD\u001bM", "\u001b\\"})
  void aStrayStringOpenerIsEndedByCancelSubstituteAndAnyEscape(String end) {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed("one" + ESC + "Pstray" + end, "two");

    assertThat(fed.text()).isEqualTo("onetwo");
  }

  @ParameterizedTest
  @CsvSource({"4095, true", "4096, true", "4097, false", "100000, false"})
  void aStringIsReadUpToItsLimit(int length, boolean read) {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(OSC + "0;" + "t".repeat(length - 2) + "\u0007", "after");

    assertThat(fed.screen.title().isEmpty()).isNotEqualTo(read);
    assertThat(fed.text()).isEqualTo("after");
  }

  @Test
  void aControlSequenceIsAbortedByCancelSubstituteAndEscape() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(CSI + "31\u0018a", CSI + "32\u001ab", CSI + "33" + CSI + "mc");

    assertThat(fed.text()).isEqualTo("abc");
    assertThat(fed.view().lines().getFirst().style(1).getForeground()).isNull();
  }

  @Test
  void answersOnlyWhatIsOnTheListAndNeverTheFarSidesOwnWords() {
    FedScreen fed = new FedScreen(80, 24);
    fed.feed(OSC + "0;rm -rf secret\u0007", "\u0005");
    fed.feed(CSI + "21t", CSI + "20t", CSI + "19t", CSI + "15t", CSI + "13t", CSI + "11t");
    fed.feed(ESC + "P+q544e" + ESC + "\\", OSC + "52;c;?\u0007", OSC + "4;256;?\u0007");
    fed.feed(OSC + "l\u0007", OSC + "L\u0007", OSC + "1341;a\u0007", OSC + "50;?\u0007");
    fed.feed(OSC + "13;?\u0007", OSC + "17;?\u0007", OSC + "4;1;rm\u0007", OSC + "11;rm\u0007");
    fed.feed(CSI + "?1n", CSI + "x", CSI + "1;1;1;1;1;1*y", CSI + "0i", CSI + "?1337n");
    assertThat(fed.answers).isEmpty();

    fed.feed(ESC + "P$qsecret" + ESC + "\\", OSC + "4;rm;?\u0007", CSI + "c", CSI + "5n");

    assertThat(fed.answers)
        .isEqualTo(List.of("\u001bP0$r\u001b\\", "\u001b[?64;6;21;22;28c", "\u001b[0n"));
  }

  @Test
  void aTitleHasNoControlsNoDirectionsAndAnEnd() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(OSC + "2;a\u202eb\u2066c\u200bd\u0085e\ufefff\ue000g" + ESC + "\\");
    assertThat(fed.screen.title()).isEqualTo("abcdefg");

    fed.feed(OSC + "0;" + "t".repeat(3_000) + "\u0007");
    assertThat(fed.screen.title()).isEqualTo("t".repeat(120));
  }

  @Test
  void aTitleStackIsShallow() {
    FedScreen fed = new FedScreen(80, 24);
    for (int i = 0; i < 100_000; i++) {
      fed.feed(OSC + "2;title " + i + "\u0007" + CSI + "22;0t");
    }
    for (int i = 0; i < 15; i++) {
      fed.feed(CSI + "23;0t");
    }
    assertThat(fed.screen.title()).isEqualTo("title 99985");

    fed.feed((CSI + "23;0t").repeat(50));
    assertThat(fed.screen.title()).isEqualTo("title 99984");
  }

  @Test
  void deletingFarMoreThanThereIsDoesNotMakeALineGrow() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(("\r" + CSI + "44m" + CSI + "80P" + CSI + "80@" + CSI + "80X").repeat(20_000), "\rx");

    assertThat(fed.all()).isEqualTo("x");
    assertThat(fed.screen.piece(0, 1).lines().getFirst().length()).isLessThanOrEqualTo(80);
  }

  @Test
  void noMoreThanAFewMarksPileUpOnALetter() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed("q" + "\u0301".repeat(5_000) + "z", "\u0489".repeat(5_000) + "!");

    assertThat(fed.text()).hasSizeLessThanOrEqualTo(1 + 2 * 32).startsWith("q").endsWith("!");
    assertThat(fed.cursor()).isEqualTo("1,4");
  }

  @Test
  void lettersWithMarksNeverRunOut() {
    FedScreen fed = new FedScreen(80, 24, 10_000);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      String letter = (char) ('a' + i % 26) + mark(i / 26) + mark(i / 338) + mark(i / 4_394);
      fed.feed(letter);
      expected.append(letter);
    }

    assertThat(fed.all()).isEqualTo(expected.toString());
  }

  private static String mark(int number) {
    return Character.toString(0x0363 + number % 13);
  }

  @Test
  void lettersWithMarksCountForTheBoundInBytes() {
    FedScreen fed =
        new FedScreen(1_000, 24, new ScrollbackBounds(100_000, new ScrollbackMemory(1 << 20)));
    for (int i = 0; i < 1_500; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < 1_000; j++) {
        line.append('a').append((char) (0x0363 + j % 13)).append((char) (0x0363 + i % 13));
      }
      fed.feed(line + "\r\n");
    }

    ScreenView view = fed.view();
    assertThat(view.screenTop() - view.firstLine()).isLessThan(1_200);
    assertThat(view.firstLine()).isPositive();
  }

  @Test
  void theScrollbackIsBoundedInLines() {
    FedScreen fed = new FedScreen(80, 24, 2_000);

    fed.feed("line\r\n".repeat(50_000));

    ScreenView view = fed.view();
    assertThat(view.screenTop() - view.firstLine()).isBetween(2_000L, 3_000L);
  }

  @Test
  void theScrollbackIsBoundedInBytes() {
    FedScreen fed =
        new FedScreen(1_000, 24, new ScrollbackBounds(100_000, new ScrollbackMemory(1 << 20)));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      line.append(CSI).append("38;2;").append(i % 256).append(";0;7mx").append(CSI).append("m ");
    }
    String lines = (line + "\r\n").repeat(10);
    for (int i = 0; i < 200; i++) {
      fed.feed(lines);
    }

    ScreenView view = fed.view();
    assertThat(view.screenTop() - view.firstLine()).isLessThan(600);
    assertThat(view.firstLine()).isPositive();
  }

  @Test
  void theAlternateScreenKeepsNoScrollback() {
    FedScreen fed = new FedScreen(80, 24, 2_000);
    fed.feed("before\r\n", CSI + "?1049h", "flood\r\n".repeat(50_000));
    assertThat(fed.view().screenTop()).isEqualTo(fed.view().firstLine());

    fed.feed(CSI + "?1049l");
    assertThat(fed.all()).isEqualTo("before");
  }

  @Test
  void aHeldPictureIsShownAfterAWhile() throws InterruptedException {
    FedScreen fed = new FedScreen(80, 24).feed("first", CSI + "?2026h", " second");
    assertThat(fed.screen.look(0, 1, java.util.concurrent.TimeUnit.SECONDS)).isNull();

    fed.nanos.addAndGet(149_000_000);
    assertThat(fed.screen.look(0, 1, java.util.concurrent.TimeUnit.SECONDS)).isNull();
    fed.nanos.addAndGet(2_000_000);
    assertThat(fed.text()).isEqualTo("first second");

    fed.feed(CSI + "?2026h", "!", CSI + "?2026l");
    assertThat(fed.text()).isEqualTo("first second!");
  }

  @Test
  void bellsAreOneUntilAskedFor() {
    FedScreen fed = new FedScreen(80, 24).feed("\u0007".repeat(100_000));

    assertThat(fed.screen.takeBell()).isTrue();
    assertThat(fed.screen.takeBell()).isFalse();
  }

  @Test
  void eightBitControlsLeaveNoTrace() {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed("e\u0085f\u009b31mg\u007fh\u0000i");

    assertThat(fed.text()).isEqualTo("ef31mghi");
  }

  @Test
  void thePrivateCharacterOfTheEmulatorIsNotTheFarSides() {
    FedScreen fed = new FedScreen(80, 24).feed("a\ue000b");

    assertThat(fed.text()).isEqualTo("a\ufffdb");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomBytesAreOnlyAMess(long seed) {
    FedScreen fed = new FedScreen(40, 10, 500);
    Random random = new Random(seed);

    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(3_000)];
            random.nextBytes(bytes);
            fed.feed(bytes);
          }
        });

    assertThat(fed.screen.hasFailed()).isFalse();
    fed.feed("\u0018", ESC + "c", ESC + "(B", "fine");
    assertThat(fed.text()).isEqualTo("fine");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void randomSequencesLeaveASoundScreen(long seed) {
    Random random = new Random(seed);
    FedScreen fed = new FedScreen(40, 10, 500);

    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 5_000; i++) {
            fed.feed(sequence(random));
            if (random.nextInt(500) == 0) {
              fed.screen.resize(1 + random.nextInt(100), 1 + random.nextInt(40));
            }
            fed.nanos.addAndGet(TerminalLimits.SYNCHRONIZED_OUTPUT_NANOS);
            ScreenView view = fed.view(random.nextLong(-10, 2_000));
            assertThat(view.lines()).hasSize(view.rows());
            assertThat(view.cursor().line() - view.screenTop()).isBetween(0L, view.rows() - 1L);
            assertThat(view.cursor().column()).isBetween(0, view.columns() - 1);
          }
        });

    assertThat(fed.screen.hasFailed()).isFalse();
    fed.feed("\u0018", ESC + "c", "fine");
    assertThat(fed.text()).isEqualTo("fine");
  }

  private static String sequence(Random random) {
    String finals = "@ABCDEFGHIJKLMPSTXZ^`abcdefghjlmnqrstu";
    return switch (random.nextInt(12)) {
      case 0 -> "text ".repeat(random.nextInt(20));
      case 1 -> "\r\n".repeat(random.nextInt(5));
      case 2 -> ESC + "DEHMNO6789=>nocFVWZ".charAt(random.nextInt(19));
      case 3 -> {
        Mode mode = List.of(Mode.values()).get(random.nextInt(Mode.values().length));
        yield CSI
            + (mode.kind() == Mode.Kind.DEC ? "?" : "")
            + mode.number()
            + "hlhlsr".charAt(random.nextInt(mode.kind() == Mode.Kind.DEC ? 6 : 2));
      }
      case 4 -> "\u6f22\ud83d\ude00e\u0301\u2705\u2764\ufe0f".repeat(random.nextInt(10));
      case 5 ->
          ESC
              + "()*+".charAt(random.nextInt(4))
              + "0AB2".charAt(random.nextInt(4))
              + "lqk\u000e"
              + "\b\t\u000b".repeat(random.nextInt(3));
      case 6 ->
          "\ud83d\udc69\u200d\ud83d\udcbb\ud83c\udde9\ud83c\uddea\u200b\u0301\ufe0f"
              .substring(random.nextInt(10));
      case 7 -> numbers(random, 8) + "$" + "vxz{".charAt(random.nextInt(4));
      case 8 -> numbers(random, 2) + "'" + "}~".charAt(random.nextInt(2));
      case 9 ->
          List.of(numbers(random, 2) + "s", numbers(random, 2) + "r", CSI + "1\"q", CSI + "?2J")
              .get(random.nextInt(4));
      case 10 ->
          List.of(CSI + "!p", ESC + "#8", CSI + "?1K", CSI + "3 @", CSI + "2 A", CSI + ">1u")
              .get(random.nextInt(6));
      default ->
          CSI
              + random.nextInt(50)
              + ";"
              + random.nextInt(120)
              + finals.charAt(random.nextInt(finals.length()));
    };
  }

  private static String numbers(Random random, int count) {
    StringBuilder text = new StringBuilder(CSI);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ";").append(random.nextInt(60));
    }
    return text.toString();
  }
}
