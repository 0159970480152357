package dev.portolan.app.model;

/** The colours of terminals. */
public enum SchemeChoice {
  /** Our own, light or dark as the window is. */
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
