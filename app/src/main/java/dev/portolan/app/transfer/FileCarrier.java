package dev.portolan.app.transfer;

import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.task.TemporaryFolder;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.FileRequest.Replaced;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Sentence;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Transfers files through the engine. */
final class FileCarrier implements Carrier {
  /** Problems that another attempt would not solve. */
  private static final Set<Problem> REFUSALS =
      EnumSet.of(
          Problem.STREAM_UNSUPPORTED,
          Problem.STREAM_BAD_ANSWER,
          Problem.STREAM_REFUSED,
          Problem.STREAM_NOT_ALLOWED);

  private final StreamOpener opener;

  FileCarrier(StreamOpener opener) {
    this.opener = opener;
  }

  @Override
  public Outcome carry(Job job, Meter meter) throws InterruptedException {
    Watched watched = new Watched(opener);
    try {
      return switch (job) {
        case Job.Download download -> download(download, watched, meter);
        case Job.Upload upload -> upload(upload, watched, meter);
        case Job.Restore(String folder, String name) -> {
          new DeviceFiles(watched).restore(folder, name);
          yield new Outcome.Whole(new PreviousVersion.Restored());
        }
        case Job.NewFolder folder -> make(folder, watched, meter);
      };
    } catch (EdgeException e) {
      return REFUSALS.contains(e.problem())
          ? new Outcome.Failed(Sentence.ended(e.getMessage()) + " " + e.advice())
          : new Outcome.Lost(Sentence.ended(e.getMessage()));
    } catch (IOException e) {
      TransferException why = TransferException.of(e);
      String reason = why.sentence();
      return why.isLost() || watched.isLost()
          ? new Outcome.Lost(reason)
          : new Outcome.Failed(reason);
    }
  }

  private static Outcome download(Job.Download job, StreamOpener opener, Meter meter)
      throws IOException, InterruptedException {
    TransferConflict conflict = job.replaces() ? null : job.conflict();
    if (conflict != null) {
      return new Outcome.Blocked(conflict);
    }
    new DeviceFiles(opener)
        .download(
            job.path(),
            new Unpacker.Target(job.folder(), RemotePath.name(job.path()), job.as(), true),
            meter);
    return new Outcome.Whole(new PreviousVersion.None());
  }

  private static Outcome upload(Job.Upload job, StreamOpener opener, Meter meter)
      throws IOException, InterruptedException {
    Packer packer = Packer.of(job.source());
    Replaced replaced = packer.isFolder() ? Replaced.DISCARD : job.replaced();
    try {
      new DeviceFiles(opener).upload(packer, job.as(), job.folder(), replaced, meter);
    } catch (TransferException e) {
      if (replaced == Replaced.KEEP && e.isUnsupported()) {
        return new Outcome.CannotKeep();
      }
      throw e;
    }
    return new Outcome.Whole(
        switch (replaced) {
          case KEEP -> new PreviousVersion.Kept();
          case DISCARD -> new PreviousVersion.None();
        });
  }

  /** Sends an empty folder, with the permissions that this user's folders get. */
  private static Outcome make(Job.NewFolder job, StreamOpener opener, Meter meter)
      throws IOException, InterruptedException {
    try (TemporaryFolder scratch = new TemporaryFolder("portolan-new")) {
      Path empty = Files.createDirectory(scratch.path().resolve("new"));
      new DeviceFiles(opener).upload(Packer.of(empty), job.name(), job.folder(), meter);
    }
    return new Outcome.Whole(new PreviousVersion.None());
  }

  /** Remembers the stream, to tell a loss of the connection from other failures. */
  private static final class Watched implements StreamOpener {
    private final StreamOpener opener;
    private volatile @Nullable SmuxStream stream;

    Watched(StreamOpener opener) {
      this.opener = opener;
    }

    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler afterOk, Duration timeout) {
      Future<OpenedStream> opening = opener.openStream(request, afterOk, timeout);
      opening.addListener(
          done -> {
            if (done.isSuccess()) {
              stream = opening.getNow().stream();
            }
          });
      return opening;
    }

    boolean isLost() {
      SmuxStream known = stream;
      return known != null && StreamLoss.cause(known) == ResetCause.LOST;
    }
  }
}
