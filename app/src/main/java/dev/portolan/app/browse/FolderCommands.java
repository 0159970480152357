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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists and changes folders of a device by commands on a terminal there. Any thread. */
final class FolderCommands {
  /** How long a listing may take; a folder with 20,000 entries needs seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** How long a deletion may take. */
  private static final Duration CHANGE_LIMIT = Duration.ofMinutes(10);

  /** Problems of a device, or with an edge's rules, that will be the same next time. */
  private static final Set<Problem> REFUSALS =
      EnumSet.of(
          Problem.STREAM_REFUSED,
          Problem.STREAM_NOT_ALLOWED,
          Problem.STREAM_UNSUPPORTED,
          Problem.PTY_SESSION_INVALID);

  /** Wide enough that no terminal breaks a line of the answer. */
  private static final PtySize SIZE = new PtySize(200, 50);

  private static final String UNKNOWN = "How far it has come is not known: list the folder anew.";

  private final StreamOpener opener;
  private final Background background;
  private final Duration limit;
  private final List<FolderCommand> commands;

  /** Which of the commands the device has; null until one has run. */
  private volatile @Nullable FolderCommand suitable;

  FolderCommands(StreamOpener opener, Background background) {
    this(opener, background, LIMIT, FolderCommand.ALL);
  }

  FolderCommands(
      StreamOpener opener, Background background, Duration limit, List<FolderCommand> commands) {
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
    return run(
        new FolderRequest.Listing(path),
        limit,
        (in, marker) -> ListingReader.read(in, marker),
        folder -> !folder.truncated());
  }

  /**
   * Deletes or renames something in a folder.
   *
   * @return fails with a {@link BrowseException}. Completing it otherwise ends the command.
   */
  CompletableFuture<Void> change(FolderRequest request) {
    return run(
            request,
            CHANGE_LIMIT,
            (in, marker) -> FolderChange.parse(ListingReader.answer(in, marker).bytes()),
            _ -> true)
        .thenApply(_ -> null);
  }

  /** Reads an answer. Blocks. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(StreamInput in, ListingMarker marker) throws IOException;
  }

  /**
   * Runs a command.
   *
   * @param isWhole whether the command is at its end once this was read; otherwise it is broken off
   */
  private <T> CompletableFuture<T> run(
      FolderRequest request, Duration longest, Reader<T> reader, Predicate<T> isWhole) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Scheduled overdue =
        background.after(longest, () -> result.completeExceptionally(late(request, longest)));
    result.whenComplete((_, _) -> overdue.cancel());
    background.run(
        () -> {
          try {
            result.complete(suitable(command -> run(command, request, reader, isWhole, result)));
          } catch (IOException | InterruptedException | RuntimeException e) {
            result.completeExceptionally(inWords(request, e));
          }
        });
    return result;
  }

  /** Runs with one of the commands. */
  @FunctionalInterface
  private interface Attempt<T> {
    T with(FolderCommand command) throws IOException, InterruptedException;
  }

  /** Runs with the command that the device has. */
  private <T> T suitable(Attempt<T> attempt) throws IOException, InterruptedException {
    FolderCommand known = suitable;
    if (known != null) {
      return attempt.with(known);
    }
    EdgeException refusal = null;
    for (FolderCommand command : commands) {
      try {
        T result = attempt.with(command);
        suitable = command;
        return result;
      } catch (EdgeException e) {
        if (e.problem() != Problem.STREAM_REFUSED) {
          throw e;
        }
        refusal = refusal == null ? e : refusal; // The device may have another program.
      } catch (BrowseException e) {
        suitable = e.reason().isAnswer() ? command : null;
        throw e;
      }
    }
    throw refusal == null ? new EdgeException(Problem.STREAM_REFUSED) : refusal;
  }

  private <T> T run(
      FolderCommand command,
      FolderRequest request,
      Reader<T> reader,
      Predicate<T> isWhole,
      CompletableFuture<T> result)
      throws IOException, InterruptedException {
    ListingMarker marker = ListingMarker.random();
    try (StreamInput in = new StreamInput()) {
      Future<PtyStream> opening =
          PtyStream.open(
              opener, SIZE, command.program(), command.arguments(request, marker), in.handler());
      result.whenComplete((_, _) -> opening.cancel(false));
      SmuxStream stream = opened(opening).stream();
      result.whenComplete((done, failure) -> end(stream, failure == null && isWhole.test(done)));
      try {
        return reader.read(in, marker);
      } catch (IOException e) {
        String lost = StreamLoss.inWords(stream);
        throw lost == null ? e : lost(request, lost, e);
      }
    }
  }

  /** A command that is not at its end is broken off. */
  private static void end(SmuxStream stream, boolean whole) {
    if (whole) {
      stream.close();
    } else {
      stream.reset(ResetCause.CANCELLED);
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

  private static BrowseException late(FolderRequest request, Duration longest) {
    return switch (request) {
      case FolderRequest.Listing _ ->
          new BrowseException(
              Reason.LOST,
              "The listing did not finish within " + longest.toSeconds() + " s.",
              "Try again, or type the path: the device or its line may be very slow.");
      case FolderRequest.Deletion _, FolderRequest.Renaming _ ->
          new BrowseException(
              Reason.LOST,
              "The device did not finish within " + longest.toSeconds() + " s.",
              UNKNOWN);
    };
  }

  private static BrowseException lost(FolderRequest request, String why, IOException cause) {
    return switch (request) {
      case FolderRequest.Listing _ ->
          new BrowseException(
              Reason.LOST, "The folder was not listed. " + why, "Try again.", cause);
      case FolderRequest.Deletion _, FolderRequest.Renaming _ ->
          new BrowseException(Reason.LOST, why, UNKNOWN, cause);
    };
  }

  private static BrowseException inWords(FolderRequest request, Exception e) {
    if (e instanceof BrowseException known) {
      return known;
    }
    if (!(e instanceof EdgeException edge)) {
      return lost(request, e.getMessage() + ".", new IOException(e));
    }
    if (REFUSALS.contains(edge.problem())) {
      return new BrowseException(
          Reason.NO_LISTING,
          "This device's folders cannot be shown or changed, because no command may run there: "
              + edge.getMessage(),
          "Type the path of a file or folder to send or get it.",
          e);
    }
    return new BrowseException(Reason.LOST, edge.getMessage(), edge.advice(), e);
  }
}
