package dev.portolan.smux;

import java.util.Locale;

/** Why a stream was reset, as a code on the wire. */
public enum ResetCause {
  /** No cause was sent, or one that is not known here. */
  UNKNOWN(0, "for a reason that was not told"),
  /** The program or service at the far end reset its connection. */
  ABORTED(1, "by the program at the far end"),
  /** A session further along the path was lost: that of the device, the edge or the client. */
  LOST(2, "because the connection behind it was lost"),
  /** It exceeded a limit of the far side. */
  LIMIT(3, "for going beyond a limit"),
  /** The requester has cancelled it. */
  CANCELLED(4, "because it is not wanted any more"),
  /** The far side accepts no more streams. */
  REFUSED(5, "because there is no room for it"),
  /** Access rules do not allow it any more. */
  FORBIDDEN(6, "because it is not allowed any more");

  private static final ResetCause[] ALL = values();

  private final int code;
  private final String words;

  ResetCause(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** Text that completes a sentence after "broken off". */
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
