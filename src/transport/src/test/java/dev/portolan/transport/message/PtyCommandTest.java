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

  @Test
  void takesEachNumberUpToItsLimit() {
    assertThat(new PtyCommand("", 255, 65_535, 65_535, null, List.of()).type()).isEqualTo(255);
    for (int[] beyond :
        new int[][] {
          {256, 1, 1}, {-1, 1, 1}, {0, 65_536, 1}, {0, -1, 1}, {0, 1, 65_536}, {0, 1, -1}
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PtyCommand("", beyond[0], beyond[1], beyond[2], null, List.of()));
    }
  }

  @Test
  void takesAsManyBytesAsAMessageCarries() {
    String json = "{\"sid\":\"" + "x".repeat(65_535 - 10) + "\"}";
    assertThat(json).hasSize(65_535);
    assertThat(parse(json).sid()).hasSize(65_525);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json + " "))
        .withMessage("the terminal command has at most 65535 bytes");
  }

  @Test
  void passesOverSixteenLevelsAndNoMore() {
    assertThat(parse("{\"x\":" + "[".repeat(15) + "]".repeat(15) + ",\"sid\":\"s\"}").sid())
        .isEqualTo("s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{\"x\":" + "[".repeat(16) + "]".repeat(16) + "}"));
  }

  @Test
  void takesNullForWhatIsNotThere() {
    assertThat(
            parse(
                "{\"sid\":null,\"type\":null,\"cols\":null,\"rows\":null,\"command\":\"\","
                    + "\"command_args\":null}"))
        .isEqualTo(new PtyCommand("", 0, 0, 0, null, List.of()));
    assertThat(new PtyCommand("s", 0, 1, 0, "", List.of()).toJson())
        .isEqualTo("{\"sid\":\"s\",\"cols\":1}");
    assertThat(new PtyCommand("s", 7, 0, 0, null, List.of()).toJson())
        .isEqualTo("{\"sid\":\"s\",\"type\":7}");
  }
}
