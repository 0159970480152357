package dev.portolan.edge;

import dev.portolan.smux.SmuxSession;
import io.netty.channel.Channel;
import java.time.Duration;

/** One connection of a client, among those that it may have at once. Safe for any thread. */
final class ClientPlace {

  /** Portolan's clients speak every 15 s; one that is silent for so long is stale to both ends. */
  private static final Duration OURS_LOST_AFTER = Duration.ofSeconds(20);

  /** Every client speaks every 45 s. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);

  private final String client;
  private final UpgradedConnection connection;
  private final Duration lostAfter;

  /**
   * @param ours whether the client is one of Portolan's
   */
  ClientPlace(String client, Channel connection, boolean ours) {
    this.client = client;
    this.connection = new UpgradedConnection(connection);
    this.lostAfter = ours ? OURS_LOST_AFTER : LOST_AFTER;
  }

  String client() {
    return client;
  }

  /** Gives it its session; on the connection's event loop. */
  void attach(SmuxSession started) {
    connection.attach(started);
  }

  /** For how long nothing has come. */
  Duration silence() {
    SmuxSession attached = connection.session();
    return attached == null ? Duration.ZERO : attached.silence();
  }

  /** Whether nothing came for so long that nobody may be there any more. */
  boolean isSilent() {
    return silence().compareTo(lostAfter) >= 0;
  }

  /** Ends it: another connection has its place. */
  void close() {
    connection.close();
  }
}
