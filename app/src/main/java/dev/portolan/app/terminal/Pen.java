package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.model.StyleState;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The current style. Guarded by the screen's lock. */
final class Pen {
  private final StyleState state = new StyleState();
  private final StylePool styles = new StylePool();
  private Decoration decoration = Decoration.NONE;
  private PaletteIndexes indexes = PaletteIndexes.NONE;
  private @Nullable URI link;
  private boolean guarding;

  /** The part that is saved with the cursor, without a link. */
  record Saved(TextStyle style, Decoration decoration, PaletteIndexes indexes, boolean guarding) {}

  /** The emulator's view of the style. */
  StyleState state() {
    return state;
  }

  TextStyle style() {
    return state.getCurrent();
  }

  /** The style of erased cells, with the background only. */
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

  /** Sets the protection of new text against selective erasing. */
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
