package dev.portolan.app.model;

/** Where tokens are kept. */
public enum TokenPlace {
  /** The operating system's own place for secrets. */
  KEYCHAIN,
  /** A file of ours, locked with a master password. */
  VAULT,
  /** Nowhere: they are gone when the program ends. */
  SESSION
}
