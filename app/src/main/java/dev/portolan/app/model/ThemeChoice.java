package dev.portolan.app.model;

/** Colour theme of the window. */
public enum ThemeChoice {
  SYSTEM,
  LIGHT,
  DARK
}
