package dev.portolan.app.session;

import dev.portolan.app.task.Background;
import java.io.IOException;

/** A shell could not be opened. The message is for the user. */
public final class ShellException extends IOException {
  private final String sentence;
  private final String advice;
  private final Remedy remedy;

  /** What may help. */
  public enum Remedy {
    /** The device must come back. */
    DEVICE,
    /** A later retry. */
    TIME,
    /** A working connection to the edge, which needs the user. */
    LINK,
    /** A retry by the user. */
    PERSON
  }

  /**
   * A refusal or a failure.
   *
   * @param sentence the problem, one plain sentence
   * @param advice what to do next
   * @param remedy what may help
   */
  public ShellException(String sentence, String advice, Remedy remedy, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
    this.advice = advice;
    this.remedy = remedy;
  }

  /** The cause of a failed attempt. An unknown one may be retried by the user. */
  static ShellException of(Throwable failure) {
    Throwable cause = Background.cause(failure);
    return cause instanceof ShellException known
        ? known
        : new ShellException("No shell could be opened.", "Try again.", Remedy.PERSON, cause);
  }

  public String sentence() {
    return sentence;
  }

  public String advice() {
    return advice;
  }

  public Remedy remedy() {
    return remedy;
  }
}
