package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchedFileTest {

  private static final FileKind<List<String>> WORDS =
      FileKind.ofLines("word file", WatchedFileTest::words, words -> words.size() + " words");

  @TempDir Path folder;
  private final TurnedClock clock = new TurnedClock();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("words"), "first\n");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    TextLines.forEach(
        text,
        line -> {
          if (line.contains(" ")) {
            throw new IllegalArgumentException("it has two words");
          }
          words.add(line);
        });
    return words;
  }

  private WatchedFile<List<String>> open() throws IOException {
    return WatchedFile.open(List.of(file), WORDS, told::add, clock);
  }

  /** What becomes of the file, and what is read then. */
  @FunctionalInterface
  interface Step {
    void happens(Path file) throws Exception;
  }

  static Stream<Arguments> goodFiles() {
    return Stream.of(
        good("written in place", file -> Files.writeString(file, "a\nb\n"), "a", "b"),
        good("replaced", file -> replace(file, "a\n"), "a"),
        good("marked as UTF-8", file -> Files.writeString(file, "\uFEFFa\n"), "a"),
        good("with Windows line ends", file -> Files.writeString(file, "a\r\nb\r\n"), "a", "b"),
        good("with comments", file -> Files.writeString(file, "# x\n\n a # y\n"), "a"),
        good("of other letters", file -> Files.writeString(file, "größe\n"), "größe"),
        good("empty", file -> Files.write(file, new byte[0])),
        good("of comments only", file -> Files.writeString(file, "# nobody\n")),
        good("removed", Files::delete),
        good("a link to another", WatchedFileTest::link, "linked"),
        good("a link to nothing", WatchedFileTest::linkToNothing));
  }

  private static Arguments good(String how, Step step, String... words) {
    return Arguments.of(how, step, List.of(words));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void aFileThatStaysAsItIsCounts(String how, Step step, List<String> words) throws Exception {
    try (WatchedFile<List<String>> watched = open()) {
      step.happens(file);
      settle(watched);
      assertThat(watched.get()).isEqualTo(words);
    }
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("of a bad line", file -> Files.writeString(file, "a\nb c\n"), "line 2: it has two"),
        bad("half written", file -> Files.writeString(file, "a\nfir"), "line 2: it has no line"),
        bad("with a NUL", file -> Files.writeString(file, "a\u0000\n"), "line 1: it has a char"),
        bad("with an ESC", file -> Files.writeString(file, "a\n\u001b[m\n"), "line 2: it has a ch"),
        bad("with a bare CR", file -> Files.writeString(file, "a\rb\n"), "line 1: it has a char"),
        bad("that turns its text", file -> Files.writeString(file, "a\u202eb\n"), "line 1: it ha"),
        bad("of a long line", file -> Files.writeString(file, "a".repeat(4_097) + "\n"), "longer"),
        bad("in Latin-1", file -> Files.write(file, "größe\n".getBytes(ISO_8859_1)), "not UTF-8"),
        bad("of half a letter", file -> Files.write(file, cut("aß")), "not UTF-8"),
        bad("a folder", WatchedFileTest::makeFolder, "is no file"),
        bad("a pipe", WatchedFileTest::makePipe, "is no file"),
        bad("a link to a device", WatchedFileTest::linkToDevice, "is no file"),
        bad("too large", WatchedFileTest::makeLarge, "larger than 4 MiB"));
  }

  private static Arguments bad(String how, Step step, String reason) {
    return Arguments.of(how, step, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void aBadFileLeavesWhatWasBeforeAndSaysWhy(String how, Step step, String reason)
      throws Exception {
    try (WatchedFile<List<String>> watched = open()) {
      step.happens(file);
      settle(watched);
      assertThat(watched.get()).containsExactly("first");
      assertThat(told.poll(30, TimeUnit.SECONDS))
          .startsWith("word file " + file + " is not used, what it said before stays in force: ")
          .contains(reason);
      removeAny(file);
      Files.writeString(file, "mended\n");
      settle(watched);
      assertThat(watched.get()).containsExactly("mended");
      assertThat(told.poll(30, TimeUnit.SECONDS)).endsWith(" was read again: 1 words.");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void aFileThatIsBadFromTheStartIsNotOpened(String how, Step step, String reason)
      throws Exception {
    step.happens(file);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("word file " + file + ": ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {(4 << 20) - 1, 4 << 20, (4 << 20) + 1})
  void aFileHasUpToFourMebibytes(int size) throws IOException {
    String comments = ("#" + " ".repeat(1_022) + "\n").repeat(4 << 10);
    Files.writeString(file, "word\n" + comments.substring(0, size - 6) + "\n");
    assertThat(Files.size(file)).isEqualTo(size);
    if (size > 4 << 20) {
      assertThatThrownBy(this::open).hasMessageEndingWith(file + " is larger than 4 MiB");
    } else {
      try (WatchedFile<List<String>> watched = open()) {
        assertThat(watched.get()).containsExactly("word");
      }
    }
  }

  @Test
  void aFileThatIsNotThereFromTheStartIsNotOpened() throws IOException {
    Files.delete(file);
    assertThatThrownBy(this::open).hasMessageContaining("there is no file " + file);
    file = folder.resolve("no").resolve("folder");
    assertThatThrownBy(this::open).hasMessageContaining("there is no file " + file);
  }

  @Test
  void aFaultIsToldAgainEachMinuteUntilItIsMended() throws IOException {
    try (WatchedFile<List<String>> watched = open()) {
      Files.writeString(file, "two words\n");
      settle(watched);
      String fault = told.remove();
      clock.pass(Duration.ofMillis(59_999));
      watched.look();
      assertThat(told).isEmpty();
      clock.pass(Duration.ofMillis(1));
      watched.look();
      watched.look();
      assertThat(told).containsExactly(fault);
      clock.pass(Duration.ofMinutes(1));
      watched.look();
      assertThat(told).containsExactly(fault, fault);
      Files.writeString(file, "first\n");
      settle(watched);
      clock.pass(Duration.ofMinutes(2));
      watched.look();
      assertThat(told).hasSize(3).last().asString().contains(" was read again: ");
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsNotUsedBeforeItStaysAsItIs() throws IOException {
    try (WatchedFile<List<String>> watched = open()) {
      Files.writeString(file, "");
      assertThat(watched.look()).isFalse();
      clock.pass(Duration.ofMillis(199));
      assertThat(watched.look()).isFalse();
      Files.writeString(file, "fi\n");
      assertThat(watched.look()).isFalse();
      clock.pass(Duration.ofMillis(199));
      assertThat(watched.look()).isFalse();
      assertThat(watched.get()).containsExactly("first");
      Files.writeString(file, "first\n");
      assertThat(watched.look()).isTrue();
      clock.pass(Duration.ofMillis(200));
      Files.writeString(file, "fi\n");
      assertThat(watched.look()).isFalse();
      assertThat(watched.get()).containsExactly("first");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void whoReadsItAgainNeedNotWait() throws IOException {
    try (WatchedFile<List<String>> watched = open()) {
      Files.writeString(file, "second\n");
      watched.readAgain();
      assertThat(watched.get()).containsExactly("second");
      Files.writeString(file, "two words\n");
      watched.readAgain();
      watched.readAgain();
      assertThat(watched.get()).containsExactly("second");
      assertThat(told).hasSize(3);
    }
  }

  @Test
  void whatIsMadeOfItHearsOfEachChange() throws Exception {
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    try (WatchedFile<List<String>> watched =
        WatchedFile.open(List.of(file), WORDS, told::add, Ticker.systemTicker())) {
      Current<Integer> count =
          Current.of(watched, Current.fixed(100), (words, more) -> words.size() + more);
      count.onChange(() -> heard.add(count.get()));
      replace(file, "a\nb\n");
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(102);
      Files.delete(file);
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(100);
      Files.writeString(file, "c\n");
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(101);
    }
  }

  @Test
  void filesThatBelongTogetherCountTogether() throws IOException {
    FileKind<String> pair =
        new FileKind<>(
            "pair", FileKind.Absence.FAULT, WatchedFileTest::pair, text -> "a pair of " + text);
    Path other = Files.writeString(folder.resolve("other"), "first\n");
    try (WatchedFile<String> watched =
        WatchedFile.open(List.of(file, other), pair, told::add, clock)) {
      assertThat(watched.summary())
          .isEqualTo("a pair of first (pair " + file + " and " + other + ")");
      Files.writeString(file, "second\n");
      settle(watched);
      assertThat(watched.get()).isEqualTo("first");
      Files.delete(other);
      settle(watched);
      assertThat(watched.get()).isEqualTo("first");
      Files.writeString(other, "second\n");
      settle(watched);
      assertThat(watched.get()).isEqualTo("second");
      assertThat(told).hasSize(3);
    }
  }

  @Test
  void itsFiguresSayHowItDoes() throws IOException {
    try (WatchedFile<List<String>> watched = open()) {
      assertThat(watched.kindName()).isEqualTo("word file");
      assertThat(watched.isFailing()).isFalse();
      Files.writeString(file, "two words\n");
      settle(watched);
      clock.pass(Duration.ofSeconds(5));
      watched.look();
      assertThat(watched.isFailing()).isTrue();
      assertThat(watched.goodAge()).isEqualTo(Duration.ofMillis(5_200));
      assertThat(watched.badReads()).isEqualTo(1);
      assertThat(watched.goodReads()).isZero();

      Files.writeString(file, "second\n");
      settle(watched);
      assertThat(watched.isFailing()).isFalse();
      assertThat(watched.goodReads()).isEqualTo(1);
      assertThat(watched.badReads()).isEqualTo(1);
      clock.pass(Duration.ofSeconds(5));
      watched.look();
      assertThat(watched.goodAge()).isZero();
    }
  }

  /** A process has few of them. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aWatchEndsWithItsFile() throws IOException {
    long before = watches();
    try (WatchedFile<List<String>> watched = open()) {
      assertThat(watches()).as("with " + watched.summary()).isEqualTo(before + 1);
    }
    assertThat(watches()).isEqualTo(before);
    Files.writeString(file, "two words\n");
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    assertThat(watches()).as("after a file with a bad line").isEqualTo(before);
    Files.delete(file);
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    assertThat(watches()).as("after a file that is not there").isEqualTo(before);
  }

  private static long watches() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(WatchedFileTest::isWatch).count();
    }
  }

  private static boolean isWatch(Path open) {
    try {
      return Files.readSymbolicLink(open).toString().equals("anon_inode:inotify");
    } catch (IOException e) {
      return false; // closed meanwhile, as is that of the folder itself
    }
  }

  private static String pair(List<ByteBuffer> contents) {
    String first = UTF_8.decode(contents.getFirst().duplicate()).toString().strip();
    if (!first.equals(UTF_8.decode(contents.getLast().duplicate()).toString().strip())) {
      throw new IllegalArgumentException("they do not belong together");
    }
    return first;
  }

  private void settle(WatchedFile<?> watched) {
    watched.look();
    clock.pass(Duration.ofMillis(WatchedFile.SETTLED_MILLIS));
    assertThat(watched.look()).isTrue();
    assertThat(watched.look()).isTrue();
  }

  static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] cut(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static void link(Path file) throws IOException {
    Path target = Files.writeString(file.resolveSibling("target"), "linked\n");
    Files.delete(file);
    Files.createSymbolicLink(file, target);
  }

  private static void linkToNothing(Path file) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, file.resolveSibling("nothing"));
  }

  private static void linkToDevice(Path file) throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
  }

  private static void makeFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private static void makePipe(Path file) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")) || Files.exists(Path.of("/bin/mkfifo")));
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }

  private static void makeLarge(Path file) throws IOException {
    Files.writeString(file, "word\n".repeat((4 << 20) / 5 + 1));
  }

  private static void removeAny(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
