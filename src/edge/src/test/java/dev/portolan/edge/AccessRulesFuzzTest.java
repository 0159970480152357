package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever a rules file holds: it is read whole, or refused with the number of a line of it. */
class AccessRulesFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void isReadOrRefusedWithALine(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    try {
      AccessRules rules = AccessRules.parse(text);
      assertThat(rules.size()).isLessThanOrEqualTo((int) text.lines().count());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(refused.getMessage()).matches("(?s)line [1-9][0-9]*: .+");
    }
  }
}
