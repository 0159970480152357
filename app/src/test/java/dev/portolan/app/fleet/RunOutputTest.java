package dev.portolan.app.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunOutputTest {
  @Test
  void controlSequencesDoNothing() {
    RunOutput output = new RunOutput(new OutputBudget(1_000), 1_000);
    feed(output, "\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b[2J\r\n10 %\r100 %\r\n");
    assertThat(output.text()).isEqualTo("red\n100 %\n");
    assertThat(output.cut()).isZero();
  }

  @Test
  void whatIsTooMuchIsCountedInsteadOfKept() {
    RunOutput output = new RunOutput(new OutputBudget(1_000), 10);
    feed(output, "12345\n67890\n");
    feed(output, "more\n");
    assertThat(output.text()).isEqualTo("12345\n");
    assertThat(output.cut()).isEqualTo(6 + 5);
  }

  @Test
  void allOutputsShareOneBudget() {
    OutputBudget budget = new OutputBudget(10);
    RunOutput one = new RunOutput(budget);
    RunOutput other = new RunOutput(budget);
    feed(one, "123456\n");
    feed(other, "123456\n");
    assertThat(one.text()).isEqualTo("123456\n");
    assertThat(other.text()).isEmpty();
    assertThat(other.cut()).isEqualTo(7);
    budget.giveBack(7);
    RunOutput third = new RunOutput(budget);
    feed(third, "123456\n");
    assertThat(third.text()).isEqualTo("123456\n");
  }

  private static void feed(RunOutput output, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    output.accept(bytes, bytes.length);
  }
}
