package dev.portolan.transport.link;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Streams that wait for a connection, each with its own timeout. On one event loop only. */
final class PendingOpens {
  private static final int MOST = 1_024;

  private final EventExecutor loop;
  private final Set<Open> waiting = new LinkedHashSet<>();

  /** A requested stream. */
  final class Open {
    private final Message request;
    private final ChannelHandler afterOk;
    private final Consumer<SmuxStream> started;
    private final long deadline;

    /** Completes on the stream's loop, so that listeners run before the first byte. */
    private final Promise<OpenedStream> promise = ImmediateEventExecutor.INSTANCE.newPromise();

    Open(Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
      this.request = request;
      this.afterOk = afterOk;
      this.started = started;
      this.deadline = loop.ticker().nanoTime() + timeout.toNanos();
    }

    Future<OpenedStream> future() {
      return promise;
    }

    void fail(EdgeException cause) {
      promise.tryFailure(cause);
    }

    /** Opens the stream on a connection, within its remaining time. */
    Future<OpenedStream> openOn(StreamOpener client) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - loop.ticker().nanoTime()));
      Future<OpenedStream> opening = client.openStream(request, afterOk, left, started);
      opening.addListener(
          done -> {
            if (!done.isSuccess()) {
              promise.tryFailure(done.cause());
            } else if (!promise.trySuccess(opening.getNow())) {
              opening.getNow().stream().close();
            }
          });
      promise.addListener(
          done -> {
            if (done.isCancelled()) {
              opening.cancel(false);
            }
          });
      return opening;
    }
  }

  PendingOpens(EventExecutor loop) {
    this.loop = loop;
  }

  /**
   * Adds a waiting stream.
   *
   * @param overdue creates the failure at the timeout
   */
  void add(Open open, Function<Message, EdgeException> overdue) {
    if (waiting.size() >= MOST) {
      open.fail(overdue.apply(open.request));
      return;
    }
    waiting.add(open);
    long left = open.deadline - loop.ticker().nanoTime();
    Future<?> timer =
        loop.schedule(
            () -> open.fail(overdue.apply(open.request)), Math.max(0, left), TimeUnit.NANOSECONDS);
    open.promise.addListener(
        done -> {
          timer.cancel(false);
          EventLoops.onLoop(loop, () -> waiting.remove(open));
        });
  }

  /** Removes and returns all waiting streams. */
  List<Open> takeAll() {
    List<Open> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }

  void failAll(Function<Message, EdgeException> cause) {
    takeAll().forEach(open -> open.fail(cause.apply(open.request)));
  }
}
