package dev.portolan.app.view.common;

/** Unseen events in a tab. */
public enum TabNews {
  NONE,
  /** New output. */
  OUTPUT,
  /** A bell rang. */
  BELL
}
