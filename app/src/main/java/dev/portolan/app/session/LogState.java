package dev.portolan.app.session;

import java.nio.file.Path;

/** Whether what shells send is written to a file. */
public sealed interface LogState {
  /** Not requested. */
  record Off() implements LogState {}

  /** Being written to {@code file}. */
  record On(Path file) implements LogState {}

  /** Requested, but failed for the reason in {@code sentence}. */
  record Failed(String sentence) implements LogState {}
}
