package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
  private static final String HEADER = "{\"version\": 2, \"width\": 80, \"height\": 24}\n";

  @TempDir Path folder;

  @Test
  void eventsHaveTheirTimesWithoutLongPauses() throws Exception {
    Recording recording =
        read(
            HEADER
                + "[0.5, \"o\", \"a\\u001b[1m\"]\n"
                + "[0.6, \"i\", \"typed\"]\n"
                + "[100, \"r\", \"100x30\"]\n\n"
                + "[101.25, \"m\", \"link lost\"]\n"
                + "[101.25, \"x\", \"later kind\"]\n");
    assertThat(recording.columns()).isEqualTo(80);
    assertThat(recording.rows()).isEqualTo(24);
    assertThat(recording.events())
        .containsExactly(
            new Recording.Event.Output(500_000, "a\u001b[1m"),
            new Recording.Event.Resize(2_600_000, 100, 30),
            new Recording.Event.Marker(3_850_000, "link lost"));
    assertThat(recording.length()).isEqualTo(3_850_000);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          [-1, "o", "x"]            | line 2 has no possible time
          [1e300, "o", "x"]         | line 2 has no possible time
          ["1", "o", "x"]           | line 2 is no event
          [1, "o"]                  | line 2 is no event
          [1, "o", 7]               | line 2 is no event
          {"version": 2}            | line 2 is no event
          garbage                   | line 2 is not JSON
          [1, "o", "x"] [2]         | line 2 is not JSON
          [1, "r", "0x24"]          | line 2 has no size of a terminal
          [1, "r", "9999x24"]       | line 2 has no size of a terminal
          [1, "r", "a lot"]         | line 2 has no size of a terminal
          """)
  void whatIsNoEventIsRefusedInWords(String line, String why) {
    assertThatThrownBy(() -> read(HEADER + line + "\n"))
        .isInstanceOf(RecordingException.class)
        .hasMessage(why);
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatThrownBy(() -> read(HEADER + "[2, \"o\", \"x\"]\n[1, \"o\", \"x\"]\n"))
        .hasMessage("line 3 is earlier than the line before");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {"version": 3}                               | it is an asciicast of version 3; version 2 is played
          {}                                           | it does not begin as an asciicast does
          []                                           | it does not begin as an asciicast does
          {"version": 2, "width": 0, "height": 24}     | its terminal has no size from 1 to 1000
          {"version": 2, "width": 80, "height": 1e9}   | its terminal has no size from 1 to 1000
          {"version": 2, "width": "80", "height": 24}  | its terminal has no size from 1 to 1000
          \u007fELF                                    | line 1 is not JSON
          """)
  void aWrongHeaderIsRefusedInWords(String header, String why) {
    assertThatThrownBy(() -> read(header + "\n"))
        .isInstanceOf(RecordingException.class)
        .hasMessage(why);
  }

  @Test
  void hugeLinesAndFilesAreRefused() throws Exception {
    assertThatThrownBy(() -> read(HEADER + "[1, \"o\", \"" + "x".repeat(1 << 20) + "\"]\n"))
        .hasMessage("line 2 is longer than 1 MiB");
    Path large = folder.resolve("large");
    try (var channel =
        Files.newByteChannel(
            large,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(CastLog.MAX_BYTES);
      channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    assertThatThrownBy(() -> Recording.read(large))
        .hasMessage("it is larger than 64 MiB, the most that is played");
    assertThatThrownBy(() -> Recording.read(folder)).hasMessage("it is not a regular file");
    assertThatThrownBy(() -> Recording.read(folder.resolve("none"))).hasMessage("it is not there");
    assertThatThrownBy(() -> read("")).hasMessage("it is empty");
  }

  private Recording read(String text) throws IOException, RecordingException {
    return Recording.read(Files.writeString(folder.resolve("test.cast"), text));
  }
}
