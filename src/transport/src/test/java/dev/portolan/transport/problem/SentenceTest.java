package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "it is a link there|It is a link there.",
        "what has come is not what was sent: no|What has come is not what was sent: no.",
        "report.txt: permission denied|report.txt: permission denied.",
        "/srv/app: there is no such file|/srv/app: there is no such file.",
        "pump-7 is away.|pump-7 is away.",
        "Is it there?|Is it there?",
        "''|''"
      })
  void wordsBeginWithACapitalLetterAndEnd(String words, String sentence) {
    assertThat(Sentence.of(words)).isEqualTo(sentence);
  }
}
