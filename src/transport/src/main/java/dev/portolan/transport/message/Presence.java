package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/** Whether a device is connected and answers, as its edge tells it. */
public enum Presence {
  /** It is. */
  CONNECTED('+'),
  /** It is not connected, or does not answer. */
  AWAY('-'),
  /** The edge does not tell this client. */
  UNTOLD('?');

  private final char sign;

  Presence(char sign) {
    this.sign = sign;
  }

  /** The character on the wire. */
  public char sign() {
    return sign;
  }

  /** The one with that sign, or null where there is none. */
  static @Nullable Presence ofSign(char sign) {
    for (Presence presence : values()) {
      if (presence.sign == sign) {
        return presence;
      }
    }
    return null;
  }
}
