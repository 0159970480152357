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
 * Connects to edges: name resolution, TCP, TLS, HTTP upgrade.
 *
 * <p>Each step has a time limit (10, 10, 10 and 15 seconds), and all steps 30 seconds in total.
 * Redirects are never followed, and no secret is sent before the edge's certificate is verified.
 * Thread-safe.
 */
public final class EdgeConnector {
  private final EventLoopGroup group;
  private final SecureDial.Means means;

  /**
   * Creates a connector on a group, owned by the caller.
   *
   * @param group of {@link EventLoops#create}
   */
  public EdgeConnector(EventLoopGroup group) {
    this(group, TlsContexts.bestProvider());
  }

  /**
   * As above, with a given TLS provider.
   *
   * @param tls the provider, unless a key requires the JDK's
   */
  public EdgeConnector(EventLoopGroup group, SslProvider tls) {
    this(group, SecureDial.Means.standard(tls));
  }

  EdgeConnector(EventLoopGroup group, SecureDial.Means means) {
    this.group = EventLoops.requireFit(group);
    this.means = means;
  }

  /** The group of event loops. */
  public EventLoopGroup group() {
    return group;
  }

  /**
   * Connects to an edge.
   *
   * @param inboundStreams initialises each stream that the edge opens; null to refuse them, as
   *     clients do
   * @param listener receives the progress, on any thread
   * @return fails with an {@link EdgeException}. May be cancelled
   */
  public Future<EdgeClient> connect(
      Endpoint endpoint,
      SmuxConfig config,
      @Nullable ChannelHandler inboundStreams,
      ConnectListener listener) {
    return connect(endpoint, listener, new Upgrade(config, inboundStreams, false));
  }

  /**
   * Connects to an edge as a client that receives presence: our edges accept it even if its device
   * is absent, and {@linkplain EdgeClient#watch report} presence. Other edges treat it as any
   * client.
   *
   * @param listener receives the progress, on any thread
   * @return fails with an {@link EdgeException}. May be cancelled
   */
  public Future<EdgeClient> connectToWatch(
      Endpoint endpoint, SmuxConfig config, ConnectListener listener) {
    return connect(endpoint, listener, new Upgrade(config, null, true));
  }

  /** The request of the upgrade with the settings of the session. */
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
   * Fetches an edge's certificate without verifying it. Sends no token, client certificate or
   * request.
   *
   * @return fails with an {@link EdgeException} if the handshake fails before
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

  /**
   * Starts the session. During a read, so the session's handler must be added before the HTTP ones
   * are removed.
   */
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
