package dev.portolan.transport.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.testing.TestCertificates;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationCodeTest {
  private static final X509Certificate AUTHORITY = TestCertificates.AUTHORITY.getCertificate();

  private final InvitationCode code = InvitationCode.create(AUTHORITY, new SecureRandom());

  @Test
  void isReadAsItIsWritten() {
    assertThat(code.text()).matches("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){7}");
    assertThat(InvitationCode.parse(code.text())).isEqualTo(code);
  }

  @Test
  void isReadHoweverPeopleWriteIt() {
    String text = code.text();

    assertThat(InvitationCode.parse(text.toLowerCase(Locale.ROOT))).isEqualTo(code);
    assertThat(InvitationCode.parse(text.replace("-", ""))).isEqualTo(code);
    assertThat(InvitationCode.parse("  " + text.replace("-", " - ") + "\n")).isEqualTo(code);
    assertThat(InvitationCode.parse(text.replace('0', 'o').replace('1', 'l'))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4F7KQ",
        "4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7K",
        "4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQQ",
        "4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KU",
        "4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7KQ-4F7K\u00e9"
      })
  void whatIsNoneIsRefusedWithoutAPartOfIt(String text) {
    assertThatThrownBy(() -> InvitationCode.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a code has eight groups of five digits and letters, such as 4F7KQ-\u2026");
  }

  @Test
  void veryLongTextIsNotEvenLookedAt() {
    assertThatThrownBy(() -> InvitationCode.parse("-".repeat(1_000_000) + code.text()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCodeIsWrittenInUpTo100Characters() {
    String text = code.text();
    String longest = text + " ".repeat(100 - text.length());
    assertThat(InvitationCode.parse(longest)).isEqualTo(code);
    assertThatThrownBy(() -> InvitationCode.parse(longest + " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesOneAuthorityAlone() {
    assertThat(code.names(AUTHORITY)).isTrue();
    assertThat(code.names(TestCertificates.authority("Test Authority").getCertificate())).isFalse();
  }

  @Test
  void secretsDiffer() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      secrets.add(InvitationCode.create(AUTHORITY, new SecureRandom()).secret());
    }
    assertThat(secrets).hasSize(100).allMatch(secret -> secret.length() == 20);
  }

  @Test
  void saysNothingOfItsSecret() {
    assertThat(code).hasToString("InvitationCode[" + code.fingerprint() + "]");
    assertThat(InvitationCode.hashOf(code.secret())).hasSize(64).doesNotContain(code.secret());
  }
}
