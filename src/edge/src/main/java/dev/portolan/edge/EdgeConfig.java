package dev.portolan.edge;

import dev.portolan.smux.SmuxConfig;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that an edge has to be told.
 *
 * @param listen where it listens; port 0 picks a free one
 * @param identity its own certificate and key
 * @param devices which devices may connect
 * @param clients which clients may connect
 * @param streams which streams they may open
 * @param smux settings of every session
 * @param clientConnections how many connections one client may have at once; positive
 * @param notices told what whoever runs the edge should know: a sentence each, and few; on any
 *     thread, which it must not block
 */
public record EdgeConfig(
    InetSocketAddress listen,
    ServerIdentity identity,
    TrustedDevices devices,
    ClientAuthorizer clients,
    StreamAuthorizer streams,
    SmuxConfig smux,
    int clientConnections,
    Consumer<String> notices) {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);

  /**
   * Streams that a peer may open before the first of them is answered. A browser that comes back to
   * life opens hundreds at once, and each waits for a device.
   */
  private static final int MAX_PENDING = 512;

  /**
   * How many connections one client may have at once, unless told otherwise: one for each device
   * that a person works with, and a team may share a name.
   */
  public static final int CLIENT_CONNECTIONS = 1_024;

  /** Checks the number. */
  public EdgeConfig {
    if (clientConnections < 1) {
      throw new IllegalArgumentException("a client has at least one connection");
    }
  }

  /** An edge that lets every admitted client open every stream. */
  public static EdgeConfig of(
      InetSocketAddress listen,
      ServerIdentity identity,
      TrustedDevices devices,
      ClientAuthorizer clients) {
    SmuxConfig smux = SmuxConfig.defaults();
    return new EdgeConfig(
        listen,
        identity,
        devices,
        clients,
        StreamAuthorizer.all(),
        smux.withMaxStreams(smux.maxStreams(), MAX_PENDING),
        CLIENT_CONNECTIONS,
        LOG::warn);
  }

  /** The same edge with other rules for streams. */
  public EdgeConfig withStreams(StreamAuthorizer value) {
    return new EdgeConfig(
        listen, identity, devices, clients, value, smux, clientConnections, notices);
  }

  /** The same edge at another address. */
  public EdgeConfig withListen(InetSocketAddress value) {
    return new EdgeConfig(
        value, identity, devices, clients, streams, smux, clientConnections, notices);
  }

  /** The same edge with other session settings. */
  public EdgeConfig withSmux(SmuxConfig value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, value, clientConnections, notices);
  }

  /** The same edge with somebody else to tell. */
  public EdgeConfig withNotices(Consumer<String> value) {
    return new EdgeConfig(
        listen, identity, devices, clients, streams, smux, clientConnections, value);
  }

  /** The same edge with another number of connections for each client. */
  public EdgeConfig withClientConnections(int value) {
    return new EdgeConfig(listen, identity, devices, clients, streams, smux, value, notices);
  }
}
