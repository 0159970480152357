package dev.portolan.app.session;

import java.util.concurrent.CompletionStage;

/** Opens remote shells. */
@FunctionalInterface
public interface ShellOpener {
  /**
   * Opens a shell with a screen size of 1 to 1,000 each. Any thread; does not block.
   *
   * @param output receives the shell's output
   * @return completes with the shell, or fails with a {@link ShellException}
   */
  CompletionStage<OpenShell> open(int columns, int rows, ShellOutput output);
}
