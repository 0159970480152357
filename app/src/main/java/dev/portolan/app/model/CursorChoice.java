package dev.portolan.app.model;

/** Cursor shape in terminals unless the program sets another one. */
public enum CursorChoice {
  BLOCK,
  UNDERLINE,
  BAR
}
