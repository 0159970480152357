package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static String limits(String open) {
    return "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max processes             100                  100                  processes \n"
        + "Max open files            "
        + open
        + "                 524288               files     \n"
        + "Max locked memory         8388608              8388608              bytes     \n";
  }

  @Test
  void fewAreToldWithTheirNumberAndTheCommand() {
    assertThat(OpenFiles.warning(limits("1024")))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("only 1024 files", "'ulimit -n 65536'"));
    assertThat(OpenFiles.warning(limits("4095"))).isPresent();
  }

  @Test
  void enoughAreNotTold() {
    assertThat(OpenFiles.warning(limits("4096"))).isEmpty();
    assertThat(OpenFiles.warning(limits("unlimited"))).isEmpty();
    assertThat(OpenFiles.warning("")).isEmpty();
  }
}
