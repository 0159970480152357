package dev.portolan.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeNameTest {
  @ParameterizedTest
  @CsvSource({
    "report.txt, report (3).txt",
    "folder, folder (2)",
    ".profile, .profile (2)",
    "site.tar.gz, site.tar (2).gz"
  })
  void aNumberComesBeforeTheExtension(String name, String free) {
    assertThat(FreeName.of(name, Set.of("report.txt", "report (2).txt")::contains)).isEqualTo(free);
  }
}
