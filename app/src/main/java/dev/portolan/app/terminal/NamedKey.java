package dev.portolan.app.terminal;

/** The keys that type no character. */
public enum NamedKey {
  ENTER(0x0a, 13, 'u'),
  TAB(0x09, 9, 'u'),
  BACKSPACE(0x08, 127, 'u'),
  ESC(0x1b, 27, 'u'),
  ARROW_UP(0x26, 1, 'A'),
  ARROW_DOWN(0x28, 1, 'B'),
  ARROW_RIGHT(0x27, 1, 'C'),
  ARROW_LEFT(0x25, 1, 'D'),
  HOME(0x24, 1, 'H'),
  END(0x23, 1, 'F'),
  INSERT(0x9b, 2, '~'),
  DELETE(0x7f, 3, '~'),
  PREVIOUS_PAGE(0x21, 5, '~'),
  NEXT_PAGE(0x22, 6, '~'),
  F1(0x70, 1, 'P'),
  F2(0x71, 1, 'Q'),
  F3(0x72, 13, '~'),
  F4(0x73, 1, 'S'),
  F5(0x74, 15, '~'),
  F6(0x75, 17, '~'),
  F7(0x76, 18, '~'),
  F8(0x77, 19, '~'),
  F9(0x78, 20, '~'),
  F10(0x79, 21, '~'),
  F11(0x7a, 23, '~'),
  F12(0x7b, 24, '~'),
  SHIFT(0, 57441, 'u'),
  CONTROL(0, 57442, 'u'),
  ALT(0, 57443, 'u');

  private final int emulatorCode;
  private final int number;
  private final char last;

  NamedKey(int emulatorCode, int number, char last) {
    this.emulatorCode = emulatorCode;
    this.number = number;
    this.last = last;
  }

  /** The AWT key code in the emulator's table, or 0. */
  int emulatorCode() {
    return emulatorCode;
  }

  /** The code in the kitty keyboard protocol. */
  int number() {
    return number;
  }

  /** The final character in the kitty keyboard protocol. */
  char last() {
    return last;
  }

  /** Whether it is a modifier. */
  boolean isModifier() {
    return this == SHIFT || this == CONTROL || this == ALT;
  }

  /** Whether its legacy encoding is a control character. */
  boolean isControlCharacter() {
    return this == ENTER || this == TAB || this == BACKSPACE || this == ESC;
  }
}
