package dev.portolan.app.session;

import java.io.IOException;

/** Why no shell could be opened, in words for a person. */
public final class ShellException extends IOException {
  private final String sentence;
  private final String advice;
  private final Remedy remedy;

  /** What may help. */
  public enum Remedy {
    /** The device, when it is back. */
    DEVICE,
    /** Trying again after a while. */
    TIME,
    /** A connection to the edge that works again, which needs a person. */
    LINK,
    /** A person who asks again. */
    PERSON
  }

  /**
   * A refusal or a failure.
   *
   * @param sentence what happened, one plain sentence
   * @param advice what to do next
   * @param remedy what may help
   */
  public ShellException(String sentence, String advice, Remedy remedy, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
    this.advice = advice;
    this.remedy = remedy;
  }

  /** The reason why an attempt failed, unwrapped; a person may try again where it is unknown. */
  static ShellException of(Throwable failure) {
    Throwable cause = Futures.cause(failure);
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
