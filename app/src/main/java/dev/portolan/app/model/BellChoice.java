package dev.portolan.app.model;

/** What a bell brings about. */
public enum BellChoice {
  /** A frame around the shell for a moment, or the mark where it is hidden. */
  FRAME,
  /** A mark on the tab of a shell that is hidden. */
  TAB,
  NOTHING
}
