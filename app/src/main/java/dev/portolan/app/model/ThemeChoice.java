package dev.portolan.app.model;

/** Which colours the window wears. */
public enum ThemeChoice {
  SYSTEM,
  LIGHT,
  DARK
}
