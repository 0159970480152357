package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.emulator.charset.CharacterSet;
import com.techsenger.jeditermfx.core.emulator.charset.GraphicSetState;
import java.util.ArrayList;
import java.util.List;

/** Which character set is in force: ASCII, or the one that draws frames. */
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

  /** The next character alone is of another set. */
  void shiftOnce(int set) {
    state.overrideGL(set);
    shifted = true;
    once = set;
    plain = false;
  }

  /** Whether characters are what they are. */
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

  /** Whether the next character draws frames; there {@code _} is a blank, which the table lacks. */
  private boolean isFrames() {
    int set = shifted ? once : left;
    return state.getGraphicSet(set).getDesignation() == CharacterSet.DEC_SPECIAL_GRAPHICS;
  }

  private void update() {
    plain = !shifted && state.getGraphicSet(left).getDesignation() == CharacterSet.ASCII;
  }

  /** What can be put aside with the cursor. */
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
