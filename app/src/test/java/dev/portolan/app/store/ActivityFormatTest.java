package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ActivityFormatTest {
  @TempDir private Path folder;

  private static ActivityEntry entry(String name, ActivityEntry.Kind kind, String text) {
    return new ActivityEntry(
        Instant.parse("2026-05-31T12:00:00.123Z"),
        ActivitySubject.named(name),
        kind,
        Level.WARNING,
        text);
  }

  private static String written(ActivityFormat format, ActivityEntry... entries) {
    return new String(
        format.bytes(List.of(entries), ZoneOffset.ofHours(2)), StandardCharsets.UTF_8);
  }

  @Test
  void eachEntryIsALineOfText() {
    assertThat(
            written(
                ActivityFormat.TEXT,
                entry("pump ü", ActivityEntry.Kind.EVENT, "It was lost.\r\nReally."),
                entry("", ActivityEntry.Kind.NOTE, "Valve 3 is stuck")))
        .isEqualTo(
            """
            2026-05-31T14:00:00+02:00  warning  pump ü  It was lost. Really.
            2026-05-31T14:00:00+02:00  note    Valve 3 is stuck
            """);
  }

  @Test
  void aTableHasAHeadAndQuotes() {
    assertThat(written(ActivityFormat.CSV, entry("a, \"b\"", ActivityEntry.Kind.EVENT, "one\ntwo")))
        .isEqualTo(
            "time,level,subject,text\r\n"
                + "\"2026-05-31T14:00:00+02:00\",\"warning\",\"a, \"\"b\"\"\",\"one two\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "  =cmd|' /C calc'!A0", "\t=1", "|a", "%a"})
  void noCellIsAFormula(String name) {
    assertThat(written(ActivityFormat.CSV, entry(name, ActivityEntry.Kind.EVENT, "Lost.")))
        .contains(",\"'" + name + "\",");
  }

  @Test
  void jsonCanBeReadBack() {
    var read =
        JsonMapper.shared()
            .readTree(
                written(
                    ActivityFormat.JSON,
                    entry("\"<\\>", ActivityEntry.Kind.NOTE, "=1"),
                    entry("", ActivityEntry.Kind.EVENT, "Lost.")));
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.get(0).get("subject").asString()).isEqualTo("\"<\\>");
    assertThat(read.get(0).get("text").asString()).isEqualTo("=1");
    assertThat(read.get(0).get("level").asString()).isEqualTo("note");
    assertThat(read.get(1).get("time").asString()).isEqualTo("2026-05-31T14:00:00+02:00");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anExportIsForTheOwnerOnlyAlsoInPlaceOfAnotherFile() throws Exception {
    Path file = folder.resolve("activity.csv");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    ExportFiles.write(file, ExportFiles.Existing.REPLACE, new byte[] {1, 2});
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("activity.csv");
  }

  @Test
  void whatIsThereIsKeptUnlessItIsToBeReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("there"), "old");
    assertThatThrownBy(() -> ExportFiles.write(file, ExportFiles.Existing.KEEP, new byte[1]))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("old");
    assertThatThrownBy(() -> ExportFiles.write(folder, ExportFiles.Existing.REPLACE, new byte[1]))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Something else");
  }
}
