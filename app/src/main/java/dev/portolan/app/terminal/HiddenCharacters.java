package dev.portolan.app.terminal;

/** Zero-width characters that affect others: directions, joiners, variation selectors. */
final class HiddenCharacters {
  private HiddenCharacters() {}

  static boolean contains(char c) {
    return c == '\u061c'
        || c == '\u180e'
        || (c >= '\u200b' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u206f')
        || (c >= '\ufe00' && c <= '\ufe0f')
        || c == '\ufeff'
        || (c >= '\ufff9' && c <= '\ufffb');
  }
}
