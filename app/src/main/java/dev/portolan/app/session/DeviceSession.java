package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.connect.DeviceProbe;
import dev.portolan.transport.connect.EdgeClient;
import dev.portolan.transport.connect.EdgeException;
import dev.portolan.transport.connect.EdgeLink;
import dev.portolan.transport.connect.Endpoint;
import dev.portolan.transport.connect.LinkState;
import dev.portolan.transport.connect.OpenedStream;
import dev.portolan.transport.connect.Problem;
import dev.portolan.transport.connect.StreamOpener;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.Presence;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one device: made when something needs it, kept alive, told in words, and ended
 * a while after the last that needed it has gone.
 *
 * <p>FX thread, but for the opening of streams, which any thread may ask for.
 */
final class DeviceSession implements StreamOpener {
  private static final Duration LINGER = Duration.ofSeconds(15);

  private final DeviceItem device;
  private final Engine engine;
  private final Endpoints endpoints;
  private final EdgePresence presence;
  private final Consumer<DeviceSession> reached;
  private final SharedNews news;
  private final Background background;
  private final Executor fx;
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<TerminalSession> terminals = new ArrayList<>();
  private final Subscription watching;
  private int holds;
  private int generation;
  private final ShellMeter shells = new ShellMeter();
  private boolean wasUp;
  private LinkState state = new LinkState.Idle();
  private @Nullable EdgeClient client;
  private volatile @Nullable DeviceProbe probe;
  private @Nullable Scheduled lingering;
  private volatile @Nullable EdgeLink link;

  /** Why there is no link before a person has done something; null if there may be one. */
  private volatile @Nullable EdgeException blocked;

  /** Complete when there is a link, or it is known why there is none. */
  private volatile CompletableFuture<@Nullable Void> decided = new CompletableFuture<>();

