package dev.portolan.transport.dial;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.EdgeTrustManager;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.TlsContexts;
import dev.portolan.transport.tls.TlsFailures;
import dev.portolan.transport.tls.Trust;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way from an endpoint to a connection on which the edge has proven who it is: names, TCP, a
 * proxy if there is one, TLS. Nothing secret is sent on it but a proxy's own credentials.
 *
 * <p>Belongs to the event loop of its attempt.
 */
public final class SecureDial {
  /** The name of the last handler of a connection that has been dialled. */
  public static final String END = DialEnd.NAME;

  private final Attempt<?> attempt;
  private final Endpoint endpoint;
  private final Means means;
  private final ConnectLimits limits;
  private final ConnectListener listener;
  private final boolean lookOnly;
  private final Outcome outcome;

  /**
   * What a dial stands on, which tests replace.
   *
   * @param lookup finds the addresses
   * @param blocking runs what may block for as long as the system likes
   * @param tls the provider of TLS, which is not used where one end's key needs the JDK's
   * @param contexts makes the TLS side
   * @param limits how long each step may take
   */
  public record Means(
      NameLookup lookup,
      Executor blocking,
      SslProvider tls,
      TlsContexts.Maker contexts,
      ConnectLimits limits) {
    /** With the usual TLS side. */
    public Means(NameLookup lookup, Executor blocking, SslProvider tls, ConnectLimits limits) {
      this(lookup, blocking, tls, TlsContexts::client, limits);
    }

    /** The system's names, a thread for each look-up, and the usual limits. */
    public static Means standard(SslProvider tls) {
      return new Means(NameLookup.SYSTEM, SecureDial::onOwnThread, tls, ConnectLimits.standard());
    }

    Means withTls(SslProvider other) {
      return new Means(lookup, blocking, other, contexts, limits);
    }
  }

  /** Hears of success; failures go to the attempt. */
  public interface Outcome {
    /**
     * The connection is there, on the loop; what comes next goes before {@link SecureDial#END},
     * which is taken out at last.
     */
    void secured(Channel channel, PresentedCertificate certificate);
  }

  /** What had to be prepared off the loop. */
  private record Prepared(
      List<InetSocketAddress> addresses,
      @Nullable Proxy proxy,
      @Nullable SslContext proxyTls,
      SslContext tls,
      EdgeTrustManager trust) {
    void release() {
      ReferenceCountUtil.release(tls);
      ReferenceCountUtil.release(proxyTls);
    }
  }

