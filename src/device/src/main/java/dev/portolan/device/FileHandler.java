package dev.portolan.device;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.file.ArchiveReceiver;
import dev.portolan.transport.file.ArchiveSender;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.StreamInput;
import dev.portolan.transport.file.StreamOutput;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.folder.PreviousVersion;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.RemoteText;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends and takes files and folders.
 *
 * <p>The rules judge the path that was asked for, and again the one that it leads to.
 */
final class FileHandler implements StreamHandler {
  /** How many transfers a device has at once, each with a thread and about a megabyte. */
  static final int MAX_TRANSFERS = 16;

  /** Within this time a stream is ended whose client's link was lost without a sign of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Logger LOG = LoggerFactory.getLogger(FileHandler.class);

  private final TargetRules rules;
  private final Executor workers;
  private final Semaphore places = new Semaphore(MAX_TRANSFERS);

  /**
   * @param workers read and write files, which blocks
   */
  FileHandler(TargetRules rules, Executor workers) {
    this.rules = rules;
    this.workers = workers;
  }

  /** How many more transfers there may be now. */
  int freePlaces() {
    return places.availablePermits();
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    FileRequest asked = FileRequest.parse(request.payload());
    Path path = path(asked.path());
    if (path == null) {
      Answer.error(stream, "path must be absolute");
      return;
    }
    if (!places.tryAcquire()) {
      Answer.error(
          stream,
          "this device has " + MAX_TRANSFERS + " file transfers at once and no more; try again");
      return;
    }
    try {
      switch (asked.direction()) {
        case DOWNLOAD -> beginSending(stream, path, asked.form());
        case UPLOAD -> begin(stream, new StreamInput(), in -> take(stream, in, path, asked.form()));
      }
    } catch (Throwable e) { // The system gives no more threads.
      places.release();
      throw e;
    }
  }

  /** Runs a transfer that has a place, which it gives back at its end. */
  private void begin(Runnable transfer) {
    workers.execute(
        () -> {
          try {
            transfer.run();
          } finally {
            places.release();
          }
        });
  }

  private static @Nullable Path path(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this device cannot have such a path", e);
    }
  }

  /** The same for one that reads what comes on the stream. */
  private void begin(SmuxStream stream, StreamInput in, Consumer<StreamInput> transfer) {
    stream.pipeline().addLast(in.handler());
    try {
      begin(
          () -> {
            try (in) {
              transfer.accept(in);
            }
          });
    } catch (Throwable e) {
      in.close();
      throw e;
    }
  }

  private void beginSending(SmuxStream stream, Path path, FileRequest.Form form) {
    switch (form) {
      case FileRequest.Form.Plain() -> {
        stream.pipeline().addLast(new CloseAtEnd());
        begin(() -> send(stream, path, form, source -> sendPlain(stream, source)));
        stream.read();
      }
      case FileRequest.Form.Verified _ ->
          begin(
              stream,
              StreamInput.ofAnswers(),
              in -> send(stream, path, form, source -> sendVerified(stream, in, source)));
      case FileRequest.Form.Restore _ ->
          throw new IllegalArgumentException("only an upload has a previous version");
    }
  }

  private void send(SmuxStream stream, Path path, FileRequest.Form form, Consumer<Packer> sending) {
    Packer source;
    try {
      source = Packer.of(path);
    } catch (TransferException e) {
      Answer.error(stream, e.getMessage());
      return;
    }
    String refusal = refusal(FileRequest.Direction.DOWNLOAD, source.source());
    if (refusal != null) {
      Answer.error(stream, refusal);
      return;
    }
    Answer.ok(stream, form.agreement());
    sending.accept(source);
  }

  private static void sendPlain(SmuxStream stream, Packer source) {
    try {
      source.pack(name(source), new StreamOutput(stream), new Skipped());
      stream.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } catch (IOException e) {
      logUnsent(source, e);
      stream.reset(ResetCause.ABORTED);
    } catch (RuntimeException | Error e) {
      LOG.warn("sending files failed", e);
      stream.reset(ResetCause.ABORTED);
    }
  }

  private static void sendVerified(SmuxStream stream, StreamInput in, Packer source) {
    try {
      ArchiveSender.send(stream, in, source, name(source), new Skipped());
    } catch (TransferException e) {
      logUnsent(source, e);
    } catch (RuntimeException | Error e) {
      LOG.warn("sending files failed", e);
    }
  }

  private static String name(Packer source) {
    return String.valueOf(source.source().getFileName());
  }

  private static void logUnsent(Packer source, IOException why) {
    LOG.info("{} was not sent to its end: {}", source.source(), why.getMessage());
  }

  private void take(SmuxStream stream, StreamInput in, Path path, FileRequest.Form form) {
    try {
      if (!Files.isDirectory(path)) {
        Answer.error(stream, "upload destination must be a directory");
        return;
      }
      Path folder = path.toRealPath();
      String refusal = refusal(FileRequest.Direction.UPLOAD, folder);
      if (refusal != null) {
        Answer.error(stream, refusal);
        return;
      }
      switch (form) {
        case FileRequest.Form.Plain() -> {
          Answer.ok(stream);
          Unpacker.unpack(in, target(folder), TransferListener.NONE);
          Answer.okAndClose(stream);
        }
        case FileRequest.Form.Verified verified -> {
          Answer.ok(stream, form.agreement());
          takeVerified(stream, in, folder, verified);
        }
        case FileRequest.Form.Restore(String name) -> {
          PreviousVersion.restore(folder, name);
          LOG.info("the previous version of {} is back", folder.resolve(name));
          Answer.okAndClose(stream, form.agreement());
        }
      }
    } catch (IOException e) {
      String reason = TransferException.of(e).getMessage();
      LOG.info("files for {} were not kept: {}", path, reason);
      Answer.error(stream, reason);
    } catch (RuntimeException | Error e) {
      LOG.warn("taking files failed", e);
      Answer.error(stream, "this device failed to keep the files");
    }
  }

  private static Unpacker.Target target(Path folder) {
    return new Unpacker.Target(folder, null, null, true);
  }

  private static void takeVerified(
      SmuxStream stream, StreamInput in, Path folder, FileRequest.Form.Verified form) {
    try {
      ArchiveReceiver.receive(stream, in, target(folder), form, PATIENCE, TransferListener.NONE);
    } catch (TransferException e) {
      LOG.info(
          e.isResumable()
              ? "files for {} broke off, and may go on within a day: {}"
              : "files for {} were not kept: {}",
          folder,
          e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.warn("taking files failed", e);
    }
  }

  /** A link on the way may have led to where the rules allow nothing. */
  private @Nullable String refusal(FileRequest.Direction direction, Path real) {
    return rules.refusal(new Operation.File(new FileRequest(direction, real.toString())));
  }

  /** Tells the log what was left out, a few times. */
  private static final class Skipped implements TransferListener {
    private static final int LINES = 10;
    private int count;

    @Override
    public void skipped(String name, String reason) {
      if (++count <= LINES) {
        LOG.info("left out of what is sent: {}: {}", RemoteText.clean(name), reason);
      }
    }
  }

  /** Ends a download whose client has ended its direction; what it sends is ignored. */
  private static final class CloseAtEnd extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.read();
      ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        ctx.close();
      }
      ctx.fireUserEventTriggered(event);
    }
  }
}
