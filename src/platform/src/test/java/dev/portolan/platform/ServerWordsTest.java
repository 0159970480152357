package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerWordsTest {
  private static String of(String body, Secret... secrets) {
    return ServerWords.of(body.getBytes(StandardCharsets.UTF_8), List.of(secrets));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":\"wrong\"} | wrong",
        "{\"error\":{\"code\":7,\"message\":\"wrong\"}} | wrong",
        "{\"error\":\"code_7\",\"error_description\":\"wrong\"} | wrong",
        "{\"message\":\"wrong\"} | wrong",
        "{\"errors\":[{\"detail\":\"wrong\"},{\"detail\":\"more\"}]} | wrong",
        "{\"errors\":[\"wrong\"]} | wrong",
        "{\"errors\":{\"email\":[\"wrong\"]}} | wrong",
        "{\"status\":400,\"title\":\"wrong\"} | wrong",
        "[\"wrong\"] | wrong",
        "\"wrong\" | wrong",
        "wrong | wrong",
        "<html><head><TITLE lang=\"en\">wrong</TITLE> | wrong",
        "<html><body>wrong | ``",
        "{\"token\":\"x\"} | ``",
        "{\"error\":true} | ``",
        "{\"error\":\"\"} | ``",
        "{\"error\": | ``",
        "[{] | ``",
        "7 | ``",
        "{\"error\":[[[[[[\"wrong\"]]]]]]} | ``",
      })
  void areFoundInAnyShape(String body, String words) {
    assertThat(of(body)).isEqualTo(words);
  }

  @Test
  void haveNoSecretControlCharacterOrGreatLength() {
    String token = "canary-token";

    assertThat(of("{\"error\":\"no " + token + " here\"}", Secret.of(token)))
        .isEqualTo("no … here");
    assertThat(of("stray eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc123 token"))
        .isEqualTo("stray … token");
    assertThat(of("a\u001b[31m\u202eb\r\nc")).isEqualTo("ab c");
    assertThat(of("word ".repeat(100_000))).hasSizeLessThanOrEqualTo(160).endsWith("…");
    // What is left when control characters go is looked at, too.
    assertThat(of("can\u0007ary-token", Secret.of(token))).isEmpty();
  }
}
