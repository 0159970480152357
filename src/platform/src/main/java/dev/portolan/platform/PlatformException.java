package dev.portolan.platform;

import dev.portolan.transport.message.RemoteText;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed, with a plain sentence and advice for the user.
 *
 * <p>Texts can be displayed as they are: one line of at most {@value RemoteText#MAX_CHARS}
 * characters, without control characters or secrets.
 */
public final class PlatformException extends IOException {
  private final PlatformProblem problem;
  private final String sentence;

  PlatformException(PlatformProblem problem, String sentence) {
    this(problem, sentence, null);
  }

  /** With a cause for logs only. */
  PlatformException(PlatformProblem problem, String sentence, @Nullable Throwable cause) {
    super(RemoteText.clean(sentence), cause);
    this.problem = problem;
    this.sentence = RemoteText.clean(sentence);
  }

  /**
   * With the server's own words.
   *
   * @param start the sentence without its full stop
   * @param words sanitised words, or none
   */
  static PlatformException withWords(PlatformProblem problem, String start, String words) {
    return new PlatformException(problem, words.isEmpty() ? start + "." : start + ": " + words);
  }

  /** The failure behind what a future wraps it in, or null if that is of another kind. */
  public static @Nullable PlatformException of(Throwable thrown) {
    return unwrapped(thrown) instanceof PlatformException failure ? failure : null;
  }

  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException || cause instanceof ExecutionException) {
      if (cause.getCause() == null) {
        return cause;
      }
      cause = cause.getCause();
    }
    return cause;
  }

  /** The kind of failure. */
  public PlatformProblem problem() {
    return problem;
  }

  /** The advice for the user. */
  public String advice() {
    return problem.advice();
  }

  /** The sentence for the user. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
