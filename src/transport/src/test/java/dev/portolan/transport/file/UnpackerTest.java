package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are as they should be. */
@DisabledOnOs(OS.WINDOWS)
class UnpackerTest {
  private static final UnpackLimits LIMITS = new UnpackLimits(10, 1 << 20, 200);

  @TempDir private Path scratch;
  private Path folder;

  @BeforeEach
  void before() throws IOException {
    folder = scratch.toRealPath();
  }

  private void unpack(RawTar tar) throws IOException {
    unpack(tar, TransferListener.NONE);
  }

  private void unpack(RawTar tar, TransferListener listener) throws IOException {
    Unpacker.unpack(
        new ByteArrayInputStream(tar.end().gzip()),
        new Unpacker.Target(folder, "top", null, true),
        LIMITS,
        false,
        listener);
  }

  @Test
  void asManyEntriesAsItsLimitSays() throws IOException {
    RawTar tar = new RawTar();
    for (int i = 0; i < LIMITS.entries(); i++) {
      tar.folder("top/" + i);
    }
    unpack(tar);
    assertThat(folder.resolve("top/9")).isDirectory();
  }

  @Test
  void asManyBytesAsItsLimitSays() throws IOException {
    byte[] half = new byte[512 * 1024];
    unpack(
        new RawTar()
            .entry('0', "top/a", "", 0644, half.length, half)
            .entry('0', "top/b", "", 0644, half.length, half));
    assertThat(folder.resolve("top/b")).hasSize(half.length);
  }

  @Test
  void notOneByteMore() {
    byte[] half = new byte[512 * 1024];
    RawTar more =
        new RawTar()
            .entry('0', "top/a", "", 0644, half.length, half)
            .entry('0', "top/b", "", 0644, half.length, half)
            .file("top/c", "x");
    assertThatThrownBy(() -> unpack(more)).hasMessage("there is not enough room for 'top/c'");
  }

  @Test
  void anEmptyFile() throws IOException {
    unpack(new RawTar().file("top/e", ""));
    assertThat(folder.resolve("top/e")).isEmptyFile();
  }

  /** The headers behind a file begin with what fills its last block. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 511, 512, 513})
  void theNameBehindAFileIsFoundHoweverLongThatIs(int length) {
    RawTar tar = new RawTar(ISO_8859_1).file("top/a", "x".repeat(length)).file("top/\u00fc", "x");
    assertThatThrownBy(() -> unpack(tar)).hasMessageContaining("a name that is no UTF-8");
  }

  @Test
  void aFileAloneWhereThatIsAskedFor() throws IOException {
    Unpacker.Target alone = new Unpacker.Target(folder, "top", null, false);
    byte[] file = new RawTar().file("top", "x").end().gzip();
    Unpacker.unpack(new ByteArrayInputStream(file), alone, TransferListener.NONE);
    assertThat(folder.resolve("top")).hasContent("x");
    byte[] within = new RawTar().file("top/f", "x").end().gzip();
    assertThatThrownBy(
            () -> Unpacker.unpack(new ByteArrayInputStream(within), alone, TransferListener.NONE))
        .hasMessage("'top' is a folder");
  }

  /** As programs wrote them before tar had a type for folders. */
  @Test
  void aNameWithASlashAtItsEndIsAFolder() throws IOException {
    unpack(new RawTar().entry('0', "top/d/", "", 0755, 0, new byte[0]));
    assertThat(folder.resolve("top/d")).isDirectory();
  }

  @Test
  void aFileThatNobodyMayWriteGetsItsContentAndItsMode() throws IOException {
    unpack(new RawTar().entry('0', "top/r", "", 0444, 1, new byte[] {'x'}));
    Path file = folder.resolve("top/r");
    assertThat(file).hasContent("x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--r--r--");
  }

  @Test
  void eachEntryIsToldWithItsSize() throws IOException {
    List<String> told = new ArrayList<>();
    unpack(
        new RawTar().folder("top").file("top/f", "four").link("top/l", "f"),
        new TransferListener() {
          @Override
          public void entry(String name, long bytes) {
            told.add(name + " " + bytes);
          }

          @Override
          public void transferred(long bytes) {
            told.add("+" + bytes);
          }
        });
    assertThat(told).containsExactly("top/ 0", "top/f 4", "+4", "top/l 0");
  }

  /** The whole archive, of which this time so much comes. */
  private void goOn(byte[] archive, int until, long room, TransferListener listener)
      throws IOException {
    try (Folder to = Folder.open(folder);
        Staging staging = Staging.of(to, "0".repeat(32), Duration.ZERO);
        Journal journal =
            Journal.in(
                staging.scratch(),
                (at, sum) -> new ByteArrayInputStream(archive, (int) at, until - (int) at))) {
      staging.keep();
      Unpacker.unpack(
          journal,
          staging,
          new Unpacker.Target(folder, "top", null, true),
          new UnpackLimits(10, room, 200),
          listener);
    }
  }

  @Test
  void whatHasComeBeforeNeedsNoRoom() throws IOException {
    byte[] archive =
        new RawTar().file("top/f", "x".repeat(5_000)).file("top/g", "y").end().toBytes();
    assertThatThrownBy(() -> goOn(archive, 512 + 3_000, 5_001, TransferListener.NONE))
        .hasMessage("the archive is damaged");
    assertThatThrownBy(() -> goOn(archive, archive.length, 1_999, TransferListener.NONE))
        .hasMessage("there is not enough room for 'top/f'");
    assertThatThrownBy(() -> goOn(archive, 512 + 3_000, 2_000, TransferListener.NONE))
        .hasMessage("the archive is damaged");
    List<Long> came = new ArrayList<>();
    goOn(
        archive,
        archive.length,
        2_001,
        new TransferListener() {
          @Override
          public void transferred(long bytes) {
            came.add(bytes);
          }
        });
    assertThat(came).containsExactly(2_000L, 1L);
    Path files = folder.resolve(".portolan-" + "0".repeat(32)).resolve("files/top");
    assertThat(files.resolve("f")).hasContent("x".repeat(5_000));
    assertThat(files.resolve("g")).hasContent("y");
  }

  @Test
  void whatAKilledTransferLeftGoes() throws IOException {
    Path left = Files.createDirectory(folder.resolve(".portolan-" + "0".repeat(32)));
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(left.resolve("lock"));
    unpack(new RawTar().folder("top"));
    assertThat(left).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noFileStaysOpen() throws IOException {
    RawTar tar = new RawTar();
    for (int i = 0; i < 5; i++) {
      tar.file("top/" + i, "x");
    }
    unpack(tar);
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.map(UnpackerTest::target)).noneMatch(file -> file.startsWith(folder));
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (NoSuchFileException closed) {
      return descriptor;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
