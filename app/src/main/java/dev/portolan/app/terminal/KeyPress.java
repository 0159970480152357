package dev.portolan.app.terminal;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key press, repeat or release.
 *
 * @param named the key if it types no character
 * @param character the code point typed without Shift; 0 for named keys
 * @param shifted the code point typed with Shift, or 0 if unknown
 * @param modifiers the modifiers held
 */
public record KeyPress(
    @Nullable NamedKey named, int character, int shifted, Set<Modifier> modifiers, Phase phase) {
  /** The modifier keys. */
  public enum Modifier {
    SHIFT(1),
    ALT(2),
    CONTROL(4),
    SUPER(8);

    private final int bit;

    Modifier(int bit) {
      this.bit = bit;
    }
  }

  /** The phase of the key. */
  public enum Phase {
    PRESSED,
    REPEATED,
    RELEASED
  }

  public KeyPress {
    modifiers = Set.copyOf(modifiers);
    if ((named == null) == (character == 0)) {
      throw new IllegalArgumentException("a key has a name or a character");
    }
  }

  /** A key that types no character. */
  public static KeyPress of(NamedKey named, Modifier... modifiers) {
    return new KeyPress(named, 0, 0, setOf(modifiers), Phase.PRESSED);
  }

  /** A key that types {@code character} without Shift. */
  public static KeyPress of(int character, Modifier... modifiers) {
    return new KeyPress(null, character, 0, setOf(modifiers), Phase.PRESSED);
  }

  private static Set<Modifier> setOf(Modifier... modifiers) {
    Set<Modifier> set = EnumSet.noneOf(Modifier.class);
    set.addAll(Set.of(modifiers));
    return set;
  }

  boolean has(Modifier modifier) {
    return modifiers.contains(modifier);
  }

  /** The modifier bits of terminals, without the offset of 1. */
  int modifierBits() {
    return modifiers.stream().mapToInt(each -> each.bit).sum();
  }

  /** The code point typed with the present Shift state, as far as known. */
  int typed() {
    return has(Modifier.SHIFT) && shifted != 0 ? shifted : character;
  }
}