  /**
   * Prepares a dial.
   *
   * @param lookOnly whether any certificate will do, because nothing will be sent
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

  /** Begins; on the attempt's event loop. */
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
                Prepared prepared = prepare();
                onLoop(
                    loop,
                    () -> {
                      limit.cancel(false);
                      dial(prepared);
                    },
                    prepared::release);
              } catch (EdgeException e) {
                onLoop(loop, () -> attempt.fail(e), () -> {});
              }
            });
  }

  /** A lookup may hang for as long as the system likes: it gets a thread that nobody waits for. */
  private static void onOwnThread(Runnable task) {
    Thread.ofPlatform().daemon().name("portolan-resolve").start(task);
  }

  /** The loop may have ended while something blocked; nobody waits for the attempt then. */
  private static void onLoop(EventLoop loop, Runnable task, Runnable ifEnded) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      ifEnded.run();
    }
  }

  /** Off the loop: everything that may block. */
  private Prepared prepare() throws EdgeException {
    Proxy proxy = Proxy.choose(endpoint.proxy(), endpoint.host(), endpoint.port());
    List<InetSocketAddress> addresses = resolve(proxy);
    EdgeTrustManager trust = new EdgeTrustManager(endpoint.host(), endpoint.trust(), lookOnly);
    SslContext proxyTls = proxyTls(proxy);
    try {
      return new Prepared(addresses, proxy, proxyTls, edgeTls(trust), trust);
    } catch (EdgeException e) {
      ReferenceCountUtil.release(proxyTls);
      throw e;
    }
  }

  private SslContext edgeTls(EdgeTrustManager trust) throws EdgeException {
    return means
        .contexts()
        .client(
            means.tls(),
            trust,
            lookOnly ? null : endpoint.identity(),
            !(endpoint.trust() instanceof Trust.Pin));
  }

  private @Nullable SslContext proxyTls(@Nullable Proxy proxy) throws EdgeException {
    if (proxy == null || proxy.kind() != Proxy.Kind.HTTPS) {
      return null;
    }
    EdgeTrustManager trust = new EdgeTrustManager(proxy.host(), new Trust.System(), false);
    return means.contexts().client(means.tls(), trust, null, true);
  }

  private List<InetSocketAddress> resolve(@Nullable Proxy proxy) throws EdgeException {
    String host = proxy == null ? endpoint.host() : proxy.host();
    int port = proxy == null ? endpoint.port() : proxy.port();
    try {
      List<InetAddress> found = means.lookup().addresses(host);
      if (found.isEmpty()) {
        throw new UnknownHostException(host);
      }
      return found.stream().map(address -> new InetSocketAddress(address, port)).toList();
    } catch (UnknownHostException e) {
      throw proxy == null
          ? new EdgeException(Problem.DNS_FAILED, "The name " + host + " is not known.", e)
          : new EdgeException(
              Problem.PROXY_DNS_FAILED, "The proxy's name " + host + " is not known.", e);
    }
  }

  private void dial(Prepared prepared) {
    if (attempt.isOver()) {
      prepared.release();
      return;
    }
    List<InetSocketAddress> addresses = prepared.addresses();
    listener.finished(
        ConnectStep.RESOLVE,
        Failures.shown(addresses.getFirst())
            + (addresses.size() > 1 ? " and " + (addresses.size() - 1) + " more" : ""));
    listener.started(ConnectStep.CONNECT);
    attempt.future().addListener(over -> prepared.release());
    Proxy proxy = prepared.proxy();
    Future<?> limit =
        attempt.limit(
            limits.connect(),
            () ->
                Failures.connectTimeout(
                    proxy == null ? edge() : proxy.toString(), proxy != null, limits.connect()));
    new Dialer(
            attempt,
            addresses,
            address -> plan(address, prepared),
            (channel, address) -> {
              limit.cancel(false);
              connected(channel, address, prepared);
            },
            failure ->
                attempt.fail(
                    Failures.connect(
                        proxy == null ? edge() : proxy.toString(),
                        failure.address(),
                        failure.cause(),
                        proxy != null,
                        limits.connect())))
        .next();
  }

  private Dialer.Dial plan(InetSocketAddress address, Prepared prepared) {
    Proxy proxy = prepared.proxy();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(attempt.loop())
            .channelFactory(EventLoops.sockets())
            .disableResolver()
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (proxy != null) {
                      addProxy(channel, address, proxy, prepared.proxyTls());
                    }
                    channel.pipeline().addLast(DialEnd.NAME, new DialEnd());
                  }
                });
    EventLoops.sessionOptions(bootstrap);
    InetSocketAddress target =
        proxy == null
            ? address
            : InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
    return new Dialer.Dial(bootstrap, target);
  }

  private void addProxy(
      Channel channel, InetSocketAddress address, Proxy proxy, @Nullable SslContext tls) {
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc(), proxy.host(), proxy.port()));
    }
    ProxyHandler handler =
        switch (proxy.kind()) {
          case SOCKS5 -> new Socks5ProxyHandler(address, proxy.user(), proxy.password());
          case HTTP, HTTPS ->
              proxy.user() == null
                  ? new HttpProxyHandler(address)
                  : new HttpProxyHandler(address, proxy.user(), proxy.password());
        };
    handler.setConnectTimeoutMillis(limits.connect().toMillis());
    channel.pipeline().addLast(handler);
  }

  private void connected(Channel channel, InetSocketAddress address, Prepared prepared) {
    ProxyHandler proxying = channel.pipeline().get(ProxyHandler.class);
    Proxy proxy = prepared.proxy();
    if (proxying == null || proxy == null) {
      finishConnect(channel, Failures.shown(address), prepared);
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
                finishConnect(channel, "by way of the proxy " + proxy, prepared);
              } else {
                attempt.fail(Failures.proxy(proxy, edge(), through.cause()));
              }
            });
  }

  private void finishConnect(Channel channel, String detail, Prepared prepared) {
    listener.finished(ConnectStep.CONNECT, detail);
    listener.started(ConnectStep.TLS);
    SslHandler tls = prepared.tls().newHandler(channel.alloc(), endpoint.host(), endpoint.port());
    tls.setHandshakeTimeoutMillis(limits.tls().toMillis());
    tls.handshakeFuture()
        .addListener(
            shaken -> {
              if (attempt.isOver()) {
                return;
              }
              if (shaken.isSuccess()) {
                secured(channel, tls, prepared.trust());
              } else {
                handshakeFailed(channel, prepared.trust().problem(), shaken.cause());
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

  /** The steps up to TLS were told already. */
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
