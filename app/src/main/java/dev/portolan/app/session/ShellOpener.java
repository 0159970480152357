package dev.portolan.app.session;

import java.util.concurrent.CompletionStage;

/** Opens shells at a far side. */
@FunctionalInterface
public interface ShellOpener {
  /**
   * Asks for a shell with a screen of the given size, 1 to 1,000 each. Any thread; does not block.
   *
   * @param output gets what the shell sends, from the first byte on
   * @return the shell, or a {@link ShellException} that says why there is none
   */
  CompletionStage<OpenShell> open(int columns, int rows, ShellOutput output);
}
