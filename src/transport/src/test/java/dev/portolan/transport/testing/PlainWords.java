package dev.portolan.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** What a sentence for a person may not hold. */
public final class PlainWords {
  private PlainWords() {}

  /** No class, no call, no number of an error. */
  public static void assertPlain(String sentence) {
    assertThat(sentence)
        .doesNotContain("..", "()", "syscall", "Exception", "java.", "io.netty", "null")
        .doesNotContain("error(", "Unknown error", "<unresolved>")
        .doesNotContainPattern("[(\\[]-?[0-9]{1,3}[)\\]]")
        .hasSizeBetween(3, 300);
  }
}
