package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of small values. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "2026.19, true",
    "2026.19.1, true",
    "2026.20, true",
    "2026.100, true",
    "2027.1, true",
    "2027, true",
    "2026.18, false",
    "2026.9, false",
    "2026, false",
    "2025.99, false",
    "'', false",
    "2026.19-rc1, false",
    "2026..19, false",
    "99999999999.1, false",
  })
  void agentVersionsCompareByNumber(String version, boolean enough) {
    assertThat(new AgentVersion(version).isAtLeast(AgentVersion.FILES)).isEqualTo(enough);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "../../../admin"})
  void nodeIdsAreHexadecimal(String text) {
    assertThatThrownBy(() -> new NodeId(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeId("A".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeId("a".repeat(63)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAreBoundedAndHidden() {
    assertThat(Secret.of("canary")).hasToString("Secret[hidden]").isEqualTo(Secret.of("canary"));
    assertThat(Secret.of("canary")).isNotEqualTo(Secret.of("other"));
    assertThatThrownBy(() -> Secret.of("")).hasMessage("the secret is empty");
    assertThat(Secret.of("x".repeat(12_288)).value()).hasSize(12_288);
    assertThatThrownBy(() -> Secret.of("x".repeat(12_289)))
        .hasMessage("the secret is longer than 12288 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "ä", "a\u007f"})
  void refreshTokensAreCookies(String value) {
    assertThatThrownBy(() -> new Tokens(Secret.of("x"), Secret.of(value)))
        .hasMessage("the refresh token has characters that cannot be sent");
    assertThat(Tokens.isCookie("!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~")).isTrue();
    assertThat(Tokens.isCookie("x".repeat(4_096))).isTrue();
    assertThat(Tokens.isCookie("x".repeat(4_097))).isFalse();
  }

  @Test
  void searchesAndLimitsAreBounded() {
    assertThatThrownBy(
            () ->
                new InventoryQuery(
                    "x".repeat(201),
                    List.of(),
                    InventoryQuery.Sort.NAME,
                    InventoryQuery.Direction.ASCENDING))
        .hasMessage("the search is too long");
    assertThatThrownBy(
            () ->
                new InventoryQuery(
                    "",
                    Collections.nCopies(33, "tag"),
                    InventoryQuery.Sort.NAME,
                    InventoryQuery.Direction.ASCENDING))
        .hasMessage("the search is too long");
    assertThatThrownBy(() -> Account.pages(1_001, 1))
        .hasMessage("a page has from 1 to 1000 devices");
    assertThatThrownBy(() -> Account.pages(1, 0)).hasMessage("a limit must be positive");
  }
}
