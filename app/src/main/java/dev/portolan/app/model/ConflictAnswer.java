package dev.portolan.app.model;

/** What to do with a transfer if something of its name is there already. */
public enum ConflictAnswer {
  /** A file replaces a file, which the device keeps; folders are merged. */
  REPLACE,
  /** The same, but nothing is kept. */
  REPLACE_FOR_GOOD,
  /** The new one gets another name. */
  KEEP_BOTH,
  /** What is there stays; nothing is transferred. */
  SKIP
}
