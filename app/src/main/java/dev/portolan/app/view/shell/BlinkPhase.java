package dev.portolan.app.view.shell;

/** The phase of blinking content. */
enum BlinkPhase {
  ON,
  OFF
}
