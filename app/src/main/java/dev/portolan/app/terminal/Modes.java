package dev.portolan.app.terminal;

import java.util.EnumSet;
import java.util.Set;

/** Which modes are on. Read by any thread, changed under the lock of the screen. */
final class Modes {
  private static final Set<Mode> AT_FIRST =
      EnumSet.of(Mode.AUTO_WRAP, Mode.CURSOR_BLINK, Mode.CURSOR_VISIBLE, Mode.CLUSTERS);

  private volatile EnumSet<Mode> on = EnumSet.copyOf(AT_FIRST);
  private final EnumSet<Mode> saved = EnumSet.copyOf(AT_FIRST);

  boolean isOn(Mode mode) {
    return on.contains(mode);
  }

  void set(Mode mode, boolean wanted) {
    if (on.contains(mode) == wanted) {
      return;
    }
    EnumSet<Mode> changed = EnumSet.copyOf(on);
    if (wanted) {
      changed.add(mode);
    } else {
      changed.remove(mode);
    }
    on = changed;
  }

  void reset(Mode mode) {
    set(mode, AT_FIRST.contains(mode));
  }

  void resetAll() {
    on = EnumSet.copyOf(AT_FIRST);
    saved.clear();
    saved.addAll(AT_FIRST);
  }

  /** Puts aside how a mode stands. */
  void save(Mode mode, boolean isOn) {
    if (isOn) {
      saved.add(mode);
    } else {
      saved.remove(mode);
    }
  }

  /** How it stood when it was put aside; as at first if it never was. */
  boolean saved(Mode mode) {
    return saved.contains(mode);
  }
}
