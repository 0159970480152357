package dev.portolan.app.session;

import java.io.IOException;

/** Why no shell could be opened, in words for a person. */
public final class ShellException extends IOException {
  private final String sentence;
  private final String advice;
  private final boolean passing;

  /**
   * A refusal or a failure.
   *
   * @param sentence what happened, one plain sentence
   * @param advice what to do next
   * @param passing whether trying again by itself may help
   */
  public ShellException(String sentence, String advice, boolean passing, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
    this.advice = advice;
    this.passing = passing;
  }

  public String sentence() {
    return sentence;
  }

  public String advice() {
    return advice;
  }

  public boolean isPassing() {
    return passing;
  }
}
