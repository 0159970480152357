package dev.portolan.app.view.shell;

/** Whether what blinks shows at the moment. */
enum BlinkPhase {
  ON,
  OFF
}
