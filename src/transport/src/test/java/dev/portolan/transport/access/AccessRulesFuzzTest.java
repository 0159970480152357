package dev.portolan.transport.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Any text is rules, or is refused by the number of a line. Any message is judged, or refused in
 * words. What is sent on is understood as it was judged.
 */
class AccessRulesFuzzTest {
  private static final int[] TYPES =
      IntStream.concat(
              Arrays.stream(MessageType.values()).mapToInt(MessageType::code), IntStream.of(0x7f))
          .toArray();

  @FuzzTest(maxDuration = "3m")
  void judgesWhateverComes(FuzzedDataProvider data) {
    Message message = Message.of(data.pickValue(TYPES), data.consumeBytes(data.consumeInt(0, 300)));
    AccessRules.Scope scope = data.pickValue(AccessRules.Scope.values());
    String text = data.consumeRemainingAsString();
    AccessRules rules;
    try {
      rules = AccessRules.parse(text, scope);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(refused.getMessage()).startsWith("line ").hasSizeLessThan(330);
      return;
    }
    assertThat(rules.warnings()).allMatch(warning -> warning.startsWith("line "));
    Operation operation;
    try {
      operation = Operation.of(message);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    Operation again = Operation.of(operation.message());
    assertThat(again.message()).isEqualTo(operation.message());
    assertThat(again.target()).isEqualTo(operation.target());
    Verdict verdict = rules.judge("alice", "ab12", operation);
    assertThat(rules.judge("alice", "ab12", again)).isEqualTo(verdict);
    assertThat(verdict.allowed() && rules.size() == 0).isFalse();
  }
}
