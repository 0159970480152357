package dev.portolan.transport.problem;

import dev.portolan.transport.message.RemoteText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a plain sentence and advice for the user.
 *
 * <p>Texts can be displayed as they are: one line of at most {@value RemoteText#MAX_CHARS}
 * characters, without control characters or secrets.
 */
public final class EdgeException extends IOException {
  private final Problem problem;
  private final int status;
  private final String reason;

  /** A failure with the problem's own sentence. */
  public EdgeException(Problem problem) {
    this(problem, problem.summary(), null);
  }

  /** A failure with a specific sentence. */
  public EdgeException(Problem problem, String sentence) {
    this(problem, sentence, null);
  }

  /** As above, with a cause for logs only. */
  public EdgeException(Problem problem, String sentence, @Nullable Throwable cause) {
    this(problem, sentence, 0, "", cause);
  }

  /**
   * A failure with the far side's reason.
   *
   * @param sentence what happened, without the reason
   * @param status the HTTP status of the refusal, or 0
   * @param reason the far side's reason, sanitised here
   */
  public EdgeException(Problem problem, String sentence, int status, String reason) {
    this(problem, sentence, status, reason, null);
  }

  private EdgeException(
      Problem problem, String sentence, int status, String reason, @Nullable Throwable cause) {
    super(sentence(sentence, RemoteText.clean(reason)), cause);
    this.problem = problem;
    this.status = status;
    this.reason = RemoteText.clean(reason);
  }

  private static String sentence(String sentence, String reason) {
    if (reason.isEmpty()) {
      return RemoteText.clean(sentence);
    }
    String start = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return RemoteText.clean(start + ": " + reason);
  }

  /** The kind of failure. */
  public Problem problem() {
    return problem;
  }

  /** The HTTP status of a refusal, or 0. */
  public int status() {
    return status;
  }

  /** The far side's sanitised reason, or empty. */
  public String reason() {
    return reason;
  }

  /** The advice for the user. */
  public String advice() {
    return problem.advice();
  }

  /** The sentence for the user. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? problem.summary() : message;
  }
}
