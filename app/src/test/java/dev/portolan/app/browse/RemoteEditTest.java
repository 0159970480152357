package dev.portolan.app.browse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.app.task.Background;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.file.DeviceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of a real device in an editor of this computer. */
@DisabledOnOs(OS.WINDOWS)
class RemoteEditTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path scratch;
  private final Background background = new Background();
  private final CompletableFuture<Path> opened = new CompletableFuture<>();
  private EdgeFixture fixture;
  private Path there;

  @BeforeEach
  void before() throws IOException {
    there = scratch.toRealPath().resolve("app.conf");
    Files.writeString(there, "old");
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));
    fixture = EdgeFixture.start();
  }

  @AfterEach
  void after() {
    fixture.close();
    background.close();
  }

  @Test
  void whatIsSavedGoesBackWithThePermissionsOfBefore() throws Exception {
    try (RemoteEdit edit = started()) {
      Path here = file();
      assertThat(here).hasContent("old").hasFileName("app.conf");
      assertThat(Files.isExecutable(here)).isFalse();
      assertThat(Files.getPosixFilePermissions(requireNonNull(here.getParent())))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      Files.writeString(here, "new");
      await(edit, EditState.Sent.class::isInstance);
      assertThat(there).hasContent("new");
      assertThat(Files.getPosixFilePermissions(there))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }
  }

  @Test
  void anEditorMayReplaceTheFileAndPutOthersBesideIt() throws Exception {
    try (RemoteEdit edit = started()) {
      Path here = file();
      for (String text : new String[] {"first", "second"}) {
        Files.writeString(here.resolveSibling(".app.conf.swp"), "lock");
        Files.move(here, here.resolveSibling("app.conf~"), StandardCopyOption.REPLACE_EXISTING);
        Path fresh = Files.writeString(here.resolveSibling("4913"), text);
        CompletableFuture<Void> sent = next(edit, EditState.Sent.class::isInstance);
        Files.move(fresh, here);
        sent.get(30, TimeUnit.SECONDS);
        assertThat(there).hasContent(text);
      }
      assertThat(requireNonNull(there.getParent()))
          .isDirectoryNotContaining(p -> p.toString().endsWith("~"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangeOnTheDeviceIsAskedAbout(EditAnswer answer) throws Exception {
    try (RemoteEdit edit = started()) {
      Path here = file();
      Files.writeString(there, "theirs");
      Files.writeString(here, "mine");
      await(edit, EditState.ChangedThere.class::isInstance);
      assertThat(there).hasContent("theirs");
      edit.answer(answer);
      Path own = there.resolveSibling("app (2026-11-30 12.00.00).conf");
      switch (answer) {
        case OVERWRITE -> {
          await(edit, EditState.Sent.class::isInstance);
          assertThat(there).hasContent("mine");
        }
        case KEEP_BOTH -> {
          await(edit, EditState.Sent.class::isInstance);
          assertThat(there).hasContent("theirs");
          assertThat(own).hasContent("mine");
          assertThat(edit.path()).isEqualTo(own.toString());
        }
        case DISCARD -> {
          await(edit, EditState.Editing.class::isInstance);
          assertThat(there).hasContent("theirs");
          assertThat(here).hasContent("theirs");
        }
      }
      // From here on it is edited as before.
      CompletableFuture<Void> sent = next(edit, EditState.Sent.class::isInstance);
      Files.writeString(here, "later");
      sent.get(30, TimeUnit.SECONDS);
      assertThat(answer == EditAnswer.KEEP_BOTH ? own : there).hasContent("later");
    }
  }

  @Test
  void aFileThatIsGoneFromTheDeviceIsAskedAbout() throws Exception {
    try (RemoteEdit edit = started()) {
      Path here = file();
      Files.delete(there);
      Files.writeString(here, "mine");
      await(edit, EditState.ChangedThere.class::isInstance);
      edit.answer(EditAnswer.OVERWRITE);
      await(edit, EditState.Sent.class::isInstance);
      assertThat(there).hasContent("mine");
    }
  }

  @Test
  void whatCannotBeSentStaysAndCanBeTriedAgain() throws Exception {
    try (RemoteEdit edit = started()) {
      Path here = file();
      fixture.killEdge();
      Files.writeString(here, "mine");
      await(edit, EditState.Failed.class::isInstance);
      assertThat(here).hasContent("mine");
    }
  }

  @Test
  void aFileThatCannotBeFetchedCanBeTriedAgain() throws Exception {
    Files.delete(there);
    try (RemoteEdit edit = edit(1 << 20)) {
      edit.start();
      await(edit, EditState.Failed.class::isInstance);
      Files.writeString(there, "now");
      edit.retry();
      assertThat(file()).hasContent("now");
    }
  }

  @Test
  void aLargeFileIsRefusedBeforeItHasCome() throws Exception {
    try (RemoteEdit edit = edit(2)) {
      edit.start();
      await(edit, EditState.Failed.class::isInstance);
      assertThat(assertInstanceOf(EditState.Failed.class, edit.state()).reason())
          .contains("too much to edit it here");
      assertThat(opened).isNotDone();
    }
  }

  @Test
  void closingRemovesTheCopy() throws Exception {
    RemoteEdit edit = started();
    Path here = file();
    edit.close();
    await(edit, EditState.Closed.class::isInstance);
    assertThat(requireNonNull(here.getParent()).getParent()).doesNotExist();
    assertThat(there).hasContent("old");
  }

  private RemoteEdit started() throws Exception {
    RemoteEdit edit = edit(1 << 20);
    edit.start();
    await(edit, EditState.Editing.class::isInstance);
    return edit;
  }

  private RemoteEdit edit(long most) {
    return new RemoteEdit(
        there.toString(),
        new DeviceExchange(new DeviceFiles(fixture.connect()), most),
        opened::complete,
        background,
        NOON);
  }

  private Path file() throws Exception {
    return opened.get(30, TimeUnit.SECONDS);
  }

  private static void await(RemoteEdit edit, Predicate<EditState> wanted) throws Exception {
    CompletableFuture<Void> seen = next(edit, wanted);
    if (!wanted.test(edit.state())) {
      seen.get(30, TimeUnit.SECONDS);
    }
  }

  /** Completes when a state of this kind comes. */
  private static CompletableFuture<Void> next(RemoteEdit edit, Predicate<EditState> wanted) {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    edit.addListener(
        () -> {
          if (wanted.test(edit.state())) {
            seen.complete(null);
          }
        });
    return seen;
  }
}
