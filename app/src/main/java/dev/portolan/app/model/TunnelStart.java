package dev.portolan.app.model;

/** Whether a tunnel is switched on when the console starts. */
public enum TunnelStart {
  /** If it was on when the console was quit. */
  AS_LEFT,
  ALWAYS,
  NEVER
}
