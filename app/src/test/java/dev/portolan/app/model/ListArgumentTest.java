package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListArgumentTest {
  @ParameterizedTest
  @CsvSource({
    "plant.portolan, true",
    "/home/me/PLANT.Portolan, true",
    "file:///tmp/a.portolan, true",
    ".portolan, false",
    "portolan, false",
    "plant.portolan.exe, false",
    "--data-dir=x.portolan, false",
    "forward, false"
  })
  void knowsFilesByTheirNames(String argument, boolean meant) {
    assertThat(ListArgument.isMeant(argument)).isEqualTo(meant);
  }

  @Test
  void aFileIsTheSameFromEveryFolder() {
    Path here = Path.of("plant.portolan").toAbsolutePath();
    assertThat(ListArgument.path("plant.portolan")).isEqualTo(here);
    assertThat(ListArgument.complete("plant.portolan")).isEqualTo(here.toString());
    assertThat(ListArgument.complete("portolan://open?edge=x")).isEqualTo("portolan://open?edge=x");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void addressesOfFileManagersAreFiles() {
    assertThat(ListArgument.path("file:///tmp/plant%20%C3%BC.portolan"))
        .isEqualTo(Path.of("/tmp/plant ü.portolan"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListArgument.path("file://elsewhere/plant.portolan"));
    assertThatIllegalArgumentException().isThrownBy(() -> ListArgument.path("a\0.portolan"));
  }
}
