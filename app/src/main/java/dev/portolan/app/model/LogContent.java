package dev.portolan.app.model;

/** What the log of a shell holds. */
public enum LogContent {
  /** Lines of text as they could be read. */
  TEXT,
  /** Every byte as it was sent, with colours and all other sequences. */
  BYTES
}
