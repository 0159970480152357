package dev.portolan.app.terminal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How programs want keys to be told that have more modifiers than the old sequences can say:
 * xterm's modifyOtherKeys, and the flags of the kitty keyboard protocol with a stack per screen.
 * Guarded by the lock of its screen.
 */
final class KeyModes {
  /** Keys that the old sequences cannot tell apart are escape sequences. */
  static final int DISAMBIGUATE = 1;

  /** Repetitions and releases are told. */
  static final int EVENT_TYPES = 2;

  /** What a key types with Shift is told too. */
  static final int ALTERNATE_KEYS = 4;

  /** Every key is an escape sequence, those with a character too. */
  static final int ALL_KEYS = 8;

  /** The text that a key types is told too. */
  static final int TEXT = 16;

  private static final int EVERY_FLAG = 31;

  private final Deque<Integer> onMain = new ArrayDeque<>();
  private final Deque<Integer> onAlternate = new ArrayDeque<>();
  private boolean alternate;
  private int mainFlags;
  private int alternateFlags;
  private int otherKeys;

  /** The flags of the kitty keyboard protocol in force. */
  int flags() {
    return alternate ? alternateFlags : mainFlags;
  }

  private void setFlags(int flags) {
    if (alternate) {
      alternateFlags = flags & EVERY_FLAG;
    } else {
      mainFlags = flags & EVERY_FLAG;
    }
  }

  private Deque<Integer> stack() {
    return alternate ? onAlternate : onMain;
  }

  /** Each screen has flags of its own. */
  void useAlternate(boolean on) {
    alternate = on;
  }

  /** How: 1 sets the flags to just these, 2 adds them, 3 takes them away. */
  void change(int flags, int how) {
    switch (how) {
      case 1 -> setFlags(flags);
      case 2 -> setFlags(flags() | flags);
      case 3 -> setFlags(flags() & ~flags);
      default -> {
        // There is no other way.
      }
    }
  }

  /** Puts the flags in force aside; the oldest are forgotten where there are too many. */
  void push(int flags) {
    if (stack().size() == TerminalLimits.KEY_STACK) {
      stack().removeLast();
    }
    stack().push(flags());
    setFlags(flags);
  }

  /** Brings flags back; none are left where more are wanted than there are. */
  void pop(int count) {
    if (count > stack().size()) {
      stack().clear();
      setFlags(0);
      return;
    }
    for (int i = 0; i < count; i++) {
      setFlags(stack().pop());
    }
  }

  /** xterm's modifyOtherKeys: 0, 1 or 2. */
  int otherKeys() {
    return otherKeys;
  }

  void setOtherKeys(int level) {
    otherKeys = level >= 0 && level <= 2 ? level : 0;
  }

  void reset() {
    onMain.clear();
    onAlternate.clear();
    mainFlags = 0;
    alternateFlags = 0;
    otherKeys = 0;
  }
}
