package dev.portolan.transport.message;

/** Header values and limits of the HTTP upgrade, for both ends. */
public final class UpgradeTerms {
  /** The value of {@code Sec-WebSocket-Protocol}. */
  public static final String PROTOCOL = "qbee-v1";

  /** The value of {@code Upgrade}; no WebSocket frames follow. */
  public static final String UPGRADE = "websocket";

  /** The maximum length of the request line and status line, in bytes. */
  public static final int MAX_LINE = 4 * 1024;

  /** The maximum length of the headers, in bytes. */
  public static final int MAX_HEAD = 16 * 1024;

  private UpgradeTerms() {}
}
