package dev.portolan.transport.message;

/** What both ends of a connection say and bear in its upgrade from HTTPS. */
public final class UpgradeTerms {
  /** The name of what it is upgraded to, in {@code Sec-WebSocket-Protocol}. */
  public static final String PROTOCOL = "qbee-v1";

  /** The value of {@code Upgrade}, which is all that it has of a WebSocket. */
  public static final String UPGRADE = "websocket";

  /** The longest first line of request and answer, in bytes. */
  public static final int MAX_LINE = 4 * 1024;

  /** The longest head of request and answer, in bytes. */
  public static final int MAX_HEAD = 16 * 1024;

  private UpgradeTerms() {}
}
