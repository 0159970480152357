package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtyCommandTest {
  private static PtyCommand parse(String json) {
    return PtyCommand.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesWhatTheReferenceWrites() {
    PtyCommand command = new PtyCommand("s", 0, 80, 24, "sh", List.of("-c", "echo \"\u00fc\" <&>"));

    assertThat(command.toJson())
        .isEqualTo(
            "{\"sid\":\"s\",\"cols\":80,\"rows\":24,\"command\":\"sh\","
                + "\"command_args\":[\"-c\",\"echo \\\"\u00fc\\\" <&>\"]}");
    assertThat(parse(command.toJson())).isEqualTo(command);
  }

  @Test
  void omitsEmptyAndZeroFields() {
    assertThat(new PtyCommand("", 0, 0, 0, null, List.of()).toJson()).isEqualTo("{\"sid\":\"\"}");
  }

  @Test
  void readsWhatGoWrites() {
    assertThat(parse("{\"sid\":\"\\u003c\",\"type\":0,\"cols\":80,\"rows\":24,\"command\":null}"))
        .isEqualTo(new PtyCommand("<", 0, 80, 24, null, List.of()));
  }

  @Test
  void ignoresUnknownFields() {
    assertThat(parse("{\"new\":{\"a\":[1,{}]},\"sid\":\"s\",\"cols\":5}"))
        .isEqualTo(new PtyCommand("s", 0, 5, 0, null, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"sid\"",
        "{\"sid\":5}",
        "{\"cols\":\"80\"}",
        "{\"cols\":80.5}",
        "{\"cols\":70000}",
        "{\"cols\":-1}",
        "{\"cols\":99999999999999999999999}",
        "{\"command_args\":\"x\"}",
        "{\"command_args\":[1]}",
        "{\"sid\":\"s\"",
        "{\"sid\":\"s\"}{}",
        "{\"sid\":\"s\"} x",
        "{sid:1}"
      })
  void rejectsInvalidJsonWithReason(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100).doesNotContain("\n"));
  }

  @Test
  void rejectsDeeplyNestedJson() {
    String deep = "[".repeat(40) + "]".repeat(40);

    assertThatIllegalArgumentException().isThrownBy(() -> parse("{\"x\":" + deep + "}"));
  }

  @Test
  void rejectsOversizedJson() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{\"sid\":\"" + "x".repeat(65_530) + "\"}"));
  }

  @Test
  void doesNotQuoteTheDocument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{\"sid\":\"secret\"} trailing-secret"))
        .withMessageNotContaining("secret");
  }
}
