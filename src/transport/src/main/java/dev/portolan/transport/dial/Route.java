package dev.portolan.transport.dial;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Creates the channel to an address of an edge, or of the proxy in front of it. */
record Route(EventLoop loop, Endpoint endpoint, DialPlan plan, ConnectLimits limits) {

  /** The bootstrap and target for an address. */
  Dialer.Dial to(InetSocketAddress address) {
    Proxy proxy = plan.proxy();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(EventLoops.sockets())
            .disableResolver()
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (proxy != null) {
                      addProxy(channel, address, proxy, plan.proxyTls());
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
}
