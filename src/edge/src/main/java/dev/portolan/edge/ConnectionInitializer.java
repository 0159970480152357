package dev.portolan.edge;

import dev.portolan.transport.problem.Notices;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Ticker;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Initialises accepted connections with TLS and upgrade handlers. Tracks open ones. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {

  private static final Logger LOG = LoggerFactory.getLogger(UpgradeResponder.class);

  private final Supplier<ServerTls> tls;
  private final Authenticator authenticator;
  private final EnrolmentDesk enrolment;
  private final InvitationDesk invitations;
  private final UpgradeResponder.Sessions sessions;
  private final Newcomers newcomers;
  private final Notices refusals = new Notices(LOG::info, Ticker.systemTicker());
  private final ConnectionCounters counters = new ConnectionCounters();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  ConnectionInitializer(
      Supplier<ServerTls> tls,
      Authenticator authenticator,
      EnrolmentDesk enrolment,
      InvitationDesk invitations,
      UpgradeResponder.Sessions sessions,
      Newcomers newcomers) {
    this.tls = tls;
    this.authenticator = authenticator;
    this.enrolment = enrolment;
    this.invitations = invitations;
    this.sessions = sessions;
    this.newcomers = newcomers;
  }

  @Override
  protected void initChannel(Channel connection) {
    open.add(connection);
    connection.closeFuture().addListener(closed -> open.remove(connection));
    if (closing) {
      connection.close();
      return;
    }
    Runnable leave = newcomers.enter(connection.remoteAddress());
    if (leave == null) {
      connection.close();
      return;
    }
    counters.accepted();
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    connection
        .pipeline()
        .addLast(
            new TlsChoice(tls.get()),
            new HandshakeWatch(counters),
            decoder,
            new UpgradeResponder(
                decoder,
                authenticator,
                enrolment,
                invitations,
                sessions,
                counters,
                refusals,
                leave));
  }

  /** Closes every new connection from now on. */
  void refuseNew() {
    closing = true;
  }

  Newcomers newcomers() {
    return newcomers;
  }

  ConnectionCounters counters() {
    return counters;
  }

  int waitingCount() {
    return invitations.waitingCount();
  }

  Collection<Channel> open() {
    return open;
  }
}
