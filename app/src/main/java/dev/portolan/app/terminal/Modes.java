package dev.portolan.app.terminal;

import java.util.EnumSet;
import java.util.Set;

/** The state of modes. Readable by any thread, changed under the screen's lock. */
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

  /** Saves a mode. */
  void save(Mode mode, boolean isOn) {
    if (isOn) {
      saved.add(mode);
    } else {
      saved.remove(mode);
    }
  }

  /** The saved state, or the default. */
  boolean saved(Mode mode) {
    return saved.contains(mode);
  }
}
