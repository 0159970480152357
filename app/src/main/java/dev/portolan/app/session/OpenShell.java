package dev.portolan.app.session;

/** A shell that runs at a far side. All methods may be called by any thread and none blocks. */
public interface OpenShell {
  /** Sends bytes to the shell's input, in order. */
  void write(byte[] bytes);

  /** How many bytes were written that have not left yet. */
  long unsent();

  /** Tells the far side the size of the screen; of many in a row the latest counts. */
  void resize(int columns, int rows);

  /** Asks for more output after {@link ShellOutput#received} said to stop. */
  void more();

  /** Ends the shell. */
  void close();
}