  /**
   * @param presence what is known of the devices of its edge
   * @param reached hears when the edge has been reached after it could not be
   */
  DeviceSession(
      DeviceItem device,
      Engine engine,
      Endpoints endpoints,
      EdgePresence presence,
      Consumer<DeviceSession> reached,
      SharedNews news,
      Background background,
      Executor fx) {
    this.device = device;
    this.engine = engine;
    this.endpoints = endpoints;
    this.presence = presence;
    this.reached = reached;
    this.news = news;
    this.background = background;
    this.fx = fx;
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
          lingerIfUnneeded();
        }
      }
    };
  }

  /** Opens a terminal, which holds the connection until it is closed. */
  TerminalSession openTerminal() {
    PtyShells pty = new PtyShells(this);
    ShellOpener opener =
        (columns, rows, output) -> decided.thenCompose(known -> pty.open(columns, rows, output));
    TerminalSession terminal = new TerminalSession(opener, device.name(), background, shells);
    Connections.Hold hold = hold();
    terminals.add(terminal);
    LinkStatus status = device.status();
    if (status.phase() == LinkPhase.DEVICE_AWAY) {
      terminal.deviceAway(status.reason(), false);
    }
    terminal.addListener(
        () -> {
          switch (terminal.state()) {
            case TerminalState.Closed() ->
                fx.execute(
                    () -> {
                      terminals.remove(terminal);
                      hold.release();
                    });
            case TerminalState.Ended _ -> doubt();
            case TerminalState.Connecting _,
                TerminalState.Connected _,
                TerminalState.Stale _,
                TerminalState.Lost _,
                TerminalState.Waiting _,
                TerminalState.Refused _ -> {}
          }
        });
    return terminal;
  }

  /** Reads the counters of its shells; {@code seconds} have passed since the last time. */
  void poll(double seconds) {
    Traffic before = device.shellTrafficProperty().get();
    long down = shells.bytesDown();
    long up = shells.bytesUp();
    Traffic now =
        new Traffic(
            0,
            0,
            down,
            up,
            Math.round((down - before.bytesDown()) / seconds),
            Math.round((up - before.bytesUp()) / seconds),
            0);
    if (!now.equals(before)) {
      device.shellTrafficProperty().set(now);
    }
  }

  /** Tries at once, also what was left to a person. */
  void retryNow() {
    EdgeLink present = link;
    if (present == null || device.status().phase() == LinkPhase.FAILED) {
      // What failed may be a file that was read, so it is read again.
      reconnect();
    } else {
      present.retryNow();
    }
  }

  /** Its edge can be reached again: what waits to try it once more tries now. */
  void edgeReached() {
    EdgeLink present = link;
    if (present != null && device.status().phase() == LinkPhase.RETRYING) {
      present.retryNow();
    }
  }

  void close() {
    watching.unsubscribe();
    stopLingering();
    List.copyOf(terminals).forEach(TerminalSession::close);
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
    EdgeLink present = link;
    if (present == null) {
      EdgeException known = blocked;
      return engine
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

  /** On an event loop: a stream to the device was not opened. */
  private void failed(Problem problem) {
    if (problem == Problem.DEVICE_NOT_CONNECTED || problem == Problem.STREAM_UNSUPPORTED) {
      doubt();
    }
  }

  /** The device may have gone; an edge that does not tell is asked. Any thread. */
  private void doubt() {
    DeviceProbe present = probe;
    if (present != null) {
      present.doubt();
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
      // The change of the token's revision, which comes with the token, leads here again.
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
                Throwable cause = Futures.cause(failure);
                blocked = cause instanceof EdgeException known ? known : null;
                show(failed(cause));
              }
              decided.complete(null);
            },
            fx);
  }

  private void begin(Endpoint endpoint) {
    EdgeLink fresh =
        EdgeLink.watching(engine.connector(), endpoint, engine.config(), engine.backoff());
    link = fresh;
    fresh.addListener(state -> fx.execute(() -> changed(fresh, state)));
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
    wasUp = false;
    state = new LinkState.Idle();
    use(null, true);
    if (old != null) {
      old.close();
    }
    show(LinkStatus.IDLE);
  }

  private void lingerIfUnneeded() {
    if (holds == 0 && lingering == null) {
      lingering =
          background.after(
              LINGER,
              () ->
                  fx.execute(
                      () -> {
                        if (holds == 0) {
                          stopLingering();
                          disconnect();
                        }
                      }));
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
      case LinkState.Up up -> use(up.client(), true);
      case LinkState.Stale stale -> use(stale.client(), false);
      case LinkState.Waiting waiting -> {
        use(null, true);
        if (waiting.cause().problem() == Problem.DEVICE_NOT_CONNECTED) {
          presence.shown(device, Presence.AWAY);
        }
      }
      case LinkState.Idle _, LinkState.Connecting _, LinkState.NeedsPerson _, LinkState.Closed _ ->
          use(null, true);
    }
    update();
    if (next instanceof LinkState.Up && !(before instanceof LinkState.Stale)) {
      reached.accept(this);
    }
  }

  /**
   * Takes a connection into use for learning whether the device is there.
   *
   * @param answers whether anything comes from the edge
   */
  private void use(@Nullable EdgeClient next, boolean answers) {
    EdgeClient before = client;
    if (before != null && (!before.equals(next) || !answers)) {
      presence.remove(before);
    }
    if (before != null && !before.equals(next)) {
      DeviceProbe old = probe;
      probe = null;
      if (old != null) {
        old.close();
      }
      presence.shown(device, Presence.UNTOLD);
    }
    client = next;
    if (next == null) {
      return;
    }
    if (next.tellsPresence()) {
      if (answers) {
        presence.add(next);
      }
    } else if (!next.equals(before)) {
      presence.shown(device, Presence.CONNECTED);
      probe(next);
    }
  }

  /** Asks an edge that does not tell. */
  private void probe(EdgeClient through) {
    DeviceProbe fresh =
        new DeviceProbe(
            through,
            new DeviceProbe.Listener() {
              @Override
              public void gone() {
                fx.execute(() -> shown(Presence.AWAY));
              }

              @Override
              public void back() {
                fx.execute(() -> shown(Presence.CONNECTED));
              }

              private void shown(Presence found) {
                if (through.equals(client) && state instanceof LinkState.Up) {
                  presence.shown(device, found);
                }
              }
            });
    probe = fresh;
    fresh.start();
  }

  /** Tells the state that follows from the connection and the device. */
  private void update() {
    if (state instanceof LinkState.Idle) {
      return;
    }
    if (state instanceof LinkState.Up) {
      if (device.presence() instanceof DevicePresence.Offline) {
        show(LinkWords.away(device.edge().name()));
        return;
      }
      if (presence.isAwaited(device)) {
        return; // A moment, in which what was shown before still holds.
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
    device.statusProperty().set(status);
    if (status.phase() == LinkPhase.NEEDS_LOGIN) {
      device.edge().loginNeededProperty().set(true);
    } else if (status.phase() == LinkPhase.UP) {
      device.edge().loginNeededProperty().set(false);
    }
    if (status.phase() != before.phase()) {
      tell(status, before);
      tellTerminals(status, before);
    }
    List.copyOf(listeners).forEach(Runnable::run);
  }

  private void tellTerminals(LinkStatus status, LinkStatus before) {
    for (TerminalSession terminal : List.copyOf(terminals)) {
      if (before.phase() == LinkPhase.STALE) {
        terminal.answers();
      }
      switch (status.phase()) {
        case UP -> terminal.linkUp();
        case STALE -> terminal.silent(status.reason());
        case DEVICE_AWAY -> terminal.deviceAway(status.reason(), probe != null);
        case IDLE, CONNECTING, RETRYING, NEEDS_LOGIN, FAILED -> {}
      }
    }
  }

  private void tell(LinkStatus status, LinkStatus before) {
    switch (status.phase()) {
      case IDLE, CONNECTING -> {}
      case UP -> {
        add(Level.GOOD, backKey(before), status);
        wasUp = true;
      }
      case STALE -> add(Level.WARNING, "link.stale", status);
      case DEVICE_AWAY -> add(Level.WARNING, "link.away", status);
      case RETRYING -> add(Level.WARNING, "link.lost", status);
      case NEEDS_LOGIN -> add(Level.WARNING, "link.needs-login", status);
      case FAILED -> add(Level.ERROR, "link.failed", status);
    }
  }

  private String backKey(LinkStatus before) {
    if (!wasUp) {
      return "link.up";
    }
    return switch (before.phase()) {
      case STALE -> "link.answers";
      case DEVICE_AWAY -> "link.device-back";
      case IDLE, CONNECTING, UP, RETRYING, NEEDS_LOGIN, FAILED -> "link.back";
    };
  }

  private void add(Level level, String key, LinkStatus status) {
    String edge = device.edge().name();
    news.add(
        device.edge().id() + ' ' + key,
        level,
        device.name(),
        Words.of(key, edge, status.reason(), status.advice()).strip(),
        edge,
        count -> Words.of(key + ".many", edge, status.reason(), status.advice(), count).strip());
  }
}
