package dev.portolan.app.model;

/** Severity of an activity entry. */
public enum Level {
  INFO,
  GOOD,
  WARNING,
  ERROR
}
