package dev.portolan.app.session;

import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import io.netty.util.concurrent.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opens the login shell of a device, through the engine. */
final class PtyShells implements ShellOpener {
  /** Problems that a retry would not solve. */
  private static final Set<Problem> REFUSALS =
      EnumSet.of(
          Problem.STREAM_UNSUPPORTED,
          Problem.STREAM_BAD_ANSWER,
          Problem.STREAM_REFUSED,
          Problem.STREAM_NOT_ALLOWED,
          Problem.TOO_MANY_STREAMS,
          Problem.PTY_SESSION_INVALID);

  private final StreamOpener opener;

  PtyShells(StreamOpener opener) {
    this.opener = opener;
  }

  @Override
  public CompletionStage<OpenShell> open(int columns, int rows, ShellOutput output) {
    CompletableFuture<OpenShell> result = new CompletableFuture<>();
    Future<PtyStream> opening =
        PtyStream.open(opener, new PtySize(columns, rows), null, List.of(), new PtyOutput(output));
    opening.addListener(
        done -> {
          if (done.isSuccess()) {
            result.complete(new PtyShell(opening.getNow()));
          } else {
            result.completeExceptionally(problem(done.cause()));
          }
        });
    return result;
  }

  private static ShellException problem(Throwable cause) {
    if (!(cause instanceof EdgeException edge)) {
      return new ShellException(
          "No shell could be opened.", "Try again.", ShellException.Remedy.PERSON, cause);
    }
    return new ShellException(
        Words.sentences(edge.getMessage(), ""), edge.advice(), remedy(edge), cause);
  }

  private static ShellException.Remedy remedy(EdgeException edge) {
    if (edge.problem().needsPerson()) {
      return ShellException.Remedy.LINK;
    }
    if (edge.problem() == Problem.DEVICE_NOT_CONNECTED) {
      return ShellException.Remedy.DEVICE;
    }
    return REFUSALS.contains(edge.problem())
        ? ShellException.Remedy.PERSON
        : ShellException.Remedy.TIME;
  }
}
