package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void isKnownByDeviceAndInode() {
    String own = Journal.stream(Path.of("/proc/self/fd/2"));
    assertThat(own).matches("[0-9]+:[0-9]+");
    assertThat(Journal.isStandardError(Map.of("JOURNAL_STREAM", own))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9:1", "nonsense", "null"})
  void isNotWhatOnlyTheVariableSays(String variable) {
    assertThat(Journal.isStandardError(Map.of("JOURNAL_STREAM", variable))).isFalse();
    assertThat(Journal.isStandardError(Map.of())).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNone(@TempDir Path folder) throws Exception {
    assertThat(Journal.stream(folder.resolve("none"))).isNull();
    assertThat(Journal.stream(Files.writeString(folder.resolve("a"), "")))
        .isNotEqualTo(Journal.stream(Files.writeString(folder.resolve("b"), "")));
  }

  @ParameterizedTest
  @CsvSource({"ERROR, <3>", "WARN, <4>", "INFO, <6>", "DEBUG, <7>", "TRACE, <7>"})
  void levelsOfTheLogArePriorities(String level, String prefix) {
    assertThat(Journal.Priority.of(Level.toLevel(level)).prefix()).isEqualTo(prefix);
  }
}
