package dev.portolan.device;

import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device: keeps a session with its edge and serves the streams opened over it.
 *
 * <p>Once started it connects, and reconnects after every loss, until it is closed. It serves TCP
 * and UDP tunnels, terminals and reloads. Thread-safe.
 */
public final class DeviceClient {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceClient.class);

  /** The maximum time for closing sessions and ending programs. */
  private static final long CLOSE_MILLIS = 1_000;

  private final EventLoop loop;
  private final DeviceServices services;
  private final Reconnector reconnector;
  private final Notices notices;
  private final List<DeviceListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed;
  private volatile DeviceState state = new DeviceState.Stopped();
  private volatile @Nullable Throwable lastError;
  private volatile Promise<Void> ready;

  /**
   * Creates a device that is not started yet.
   *
   * @param group the event loops of its connections, owned by the caller
   */
  public DeviceClient(EventLoopGroup group, EdgeConnector connector, DeviceConfig config) {
    this(group, connector, config, RandomGenerator.getDefault());
  }

  DeviceClient(
      EventLoopGroup group, EdgeConnector connector, DeviceConfig config, RandomGenerator random) {
    this.loop = group.next();
    this.notices = new Notices(LOG::info, loop.ticker());
    this.closed = loop.newPromise();
    this.ready = loop.newPromise();
    this.services = new DeviceServices(loop, config, InetAddress::getAllByName);
    this.reconnector =
        new Reconnector(
            loop,
            (endpoint, streams) ->
                connector.connect(endpoint, config.smux(), streams, ConnectListener.NONE),
            config,
            services.handlers(),
            new Changes(),
            random);
  }

  /**
   * Starts connecting. Returns at once. Only the first call has an effect.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public void start() {
    if (closing.get()) {
      throw new IllegalStateException("this device is closed");
    }
    if (started.compareAndSet(false, true)) {
      loop.execute(reconnector::connect);
    }
  }

  /**
   * Changes the endpoint of the next connections, for example to one with a renewed certificate. An
   * open session stays.
   */
  public void use(Endpoint endpoint) {
    loop.execute(() -> reconnector.use(endpoint));
  }

  /** Whether it was started and not closed, regardless of the connection. */
  public boolean isRunning() {
    return started.get() && !closing.get();
  }

  /** The state of the connection to the edge. */
  public DeviceState state() {
    return state;
  }

  /**
   * Completes when clients can reach this device: at once if it is connected, else with the next
   * connection. Fails if the device is closed before.
   */
  public Future<Void> ready() {
    return ready;
  }

  /** Why the last attempt to connect failed or the last session ended, or null. */
  public @Nullable Throwable lastError() {
    return lastError;
  }

  /** The number of running terminals. */
  public int terminalCount() {
    return services.terminals().count();
  }

  /**
   * The number of datagrams of UDP tunnels dropped so far: for lack of room, from a foreign sender,
   * or to a port that is not allowed.
   */
  public long droppedDatagrams() {
    return services.droppedDatagrams();
  }

  /** Adds a listener for state changes. */
  public void addListener(DeviceListener listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void removeListener(DeviceListener listener) {
    listeners.remove(listener);
  }

  /**
   * Ends all streams, kills the programs on its terminals and disconnects. Idempotent.
   *
   * @return completes within about a second
   */
  public Future<Void> close() {
    if (closing.compareAndSet(false, true)) {
      loop.execute(this::stop);
    }
    return closed;
  }

  private void stop() {
    List<Future<?>> ends = reconnector.stop();
    ends.add(services.terminals().endAll());
    Runnable done =
        () -> {
          if (!(state instanceof DeviceState.Stopped)) {
            changed(new DeviceState.Stopped());
          }
          ready.tryFailure(new IllegalStateException("the device was closed"));
          services.retire();
          closed.trySuccess(null);
        };
    Future<?> patience = loop.schedule(done, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    closed.addListener(end -> patience.cancel(false));
    afterAll(ends, done);
  }

  /** Runs the action on the loop when all futures are done, successfully or not. */
  private void afterAll(List<Future<?>> futures, Runnable action) {
    if (futures.isEmpty()) {
      action.run();
      return;
    }
    Future<?> first = futures.getFirst();
    List<Future<?>> others = futures.subList(1, futures.size());
    first.addListener(done -> loop.execute(() -> afterAll(others, action)));
  }

  /** Handles state changes, on the loop. */
  private final class Changes implements Reconnector.Listener {

    @Override
    public void changed(DeviceState next) {
      DeviceClient.this.changed(next);
    }

    @Override
    public void failed(Throwable cause) {
      lastError = cause;
    }
  }

  /** On the loop. */
  private void changed(DeviceState next) {
    state = next;
    switch (next) {
      case DeviceState.Ready() -> LOG.info("connected to the edge");
      case DeviceState.Waiting(Throwable cause, var _) ->
          notices.tell(
              String.valueOf(cause.getMessage()),
              "not connected, tried again by itself: "
                  + String.valueOf(cause.getMessage()).replaceFirst("\\.$", ""));
      case DeviceState.Connecting(), DeviceState.Stopped() -> {}
    }
    if (!(next instanceof DeviceState.Ready)) {
      renewReady();
    }
    for (DeviceListener listener : listeners) {
      try {
        listener.changed(next);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed on {}", next, e);
      }
    }
    // last, so that a waiting caller sees later changes only
    if (next instanceof DeviceState.Ready) {
      ready.trySuccess(null);
    }
  }

  private void renewReady() {
    if (ready.isDone()) {
      ready = loop.newPromise();
    }
  }
}
