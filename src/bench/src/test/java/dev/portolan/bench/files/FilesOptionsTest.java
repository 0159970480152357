package dev.portolan.bench.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesOptionsTest {
  @Test
  void readsRowsPeersAndSizes() {
    FilesOptions options =
        FilesOptions.parse(
            List.of(
                "--rows", "small-up", "--peers", "A,scp", "--megabytes", "64", "--rounds", "1"));
    assertThat(FilesRow.all().stream().filter(row -> options.wantsRow(row.id()))).hasSize(1);
    assertThat(options.wantsPeer("scp")).isTrue();
    assertThat(options.wantsPeer("go")).isFalse();
    assertThat(options.megabytes()).isEqualTo(64);
    assertThat(options.rounds()).isEqualTo(1);
  }

  @Test
  void withoutOptionsEverythingIsRun() {
    FilesOptions options = FilesOptions.parse(List.of());
    assertThat(FilesRow.all()).allMatch(row -> options.wantsRow(row.id()));
    assertThat(options.wantsPeer("go")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--rows,small,is none of",
    "--peers,rsync,is none of",
    "--files,0,is a number",
    "--fast,1,is not an option"
  })
  void refusesWhatItDoesNotKnow(String option, String value, String reason) {
    assertThatThrownBy(() -> FilesOptions.parse(List.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
