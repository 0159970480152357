package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.message.FileRequest.Replaced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What was unpacked comes to its place, or none of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has links and a named pipe")
class PlacementTest {
  @TempDir private Path scratch;
  private Path there;

  @BeforeEach
  void before() throws IOException {
    there = scratch.toRealPath();
  }

  /** Makes what was unpacked. */
  @FunctionalInterface
  private interface Unpacked {
    void in(Path folder) throws IOException;
  }

  private void move(Unpacked unpacked, @Nullable String as, Replaced replaced) throws IOException {
    try (Folder to = Folder.open(there);
        Staging staging = Staging.in(to)) {
      unpacked.in(staging.folder().path());
      Placement.move(staging, to, as, replaced);
    }
  }

  private void move(Unpacked unpacked) throws IOException {
    move(unpacked, null, Replaced.DISCARD);
  }

  private static void file(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void aFileReplacesAFile() throws IOException {
    file(there.resolve("f"), "old");
    move(from -> file(from.resolve("f"), "new"));
    assertThat(there.resolve("f")).hasContent("new");
    assertThat(there.resolve(".f.portolan-previous")).doesNotExist();
  }

  @Test
  void whatIsReplacedIsKeptIfThatIsWanted() throws IOException {
    file(there.resolve("top/f"), "old");
    move(
        from -> {
          file(from.resolve("top/f"), "new");
          file(from.resolve("top/g"), "first");
        },
        null,
        Replaced.KEEP);
    assertThat(there.resolve("top/f")).hasContent("new");
    assertThat(there.resolve("top/.f.portolan-previous")).hasContent("old");
    assertThat(there.resolve("top/g")).hasContent("first");
    assertThat(there.resolve("top/.g.portolan-previous")).doesNotExist();
  }

  @Test
  void foldersAreMerged() throws IOException {
    file(there.resolve("top/in/old"), "old");
    move(
        from -> {
          file(from.resolve("top/in/new"), "new");
          file(from.resolve("top/deep/er/f"), "f");
        });
    assertThat(there.resolve("top/in/old")).hasContent("old");
    assertThat(there.resolve("top/in/new")).hasContent("new");
    assertThat(there.resolve("top/deep/er/f")).hasContent("f");
  }

  @Test
  void allOfItMayGetAnotherName() throws IOException {
    file(there.resolve("old"), "old");
    move(from -> file(from.resolve("f"), "new"), "old", Replaced.DISCARD);
    assertThat(there.resolve("old")).hasContent("new");
    assertThat(there.resolve("f")).doesNotExist();
  }

  /** However the folder lists them. */
  @Test
  void nothingIsMovedBeforeAllHasAPlace() throws IOException {
    file(there.resolve("m"), "a file");
    assertThatThrownBy(
            () ->
                move(
                    from -> {
                      file(from.resolve("a"), "new");
                      file(from.resolve("m/f"), "new");
                      file(from.resolve("z"), "new");
                    }))
        .hasMessage(there.resolve("m") + " is no folder there");
    assertThat(there.resolve("a")).doesNotExist();
    assertThat(there.resolve("z")).doesNotExist();
    assertThat(there.resolve("m")).hasContent("a file");
  }

  @Test
  void whatIsDeepWithinIsCheckedToo() throws IOException {
    file(there.resolve("top/in/f/inner"), "old");
    assertThatThrownBy(() -> move(from -> file(from.resolve("top/in/f"), "new")))
        .hasMessage(there.resolve("top/in/f") + " is a folder there");
  }

  @Test
  void aLinkIsNotReplaced() throws IOException {
    file(there.resolve("target"), "old");
    Files.createSymbolicLink(there.resolve("f"), Path.of("target"));
    assertThatThrownBy(() -> move(from -> file(from.resolve("f"), "new")))
        .hasMessage(there.resolve("f") + " is a link there, which is not replaced");
    assertThat(there.resolve("target")).hasContent("old");
  }

  @Test
  void aNamedPipeIsNotReplaced() throws Exception {
    Path pipe = there.resolve("f");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> move(from -> file(from.resolve("f"), "new")))
        .hasMessage(pipe + " is no file there");
  }
}
