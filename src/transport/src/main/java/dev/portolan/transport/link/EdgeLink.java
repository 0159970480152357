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
import dev.portolan.transport.open.SessionLoss;
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
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to an edge: reconnects after a loss with the delays of {@link RedialBackoff}.
 * Problems with credentials and trust are left to the user.
 *
 * <p>A stream requested without a connection waits for one within its timeout. Methods may be
 * called from any thread; the state belongs to one event loop.
 */
public final class EdgeLink implements StreamOpener, AutoCloseable {
  private final EventExecutor loop;
  private final Function<Endpoint, Future<EdgeClient>> dialer;
  private final InstantSource clock;
  private final LinkStates states;
  private final PendingOpens pending;
  private final LeavingClients leaving;
  private volatile Endpoint endpoint;
  private final Redial redial;

  /** Why there is no connection. On the loop, like all mutable state. */
  private @Nullable EdgeException trouble;

  /** Creates a link that is not started yet. */
  public EdgeLink(
      EdgeConnector connector, Endpoint endpoint, SmuxConfig config, RedialBackoff backoff) {
    this(
        connector.group().next(),
        target -> connector.connect(target, config, null, ConnectListener.NONE),
        endpoint,
        backoff,
        InstantSource.system());
  }

  /**
   * Creates a link of a client that {@linkplain EdgeConnector#connectToWatch receives} presence.
   */
  public static EdgeLink watching(
      EdgeConnector connector, Endpoint endpoint, SmuxConfig config, RedialBackoff backoff) {
    return new EdgeLink(
        connector.group().next(),
        target -> connector.connectToWatch(target, config, ConnectListener.NONE),
        endpoint,
        backoff,
        InstantSource.system());
  }

  EdgeLink(
      EventExecutor loop,
      Function<Endpoint, Future<EdgeClient>> dialer,
      Endpoint endpoint,
      RedialBackoff backoff,
      InstantSource clock) {
    this.loop = loop;
    this.dialer = dialer;
    this.endpoint = endpoint;
    this.clock = clock;
    this.states = new LinkStates(endpoint.host());
    this.pending = new PendingOpens(loop);
    this.redial = new Redial(loop, backoff);
    this.leaving = new LeavingClients(loop);
  }

  /** The present state. */
  public LinkState state() {
    return states.now();
  }

  /** Adds a listener, which is called with the present state at once. */
  public void addListener(LinkListener listener) {
    onLoop(() -> states.addListener(listener));
  }

  /** Removes a listener. */
  public void removeListener(LinkListener listener) {
    states.removeListener(listener);
  }

  /** Starts connecting. Idempotent. */
  public void start() {
    onLoop(
        () -> {
          if (states.now() instanceof Idle) {
            connect();
          }
        });
  }

  /** Connects at once if waiting for a retry or the user, and reconnects if the edge is silent. */
  public void retryNow() {
    onLoop(
        () -> {
          switch (states.now()) {
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

  /** Sets the endpoint for the next attempt, for example with a new token. */
  public void use(Endpoint target) {
    endpoint = target;
  }

  /** Closes the link with its connection and streams. */
  @Override
  public void close() {
    onLoop(
        () -> {
          LinkState before = states.now();
          if (before instanceof Closed) {
            return;
          }
          Future<?> connecting = redial.stop();
          states.change(new Closed());
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

  /** The event loop of the present connection, or null. */
  @Override
  public @Nullable EventLoop streamLoop() {
    return states.now() instanceof Up up ? up.client().streamLoop() : null;
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
    if (states.now() instanceof Up up && up.client().session().isOpen()) {
      openOn(up.client(), open);
    } else {
      onLoop(() -> openOrWait(open));
    }
    return open.future();
  }

  private void openOrWait(PendingOpens.Open open) {
    switch (states.now()) {
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

  /** The failure of a stream that waited for a connection. */
  private EdgeException inVain(Message request) {
    if (states.now() instanceof Stale stale) {
      return OpenFailures.silent(edge(), stale.client().session().silence());
    }
    String wanted = "There is no connection to " + edge() + " for " + OpenFailures.what(request);
    return trouble == null
        ? new EdgeException(Problem.LINK_DOWN, wanted + ".")
        : new EdgeException(Problem.LINK_DOWN, wanted, 0, trouble.getMessage());
  }

  private void connect() {
    redial.begin(this::dial, this::connected, cause -> failed(asEdgeException(cause)));
  }

  private Future<EdgeClient> dial() {
    states.change(new Connecting(redial.attempts()));
    return dialer.apply(endpoint);
  }

  private void connected(EdgeClient client) {
    trouble = null;
    states.change(new Up(client, clock.instant()));
    client.session().closeFuture().addListener(closed -> onLoop(() -> lost(client)));
    new AnswerCheck(client.session(), new Answers(client)).start();
    pending.takeAll().forEach(open -> openOn(client, open));
  }

  /** Handles silence of the edge. */
  private final class Answers implements AnswerCheck.Listener {
    private final EdgeClient client;

    Answers(EdgeClient client) {
      this.client = client;
    }

    @Override
    public void silent() {
      onLoop(
          () -> {
            if (states.now() instanceof Up up && up.client() == client) {
              states.change(new Stale(client, up.since()));
            }
          });
    }

    @Override
    public void answers() {
      onLoop(
          () -> {
            if (states.now() instanceof Stale stale && stale.client() == client) {
              states.change(new Up(client, stale.since()));
              pending.takeAll().forEach(open -> openOn(client, open));
            }
          });
    }
  }

  private EdgeException asEdgeException(Throwable cause) {
    return cause instanceof EdgeException known
        ? known
        : new EdgeException(
            Problem.CONNECT_FAILED, "The connection to " + edge() + " failed.", cause);
  }

  private void lost(EdgeClient client) {
    if (states.now().client() != client) {
      return; // replaced, or the link is closed
    }
    waitAfter(SessionLoss.of(edge(), client.session()));
  }

  private void failed(EdgeException cause) {
    if (cause.problem().needsPerson()) {
      states.change(new NeedsPerson(cause));
      pending.failAll(request -> cause);
    } else {
      waitAfter(cause);
    }
  }

  private void waitAfter(EdgeException cause) {
    trouble = cause;
    Duration delay = redial.retry(cause.problem().retry(), this::connect);
    states.change(new Waiting(cause, redial.attempts(), clock.instant().plus(delay)));
  }

  /** Handles a GoAway: opens the next connection while the streams of this one drain. */
  private void moveAway(EdgeClient client) {
    if (states.now().client() != client) {
      return;
    }
    leaving.add(client);
    waitAfter(new EdgeException(Problem.EDGE_GOING_AWAY));
  }

  private String edge() {
    return endpoint.host();
  }

  private void onLoop(Runnable task) {
    EventLoops.onLoop(loop, task);
  }
}
