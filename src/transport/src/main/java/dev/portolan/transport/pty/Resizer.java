package dev.portolan.transport.pty;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a terminal's size to the device. At most one resize is in flight and one is sent per 40 ms;
 * the latest wins. Each uses a stream of its own.
 *
 * <p>State belongs to the event loop of the terminal's stream.
 */
final class Resizer {
  private static final Logger log = LoggerFactory.getLogger(Resizer.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 40;

  private final EventExecutor loop;
  private final StreamOpener opener;
  private final String sessionId;
  private @Nullable PtySize sent;
  private PtySize wanted;
  private boolean busy;
  private boolean stopped;
  private @Nullable Future<OpenedStream> opening;

  /** Starts with the terminal's present size. */
  Resizer(EventExecutor loop, StreamOpener opener, String sessionId, PtySize size) {
    this.loop = loop;
    this.opener = opener;
    this.sessionId = sessionId;
    this.sent = size;
    this.wanted = size;
  }

  void resize(PtySize size) {
    try {
      loop.execute(
          () -> {
            wanted = size;
            next();
          });
    } catch (RejectedExecutionException e) {
      log.debug("the terminal is gone with its event loop");
    }
  }

  void stop() {
    stopped = true;
    if (opening != null) {
      opening.cancel(false);
    }
  }

  private void next() {
    if (busy || stopped || wanted.equals(sent)) {
      return;
    }
    busy = true;
    PtySize size = wanted;
    sent = size;
    Message request = Message.ptyCommand(PtyCommand.resize(sessionId, size.cols(), size.rows()));
    Future<OpenedStream> answer =
        opener.openStream(request, new ChannelInboundHandlerAdapter(), ANSWER);
    opening = answer;
    answer.addListener(
        done -> {
          if (done.isSuccess()) {
            answer.getNow().stream().close();
          } else {
            log.debug("a terminal's size was not taken: {}", done.cause().getMessage());
          }
          boolean taken = done.isSuccess();
          loop.schedule(() -> pauseOver(size, taken), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        });
  }

  private void pauseOver(PtySize size, boolean taken) {
    busy = false;
    if (!wanted.equals(size)) {
      next();
    } else if (!taken) {
      sent = null; // not retried, but the same size may be requested again
    }
  }
}
