package dev.portolan.app.session;

import java.nio.file.Path;

/** Whether what shells send is written to a file. */
public sealed interface LogState {
  /** Nobody wants it. */
  record Off() implements LogState {}

  /** It is written to {@code file}. */
  record On(Path file) implements LogState {}

  /** It was wanted and cannot be; {@code sentence} says why. */
  record Failed(String sentence) implements LogState {}
}
