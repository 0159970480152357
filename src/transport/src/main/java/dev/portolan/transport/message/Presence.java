package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/** The presence of a device, as its edge reports it. */
public enum Presence {
  /** Connected, and it answers. */
  CONNECTED('+'),
  /** Not connected, or it does not answer. */
  AWAY('-'),
  /** The edge does not report it to this client. */
  UNKNOWN('?');

  private final char sign;

  Presence(char sign) {
    this.sign = sign;
  }

  /** The character on the wire. */
  public char sign() {
    return sign;
  }

  /** The presence with that sign, or null. */
  static @Nullable Presence ofSign(char sign) {
    for (Presence presence : values()) {
      if (presence.sign == sign) {
        return presence;
      }
    }
    return null;
  }
}
