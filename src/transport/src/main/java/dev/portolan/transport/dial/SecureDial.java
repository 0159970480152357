package dev.portolan.transport.dial;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.EdgeTrustManager;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.TlsContexts;
import dev.portolan.transport.tls.TlsFailures;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Dials an endpoint up to a verified TLS connection: name resolution, TCP, optionally a proxy, TLS.
 * The only secret sent is a proxy's own credentials.
 *
 * <p>On the attempt's event loop.
 */
public final class SecureDial {
  /** The name of the last handler in a dialled connection's pipeline. */
  public static final String END = DialEnd.NAME;

  private final Attempt<?> attempt;
  private final Endpoint endpoint;
  private final Means means;
  private final ConnectLimits limits;
  private final ConnectListener listener;
  private final boolean lookOnly;
  private final Outcome outcome;

  /**
   * The dependencies of a dial, replaced in tests.
   *
   * @param lookup resolves names
   * @param blocking runs blocking tasks, which may hang
   * @param tls the TLS provider, unless a key requires the JDK's
   * @param contexts creates TLS contexts
   * @param limits the time limits
   */
  public record Means(
      NameLookup lookup,
      Executor blocking,
      SslProvider tls,
      TlsContexts.Maker contexts,
      ConnectLimits limits) {
    /** With the default TLS contexts. */
    public Means(NameLookup lookup, Executor blocking, SslProvider tls, ConnectLimits limits) {
      this(lookup, blocking, tls, TlsContexts::client, limits);
    }

    /** The defaults: the system's resolver, a thread per lookup, default limits. */
    public static Means standard(SslProvider tls) {
      return new Means(NameLookup.SYSTEM, SecureDial::onOwnThread, tls, ConnectLimits.standard());
    }

    Means withTls(SslProvider other) {
      return new Means(lookup, blocking, other, contexts, limits);
    }
  }

  /** Receives the connection. Failures are reported by the attempt. */
  public interface Outcome {
    /**
     * The connection is established. Further handlers must be added before {@link SecureDial#END},
     * which is removed last. On the loop.
     */
    void secured(Channel channel, PresentedCertificate certificate);
  }

  /**
   * Creates a dial.
   *
   * @param lookOnly whether to accept any certificate, because nothing will be sent
   */
  public SecureDial(
      Attempt<?> attempt,
      Endpoint endpoint,
      Means means,
      ConnectListener listener,
      boolean lookOnly,
      Outcome outcome) {
    this.attempt = attempt;
    this.endpoint = endpoint;
    ClientIdentity identity = endpoint.identity();
    this.means =
        identity == null || identity.keyKind().isForBoringSsl()
            ? means
            : means.withTls(SslProvider.JDK);
    this.limits = means.limits();
    this.listener = listener;
    this.lookOnly = lookOnly;
    this.outcome = outcome;
  }

  /** Starts the dial. On the attempt's event loop. */
  public void start() {
    listener.started(ConnectStep.RESOLVE);
    Future<?> limit =
        attempt.limit(
            limits.resolve(),
            () ->
                new EdgeException(
                    Problem.DNS_TIMEOUT,
                    "Nobody said within "
                        + LimitWords.of(limits.resolve())
                        + " where "
                        + endpoint.host()
                        + " is."));
    EventLoop loop = attempt.loop();
    means
        .blocking()
        .execute(
            () -> {
              try {
                DialPlan plan = DialPlan.make(endpoint, means, lookOnly);
                onLoop(
                    loop,
                    () -> {
                      limit.cancel(false);
                      dial(plan);
                    },
                    plan::release);
              } catch (EdgeException e) {
                onLoop(loop, () -> attempt.fail(e), () -> {});
              } catch (RuntimeException e) { // of what the system plugs in
                onLoop(loop, () -> attempt.fail(unprepared(e)), () -> {});
              }
            });
  }

  /** Runs a lookup, which may hang, on a daemon thread of its own. */
  private static void onOwnThread(Runnable task) {
    Thread.ofPlatform().daemon().name("portolan-resolve").start(task);
  }

