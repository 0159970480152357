package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one device: opened when needed, kept alive, and closed some time after its last
 * use. Publishes its state.
 *
 * <p>FX thread, except for opening streams, which is allowed on any thread.
 */
final class DeviceSession implements StreamOpener {
  private static final Duration LINGER = Duration.ofSeconds(15);

  private final DeviceItem device;
  private final Endpoints endpoints;
  private final PresenceSource presence;
  private final DeviceShells shells;
  private final RoundTripMeter roundTrip;
  private final LinkNews news;
  private final Consumer<DeviceSession> reached;
  private final SessionServices services;
  private final List<Runnable> listeners = new ArrayList<>();
  private final Subscription watching;
  private int holds;
  private int generation;
  private LinkState state = new LinkState.Idle();
  private @Nullable Scheduled lingering;
  private volatile @Nullable EdgeLink link;

  /** Why the user must act before a link is possible, or null. */
  private volatile @Nullable EdgeException blocked;

  /** Completes when there is a link, or a reason why there is none. */
  private volatile CompletableFuture<@Nullable Void> decided =
      CompletableFuture.completedFuture(null);

  /**
   * @param presence the presence of the edge's devices
   * @param reached called when the edge is reachable again
   */
  DeviceSession(
      DeviceItem device,
      Endpoints endpoints,
      EdgePresence presence,
      Consumer<DeviceSession> reached,
      SessionServices services) {
    this.device = device;
    this.endpoints = endpoints;
    this.reached = reached;
    this.services = services;
    this.presence = new PresenceSource(device, presence, services.fx());
    roundTrip = new RoundTripMeter(device, services.fx(), services.clock());
    news = new LinkNews(device, services.news());
    shells = new DeviceShells(device, new PtyShells(this), this.presence::recheck, services);
    watching =
        Subscription.combine(
            device.presenceProperty().subscribe((before, after) -> update()),
            device.edge().tokenRevisionProperty().subscribe((before, after) -> reconnect()),
            device.edge().settingsProperty().subscribe((before, after) -> reconnect()),
            device
                .settingsProperty()
                .subscribe(
                    (before, after) -> {
                      if (!before.path().equals(after.path())) {
                        reconnect();
                      }
                    }));
  }

  DeviceItem device() {
    return device;
  }

  /** Calls {@code listener} after every change of the connection's state, until unsubscribed. */
  Subscription onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Connects, and stays connected until this and all other holds are released. */
  Connections.Hold hold() {
    return hold(this::lingerIfUnneeded);
  }

  /**
   * The same for a single piece of work: at its end the connection is closed at once, unless it was
   * there before. So thousands of devices can be connected one after the other.
   */
  Connections.Hold holdBriefly() {
    return hold(link == null ? this::disconnectIfUnneeded : this::lingerIfUnneeded);
  }

  private Connections.Hold hold(Runnable afterwards) {
    holds++;
    stopLingering();
    if (holds == 1 && link == null) {
      connect();
    }
    return new Connections.Hold() {
      private boolean released;

      @Override
      public void release() {
        if (!released) {
          released = true;
          holds--;
          afterwards.run();
        }
      }
    };
  }

  /** Opens a terminal, which keeps the connection until it is closed. */
  TerminalSession openTerminal() {
    return shells.open(hold());
  }

  /** Updates the traffic rates of its shells. */
  void poll(double seconds) {
    shells.poll(seconds);
  }

  /** Somebody looks at the device. */
  void lookedAt() {
    roundTrip.lookedAt();
  }

  /** Retries at once, also after a problem that needs the user. */
  void retryNow() {
    EdgeLink present = link;
    if (present == null || device.status().phase() == LinkPhase.FAILED) {
      // files are read again, because one of them may have been the problem
      reconnect();
    } else {
      present.retryNow();
    }
  }

  /** Retries now, because the edge is reachable again. */
  void edgeReached() {
    EdgeLink present = link;
    if (present != null && device.status().phase() == LinkPhase.RETRYING) {
      present.retryNow();
    }
  }

  void close() {
    watching.unsubscribe();
    stopLingering();
    shells.close();
    disconnect();
    decided.complete(null);
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout) {
    return openStream(request, afterOk, timeout, stream -> {});
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    CompletableFuture<@Nullable Void> linked = decided;
    if (linked.isDone()) {
      return openOnLink(request, afterOk, timeout, started);
    }
    // its listeners run on the stream's event loop, as those of the link's own future do
    Promise<OpenedStream> promise = ImmediateEventExecutor.INSTANCE.newPromise();
    linked.whenComplete(
        (known, failure) -> pass(openOnLink(request, afterOk, timeout, started), promise));
    return promise;
  }

  private static void pass(Future<OpenedStream> opening, Promise<OpenedStream> promise) {
    promise.addListener(
        done -> {
          if (done.isCancelled()) {
            opening.cancel(false);
          }
        });
    opening.addListener(
        done -> {
          if (!done.isSuccess()) {
            promise.tryFailure(done.cause());
          } else if (!promise.trySuccess(opening.getNow())) {
            opening.getNow().stream().reset(ResetCause.CANCELLED);
          }
        });
  }

