package dev.portolan.app.browse;

/** What is to happen to what was saved, if the file on the device has changed meanwhile. */
public enum EditAnswer {
  /** It replaces the file on the device. */
  OVERWRITE,
  /** It gets a name of its own there, which is edited from now on. */
  KEEP_BOTH,
  /** It is dropped for what is on the device now. */
  DISCARD
}
