package dev.portolan.platform;

/** What a connection to a device is for. */
public enum Purpose {
  /** Shells, commands or tunnels, which any agent serves. */
  STREAMS,
  /** Files, which need a newer agent. */
  FILES
}