  private Future<OpenedStream> openOnLink(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    EdgeLink present = link;
    if (present == null) {
      EdgeException known = blocked;
      return services
          .engine()
          .group()
          .next()
          .newFailedFuture(known == null ? new EdgeException(Problem.LINK_DOWN) : known);
    }
    Future<OpenedStream> opening = present.openStream(request, afterOk, timeout, started);
    opening.addListener(
        done -> {
          if (done.cause() instanceof EdgeException failure) {
            failed(failure.problem());
          }
        });
    return opening;
  }

  /** A stream to the device could not be opened. On an event loop. */
  private void failed(Problem problem) {
    if (problem == Problem.DEVICE_NOT_CONNECTED || problem == Problem.STREAM_UNSUPPORTED) {
      presence.recheck();
    }
  }

  @Override
  public @Nullable EventLoop streamLoop() {
    EdgeLink present = link;
    return present == null ? null : present.streamLoop();
  }

  private void connect() {
    int asked = ++generation;
    blocked = null;
    if (decided.isDone()) {
      decided = new CompletableFuture<>();
    }
    if (endpoints.awaitsToken(device)) {
      // called again when the token changes
      show(LinkStatus.of(LinkPhase.CONNECTING));
      return;
    }
    if (endpoints.lacksToken(device)) {
      String why = Words.of("link.no-token", device.edge().name());
      blocked = new EdgeException(Problem.UPGRADE_UNAUTHORIZED, why);
      show(LinkStatus.of(LinkPhase.NEEDS_LOGIN, why, Words.of("link.enter-token")));
      decided.complete(null);
      return;
    }
    show(LinkStatus.of(LinkPhase.CONNECTING));
    endpoints
        .of(device)
        .whenCompleteAsync(
            (endpoint, failure) -> {
              if (asked != generation) {
                return;
              }
              if (failure == null) {
                begin(endpoint);
              } else {
                Throwable cause = Background.cause(failure);
                blocked = cause instanceof EdgeException known ? known : null;
                show(failed(cause));
              }
              decided.complete(null);
            },
            services.fx());
  }

  private void begin(Endpoint endpoint) {
    Engine engine = services.engine();
    EdgeLink fresh =
        EdgeLink.watching(engine.connector(), endpoint, engine.config(), engine.backoff());
    link = fresh;
    fresh.addListener(state -> services.fx().execute(() -> changed(fresh, state)));
    fresh.start();
  }

  private void reconnect() {
    if (holds > 0) {
      disconnect();
      connect();
    }
  }

  private void disconnect() {
    generation++;
    EdgeLink old = link;
    link = null;
    news.begin();
    state = new LinkState.Idle();
    presence.stop();
    if (old != null) {
      old.close();
    }
    show(LinkStatus.IDLE);
  }

  private void lingerIfUnneeded() {
    if (holds == 0 && lingering == null) {
      lingering =
          services
              .background()
              .after(LINGER, () -> services.fx().execute(this::disconnectIfUnneeded));
    }
  }

  private void disconnectIfUnneeded() {
    if (holds == 0) {
      stopLingering();
      disconnect();
      decided.complete(null);
    }
  }

  private void stopLingering() {
    if (lingering != null) {
      lingering.cancel();
      lingering = null;
    }
  }

  private void changed(EdgeLink source, LinkState next) {
    if (!source.equals(link)) {
      return;
    }
    if (next instanceof LinkState.Idle) {
      return;
    }
    LinkState before = state;
    state = next;
    switch (next) {
      case LinkState.Up up -> presence.use(up.client());
      case LinkState.Stale stale -> presence.silent(stale.client());
      case LinkState.Waiting waiting -> {
        presence.stop();
        if (waiting.cause().problem() == Problem.DEVICE_NOT_CONNECTED) {
          presence.away();
        }
      }
      case LinkState.Idle _, LinkState.Connecting _, LinkState.NeedsPerson _, LinkState.Closed _ ->
          presence.stop();
    }
    update();
    if (next instanceof LinkState.Up && !(before instanceof LinkState.Stale)) {
      reached.accept(this);
    }
  }

  /** Publishes the state of link and device. */
  private void update() {
    if (state instanceof LinkState.Idle) {
      return;
    }
    if (state instanceof LinkState.Up up) {
      if (!up.client().session().isOpen()) {
        return; // the link is about to report the loss
      }
      if (device.presence() instanceof DevicePresence.Offline) {
        show(LinkWords.away(device.edge().name()));
        return;
      }
      if (presence.isAwaited()) {
        return; // transient, keep the previous state
      }
    }
    show(LinkWords.status(state, device.status()));
  }

  private static LinkStatus failed(Throwable cause) {
    return cause instanceof EdgeException known
        ? LinkWords.failed(known)
        : LinkStatus.of(
            LinkPhase.FAILED, Words.sentences(String.valueOf(cause.getMessage()), ""), "");
  }

  private void show(LinkStatus status) {
    LinkStatus before = device.status();
    if (status.equals(before)) {
      return;
    }
    device.setStatus(status);
    if (status.phase() == LinkPhase.UP && state instanceof LinkState.Up up) {
      roundTrip.reachable(up.client());
    } else {
      roundTrip.unreachable();
    }
    if (status.phase() == LinkPhase.NEEDS_LOGIN) {
      endpoints.refused(device);
    } else if (status.phase() == LinkPhase.UP) {
      endpoints.accepted(device);
    }
    if (status.phase() != before.phase()) {
      news.tell(status, before);
      shells.tell(status, before, presence.isAsking());
    }
    List.copyOf(listeners).forEach(Runnable::run);
  }
}
