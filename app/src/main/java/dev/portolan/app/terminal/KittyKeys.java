package dev.portolan.app.terminal;

import dev.portolan.app.terminal.KeyPress.Modifier;
import dev.portolan.app.terminal.KeyPress.Phase;

/** Encodes keys by the kitty keyboard protocol. Guarded by the screen's lock. */
final class KittyKeys {
  private final KeyModes modes;

  KittyKeys(KeyModes modes) {
    this.modes = modes;
  }

  /** The encoding of a key. */
  sealed interface Encoded {}

  /** The legacy encoding applies. */
  record AsEver() implements Encoded {}

  /** The text of its typed event is sent. */
  record AsText() implements Encoded {}

  /** This sequence is sent; may be empty. */
  record Sequence(String text) implements Encoded {}

  private boolean has(int flag) {
    return (modes.flags() & flag) != 0;
  }

  Encoded encode(KeyPress press) {
    boolean all = has(KeyModes.ALL_KEYS);
    if (press.phase() == Phase.RELEASED && !has(KeyModes.EVENT_TYPES)) {
      return new Sequence("");
    }
    NamedKey named = press.named();
    if (named != null) {
      return named(named, press, all);
    }
    boolean plain = (press.modifierBits() & ~1) == 0;
    if (plain && !all) {
      return press.phase() == Phase.RELEASED ? new Sequence("") : new AsText();
    }
    if (!all && !has(KeyModes.DISAMBIGUATE)) {
      return press.phase() == Phase.RELEASED ? new Sequence("") : new AsEver();
    }
    return new Sequence(sequence(keys(press), press, 'u'));
  }

  private Encoded named(NamedKey named, KeyPress press, boolean all) {
    if (named.isModifier() && !all) {
      return new Sequence("");
    }
    boolean plain = press.modifierBits() == 0;
    boolean editing = named.isControlCharacter() && named != NamedKey.ESC;
    if (editing && !all) {
      // so that the user can type "reset" after a program has left the protocol on
      if (press.phase() == Phase.RELEASED) {
        return new Sequence("");
      }
      if (plain) {
        return new AsEver();
      }
    }
    boolean told = all || has(KeyModes.DISAMBIGUATE);
    if (named.isControlCharacter() && !told) {
      return press.phase() == Phase.RELEASED ? new Sequence("") : new AsEver();
    }
    if (!told && !has(KeyModes.EVENT_TYPES)) {
      return new AsEver();
    }
    return new Sequence(sequence(Integer.toString(named.number()), press, named.last()));
  }

  /** The key's code, with the shifted code if requested. */
  private String keys(KeyPress press) {
    String key = Integer.toString(Character.toLowerCase(press.character()));
    boolean shifted =
        has(KeyModes.ALTERNATE_KEYS) && press.has(Modifier.SHIFT) && press.shifted() != 0;
    return shifted ? key + ":" + press.shifted() : key;
  }

  private String sequence(String key, KeyPress press, char last) {
    String modifiers = modifiers(press);
    String text = text(press);
    StringBuilder out = new StringBuilder("\u001b[");
    boolean bare = modifiers.isEmpty() && text.isEmpty();
    if (!(bare && key.equals("1"))) {
      out.append(key);
    }
    if (!bare) {
      out.append(';').append(modifiers);
    }
    if (!text.isEmpty()) {
      out.append(';').append(text);
    }
    return out.append(last).toString();
  }

  private String modifiers(KeyPress press) {
    int phase =
        !has(KeyModes.EVENT_TYPES)
            ? 1
            : switch (press.phase()) {
              case PRESSED -> 1;
              case REPEATED -> 2;
              case RELEASED -> 3;
            };
    int modifiers = press.modifierBits() + 1;
    if (phase > 1) {
      return modifiers + ":" + phase;
    }
    return modifiers == 1 ? "" : Integer.toString(modifiers);
  }

  /** The key's text, if requested. */
  private String text(KeyPress press) {
    boolean types = press.named() == null && (press.modifierBits() & ~1) == 0;
    boolean wanted = has(KeyModes.ALL_KEYS) && has(KeyModes.TEXT);
    return wanted && types && press.phase() != Phase.RELEASED
        ? Integer.toString(press.typed())
        : "";
  }
}
