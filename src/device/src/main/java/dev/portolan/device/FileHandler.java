package dev.portolan.device;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.StreamInput;
import dev.portolan.transport.file.StreamOutput;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
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
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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
        case DOWNLOAD -> beginSending(stream, path);
        case UPLOAD -> beginTaking(stream, path);
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

  private void beginSending(SmuxStream stream, Path path) {
    stream.pipeline().addLast(new CloseAtEnd());
    begin(() -> send(stream, path));
    stream.read();
  }

  private void send(SmuxStream stream, Path path) {
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
    Answer.ok(stream);
    try {
      String name = String.valueOf(source.source().getFileName());
      source.pack(name, new StreamOutput(stream), new Skipped());
      stream.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } catch (IOException e) {
      LOG.info("{} was not sent to its end: {}", source.source(), e.getMessage());
      stream.reset(ResetCause.ABORTED);
    } catch (RuntimeException | Error e) {
      LOG.warn("sending files failed", e);
      stream.reset(ResetCause.ABORTED);
    }
  }

  private void beginTaking(SmuxStream stream, Path path) {
    StreamInput in = new StreamInput();
    stream.pipeline().addLast(in.handler());
    try {
      begin(
          () -> {
            try (in) {
              take(stream, in, path);
            }
          });
    } catch (Throwable e) {
      in.close();
      throw e;
    }
  }

  private void take(SmuxStream stream, StreamInput in, Path path) {
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
      Answer.ok(stream);
      Unpacker.unpack(in, new Unpacker.Target(folder, null, null, true), TransferListener.NONE);
      Answer.okAndClose(stream);
    } catch (IOException e) {
      String reason = TransferException.of(e).getMessage();
      LOG.info("files for {} were not kept: {}", path, reason);
      Answer.error(stream, reason);
    } catch (RuntimeException | Error e) {
      LOG.warn("taking files failed", e);
      Answer.error(stream, "this device failed to keep the files");
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
