package dev.portolan.edge;

import dev.portolan.smux.SmuxSession;
import io.netty.channel.Channel;
import java.time.Duration;

/** A connection of a client that counts towards its limit. Thread-safe. */
final class ClientPlace {

  /**
   * Silence after which a connection of our clients, which send keep-alives every 15 s, is stale.
   */
  private static final Duration OURS_LOST_AFTER = Duration.ofSeconds(20);

  /** The same for other clients, which send keep-alives every 45 s. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);

  private final String client;
  private final UpgradedConnection connection;
  private final Duration lostAfter;

  /**
   * @param ours whether it is one of our clients
   */
  ClientPlace(String client, Channel connection, boolean ours) {
    this.client = client;
    this.connection = new UpgradedConnection(connection);
    this.lostAfter = ours ? OURS_LOST_AFTER : LOST_AFTER;
  }

  String client() {
    return client;
  }

  /** Sets the session. On the connection's event loop. */
  void attach(SmuxSession started) {
    connection.attach(started);
  }

  /** Time since the last bytes were received. */
  Duration silence() {
    SmuxSession attached = connection.session();
    return attached == null ? Duration.ZERO : attached.silence();
  }

  /** Whether the connection is stale. */
  boolean isSilent() {
    return silence().compareTo(lostAfter) >= 0;
  }

  /** Closes the connection, because another replaces it. */
  void close() {
    connection.close();
  }
}
