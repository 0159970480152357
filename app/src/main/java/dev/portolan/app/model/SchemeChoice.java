package dev.portolan.app.model;

/** Terminal colour schemes. */
public enum SchemeChoice {
  /** Portolan's own, light or dark like the window. */
  PORTOLAN,
  PORTOLAN_LIGHT,
  PORTOLAN_DARK,
  XTERM,
  TANGO,
  CAMPBELL,
  SOLARIZED_DARK,
  SOLARIZED_LIGHT,
  GRUVBOX_DARK,
  GRUVBOX_LIGHT,
  NORD,
  DRACULA
}
