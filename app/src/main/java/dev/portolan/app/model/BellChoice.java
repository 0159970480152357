package dev.portolan.app.model;

/** What the terminal bell does. */
public enum BellChoice {
  /** Flashes a frame around the shell, or marks its tab if it is hidden. */
  FRAME,
  /** Marks the tab of a hidden shell. */
  TAB,
  NOTHING
}
