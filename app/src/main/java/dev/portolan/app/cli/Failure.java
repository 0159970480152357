package dev.portolan.app.cli;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Sentence;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The failure of a command: a sentence for the user with an exit code for scripts. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Problems whose advice applies to a reconnecting link only. */
  private static final Set<Problem> OF_A_LINK =
      EnumSet.of(
          Problem.LINK_DOWN, Problem.LINK_LOST, Problem.LINK_CLOSED, Problem.EDGE_GOING_AWAY);

  private final ExitCode code;

  public Failure(ExitCode code, String sentence) {
    this(code, sentence, null);
  }

  public Failure(ExitCode code, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  /** A failure of the engine, with its advice. */
  static Failure of(EdgeException e) {
    String advice = OF_A_LINK.contains(e.problem()) ? "" : " " + e.advice();
    return new Failure(ExitCode.of(e.problem()), sentence(e) + advice, e);
  }

  /**
   * The failure for the cause of an engine's future.
   *
   * @throws IllegalStateException for any unexpected exception, which is a bug
   */
  static Failure of(Throwable cause) {
    return switch (cause) {
      case Failure failure -> failure;
      case EdgeException e -> of(e);
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case FileSystemException e -> InputFiles.unusable(e);
      case IOException e when e.getMessage() != null ->
          new Failure(ExitCode.FILE, e.getMessage(), e);
      default -> throw new IllegalStateException(cause.toString(), cause);
    };
  }

  /** The sentence for the user. */
  static String sentence(Throwable cause) {
    return Sentence.ended(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  public ExitCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
