package dev.portolan.transport.pty;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A terminal on a device. Input and output use one stream, each resize another one. */
public final class PtyStream {
  /** Valid session ids. A device's id becomes part of our requests, so it must be harmless. */
  private static final Pattern SESSION_ID = Pattern.compile("[!-~]{1,256}");

  private final SmuxStream stream;
  private final String sessionId;
  private final Resizer resizer;

  private PtyStream(SmuxStream stream, String sessionId, StreamOpener opener, PtySize size) {
    this.stream = stream;
    this.sessionId = sessionId;
    this.resizer = new Resizer(stream.eventLoop(), opener, sessionId, size);
    stream.closeFuture().addListener(closed -> resizer.stop());
  }

  /**
   * Starts a terminal.
   *
   * @param command the program to run; null for the user's login shell
   * @param args its arguments
   * @param terminal receives the output as {@code ByteBuf}s, and {@code channelInactive} at the
   *     end; applies backpressure by the stream's auto-read. Not shared.
   * @return completes on the stream's event loop; fails with an {@link EdgeException}. Cancelling
   *     it closes the stream.
   */
  public static Future<PtyStream> open(
      StreamOpener opener,
      PtySize size,
      @Nullable String command,
      List<String> args,
      ChannelHandler terminal) {
    Message request = Message.pty(PtyCommand.start(size.cols(), size.rows(), command, args));
    Promise<PtyStream> promise = ImmediateEventExecutor.INSTANCE.newPromise();
    Future<OpenedStream> opening =
        opener.openStream(
            request,
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new CloseAtEnd(), terminal);
              }
            });
    opening.addListener(
        done -> {
          if (done.isSuccess()) {
            granted(opening.getNow(), opener, size, promise);
          } else {
            promise.tryFailure(done.cause());
          }
        });
    promise.addListener(
        done -> {
          if (done.isCancelled()) {
            opening.cancel(false);
          }
        });
    return promise;
  }

  private static void granted(
      OpenedStream opened, StreamOpener opener, PtySize size, Promise<PtyStream> promise) {
    String id = new String(opened.okPayload(), StandardCharsets.UTF_8);
    if (!SESSION_ID.matcher(id).matches()) {
      opened.stream().close();
      promise.tryFailure(new EdgeException(Problem.PTY_SESSION_INVALID));
    } else if (!promise.trySuccess(new PtyStream(opened.stream(), id, opener, size))) {
      opened.stream().close();
    }
  }

  /** The terminal's id on the device. */
  public String sessionId() {
    return sessionId;
  }

  /** The stream. Writes to it are the terminal's input. */
  public SmuxStream stream() {
    return stream;
  }

  /**
   * Resizes the terminal. While one resize is in flight, only the latest of the following is kept.
   * Any thread.
   */
  public void resize(PtySize size) {
    resizer.resize(size);
  }

  /** Ends the terminal. Idempotent. Any thread. */
  public Future<Void> close() {
    return stream.close();
  }
}
