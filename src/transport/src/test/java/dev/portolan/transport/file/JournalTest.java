package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.folder.Folder;
import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.folder.PrivateFolder;
import dev.portolan.transport.folder.StagedFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive "headABCtail", of which ABC is the content of a file. */
class JournalTest {
  @TempDir private Path scratch;
  private Folder folder;
  private Path name;

  /** What was asked for: from where, and behind which check sum. */
  private final List<String> asked = new ArrayList<>();

  private boolean closed;

  @BeforeEach
  void open() throws IOException {
    folder = Folder.open(scratch);
    name = scratch.getFileSystem().getPath("file");
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private Journal journal(String rest) throws IOException {
    return Journal.in(
        folder,
        (offset, sum) -> {
          asked.add(offset + " " + HexFormat.of().formatHex(sum));
          return new FilterInputStream(new ByteArrayInputStream(rest.getBytes(US_ASCII))) {
            @Override
            public void close() {
              closed = true;
            }
          };
        });
  }

  private void onDisk(String log, String content) throws IOException {
    Files.writeString(scratch.resolve(PrivateFolder.JOURNAL), log);
    Files.writeString(scratch.resolve(name), content);
  }

  private StagedFile file() throws IOException {
    return StagedFile.open(folder, name, Modes.ofFile(0600));
  }

  private static String sumOf(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** What one read gives that may take up to so many bytes. */
  private static String read(InputStream in, int most) throws IOException {
    byte[] bytes = new byte[most + 2];
    int count = in.read(bytes, 1, most);
    return count < 0 ? "end" : new String(bytes, 1, count, US_ASCII);
  }

  @Test
  void logsWhatIsNoContent() throws IOException {
    try (Journal journal = journal("headABCtail");
        StagedFile file = file()) {
      assertThat(journal.isReplaying()).isTrue();
      assertThat(read(journal, 4)).isEqualTo("head");
      assertThat(journal.isReplaying()).isFalse();
      assertThat(journal.beginContent(file, 3)).isZero();
      assertThat(read(journal, 100)).as("no further than the content").isEqualTo("ABC");
      assertThat(read(journal, 100)).isEqualTo("tail");
      assertThat(read(journal, 100)).isEqualTo("end");
      assertThat(HexFormat.of().formatHex(journal.sum())).isEqualTo(sumOf("headABCtail"));
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
    assertThat(asked).containsExactly("0 " + sumOf(""));
    assertThat(scratch.resolve(PrivateFolder.JOURNAL)).hasContent("headtail");
  }

  @Test
  void readsWhatIsThereAndAsksForTheRestOfTheContent() throws IOException {
    onDisk("head", "AB");
    try (Journal journal = journal("Ctail");
        StagedFile file = file()) {
      assertThat(read(journal, 100)).as("no further than the log").isEqualTo("head");
      assertThat(journal.beginContent(file, 3)).isEqualTo(2);
      assertThat(read(journal, 100)).as("no further than the file").isEqualTo("AB");
      assertThat(journal.isReplaying()).isTrue();
      assertThat(read(journal, 100)).isEqualTo("C");
      assertThat(journal.isReplaying()).isFalse();
      assertThat(read(journal, 2)).isEqualTo("ta");
      assertThat(read(journal, 2)).isEqualTo("il");
      assertThat(HexFormat.of().formatHex(journal.sum())).isEqualTo(sumOf("headABCtail"));
    }
    assertThat(asked).containsExactly("6 " + sumOf("headAB"));
    assertThat(scratch.resolve(PrivateFolder.JOURNAL)).hasContent("headtail");
  }

  @Test
  void readsWhatIsThereAndAsksForTheRestOfTheLog() throws IOException {
    onDisk("headta", "ABC");
    try (Journal journal = journal("il");
        StagedFile file = file()) {
      assertThat(read(journal, 3)).isEqualTo("hea");
      assertThat(read(journal, 1)).isEqualTo("d");
      assertThat(journal.beginContent(file, 3)).isEqualTo(3);
      assertThat(read(journal, 2)).isEqualTo("AB");
      assertThat(read(journal, 2)).isEqualTo("C");
      assertThat(read(journal, 100)).isEqualTo("ta");
      assertThat(read(journal, 100)).isEqualTo("il");
    }
    assertThat(asked).containsExactly("9 " + sumOf("headABCta"));
  }

  @Test
  void beginsAnewWhereAFileHasMoreThanItShould() throws IOException {
    onDisk("head", "ABCD");
    try (Journal journal = journal("");
        StagedFile file = file()) {
      assertThat(read(journal, 4)).isEqualTo("head");
      assertThatThrownBy(() -> journal.beginContent(file, 3)).isInstanceOf(Journal.StartOver.class);
    }
    assertThat(asked).isEmpty();
  }

  /** The log goes on behind content of which some is not there. */
  @Test
  void beginsAnewWhereContentIsMissingInTheMiddle() throws IOException {
    onDisk("headtail", "AB");
    try (Journal journal = journal("");
        StagedFile file = file()) {
      assertThat(read(journal, 4)).isEqualTo("head");
      assertThat(journal.beginContent(file, 3)).isEqualTo(2);
      assertThat(read(journal, 3)).isEqualTo("AB");
      assertThatThrownBy(() -> journal.read()).isInstanceOf(Journal.StartOver.class);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void beginsAnewWhereAFileBecomesShorterMeanwhile() throws IOException {
    onDisk("head", "AB");
    try (Journal journal = journal("");
        StagedFile file = file()) {
      assertThat(read(journal, 4)).isEqualTo("head");
      assertThat(journal.beginContent(file, 3)).isEqualTo(2);
      Files.writeString(scratch.resolve(name), "");
      assertThatThrownBy(() -> journal.read()).isInstanceOf(Journal.StartOver.class);
    }
  }

  @Test
  void readsNothingWhereNothingIsWanted() throws IOException {
    try (Journal journal = journal("head")) {
      assertThat(journal.read(new byte[4], 0, 0)).isZero();
      assertThat(asked).isEmpty();
    }
    assertThat(closed).as("what was never asked for").isFalse();
  }

  @Test
  void aByteIsReadAsItIs() throws IOException {
    try (Journal journal =
        Journal.in(folder, (offset, sum) -> new ByteArrayInputStream(new byte[] {0, -1}))) {
      assertThat(journal.read()).isZero();
      assertThat(journal.read()).isEqualTo(255);
      assertThat(journal.read()).isEqualTo(-1);
    }
  }
}
