package dev.portolan.app.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusScannerTest {
  private static final String WORD = "aab7aab9";

  private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
  private final StatusScanner scanner =
      new StatusScanner(WORD, (bytes, count) -> passed.write(bytes, 0, count));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000})
  void findsStatusHoweverTheOutputIsSplit(int size) {
    feed("one\r\naab7aaaab7 two" + WORD + " 130\r\nmore", size);
    assertThat(scanner.status()).hasValue(130);
    assertThat(passed).hasToString("one\r\naab7aaaab7 two");
  }

  @Test
  void holdsBackOnlyWhatMayBeginTheWord() {
    feed("Password: a", 100);
    assertThat(passed).hasToString("Password: ");
    feed("b", 100);
    assertThat(passed).hasToString("Password: ab");
  }

  @Test
  void passesOnTheRestAtTheEnd() {
    feed("cut off aab7", 100);
    scanner.finish();
    assertThat(passed).hasToString("cut off aab7");
    assertThat(scanner.status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" x\n", " 99999999999999999999\n", " \n"})
  void whatIsNoNumberIsNoStatus(String behind) {
    feed("text" + WORD + behind, 100);
    assertThat(scanner.status()).isEmpty();
    assertThat(passed).hasToString("text");
  }

  private void feed(String text, int size) {
    byte[] bytes = text.getBytes(US_ASCII);
    for (int from = 0; from < bytes.length; from += size) {
      scanner.accept(
          java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
  }
}
