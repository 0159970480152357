package dev.portolan.app.model;

/** How much an activity entry matters. */
public enum Level {
  INFO,
  GOOD,
  WARNING,
  ERROR
}
