package dev.portolan.edge;

import dev.portolan.smux.SmuxConfig;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of an edge.
 *
 * @param listen the address to listen on; port 0 for a free one
 * @param identity the edge's certificate and key for new connections
 * @param devices which devices may connect and stay connected
 * @param clients which clients may connect
 * @param streams which streams they may open
 * @param smux the settings of all sessions
 * @param clientConnections most concurrent connections of one client; positive
 * @param notices receives notices for the operator, one sentence each, rate-limited; called on any
 *     thread, must not block
 * @param enrolment issues certificates to devices
 */
public record EdgeConfig(
    InetSocketAddress listen,
    Current<ServerIdentity> identity,
    Current<TrustedDevices> devices,
    ClientAuthorizer clients,
    StreamAuthorizer streams,
    SmuxConfig smux,
    int clientConnections,
    Consumer<String> notices,
    Enrolment enrolment) {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);

  /**
   * Most unanswered streams of a peer. A browser that resumes opens hundreds at once, each of which
   * waits for a device.
   */
  private static final int MAX_PENDING = 512;

  /**
   * The default limit on connections of one client: one per device in use, and a team may share a
   * client name.
   */
  public static final int CLIENT_CONNECTIONS = 1_024;

  /** Validates the limit. */
  public EdgeConfig {
    if (clientConnections < 1) {
      throw new IllegalArgumentException("a client has at least one connection");
    }
  }

  /** An edge on which every authenticated client may open every stream. */
  public static EdgeConfig of(
      InetSocketAddress listen,
      ServerIdentity identity,
      TrustedDevices devices,
      ClientAuthorizer clients) {
    SmuxConfig smux = SmuxConfig.defaults();
    return new EdgeConfig(
        listen,
        Current.fixed(identity),
        Current.fixed(devices),
        clients,
        StreamAuthorizer.all(),
        smux.withMaxStreams(smux.maxStreams(), MAX_PENDING),
        CLIENT_CONNECTIONS,
        LOG::warn,
        Enrolment.NONE);
  }

  /** The same edge with other rules for streams. */
  public EdgeConfig withStreams(StreamAuthorizer value) {
    return new EdgeConfig(
        listen, identity, devices, clients, value, smux, clientConnections, notices, enrolment);
  }

  /** The same edge at another address. */
  public EdgeConfig withListen(InetSocketAddress value) {
    return new EdgeConfig(
        value, identity, devices, clients, streams, smux, clientConnections, notices, enrolment);
  }

  /** The same edge with other session settings. */
  public EdgeConfig withSmux(SmuxConfig value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, value, clientConnections, notices, enrolment);
  }

  /** The same edge with another receiver of notices. */
  public EdgeConfig withNotices(Consumer<String> value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, smux, clientConnections, value, enrolment);
  }

  /** The same edge with another limit on connections per client. */
  public EdgeConfig withClientConnections(int value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, smux, value, notices, enrolment);
  }

  /** The same edge with certificates for devices. */
  public EdgeConfig withEnrolment(Enrolment value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, smux, clientConnections, notices, value);
  }

  /** The same edge with a certificate and a key that may change. */
  public EdgeConfig withIdentity(Current<ServerIdentity> value) {
    return new EdgeConfig(
        listen, value, devices, clients, streams, smux, clientConnections, notices, enrolment);
  }

  /** The same edge with devices that may come to be trusted, and cease to be. */
  public EdgeConfig withDevices(Current<TrustedDevices> value) {
    return new EdgeConfig(
        listen, identity, value, clients, streams, smux, clientConnections, notices, enrolment);
  }

  /** The same edge for other clients. */
  public EdgeConfig withClients(ClientAuthorizer value) {
    return new EdgeConfig(
        listen, identity, devices, value, streams, smux, clientConnections, notices, enrolment);
  }
}
