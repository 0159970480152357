package dev.portolan.transport.session;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.TlsContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Connects to edges: resolves, connects, shakes hands by TLS, and upgrades to a session.
 *
 * <p>Each step has its limit (10, 10, 10 and 15 seconds), and all of it 30 seconds. Redirects are
 * never followed, and nothing secret is sent before the edge has proven who it is. Safe for use by
 * many threads.
 */
public final class EdgeConnector {
  private final EventLoopGroup group;
  private final SecureDial.Means means;

  /**
   * Connects with the channels of this group, which its creator shuts down.
   *
   * @param group of {@link EventLoops#create}
   */
  public EdgeConnector(EventLoopGroup group) {
    this(group, TlsContexts.bestProvider());
  }

  /**
   * The same with another provider of TLS than the fastest of this platform.
   *
   * @param tls not used where one end's key needs the JDK's
   */
  public EdgeConnector(EventLoopGroup group, SslProvider tls) {
    this(group, SecureDial.Means.standard(tls));
  }

  EdgeConnector(EventLoopGroup group, SecureDial.Means means) {
    this.group = EventLoops.requireFit(group);
    this.means = means;
  }

  /** The group that connections live on. */
  public EventLoopGroup group() {
    return group;
  }

  /**
   * Connects to an edge.
   *
   * @param inboundStreams initialises each stream that the edge opens; null refuses them all, as a
   *     client does
   * @param listener hears each step, on an event loop or another thread
   * @return fails with an {@link EdgeException}; cancelling it stops at once
   */
  public Future<EdgeClient> connect(
      Endpoint endpoint,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams,
      ConnectListener listener) {
    return connect(endpoint, listener, new Upgrade(config, inboundStreams, false));
  }

  /**
   * Connects to an edge as a client that follows which devices come and go: an edge of ours lets it
   * in although its own device is away, and {@linkplain EdgeClient#watch tells} it of devices. To
   * others it is a client like any.
   *
   * @param listener hears each step, on an event loop or another thread
   * @return fails with an {@link EdgeException}; cancelling it stops at once
   */
  public Future<EdgeClient> connectToWatch(
      Endpoint endpoint, SmuxConfig config, ConnectListener listener) {
    return connect(endpoint, listener, new Upgrade(config, null, true));
  }

  /** What is asked for once the edge is reached, and made of the connection then. */
  private record Upgrade(
      SmuxConfig config, @Nullable ChannelHandler inboundStreams, boolean presence) {}

  private Future<EdgeClient> connect(Endpoint endpoint, ConnectListener listener, Upgrade wanted) {
    Attempt<EdgeClient> attempt = attempt();
    dial(
        attempt,
        endpoint,
        listener,
        false,
        (channel, certificate) -> upgrade(attempt, endpoint, wanted, listener, channel));
    return attempt.future();
  }

  /**
   * Looks at the certificate that an edge shows, whoever vouches for it. Sends no token, no client
   * certificate and no request.
   *
   * @return fails with an {@link EdgeException} if the handshake does not come that far
   */
  public Future<PresentedCertificate> inspect(Endpoint endpoint, ConnectListener listener) {
    Attempt<PresentedCertificate> attempt = attempt();
    dial(
        attempt,
        endpoint,
        listener,
        true,
        (channel, certificate) -> {
          attempt.succeed(certificate);
          channel.close();
        });
    return attempt.future();
  }

  private <T> Attempt<T> attempt() {
    return new Attempt<>(group.next());
  }

  private void dial(
      Attempt<?> attempt,
      Endpoint endpoint,
      ConnectListener listener,
      boolean lookOnly,
      SecureDial.Outcome outcome) {
    SecureDial dial = new SecureDial(attempt, endpoint, means, listener, lookOnly, outcome);
    attempt
        .loop()
        .execute(
            () -> {
              if (!attempt.isOver()) {
                attempt.limit(means.limits().total(), () -> overdue(endpoint));
                dial.start();
              }
            });
  }

  private EdgeException overdue(Endpoint endpoint) {
    return new EdgeException(
        Problem.CONNECT_OVERDUE,
        "The connection to "
            + endpoint.host()
            + " was not up after "
            + LimitWords.of(means.limits().total())
            + ".");
  }

  private void upgrade(
      Attempt<EdgeClient> attempt,
      Endpoint endpoint,
      Upgrade wanted,
      ConnectListener listener,
      Channel channel) {
    listener.started(ConnectStep.UPGRADE);
    String edge = endpoint.host();
    UpgradeRequester handler =
        new UpgradeRequester(
            endpoint,
            headers -> {
              listener.finished(ConnectStep.UPGRADE, "101, " + UpgradeTerms.PROTOCOL);
              attempt.succeed(session(channel, endpoint, wanted, headers));
            },
            attempt::fail);
    attempt.limit(
        means.limits().answer(),
        () ->
            new EdgeException(
                Problem.UPGRADE_TIMEOUT,
                edge
                    + " did not answer the request within "
                    + LimitWords.of(means.limits().answer())
                    + "."));
    channel
        .pipeline()
        .addBefore(SecureDial.END, "http-out", new HttpRequestEncoder())
        .addBefore(SecureDial.END, "http-in", new UpgradeResponseDecoder())
        .addBefore(SecureDial.END, "upgrade", handler);
    channel.writeAndFlush(UpgradeRequester.request(endpoint, wanted.presence()));
  }

  /** In the middle of reading: the session's handlers must be there before the HTTP ones go. */
  private static EdgeClient session(
      Channel channel, Endpoint endpoint, Upgrade wanted, HttpHeaders headers) {
    boolean halfClose = HalfCloseOffer.announced(headers.get(HalfCloseOffer.HEADER));
    boolean presence =
        wanted.presence() && PresenceOffer.announced(headers.get(PresenceOffer.HEADER));
    SmuxSession session =
        SmuxSession.start(
            channel,
            SmuxRole.CLIENT,
            PeerSettings.of(wanted.config(), halfClose),
            wanted.inboundStreams());
    channel.pipeline().remove("http-out");
    channel.pipeline().remove("upgrade");
    channel.pipeline().remove(SecureDial.END);
    channel.pipeline().remove("http-in");
    return new EdgeClient(session, endpoint.host(), halfClose, presence);
  }
}
