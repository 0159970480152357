package dev.portolan.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LabFolderTest {
  @TempDir Path parent;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everythingIsForItsOwnerAlone() throws Exception {
    LabFolder folder = new LabFolder(parent.resolve("deep/lab"));

    folder.prepare();
    folder.keepPort(4711);

    assertThat(permissions(folder.path())).isEqualTo("rwx------");
    for (Path file : files(folder)) {
      assertThat(permissions(file)).as("%s", file).isEqualTo("rw-------");
    }
  }

  @Test
  void aSecondTimeNothingChanges() throws Exception {
    LabFolder folder = new LabFolder(parent.resolve("lab"));
    folder.prepare();
    Map<Path, String> before = contents(folder);

    folder.prepare();

    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void whatWasLeftHalfDoneIsDoneAgain() throws Exception {
    LabFolder folder = new LabFolder(parent.resolve("lab"));
    folder.prepare();
    Files.delete(folder.tokenFile());
    String before = Files.readString(folder.caFile());

    folder.prepare();

    assertThat(Files.readString(folder.caFile())).isNotEqualTo(before);
    assertThat(folder.token()).isNotEmpty();
  }

  @Test
  void eachFolderHasAnotherToken() throws Exception {
    LabFolder one = new LabFolder(parent.resolve("one"));
    LabFolder two = new LabFolder(parent.resolve("two"));

    one.prepare();
    two.prepare();

    assertThat(one.token()).hasSize(32).isNotEqualTo(two.token());
  }

  @Test
  void thePortIsRemembered() throws Exception {
    LabFolder folder = new LabFolder(parent.resolve("lab"));
    folder.prepare();

    assertThat(folder.port()).isZero();
    folder.keepPort(4711);
    assertThat(folder.port()).isEqualTo(4711);
  }

  @Test
  void aPortFileWithSomethingElseIsToldByName() throws Exception {
    LabFolder folder = new LabFolder(parent.resolve("lab"));
    folder.prepare();
    Files.writeString(folder.path().resolve("port"), "99999");

    assertThatThrownBy(folder::port)
        .isInstanceOf(IOException.class)
        .hasMessage(folder.path().resolve("port") + " holds no port number");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<Path> files(LabFolder folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files.toList();
    }
  }

  private static Map<Path, String> contents(LabFolder folder) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(file, Files.readString(file));
    }
    return contents;
  }
}
