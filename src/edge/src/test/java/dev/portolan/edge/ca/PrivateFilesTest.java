package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  private static void requireAdministrator(Path file) throws IOException {
    assumeTrue(Files.getOwner(file).getName().equals("root"), "this user gives nothing away");
  }

  private static UserPrincipalLookupService accounts(Path file) {
    return file.getFileSystem().getUserPrincipalLookupService();
  }

  private static void giveToNobody(Path file) throws IOException {
    Files.setOwner(file, accounts(file).lookupPrincipalByName("nobody"));
  }

  private static String owner(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assertFilesAre(Path... expected) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNewFileIsForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("file");
    String content = "größe\n".repeat(100_000);
    PrivateFiles.write(file, content);

    assertThat(file).hasContent(content);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertFilesAre(file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    PrivateFiles.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-r-----");
    assertFilesAre(file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatIsReplacedKeepsItsOwnerAndGroup() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    requireAdministrator(file);
    giveToNobody(file);
    Files.getFileAttributeView(file, PosixFileAttributeView.class)
        .setGroup(accounts(file).lookupPrincipalByGroupName("daemon"));

    PrivateFiles.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(owner(file)).isEqualTo("nobody");
    assertThat(Files.getAttribute(file, "posix:group")).hasToString("daemon");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsNewBelongsToTheOwnerOfItsFolder() throws IOException {
    requireAdministrator(folder);
    giveToNobody(folder);

    PrivateFiles.write(folder.resolve("file"), "text");
    PrivateFiles.makeSubfolder(folder.resolve("folder"));
    PrivateFiles.openLock(folder.resolve("lock")).close();

    for (String made : new String[] {"file", "folder", "lock"}) {
      assertThat(owner(folder.resolve(made))).as(made).isEqualTo("nobody");
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Path place = Files.createDirectory(folder.resolve("file"));
    Files.writeString(place.resolve("inside"), "mine");

    assertThatThrownBy(() -> PrivateFiles.write(place, "text")).isInstanceOf(IOException.class);
    assertThat(place.resolve("inside")).hasContent("mine");
    assertFilesAre(place);
  }

  @Test
  void theRootIsNoFile() {
    Path root = folder.getRoot();

    assertThatThrownBy(() -> PrivateFiles.write(root, "text"))
        .isInstanceOf(IOException.class)
        .hasMessage(root + " is no place for a file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLockIsMadeOnceForItsOwnerAlone() throws IOException {
    Path lock = folder.resolve("lock");
    try (FileChannel channel = PrivateFiles.openLock(lock)) {
      assertThat(channel.tryLock()).isNotNull();
    }
    assertThat(permissions(lock)).isEqualTo("rw-------");
    Object made = Files.getAttribute(lock, "unix:ino");

    try (FileChannel again = PrivateFiles.openLock(lock)) {
      assertThat(again.tryLock()).isNotNull();
    }
    assertThat(Files.getAttribute(lock, "unix:ino")).isEqualTo(made);
  }

  /** Whoever owns the folder must not get a file from elsewhere by a link to it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsNoLock() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Path lock = Files.createSymbolicLink(folder.resolve("lock"), elsewhere);

    assertThatThrownBy(() -> PrivateFiles.openLock(lock)).isInstanceOf(IOException.class);
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void aFolderComesWithAllThatIsInItAndTheFoldersAbove() throws IOException {
    Path made = folder.resolve("above").resolve("made");

    PrivateFiles.makeFolder(
        made,
        fresh -> {
          assertThat(made).doesNotExist();
          PrivateFiles.write(fresh.resolve("file"), "text");
          PrivateFiles.makeSubfolder(fresh.resolve("folder"));
        });

    assertThat(made.resolve("file")).hasContent("text");
    assertThat(made.resolve("folder")).isEmptyDirectory();
    try (Stream<Path> files = Files.list(made.getParent())) {
      assertThat(files).containsExactly(made);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEmptyFolderIsClosedToOthersBeforeItIsFilled() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    PrivateFiles.makeFolder(open, filled -> assertThat(permissions(filled)).isEqualTo("rwx------"));

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  /** No other process can have made it meanwhile. */
  @Test
  void whatCannotBeWrittenIntoANewFolderIsToldAsItIs() throws IOException {
    assertThatThrownBy(
            () ->
                PrivateFiles.makeFolder(
                    folder.resolve("made"),
                    fresh -> {
                      throw new FileSystemException("file", null, "No space left on device");
                    }))
        .hasMessage("file: No space left on device");
    assertThat(folder).isEmptyDirectory();
  }
}
