package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModulesTest {
  @Test
  void awtIsLeftOutAndWhatItBringsAlongIsNot() {
    assertThat(Modules.wanted("java.base,java.desktop,jdk.net"))
        .isEqualTo("java.base,java.xml,jdk.net");
    assertThat(Modules.wanted("java.base,jdk.net")).isEqualTo("java.base,jdk.net");
  }

  @Test
  void theFlightRecorderIsLeftOut() {
    assertThat(Modules.wanted("java.base,jdk.jfr,jdk.net")).isEqualTo("java.base,jdk.net");
  }
}
