package dev.portolan.app.browse;

import java.io.IOException;

/** Why a folder of a device was not listed or changed, in words for the user. */
public final class BrowseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String advice;

  /** The kinds of reasons. */
  public enum Reason {
    /** There is no such folder. */
    MISSING,
    /** There is something else of that name. */
    NO_FOLDER,
    /** The account that runs commands on the device may not read it. */
    NOT_PERMITTED,
    /** What was to be changed was not, or not all of it. */
    NOT_CHANGED,
    /**
     * No command runs there, or none that lists: edge or device do not allow it, or have no such
     * programs. Files may still be sent and got by a path that the user types.
     */
    NO_LISTING,
    /** The answer makes no sense. */
    BAD_ANSWER,
    /** It took too long, the device or the connection is gone; worth another try. */
    LOST,
    /** Nobody waits for it any more. */
    CANCELLED;

    /** Whether a command of the device has said so. */
    boolean isAnswer() {
      return switch (this) {
        case MISSING, NOT_PERMITTED, NOT_CHANGED -> true;
        case NO_FOLDER, NO_LISTING, BAD_ANSWER, LOST, CANCELLED -> false;
      };
    }
  }

  BrowseException(Reason reason, String sentence, String advice) {
    super(sentence);
    this.reason = reason;
    this.advice = advice;
  }

  BrowseException(Reason reason, String sentence, String advice, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
    this.advice = advice;
  }

  public Reason reason() {
    return reason;
  }

  /** One plain sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** What to do next, one plain sentence; may be empty. */
  public String advice() {
    return advice;
  }
}
