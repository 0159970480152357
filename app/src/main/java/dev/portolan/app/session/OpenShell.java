package dev.portolan.app.session;

/** A running remote shell. Thread-safe; no method blocks. */
public interface OpenShell {
  /** Sends bytes to the shell's input, in order. */
  void write(byte[] bytes);

  /** The number of bytes written but not sent yet. */
  long unsent();

  /** Resizes the shell's screen. Intermediate sizes may be skipped. */
  void resize(int columns, int rows);

  /** Asks for more output after {@link ShellOutput#received} said to stop. */
  void more();

  /** Ends the shell. */
  void close();
}
