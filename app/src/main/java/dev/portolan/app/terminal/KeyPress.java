package dev.portolan.app.terminal;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that a person pressed, held or let go.
 *
 * @param named which one, if it types no character
 * @param character what it types without Shift, as a code point; 0 for named keys
 * @param shifted what it types with Shift, if that is known, else 0
 * @param modifiers what was held with it
 */
public record KeyPress(
    @Nullable NamedKey named, int character, int shifted, Set<Modifier> modifiers, Phase phase) {
  /** Keys that are held with others. */
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

  /** What happened to the key. */
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

  /** The modifiers as terminals number them, without the one that they add. */
  int modifierBits() {
    return modifiers.stream().mapToInt(each -> each.bit).sum();
  }

  /** What it types with the Shift that is or is not held, as far as that is known. */
  int typed() {
    return has(Modifier.SHIFT) && shifted != 0 ? shifted : character;
  }
}
