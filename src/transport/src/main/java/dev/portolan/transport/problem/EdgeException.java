package dev.portolan.transport.problem;

import dev.portolan.transport.message.RemoteText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A failure told in words: what happened, in one plain sentence, and what to do next.
 *
 * <p>The texts are fit to be shown as they are: one line, at most {@value RemoteText#MAX_CHARS}
 * characters, without control characters and without secrets.
 */
public final class EdgeException extends IOException {
  private final Problem problem;
  private final int status;
  private final String reason;

  /** A failure with the problem's own sentence. */
  public EdgeException(Problem problem) {
    this(problem, problem.summary(), null);
  }

  /** A failure with a sentence that names what is concerned. */
  public EdgeException(Problem problem, String sentence) {
    this(problem, sentence, null);
  }

  /** The same with what caused it, which is for the log only. */
  public EdgeException(Problem problem, String sentence, @Nullable Throwable cause) {
    this(problem, sentence, 0, "", cause);
  }

  /**
   * A failure that the far side explained.
   *
   * @param sentence what happened; the reason is not part of it yet
   * @param status the HTTP status of the refusal, or 0
   * @param reason the far side's own words, in any form; cleaned here
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

  /** Which of the known failures this is. */
  public Problem problem() {
    return problem;
  }

  /** The HTTP status with which the edge or a proxy refused, or 0 where it was something else. */
  public int status() {
    return status;
  }

  /** The far side's own words, cleaned; empty where it gave none. */
  public String reason() {
    return reason;
  }

  /** What a person can do next. */
  public String advice() {
    return problem.advice();
  }

  /** One plain sentence that says what happened. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? problem.summary() : message;
  }
}
