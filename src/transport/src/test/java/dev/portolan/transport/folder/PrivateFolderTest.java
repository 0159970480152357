package dev.portolan.transport.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Private folders of transfers, and what remains of them. */
@DisabledOnOs(OS.WINDOWS)
class PrivateFolderTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path scratch;
  private Folder parent;

  @BeforeEach
  void before() throws IOException {
    parent = Folder.open(scratch.toRealPath());
  }

  @AfterEach
  void after() throws IOException {
    parent.close();
  }

  @Test
  void onlyItsUserMayEnterItAndItGoesAwayWithAllThatIsInIt() throws IOException {
    try (PrivateFolder folder = PrivateFolder.in(parent)) {
      Path path = folder.folder().path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      Files.writeString(Files.createDirectory(path.resolve("files")).resolve("f"), "x");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void itIsFoundAgainIfItWasKept() throws IOException {
    try (PrivateFolder folder = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      Files.writeString(folder.folder().path().resolve("f"), "x");
      folder.keep();
      assertThat(folder.isKept()).isTrue();
    }
    try (PrivateFolder again = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      assertThat(again.folder().path().resolve("f")).hasContent("x");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void twoWithOneIdGetTheirOwn() throws IOException {
    try (PrivateFolder one = PrivateFolder.of(parent, ID, Duration.ZERO);
        PrivateFolder two = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      assertThat(two.folder().path()).isNotEqualTo(one.folder().path());
      two.keep();
      assertThat(two.isKept()).as("nobody would find it").isFalse();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void thePatientGetItWhenTheOtherHasEnded() throws Exception {
    CompletableFuture<Path> second = new CompletableFuture<>();
    CountDownLatch waits = new CountDownLatch(1);
    Path first;
    Thread other;
    try (PrivateFolder folder = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      first = folder.folder().path();
      folder.keep();
      other =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    waits.countDown();
                    try (PrivateFolder patient =
                        PrivateFolder.of(parent, ID, Duration.ofMinutes(1))) {
                      second.complete(patient.folder().path());
                    } catch (IOException e) {
                      second.completeExceptionally(e);
                    }
                  });
      waits.await();
      assertThat(second).isNotDone();
    }
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(first);
    assertThat(other.join(Duration.ofSeconds(30))).as("it has closed the folder").isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void anotherProcessMayHaveIt() throws Exception {
    Path folder = Files.createDirectory(scratch.toRealPath().resolve(".portolan-" + ID));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path lock = Files.createFile(folder.resolve("lock"));
    Files.createFile(folder.resolve("journal"));
    Process other =
        new ProcessBuilder(
                "python3",
                "-c",
                """
                import fcntl, sys
                f = open(sys.argv[1], 'r+')
                fcntl.lockf(f, fcntl.LOCK_EX)
                print('locked', flush=True)
                sys.stdin.read()
                """,
                lock.toString())
            .start();
    try {
      assumeTrue(other.inputReader().readLine() != null);
      Leftovers.sweep(parent, Instant.now().plus(Duration.ofDays(3)), 0, 0);
      assertThat(folder).exists();
      try (PrivateFolder mine = PrivateFolder.of(parent, ID, Duration.ZERO)) {
        assertThat(mine.folder().path()).isNotEqualTo(folder);
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (PrivateFolder mine = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      assertThat(mine.folder().path()).isEqualTo(folder);
    }
  }

  @Test
  void whatOthersMayEnterIsNotUsed() throws IOException {
    Path open = Files.createDirectory(scratch.toRealPath().resolve(".portolan-" + ID));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (PrivateFolder mine = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      assertThat(mine.folder().path()).isNotEqualTo(open);
    }
    Files.delete(open);
    Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(open, elsewhere);
    try (PrivateFolder mine = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      assertThat(mine.folder().path()).isNotEqualTo(open);
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void leftoversOfAKilledProcessGoIfTheyHaveNoJournal() throws IOException {
    leftover(1, 10, Instant.now());
    Files.delete(scratch.resolve(name(1)).resolve("journal"));
    Files.writeString(scratch.resolve("other"), "x");
    sweep(8, 1_000);
    assertThat(names()).containsExactly("other");
  }

  @Test
  void leftoversGoWhenTheyAreOldOrManyOrLarge() throws IOException {
    Instant now = Instant.now();
    leftover(1, 10, now.minus(Duration.ofHours(25)));
    leftover(2, 10, now.minus(Duration.ofHours(23)));
    leftover(3, 10, now.minus(Duration.ofHours(2)));
    leftover(4, 10, now.minus(Duration.ofHours(1)));
    sweep(8, 1_000);
    assertThat(names()).containsExactly(name(2), name(3), name(4));
    sweep(2, 1_000);
    assertThat(names()).containsExactly(name(3), name(4));
    sweep(2, 20);
    assertThat(names()).as("as much as may stay").containsExactly(name(3), name(4));
    sweep(2, 15);
    assertThat(names()).containsExactly(name(4));
  }

  @Test
  void aSweepTakesNothingThatIsInUse() throws IOException {
    try (PrivateFolder used = PrivateFolder.of(parent, ID, Duration.ZERO)) {
      Leftovers.sweep(parent, Instant.now().plus(Duration.ofDays(3)), 0, 0);
      assertThat(used.folder().path()).exists();
    }
  }

  @Test
  void aFileKeepsWhatItsUserMayNotDo() throws IOException {
    for (int mode : List.of(0, 0400, 0555, 0755)) {
      Path name = scratch.getFileSystem().getPath("f" + mode);
      try (StagedFile file = StagedFile.create(parent, name, Modes.ofFile(mode))) {
        file.write(new byte[] {1}, 1);
        file.finish();
      }
      assertThat(Modes.of(Files.getPosixFilePermissions(scratch.resolve(name)))).isEqualTo(mode);
    }
  }

  private void sweep(int count, long bytes) throws IOException {
    Leftovers.sweep(parent, Instant.now(), count, bytes);
  }

  private static String name(int number) {
    return ".portolan-" + "0".repeat(31) + number;
  }

  private void leftover(int number, int bytes, Instant used) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve(name(number)));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(folder.resolve("journal"));
    Files.write(folder.resolve("content"), new byte[bytes]);
    Files.setLastModifiedTime(Files.createFile(folder.resolve("lock")), FileTime.from(used));
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(scratch)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
