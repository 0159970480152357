package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sequences on a terminal of 20 by 8, and the screen that xterm 379 (Debian) made of the same bytes
 * and printed with {@code CSI i}.
 */
class XtermScreensTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "charsets",
        "columns",
        "differences",
        "margins",
        "marks",
        "misc",
        "protection",
        "rectangles",
        "reverse",
        "screens",
        "screens-main",
        "strings",
        "wide",
        "wrap"
      })
  void showsWhatXtermShows(String name) {
    FedScreen fed = new FedScreen(20, 8);

    fed.feed(resource(name + ".bin"));

    assertThat(fed.text()).isEqualTo(golden(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"charsets", "margins", "marks", "strings", "wide"})
  void showsTheSameByteForByte(String name) {
    FedScreen fed = new FedScreen(20, 8);

    for (byte each : resource(name + ".bin")) {
      fed.feed(new byte[] {each});
    }

    assertThat(fed.text()).isEqualTo(golden(name));
  }

  private static String golden(String name) {
    String text = new String(resource(name + ".txt"), StandardCharsets.UTF_8).stripTrailing();
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static byte[] resource(String name) {
    try (InputStream in = XtermScreensTest.class.getResourceAsStream("xterm/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
