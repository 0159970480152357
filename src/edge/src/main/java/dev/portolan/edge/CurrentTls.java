package dev.portolan.edge;

import dev.portolan.transport.problem.Notices;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** The TLS contexts of an edge, created anew when its certificate changes. Thread-safe. */
final class CurrentTls implements Supplier<ServerTls> {

  private final Supplier<ServerIdentity> identity;
  private final EdgeServer.TlsMaker maker;
  private final Notices notices;
  private volatile ServerTls tls;

  private CurrentTls(Supplier<ServerIdentity> identity, EdgeServer.TlsMaker maker, Notices notices)
      throws SSLException {
    this.identity = identity;
    this.maker = maker;
    this.notices = notices;
    this.tls = maker.make(identity.get());
  }

  static CurrentTls of(Current<ServerIdentity> identity, EdgeServer.TlsMaker maker, Notices notices)
      throws SSLException {
    CurrentTls current = new CurrentTls(identity, maker, notices);
    identity.onChange(current::renew);
    return current;
  }

  private void renew() {
    try {
      tls = maker.make(identity.get());
    } catch (SSLException e) {
      notices.tell("TLS does not take the edge's new certificate and key, the ones before stay");
    }
  }

  @Override
  public ServerTls get() {
    return tls;
  }
}
