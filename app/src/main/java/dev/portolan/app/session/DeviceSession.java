package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.connect.Backoff;
import dev.portolan.transport.connect.EdgeException;
import dev.portolan.transport.connect.EdgeLink;
import dev.portolan.transport.connect.Endpoint;
import dev.portolan.transport.connect.LinkState;
import dev.portolan.transport.connect.OpenedStream;
import dev.portolan.transport.connect.Problem;
import dev.portolan.transport.connect.StreamOpener;
import dev.portolan.transport.message.Message;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final ActivityLog activity;
  private final Background background;
  private final Executor fx;
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<TerminalSession> terminals = new ArrayList<>();
  private final Subscription watching;
  private int holds;
  private int generation;
  private boolean wasUp;
  private @Nullable Scheduled lingering;
  private volatile @Nullable EdgeLink link;

  DeviceSession(
      DeviceItem device,
      Engine engine,
      Endpoints endpoints,
      ActivityLog activity,
      Background background,
      Executor fx) {
    this.device = device;
    this.engine = engine;
    this.endpoints = endpoints;
    this.activity = activity;
    this.background = background;
    this.fx = fx;
    watching =
        Subscription.combine(
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

  /** Calls {@code listener} after every change of the connection's state. */
  void onChange(Runnable listener) {
    listeners.add(listener);
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
    TerminalSession terminal = new TerminalSession(new PtyShells(this), device.name(), background);
    Connections.Hold hold = hold();
    terminals.add(terminal);
    terminal.addListener(
        () -> {
          if (terminal.state() instanceof TerminalState.Closed) {
            fx.execute(
                () -> {
                  terminals.remove(terminal);
                  hold.release();
                });
          }
        });
    return terminal;
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

  void close() {
    watching.unsubscribe();
    stopLingering();
    List.copyOf(terminals).forEach(TerminalSession::close);
    disconnect();
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
    return present == null
        ? engine.group().next().newFailedFuture(new EdgeException(Problem.LINK_DOWN))
        : present.openStream(request, afterOk, timeout, started);
  }

  @Override
  public @Nullable EventLoop streamLoop() {
    EdgeLink present = link;
    return present == null ? null : present.streamLoop();
  }

  private void connect() {
    int asked = ++generation;
    if (endpoints.lacksToken(device)) {
      show(
          LinkStatus.of(
              LinkPhase.NEEDS_LOGIN,
              Words.of("link.no-token", device.edge().name()),
              Words.of("link.enter-token")));
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
                show(failed(Futures.cause(failure)));
              }
            },
            fx);
  }

  private void begin(Endpoint endpoint) {
    EdgeLink fresh =
        new EdgeLink(engine.connector(), endpoint, engine.config(), Backoff.standard());
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

  private void changed(EdgeLink source, LinkState state) {
    if (!source.equals(link)) {
      return;
    }
    if (state instanceof LinkState.Idle) {
      return;
    }
    show(LinkWords.status(state, device.status()));
    if (state instanceof LinkState.Up) {
      List.copyOf(terminals).forEach(TerminalSession::linkUp);
    }
  }

  private static LinkStatus failed(Throwable cause) {
    return cause instanceof EdgeException known
        ? LinkWords.failed(known)
        : LinkStatus.of(LinkPhase.FAILED, String.valueOf(cause.getMessage()), "");
  }

  private void show(LinkStatus status) {
    LinkStatus before = device.status();
    device.statusProperty().set(status);
    if (status.phase() == LinkPhase.NEEDS_LOGIN) {
      device.edge().loginNeededProperty().set(true);
    } else if (status.phase() == LinkPhase.UP) {
      device.edge().loginNeededProperty().set(false);
    }
    if (status.phase() != before.phase()) {
      tell(status);
    }
    List.copyOf(listeners).forEach(Runnable::run);
  }

  private void tell(LinkStatus status) {
    String edge = device.edge().name();
    switch (status.phase()) {
      case IDLE, CONNECTING -> {}
      case UP -> {
        add(Level.GOOD, Words.of(wasUp ? "link.back" : "link.up", edge));
        wasUp = true;
      }
      case DEVICE_AWAY -> add(Level.WARNING, Words.of("link.away", status.reason()));
      case RETRYING -> add(Level.WARNING, Words.of("link.lost", status.reason()));
      case NEEDS_LOGIN ->
          add(Level.WARNING, Words.of("link.needs-login", status.reason(), status.advice()));
      case FAILED -> add(Level.ERROR, Words.of("link.failed", status.reason(), status.advice()));
    }
  }

  private void add(Level level, String text) {
    activity.add(level, device.name(), text.strip());
  }
}
