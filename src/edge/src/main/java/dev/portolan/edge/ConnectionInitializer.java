package dev.portolan.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Gives each accepted connection TLS and the upgrade, and knows those that are open. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {

  private static final int HANDSHAKE_TIMEOUT_SECONDS = 10;

  private final SslContext tls;
  private final Doorkeeper doorkeeper;
  private final UpgradeHandler.Sessions sessions;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  ConnectionInitializer(SslContext tls, Doorkeeper doorkeeper, UpgradeHandler.Sessions sessions) {
    this.tls = tls;
    this.doorkeeper = doorkeeper;
    this.sessions = sessions;
  }

  @Override
  protected void initChannel(Channel connection) {
    open.add(connection);
    connection.closeFuture().addListener(closed -> open.remove(connection));
    if (closing) {
      connection.close();
      return;
    }
    SslHandler handler = tls.newHandler(connection.alloc());
    handler.setHandshakeTimeout(HANDSHAKE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    connection
        .pipeline()
        .addLast(handler, decoder, new UpgradeHandler(decoder, doorkeeper, sessions));
  }

  /** From now on every new connection is closed at once. */
  void refuseNew() {
    closing = true;
  }

  Collection<Channel> open() {
    return open;
  }
}
