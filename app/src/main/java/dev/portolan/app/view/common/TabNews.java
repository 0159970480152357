package dev.portolan.app.view.common;

/** What happened in a tab since it was last seen. */
public enum TabNews {
  NONE,
  /** Something was written. */
  OUTPUT,
  /** A bell rang. */
  BELL
}
