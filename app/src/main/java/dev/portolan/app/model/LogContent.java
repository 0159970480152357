package dev.portolan.app.model;

/** Content of a terminal's log file. */
public enum LogContent {
  /** Plain text lines. */
  TEXT,
  /** Raw output with all control sequences. */
  BYTES
}
