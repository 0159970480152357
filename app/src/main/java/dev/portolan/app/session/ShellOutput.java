package dev.portolan.app.session;

import org.jspecify.annotations.Nullable;

/** Receives a shell's output. Called on one thread; must not block. */
public interface ShellOutput {
  /**
   * The next bytes.
   *
   * @return whether to continue; after false nothing is delivered until {@link OpenShell#more}
   */
  boolean received(byte[] bytes);

  /**
   * End of output. {@code lost} is the reason if the connection was lost, null if the shell has
   * ended.
   */
  void ended(@Nullable String lost);
}
