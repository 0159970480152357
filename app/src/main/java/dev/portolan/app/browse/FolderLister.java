package dev.portolan.app.browse;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.file.StreamInput;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lists folders of a device by a command on a terminal there. Any thread. */
final class FolderLister {
  /** How long a listing may take; a folder with 20,000 entries needs seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Wide enough that no terminal breaks a line of the answer. */
  private static final PtySize SIZE = new PtySize(200, 50);

  private final StreamOpener opener;
  private final Background background;
  private final Duration limit;
  private final List<ListingCommand> commands;

  /** Which of the commands the device has; null until one has run. */
  private volatile @Nullable ListingCommand suitable;

  FolderLister(StreamOpener opener, Background background) {
    this(opener, background, LIMIT, ListingCommand.ALL);
  }

  FolderLister(
      StreamOpener opener, Background background, Duration limit, List<ListingCommand> commands) {
    this.opener = opener;
    this.background = background;
    this.limit = limit;
    this.commands = commands;
  }

  /**
   * Lists a folder.
   *
   * @param path absolute, or empty for the home folder
   * @return fails with a {@link BrowseException}. Completing it otherwise ends the command.
   */
  CompletableFuture<RemoteFolder> list(String path) {
    CompletableFuture<RemoteFolder> result = new CompletableFuture<>();
    Scheduled overdue =
        background.after(limit, () -> result.completeExceptionally(late("did not finish")));
    result.whenComplete((folder, failure) -> overdue.cancel());
    background.run(
        () -> {
          try {
            result.complete(list(path, result));
          } catch (IOException | InterruptedException | RuntimeException e) {
            result.completeExceptionally(inWords(e));
          }
        });
    return result;
  }

  private RemoteFolder list(String path, CompletableFuture<RemoteFolder> result)
      throws IOException, InterruptedException {
    ListingCommand known = suitable;
    if (known != null) {
      return list(known, path, result);
    }
    EdgeException refusal = null;
    for (ListingCommand command : commands) {
      try {
        RemoteFolder folder = list(command, path, result);
        suitable = command;
        return folder;
      } catch (EdgeException e) {
        if (e.problem() != Problem.STREAM_REFUSED) {
          throw e;
        }
        refusal = refusal == null ? e : refusal; // The device may have another program.
      } catch (BrowseException e) {
        suitable =
            e.reason() == Reason.MISSING || e.reason() == Reason.NOT_PERMITTED ? command : null;
        throw e;
      }
    }
    throw refusal == null ? new EdgeException(Problem.STREAM_REFUSED) : refusal;
  }

  private RemoteFolder list(
      ListingCommand command, String path, CompletableFuture<RemoteFolder> result)
      throws IOException, InterruptedException {
    ListingMarker marker = ListingMarker.random();
    try (StreamInput in = new StreamInput()) {
      Future<PtyStream> opening =
          PtyStream.open(
              opener, SIZE, command.program(), command.arguments(path, marker), in.handler());
      result.whenComplete((folder, failure) -> opening.cancel(false));
      SmuxStream stream = opened(opening).stream();
      result.whenComplete((folder, failure) -> end(stream, folder));
      try {
        return ListingReader.read(in, marker);
      } catch (IOException e) {
        String lost = StreamLoss.inWords(stream);
        throw lost == null ? e : lost(lost, e);
      }
    }
  }

  /** A command that is not at its end is broken off. */
  private static void end(SmuxStream stream, @Nullable RemoteFolder folder) {
    if (folder == null || folder.truncated()) {
      stream.reset(ResetCause.CANCELLED);
    } else {
      stream.close();
    }
  }

  private static PtyStream opened(Future<PtyStream> opening)
      throws IOException, InterruptedException {
    opening.await();
    Throwable cause = opening.cause();
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause != null) {
      throw new IOException(cause);
    }
    return opening.getNow();
  }

  static BrowseException cancelled() {
    return new BrowseException(Reason.CANCELLED, "The listing was cancelled.", "");
  }

  private BrowseException late(String what) {
    return new BrowseException(
        Reason.LOST,
        "The listing " + what + " within " + limit.toSeconds() + " s.",
        "Try again, or type the path: the device or its line may be very slow.");
  }

  private static BrowseException lost(String why, IOException cause) {
    return new BrowseException(
        Reason.LOST, "The folder was not listed. " + why, "Try again.", cause);
  }

  private static BrowseException inWords(Exception e) {
    if (e instanceof BrowseException known) {
      return known;
    }
    if (!(e instanceof EdgeException edge)) {
      return new BrowseException(
          Reason.LOST, "The folder was not listed: " + e.getMessage() + ".", "Try again.", e);
    }
    return switch (edge.problem()) {
      case STREAM_REFUSED, STREAM_NOT_ALLOWED, STREAM_UNSUPPORTED, PTY_SESSION_INVALID ->
          new BrowseException(
              Reason.NO_LISTING,
              "This device's folders cannot be shown, because no command may run there: "
                  + edge.getMessage(),
              "Type the path of a file or folder to send or get it.",
              e);
      default -> new BrowseException(Reason.LOST, edge.getMessage(), edge.advice(), e);
    };
  }
}
