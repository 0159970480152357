package dev.portolan.smux;

import java.util.Locale;

/** Why a stream was broken off instead of ending in order, as it is told on the wire. */
public enum ResetCause {
  /** No cause, or one that this end does not know. */
  UNKNOWN(0, "for a reason that was not told"),
  /** The program or the service at the far end broke its connection off. */
  BROKEN_OFF(1, "by the program at the far end"),
  /**
   * A session that carried the stream further on was lost: of the device, the edge or the client.
   */
  LOST(2, "because the connection behind it was lost"),
  /** It went beyond a limit of the far side. */
  LIMIT(3, "for going beyond a limit"),
  /** Whoever wanted it does not want it any more. */
  CANCELLED(4, "because it is not wanted any more"),
  /** The far side has no room for it. */
  REFUSED(5, "because there is no room for it"),
  /** Whoever decides about it does not allow it any more. */
  FORBIDDEN(6, "because it is not allowed any more");

  private static final ResetCause[] ALL = values();

  private final int code;
  private final String words;

  ResetCause(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** How it reads after "broken off". */
  public String words() {
    return words;
  }

  int code() {
    return code;
  }

  static ResetCause ofCode(int code) {
    for (ResetCause cause : ALL) {
      if (cause.code == code) {
        return cause;
      }
    }
    return UNKNOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
