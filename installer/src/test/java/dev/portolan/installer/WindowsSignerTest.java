package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsSignerTest {
  @Test
  void filesAreSignedWithTheNamedCertificateAndStamped() {
    String thumbprint = "a".repeat(40);
    assertThat(new WindowsSigner(thumbprint).command(List.of(Path.of("a.exe"), Path.of("b.dll"))))
        .startsWith("signtool", "sign")
        .containsSubsequence("/tr", "http://timestamp.digicert.com", "/sha1", thumbprint)
        .endsWith("a.exe", "b.dll");
  }

  @Test
  void aPasswordInPlaceOfAThumbprintIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WindowsSigner("secret /x"));
  }

  @Test
  void withoutACertificateNothingIsStarted() throws Exception {
    new WindowsSigner("").sign(List.of(Path.of("a.exe")));
  }
}
