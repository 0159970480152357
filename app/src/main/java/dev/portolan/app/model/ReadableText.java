package dev.portolan.app.model;

/** When the contrast of terminal text is raised to stay readable. */
public enum ReadableText {
  EVERYWHERE,
  /** Full-screen programs such as editors keep their colours. */
  OUTSIDE_FULL_SCREEN,
  NOWHERE
}
