package dev.portolan.app.model;

/** Where tokens are stored. */
public enum TokenPlace {
  /** The operating system's keychain. */
  KEYCHAIN,
  /** A file encrypted with a master password. */
  VAULT,
  /** Not stored: tokens are lost when the program exits. */
  SESSION
}
