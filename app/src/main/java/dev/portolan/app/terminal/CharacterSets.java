package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.emulator.charset.CharacterSet;
import com.techsenger.jeditermfx.core.emulator.charset.GraphicSetState;
import java.util.ArrayList;
import java.util.List;

/** The designated and active character sets: ASCII, or DEC special graphics. */
final class CharacterSets {
  private static final int SETS = 4;

  private final GraphicSetState state = new GraphicSetState();
  private boolean shifted;
  private boolean plain = true;
  private int left;
  private int once;

  void reset() {
    state.resetState();
    shifted = false;
    left = 0;
    update();
  }

  void designate(int set, char designator) {
    state.designateGraphicSet(state.getGraphicSet(set), designator);
    update();
  }

  void useLeft(int set) {
    state.setGL(set);
    left = set;
    update();
  }

  void useRight(int set) {
    state.setGR(set);
  }

  /** A single shift (SS2, SS3). */
  void shiftOnce(int set) {
    state.overrideGL(set);
    shifted = true;
    once = set;
    plain = false;
  }

  /** Whether characters need no translation. */
  boolean isPlain() {
    return plain;
  }

  char map(char c) {
    if (plain || c >= 0x7f) {
      return c;
    }
    char mapped = c == '_' && isFrames() ? ' ' : state.map(c);
    if (shifted) {
      shifted = false;
      update();
    }
    return mapped;
  }

  /**
   * Whether DEC special graphics are active. There {@code _} is a blank, which the emulator's table
   * lacks.
   */
  private boolean isFrames() {
    int set = shifted ? once : left;
    return state.getGraphicSet(set).getDesignation() == CharacterSet.DEC_SPECIAL_GRAPHICS;
  }

  private void update() {
    plain = !shifted && state.getGraphicSet(left).getDesignation() == CharacterSet.ASCII;
  }

  /** The part that is saved with the cursor. */
  record Saved(List<CharacterSet> designations, int left) {}

  Saved save() {
    List<CharacterSet> designations = new ArrayList<>();
    for (int set = 0; set < SETS; set++) {
      designations.add(state.getGraphicSet(set).getDesignation());
    }
    return new Saved(designations, left);
  }

  void restore(Saved saved) {
    for (int set = 0; set < SETS; set++) {
      state.designateGraphicSet(set, saved.designations().get(set));
    }
    shifted = false;
    useLeft(saved.left());
  }
}
