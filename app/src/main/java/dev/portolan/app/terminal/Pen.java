package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.model.StyleState;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The style of what is written from now on. Guarded by the lock of its screen. */
final class Pen {
  private final StyleState state = new StyleState();
  private final StylePool styles = new StylePool();
  private Decoration decoration = Decoration.NONE;
  private PaletteIndexes indexes = PaletteIndexes.NONE;
  private @Nullable URI link;
  private boolean guarding;

  /** What can be put aside with the cursor; a link is not part of it. */
  record Saved(TextStyle style, Decoration decoration, PaletteIndexes indexes, boolean guarding) {}

  /** The emulator's view: it reads the style that it changes from here. */
  StyleState state() {
    return state;
  }

  TextStyle style() {
    return state.getCurrent();
  }

  /** The style of what is erased now: the background alone. */
  TextStyle erased() {
    return styles.erased(style());
  }

  void setStyle(TextStyle attributes) {
    state.setCurrent(styles.shared(CellStyle.of(attributes, decoration, link, guarding)));
  }

  Decoration decoration() {
    return decoration;
  }

  void setDecoration(Decoration wanted) {
    decoration = wanted;
    refresh();
  }

  PaletteIndexes indexes() {
    return indexes;
  }

  void setIndexes(PaletteIndexes chosen) {
    indexes = chosen;
  }

  void setLink(@Nullable URI address) {
    link = address;
    refresh();
  }

  boolean isGuarding() {
    return guarding;
  }

  /** Whether selective erasing shall leave what is written from now on alone. */
  void setGuarding(boolean on) {
    guarding = on;
    refresh();
  }

  private void refresh() {
    setStyle(style().toBuilder().build());
  }

  void reset() {
    decoration = Decoration.NONE;
    indexes = PaletteIndexes.NONE;
    link = null;
    guarding = false;
    setStyle(TextStyle.EMPTY);
  }

  Saved save() {
    return new Saved(style(), decoration, indexes, guarding);
  }

  void restore(Saved saved) {
    decoration = saved.decoration();
    indexes = saved.indexes();
    guarding = saved.guarding();
    setStyle(saved.style().toBuilder().build());
  }
}
