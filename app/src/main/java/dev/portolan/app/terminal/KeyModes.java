package dev.portolan.app.terminal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The keyboard modes: xterm's modifyOtherKeys, and the kitty keyboard protocol's flags with a stack
 * per screen. Guarded by the screen's lock.
 */
final class KeyModes {
  /** Disambiguate keys. */
  static final int DISAMBIGUATE = 1;

  /** Report repeats and releases. */
  static final int EVENT_TYPES = 2;

  /** Report shifted keys. */
  static final int ALTERNATE_KEYS = 4;

  /** Report all keys as escape sequences. */
  static final int ALL_KEYS = 8;

  /** Report the text of keys. */
  static final int TEXT = 16;

  private static final int EVERY_FLAG = 31;

  private final Deque<Integer> onMain = new ArrayDeque<>();
  private final Deque<Integer> onAlternate = new ArrayDeque<>();
  private boolean alternate;
  private int mainFlags;
  private int alternateFlags;
  private int otherKeys;

  /** The active flags of the kitty keyboard protocol. */
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

  /** Switches to the flags of the other screen. */
  void useAlternate(boolean on) {
    alternate = on;
  }

  /** Changes the flags: 1 sets, 2 adds, 3 removes. */
  void change(int flags, int how) {
    switch (how) {
      case 1 -> setFlags(flags);
      case 2 -> setFlags(flags() | flags);
      case 3 -> setFlags(flags() & ~flags);
      default -> {
        // no other operation
      }
    }
  }

  /** Pushes the active flags. The oldest are dropped if there are too many. */
  void push(int flags) {
    if (stack().size() == TerminalLimits.KEY_STACK) {
      stack().removeLast();
    }
    stack().push(flags());
    setFlags(flags);
  }

  /** Pops flags. Popping more than there are resets them. */
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