  /** Runs the task on the loop, which may have shut down meanwhile. */
  private static void onLoop(EventLoop loop, Runnable task, Runnable ifEnded) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      ifEnded.run();
    }
  }

  private EdgeException unprepared(RuntimeException cause) {
    return new EdgeException(
        Problem.CONNECT_FAILED, "The connection to " + edge() + " could not be prepared.", cause);
  }

  private void dial(DialPlan plan) {
    if (attempt.isOver()) {
      plan.release();
      return;
    }
    List<InetSocketAddress> addresses = plan.addresses();
    listener.finished(
        ConnectStep.RESOLVE,
        DialFailures.shown(addresses.getFirst())
            + (addresses.size() > 1 ? " and " + (addresses.size() - 1) + " more" : ""));
    listener.started(ConnectStep.CONNECT);
    attempt.future().addListener(over -> plan.release());
    Proxy proxy = plan.proxy();
    Future<?> limit =
        attempt.limit(
            limits.connect(),
            () ->
                DialFailures.connectTimeout(
                    proxy == null ? edge() : proxy.toString(), proxy != null, limits.connect()));
    new Dialer(
            attempt,
            addresses,
            new Route(attempt.loop(), endpoint, plan, limits)::to,
            (channel, address) -> {
              limit.cancel(false);
              connected(channel, address, plan);
            },
            failure ->
                attempt.fail(
                    DialFailures.connect(
                        proxy == null ? edge() : proxy.toString(),
                        failure.address(),
                        failure.cause(),
                        proxy != null,
                        limits.connect())))
        .next();
  }

  private void connected(Channel channel, InetSocketAddress address, DialPlan plan) {
    ProxyHandler proxying = channel.pipeline().get(ProxyHandler.class);
    Proxy proxy = plan.proxy();
    if (proxying == null || proxy == null) {
      finishConnect(channel, DialFailures.shown(address), plan);
      return;
    }
    proxying
        .connectFuture()
        .addListener(
            through -> {
              if (attempt.isOver()) {
                return;
              }
              if (through.isSuccess()) {
                finishConnect(channel, "by way of the proxy " + proxy, plan);
              } else {
                attempt.fail(DialFailures.proxy(proxy, edge(), through.cause()));
              }
            });
  }

  private void finishConnect(Channel channel, String detail, DialPlan plan) {
    listener.finished(ConnectStep.CONNECT, detail);
    listener.started(ConnectStep.TLS);
    SslHandler tls = plan.tls().newHandler(channel.alloc(), endpoint.host(), endpoint.port());
    tls.setHandshakeTimeoutMillis(limits.tls().toMillis());
    tls.handshakeFuture()
        .addListener(
            shaken -> {
              if (attempt.isOver()) {
                return;
              }
              if (shaken.isSuccess()) {
                secured(channel, tls, plan.trust());
              } else {
                handshakeFailed(channel, plan.trust().problem(), shaken.cause());
              }
            });
    channel.pipeline().addBefore(DialEnd.NAME, "tls", tls);
  }

  private void handshakeFailed(Channel channel, @Nullable EdgeException distrust, Throwable cause) {
    if (distrust != null) {
      attempt.fail(distrust);
    } else if (means.tls() != SslProvider.JDK && TlsFailures.mayBeTheKeyKind(cause)) {
      attempt.drop(channel);
      new SecureDial(
              attempt,
              endpoint,
              means.withTls(SslProvider.JDK),
              new SecondTry(listener),
              lookOnly,
              outcome)
          .start();
    } else {
      attempt.fail(TlsFailures.of(edge(), cause, endpoint.identity() != null, limits.tls()));
    }
  }

  /** The listener of a second try, without the steps before TLS, which were reported already. */
  private record SecondTry(ConnectListener listener) implements ConnectListener {
    @Override
    public void finished(ConnectStep step, String detail) {
      if (step == ConnectStep.TLS) {
        listener.finished(step, detail);
      }
    }
  }

  private void secured(Channel channel, SslHandler tls, EdgeTrustManager trust) {
    String protocol = tls.engine().getSession().getProtocol();
    PresentedCertificate certificate = trust.presented(protocol);
    if (certificate == null) {
      attempt.fail(
          new EdgeException(Problem.CERTIFICATE_INVALID, edge() + " shows no certificate."));
      return;
    }
    listener.finished(ConnectStep.TLS, protocol + ", " + certificate.origin());
    outcome.secured(channel, certificate);
  }

  private String edge() {
    return endpoint.host() + ":" + endpoint.port();
  }
}
