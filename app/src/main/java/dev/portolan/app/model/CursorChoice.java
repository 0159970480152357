package dev.portolan.app.model;

/** How the cursor of a shell is drawn where no program wants it otherwise. */
public enum CursorChoice {
  BLOCK,
  UNDERLINE,
  BAR
}
