package dev.portolan.transport.link;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.alive.AnswerCheck;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.LinkState.Closed;
import dev.portolan.transport.link.LinkState.Connecting;
import dev.portolan.transport.link.LinkState.Idle;
import dev.portolan.transport.link.LinkState.NeedsPerson;
import dev.portolan.transport.link.LinkState.Stale;
import dev.portolan.transport.link.LinkState.Up;
import dev.portolan.transport.link.LinkState.Waiting;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenFailures;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to an edge alive: connects, and connects again when it is lost, waiting
 * longer after each failure. What concerns credentials and trust is left to a person.
 *
 * <p>A stream that is asked for while there is no connection waits for one, as long as it may take
 * to be opened. Methods may be called on any thread; the state belongs to one event loop.
 */
public final class EdgeLink implements StreamOpener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EdgeLink.class);

  private final EventExecutor loop;
  private final Function<Endpoint, Future<EdgeClient>> dial;
  private final Backoff backoff;
  private final InstantSource clock;
  private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
  private final PendingOpens pending;
  private final LeavingClients leaving;
  private volatile Endpoint endpoint;
  private volatile LinkState state = new Idle();
  private final Redial redial;
  private int attempt;

  /** A link that is not started yet. */
  public EdgeLink(EdgeConnector connector, Endpoint endpoint, SmuxConfig config, Backoff backoff) {
    this(
        connector.group().next(),
        target -> connector.connect(target, config, null, ConnectListener.NONE),
        endpoint,
        backoff,
        InstantSource.system());
  }

  /**
   * A link that is not started yet, of a client that {@linkplain EdgeConnector#connectToWatch
   * follows} which devices come and go.
   */
  public static EdgeLink watching(
      EdgeConnector connector, Endpoint endpoint, SmuxConfig config, Backoff backoff) {
    return new EdgeLink(
        connector.group().next(),
        target -> connector.connectToWatch(target, config, ConnectListener.NONE),
        endpoint,
        backoff,
        InstantSource.system());
  }

  EdgeLink(
      EventExecutor loop,
      Function<Endpoint, Future<EdgeClient>> dial,
      Endpoint endpoint,
      Backoff backoff,
      InstantSource clock) {
    this.loop = loop;
    this.dial = dial;
    this.endpoint = endpoint;
    this.backoff = backoff;
    this.clock = clock;
    this.pending = new PendingOpens(loop);
    this.redial = new Redial(loop);
    this.leaving = new LeavingClients(loop);
  }

  /** What it is doing now. */
  public LinkState state() {
    return state;
  }

  /** Adds a listener, which hears the present state at once. */
  public void addListener(LinkListener listener) {
    onLoop(
        () -> {
          listeners.add(listener);
          listener.changed(state);
        });
  }

  /** Removes a listener. */
  public void removeListener(LinkListener listener) {
    listeners.remove(listener);
  }

  /** Begins to connect; later calls change nothing. */
  public void start() {
    onLoop(
        () -> {
          if (state instanceof Idle) {
            connect();
          }
        });
  }

  /**
   * Connects now if it waits, for a time or for a person, and connects anew if nothing comes from
   * the edge any more.
   */
  public void retryNow() {
    onLoop(
        () -> {
          switch (state) {
            case Waiting _, NeedsPerson _ -> {
              redial.forget();
              connect();
            }
            case Stale stale -> {
              connect();
              stale.client().close();
            }
            case Idle _, Connecting _, Up _, Closed _ -> {}
          }
        });
  }

  /** Uses this endpoint from the next attempt on, for example with a new token. */
  public void use(Endpoint target) {
    endpoint = target;
  }

  /** Ends the connection and all its streams, for good. */
  @Override
  public void close() {
    onLoop(
        () -> {
          LinkState before = state;
          if (before instanceof Closed) {
            return;
          }
          Future<?> connecting = redial.stop();
          change(new Closed());
          if (connecting != null) {
            connecting.cancel(false);
          }
          EdgeClient client = before.client();
          if (client != null) {
            client.close();
          }
          leaving.close();
          pending.failAll(
              request ->
                  new EdgeException(
                      Problem.LINK_CLOSED,
                      "The connection to " + edge() + " was closed on this side."));
        });
  }

  /** The loop of the present connection, or null where there is none. */
  @Override
  public @Nullable EventLoop streamLoop() {
    return state instanceof Up up ? up.client().streamLoop() : null;
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout) {
    return openStream(request, afterOk, timeout, stream -> {});
  }

  @Override
  public Future<OpenedStream> openStream(
      Message request, ChannelHandler afterOk, Duration timeout, Consumer<SmuxStream> started) {
    PendingOpens.Open open = pending.new Open(request, afterOk, timeout, started);
    if (state instanceof Up up && up.client().session().isOpen()) {
      openOn(up.client(), open);
    } else {
      onLoop(() -> openOrWait(open));
    }
    return open.future();
  }

  private void openOrWait(PendingOpens.Open open) {
    switch (state) {
      case Up up when up.client().session().isOpen() -> openOn(up.client(), open);
      case NeedsPerson needsPerson -> open.fail(needsPerson.cause());
      case Closed closed -> open.fail(new EdgeException(Problem.LINK_CLOSED));
      case Up _, Stale _, Idle _, Connecting _, Waiting _ -> pending.add(open, this::inVain);
    }
  }

  private void openOn(EdgeClient client, PendingOpens.Open open) {
    open.openOn(client)
        .addListener(
            done -> {
              if (done.cause() instanceof EdgeException e
                  && e.problem() == Problem.EDGE_GOING_AWAY) {
                onLoop(() -> moveAway(client));
              }
            });
  }

  /** Why waiting for a connection was in vain. */
  private EdgeException inVain(Message request) {
    if (state instanceof Stale stale) {
      return OpenFailures.silent(edge(), stale.client().session().silence());
    }
    String wanted = "There is no connection to " + edge() + " for " + OpenFailures.what(request);
    return state instanceof Waiting waiting
        ? new EdgeException(Problem.LINK_DOWN, wanted, 0, waiting.cause().getMessage())
        : new EdgeException(Problem.LINK_DOWN, wanted + ".");
  }

  private void connect() {
    attempt++;
    change(new Connecting(attempt));
    redial.begin(dial.apply(endpoint), this::connected, cause -> failed(asEdgeException(cause)));
  }

  private void connected(EdgeClient client) {
    change(new Up(client, clock.instant()));
    client.session().closeFuture().addListener(closed -> onLoop(() -> lost(client)));
    new AnswerCheck(client.session(), new Answers(client)).start();
    pending.takeAll().forEach(open -> openOn(client, open));
  }

  /** Hears whether the edge answers. */
  private final class Answers implements AnswerCheck.Listener {
    private final EdgeClient client;

    Answers(EdgeClient client) {
      this.client = client;
    }

    @Override
    public void silent() {
      onLoop(
          () -> {
            if (state instanceof Up up && up.client() == client) {
              change(new Stale(client, up.since()));
            }
          });
    }

    @Override
    public void answers() {
      onLoop(
          () -> {
            if (state instanceof Stale stale && stale.client() == client) {
              change(new Up(client, stale.since()));
              pending.takeAll().forEach(open -> openOn(client, open));
            }
          });
    }
  }

  /** For how long the present connection has been up. */
  private Duration held() {
    Instant since = state.since();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  private void forgetFailuresIfHealthy() {
    if (held().compareTo(backoff.healthyAfter()) >= 0) {
      attempt = 0;
    }
  }

  private EdgeException asEdgeException(Throwable cause) {
    return cause instanceof EdgeException known
        ? known
        : new EdgeException(
            Problem.CONNECT_FAILED, "The connection to " + edge() + " failed.", cause);
  }

  private void lost(EdgeClient client) {
    if (state.client() != client) {
      return; // it was replaced, or everything is closed
    }
    forgetFailuresIfHealthy();
    Throwable cause = client.session().closeCause();
    String reason = cause == null ? "" : String.valueOf(cause.getMessage());
    waitAfter(
        new EdgeException(
            Problem.LINK_LOST, "The connection to " + edge() + " was lost", 0, reason));
  }

  private void failed(EdgeException cause) {
    if (cause.problem().needsPerson()) {
      change(new NeedsPerson(cause));
      pending.failAll(request -> cause);
    } else {
      waitAfter(cause);
    }
  }

  private void waitAfter(EdgeException cause) {
    Duration delay = backoff.delay(Math.max(1, attempt));
    change(new Waiting(cause, attempt, clock.instant().plus(delay)));
    redial.plan(delay, this::connect);
  }

  /**
   * The edge is about to stop: the next connection is made while the streams of this one go on, for
   * a while.
   */
  private void moveAway(EdgeClient client) {
    if (state.client() != client) {
      return;
    }
    leaving.add(client);
    forgetFailuresIfHealthy();
    waitAfter(new EdgeException(Problem.EDGE_GOING_AWAY));
  }

  private void change(LinkState next) {
    state = next;
    log.debug("link to {}: {}", edge(), next.getClass().getSimpleName());
    for (LinkListener listener : listeners) {
      try {
        listener.changed(next);
      } catch (RuntimeException e) {
        log.warn("a listener of the link to {} failed", edge(), e);
      }
    }
  }

  private String edge() {
    return endpoint.host();
  }

  private void onLoop(Runnable task) {
    EventLoops.onLoop(loop, task);
  }
}
