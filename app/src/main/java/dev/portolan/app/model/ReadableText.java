package dev.portolan.app.model;

/** Where the text of terminals is made readable on what is behind it, whatever a program chose. */
public enum ReadableText {
  EVERYWHERE,
  /** Programs that use the whole screen, such as editors, keep their colours. */
  OUTSIDE_FULL_SCREEN,
  NOWHERE
}
