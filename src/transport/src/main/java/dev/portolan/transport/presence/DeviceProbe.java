package dev.portolan.transport.presence;

import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a device is still behind an edge that does not tell, by a question of 60 bytes
 * that changes nothing: a new size for a terminal that there is not.
 *
 * <p>A device that is there refuses that in always the same way. So the first answer, just after
 * the connection was made, is how it sounds when it is there; an edge that says that it is not
 * connected, or ends the stream without a word, tells that it has gone. Every other answer tells
 * nothing.
 *
 * <p>It asks seldom: 30 s after the connection was made, then each time after twice as long, up to
 * 5 minutes; of a device that is gone after 2 s, up to a minute; and at once when somebody has a
 * doubt. Everything happens on the session's event loop; methods may be called by any thread.
 */
public final class DeviceProbe implements AutoCloseable {
  private static final Duration HERE_FIRST = Duration.ofSeconds(30);
  private static final Duration HERE_MOST = Duration.ofMinutes(5);
  private static final Duration GONE_FIRST = Duration.ofSeconds(2);
  private static final Duration GONE_MOST = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Told on the event loop, once for each change. */
  public interface Listener {
    /** The device has gone. */
    void gone();

    /** It is back. */
    void back();
  }

  private enum Device {
    HERE,
    GONE
  }

  private final StreamOpener client;
  private final SmuxSession session;
  private final Listener listener;
  private @Nullable Future<?> timer;
  private @Nullable String accustomed;
  private Device device = Device.HERE;
  private Duration pause = HERE_FIRST;
  private boolean asking;
  private boolean doubted;
  private boolean over;

  /**
   * A probe over a connection to an edge that has just said that the device is there.
   *
   * @param client opens streams on the session
   */
  public DeviceProbe(StreamOpener client, SmuxSession session, Listener listener) {
    this.client = client;
    this.session = session;
    this.listener = listener;
  }

  /** Begins. */
  public void start() {
    onLoop(
        () -> {
          session.closeFuture().addListener(closed -> stop());
          ask();
        });
  }

  /** Asks now: something on the way to the device was refused, or broke off. */
  public void doubt() {
    onLoop(
        () -> {
          if (asking) {
            doubted = true;
          } else {
            ask();
          }
        });
  }

  /** Asks no more, and tells nothing more. */
  @Override
  public void close() {
    onLoop(this::stop);
  }

  private void stop() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void ask() {
    if (over) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    asking = true;
    Message question = Message.ptyCommand(PtyCommand.resize("", 80, 24));
    Future<OpenedStream> answer =
        client.openStream(question, new ChannelInboundHandlerAdapter(), PATIENCE);
    answer.addListener(done -> answered(answer));
  }

  private void answered(Future<OpenedStream> answer) {
    asking = false;
    if (over) {
      return;
    }
    if (answer.isSuccess()) {
      answer.getNow().stream().close();
    }
    String words = answer.isSuccess() ? "" : wordsOfRefusal(answer.cause());
    if (accustomed == null && words != null) {
      accustomed = words;
    }
    Device before = device;
    if (words != null && words.equals(accustomed)) {
      device = Device.HERE;
    } else if (isGone(answer.cause())) {
      device = Device.GONE;
    }
    next(before);
    if (device != before) {
      switch (device) {
        case HERE -> listener.back();
        case GONE -> listener.gone();
      }
    }
  }

  private void next(Device before) {
    pause =
        switch (device) {
          case HERE -> before == device ? longer(HERE_FIRST, HERE_MOST) : HERE_FIRST;
          case GONE -> before == device ? longer(GONE_FIRST, GONE_MOST) : GONE_FIRST;
        };
    if (doubted) {
      doubted = false;
      ask();
      return;
    }
    timer = session.eventLoop().schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration longer(Duration first, Duration most) {
    Duration twice = pause.multipliedBy(2);
    if (twice.compareTo(first) < 0) {
      return first;
    }
    return twice.compareTo(most) < 0 ? twice : most;
  }

  /** In which words the device refused; null if that was not the device. */
  private static @Nullable String wordsOfRefusal(@Nullable Throwable cause) {
    return cause instanceof EdgeException refusal && refusal.problem() == Problem.STREAM_REFUSED
        ? refusal.reason()
        : null;
  }

  private boolean isGone(@Nullable Throwable cause) {
    return cause instanceof EdgeException refusal
        && (refusal.problem() == Problem.DEVICE_NOT_CONNECTED
            || (refusal.problem() == Problem.STREAM_UNSUPPORTED && accustomed != null));
  }

  private void onLoop(Runnable task) {
    EventLoops.onLoop(session.eventLoop(), task);
  }
}
