package dev.portolan.device;

import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.Redial;
import dev.portolan.transport.open.SessionLoss;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Retry;
import dev.portolan.transport.session.EdgeClient;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a device connected to its edge: reconnects with back-off after a loss, and moves to a new
 * session after a GoAway.
 *
 * <p>Confined to one event loop.
 */
final class Reconnector implements ServedSession.Owner {

  /** Callbacks, on the event loop. */
  interface Listener {
    void changed(DeviceState state);

    /**
     * An attempt has failed or a session has ended. Reported before the resulting {@link #changed}.
     */
    void failed(Throwable cause);
  }

  private final EventLoop loop;
  private final BiFunction<Endpoint, ChannelHandler, Future<EdgeClient>> dialer;
  private final DeviceConfig config;
  private final StreamHandlers handlers;
  private final Listener listener;
  private final GoAwayPace pace;

  /** Draining sessions that were replaced by a newer one. */
  private final Set<ServedSession> retired = new HashSet<>();

  private final Redial redial;
  private Endpoint endpoint;
  private @Nullable ServedSession current;
  private Duration wait = Duration.ZERO;
  private boolean waitsForDrain;
  private boolean stopped;

  /**
   * @param dialer connects to an edge; the handler initialises each stream that the edge opens
   */
  Reconnector(
      EventLoop loop,
      BiFunction<Endpoint, ChannelHandler, Future<EdgeClient>> dialer,
      DeviceConfig config,
      StreamHandlers handlers,
      Listener listener,
      RandomGenerator random) {
    this.loop = loop;
    this.dialer = dialer;
    this.config = config;
    this.endpoint = config.endpoint();
    this.handlers = handlers;
    this.listener = listener;
    this.redial = new Redial(loop, config.redial());
    this.pace = new GoAwayPace(config.goAwayJitter(), config.goAwayBackOff(), random);
  }

  void connect() {
    if (stopped) {
      return;
    }
    if (current == null) {
      listener.changed(new DeviceState.Connecting());
    }
    ServedSession next = new ServedSession(loop, handlers, this);
    redial.begin(
        () -> dialer.apply(endpoint, new StreamAcceptor(next)),
        client -> connected(next, client.session()),
        this::failed);
  }

  /** Changes the endpoint of the next connections. */
  void use(Endpoint next) {
    endpoint = next;
  }

  private void connected(ServedSession next, SmuxSession session) {
    ServedSession old = current;
    current = next;
    next.attach(session);
    session.closeFuture().addListener(closed -> loop.execute(() -> lost(next, session)));
    if (old != null) {
      retire(old);
    }
    listener.changed(new DeviceState.Ready());
    if (next.isDraining()) {
      follow(); // GoAway arrived before the connection was reported
    }
  }

  private void failed(Throwable cause) {
    listener.failed(cause);
    ServedSession old = current;
    if (old != null && old.isDraining() && isConflict(cause)) {
      // this edge refuses a device while its old session is open
      waitsForDrain = true;
      if (old.isQuiet()) {
        old.close();
      }
      return;
    }
    waitAndConnect(cause);
  }

  private static boolean isConflict(Throwable cause) {
    return cause instanceof EdgeException edge
        && edge.problem() == Problem.DEVICE_ALREADY_CONNECTED;
  }

  private void waitAndConnect(Throwable cause) {
    wait = redial.retry(kind(cause), this::connect);
    if (current == null) {
      listener.changed(new DeviceState.Waiting(cause, wait));
    }
  }

  private static Retry kind(Throwable cause) {
    return cause instanceof EdgeException edge ? edge.problem().retry() : Retry.UNREACHED;
  }

  private void connectAfter(Duration delay) {
    wait = delay;
    redial.plan(delay, this::connect);
  }

  private void lost(ServedSession session, SmuxSession smux) {
    session.ended();
    retired.remove(session);
    if (session != current) {
      return;
    }
    current = null;
    if (stopped) {
      return;
    }
    EdgeException cause = SessionLoss.of(config.endpoint().host(), smux);
    listener.failed(cause);
    boolean moving = waitsForDrain;
    waitsForDrain = false;
    if (moving) {
      connect();
    } else if (redial.isUnderWay()) {
      listener.changed(new DeviceState.Connecting());
    } else if (redial.isPlanned() && pace.isBurst()) {
      listener.changed(new DeviceState.Waiting(cause, wait));
    } else {
      // in place of the scheduled attempt, which was to overlap with this session
      waitAndConnect(cause);
    }
  }

  @Override
  public void goAway(ServedSession session) {
    if (!session.drain(config.drain()) || stopped) {
      return;
    }
    if (session == current) {
      follow();
    }
  }

  /** Schedules the new session. The one that got a GoAway stays until then. */
  private void follow() {
    Duration delay = pace.next(loop.ticker().nanoTime());
    if (!redial.isUnderWay() && !redial.isPlanned()) {
      connectAfter(delay);
    }
  }

  private void retire(ServedSession old) {
    if (old.isQuiet()) {
      old.close();
    } else {
      retired.add(old);
    }
  }

  @Override
  public void drained(ServedSession session) {
    if (retired.contains(session) || (session == current && waitsForDrain)) {
      session.close();
    }
  }

  /** Closes all sessions for good. */
  List<Future<?>> stop() {
    stopped = true;
    List<Future<?>> ends = new ArrayList<>();
    Future<?> underWay = redial.stop();
    if (underWay != null) {
      underWay.cancel(false);
      ends.add(underWay);
    }
    List<ServedSession> open = new ArrayList<>(retired);
    if (current != null) {
      open.add(current);
    }
    open.forEach(session -> ends.add(session.close()));
    return ends;
  }
}
