package dev.portolan.app.model;

/** What to do with a transfer if something of its name is there already. */
public enum ConflictAnswer {
  /** A file replaces a file; folders are merged. */
  REPLACE,
  /** The new one gets another name. */
  KEEP_BOTH,
  /** What is there stays; nothing is transferred. */
  SKIP
}
