package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.LogContent;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-09T07:05:02Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final Background background = new Background();
  private final BlockingQueue<LogState> states = new LinkedBlockingQueue<>();
  private final SessionLog log = follow(new SessionLog("pump-7", background, CLOCK));

  @AfterEach
  void close() {
    log.stop();
    background.close();
  }

  private SessionLog follow(SessionLog fresh) {
    fresh.addListener(() -> states.add(fresh.state()));
    return fresh;
  }

  private LogState next() throws InterruptedException {
    LogState state = states.poll(30, TimeUnit.SECONDS);
    assertThat(state).as("a state").isNotNull();
    return state;
  }

  private static void print(SessionLog log, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.printed(bytes, bytes.length);
  }

  private String pattern() {
    return folder.resolve("logs").resolve("%device %date.log").toString();
  }

  private Path file() {
    return folder.resolve("logs").resolve("pump-7 2026-03-09.log").toAbsolutePath();
  }

  /** What is in the file once the log is closed. */
  private String stopped(SessionLog one) throws Exception {
    one.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return Files.readString(file());
  }

  @Test
  void whatComesFromTheStartToTheStopIsWrittenAndAppended() throws Exception {
    print(log, "not wanted\r\n");
    log.start(pattern(), LogContent.TEXT);
    assertThat(next()).isEqualTo(new LogState.On(file()));
    print(log, "\u001b[32mone\u001b[m\r\ntw");
    print(log, "o");
    String begin = "── log begins 2026-03-09 07:05:02\n";
    String end = "── log ends 2026-03-09 07:05:02\n";
    assertThat(stopped(log)).isEqualTo(begin + "one\ntwo\n" + end);
    assertThat(next()).isEqualTo(new LogState.Off());
    print(log, "not wanted\r\n");

    log.start(pattern(), LogContent.TEXT);
    print(log, "three\r\n");
    assertThat(stopped(log)).isEqualTo(begin + "one\ntwo\n" + end + begin + "three\n" + end);
  }

  @Test
  void twoLogsAtOnceDoNotMix() throws Exception {
    log.start(pattern(), LogContent.TEXT);
    assertThat(next()).isEqualTo(new LogState.On(file()));
    SessionLog second = follow(new SessionLog("pump-7", background, CLOCK));
    second.start(pattern(), LogContent.TEXT);
    Path other = file().resolveSibling("pump-7 2026-03-09 (2).log");
    assertThat(next()).isEqualTo(new LogState.On(other));
    print(log, "one\r\n");
    print(second, "two\r\n");
    assertThat(stopped(second)).doesNotContain("two");
    assertThat(stopped(log)).contains("one").doesNotContain("two");
    assertThat(Files.readString(other)).contains("two").doesNotContain("one");
  }

  @Test
  void allBytesAreWrittenWhereThatIsWanted() throws Exception {
    log.start(pattern(), LogContent.BYTES);
    print(log, "\u001b[32mone\u001b[m\r\n");
    assertThat(stopped(log)).isEqualTo("\u001b[32mone\u001b[m\r\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "reads permissions of Unix")
  void nobodyElseCanReadIt() throws Exception {
    log.start(pattern(), LogContent.TEXT);
    assertThat(next()).isInstanceOf(LogState.On.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsNoFileIsRefusedInASentence() throws Exception {
    Files.createDirectories(file());
    log.start(pattern(), LogContent.TEXT);
    assertThat(next())
        .isEqualTo(
            new LogState.Failed(
                "No log can be written to " + file() + ": it is not a regular file."));
    Files.delete(file());
    Files.createSymbolicLink(file(), folder.resolve("elsewhere"));
    log.start(pattern(), LogContent.TEXT);
    assertThat(next()).isEqualTo(new LogState.Off());
    assertThat(next()).isInstanceOf(LogState.Failed.class);
    assertThat(folder.resolve("elsewhere")).doesNotExist();
    log.start("a\0b", LogContent.TEXT);
    assertThat(next()).isEqualTo(new LogState.Off());
    assertThat(next()).isInstanceOf(LogState.Failed.class);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "takes a device of Linux that is always full")
  void aFullDiskIsToldInASentence() throws Exception {
    Path full = Path.of("/dev/full");
    SessionLog onFullDisk =
        follow(
            new SessionLog(
                "pump-7",
                background,
                CLOCK,
                file -> new LogFile(file, FileChannel.open(full, StandardOpenOption.WRITE))));
    onFullDisk.start(pattern(), LogContent.TEXT);
    assertThat(next()).isInstanceOf(LogState.On.class);
    assertThat(next())
        .isEqualTo(
            new LogState.Failed(
                "The log has ended: No space left on device. What came before is in "
                    + file()
                    + "."));
    print(onFullDisk, "goes on without a log\r\n");
  }

  @Test
  void aSlowDiskHoldsNobodyUpAndTheLogSaysHowMuchIsMissing() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    SessionLog onSlowDisk =
        follow(
            new SessionLog(
                "pump-7",
                background,
                CLOCK,
                file -> {
                  WritableByteChannel real =
                      FileChannel.open(
                          Files.createDirectories(file.getParent()).resolve(file.getFileName()),
                          StandardOpenOption.CREATE,
                          StandardOpenOption.WRITE);
                  return new LogFile(file, new SlowChannel(real, slow));
                }));
    onSlowDisk.start(pattern(), LogContent.TEXT);
    assertThat(next()).isInstanceOf(LogState.On.class);
    byte[] mebibyte = "0123456789abcde\n".repeat(65_536).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 6; i++) {
      onSlowDisk.printed(mebibyte, mebibyte.length);
    }
    slow.countDown();
    assertThat(stopped(onSlowDisk))
        .contains("[" + 2 * 1_048_576 + " bytes are missing here: the disk was too slow]");
  }

  /** A disk that takes nothing until it is let go. */
  private record SlowChannel(WritableByteChannel real, CountDownLatch slow)
      implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      try {
        slow.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      return real.write(bytes);
    }

    @Override
    public boolean isOpen() {
      return real.isOpen();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
