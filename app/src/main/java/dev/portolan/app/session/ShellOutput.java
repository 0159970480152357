package dev.portolan.app.session;

import org.jspecify.annotations.Nullable;

/** Takes what a shell sends; called by one thread, must not block it. */
public interface ShellOutput {
  /**
   * The next bytes.
   *
   * @return whether to send on; after false nothing more comes until {@link OpenShell#more}
   */
  boolean received(byte[] bytes);

  /**
   * Nothing more comes. {@code lost} says why if the way to the shell broke; null if the shell
   * ended.
   */
  void ended(@Nullable String lost);
}
