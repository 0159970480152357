package dev.portolan.transport.presence;

import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Probes whether a device is connected to an edge that does not report presence. The probe is a
 * {@link HarmlessRequest}.
 *
 * <p>A connected device always refuses it with the same text. The first refusal, just after the
 * connection, is taken as the baseline. An edge that answers that the device is not connected, or
 * ends the stream without an answer, shows that the device has gone. Any other answer is ignored.
 *
 * <p>The interval starts at 30 s and doubles up to 5 minutes. For an absent device it starts at 2 s
 * and doubles up to a minute. {@link #recheck} probes at once. All state belongs to the session's
 * event loop; methods may be called from any thread.
 */
public final class DeviceProbe implements AutoCloseable {
  private static final Duration PRESENT_DELAY = Duration.ofSeconds(30);
  private static final Duration PRESENT_MAX_DELAY = Duration.ofMinutes(5);
  private static final Duration ABSENT_DELAY = Duration.ofSeconds(2);
  private static final Duration ABSENT_MAX_DELAY = Duration.ofMinutes(1);

  /** Called on the event loop, once for each change. */
  public interface Listener {
    /** The device is not connected any more. */
    void gone();

    /** The device is connected again. */
    void back();
  }

  private enum Device {
    PRESENT,
    ABSENT
  }

  private final StreamOpener client;
  private final SmuxSession session;
  private final Listener listener;
  private @Nullable Future<?> timer;
  private @Nullable String baseline;
  private Device device = Device.PRESENT;
  private Duration pause = Duration.ZERO;
  private boolean asking;
  private boolean recheckRequested;
  private boolean over;

  /**
   * Creates a probe on a session whose edge has just accepted the device as connected.
   *
   * @param client opens streams on the session
   */
  public DeviceProbe(StreamOpener client, SmuxSession session, Listener listener) {
    this.client = client;
    this.session = session;
    this.listener = listener;
  }

  /** Starts probing. */
  public void start() {
    onLoop(
        () -> {
          session.closeFuture().addListener(closed -> stop());
          ask();
        });
  }

  /** Probes now, because a request to the device was refused or a stream reset. */
  public void recheck() {
    onLoop(
        () -> {
          if (asking) {
            recheckRequested = true;
          } else {
            ask();
          }
        });
  }

  /** Stops probing. The listener is not called any more. */
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
    Future<OpenedStream> answer = HarmlessRequest.send(client);
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
    String words = answer.isSuccess() ? "" : HarmlessRequest.refusalReason(answer.cause());
    if (baseline == null && words != null) {
      baseline = words;
    }
    Device before = device;
    if (words != null && words.equals(baseline)) {
      device = Device.PRESENT;
    } else if (isGone(answer.cause())) {
      device = Device.ABSENT;
    }
    next(before);
    if (device != before) {
      switch (device) {
        case PRESENT -> listener.back();
        case ABSENT -> listener.gone();
      }
    }
  }

  private void next(Device before) {
    pause =
        switch (device) {
          case PRESENT ->
              before == device ? longer(PRESENT_DELAY, PRESENT_MAX_DELAY) : PRESENT_DELAY;
          case ABSENT -> before == device ? longer(ABSENT_DELAY, ABSENT_MAX_DELAY) : ABSENT_DELAY;
        };
    if (recheckRequested) {
      recheckRequested = false;
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

  private boolean isGone(@Nullable Throwable cause) {
    return cause instanceof EdgeException refusal
        && (refusal.problem() == Problem.DEVICE_NOT_CONNECTED
            || (refusal.problem() == Problem.STREAM_UNSUPPORTED && baseline != null));
  }

  private void onLoop(Runnable task) {
    EventLoops.onLoop(session.eventLoop(), task);
  }
}
