package dev.portolan.app.model;

/** What a tunnel carries. */
public enum Protocol {
  TCP,
  UDP
}
