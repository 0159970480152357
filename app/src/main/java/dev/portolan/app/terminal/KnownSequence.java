package dev.portolan.app.terminal;

/**
 * A row in the tables of sequences.
 *
 * @param form its notation in xterm's documentation, such as {@code CSI Ps @}
 * @param name the standard's short name; may be empty
 * @param effect its effect, or why it is refused, for {@code docs/terminal.md}
 */
record KnownSequence(String form, String name, String effect, Handling handling) {
  /** How it is handled. */
  sealed interface Handling {}

  /** Passed to JediTerm's emulator in a canonical form. */
  record Emulated(Rewriting rewriting) implements Handling {}

  /** Executed by the terminal. */
  record Done(Action action) implements Handling {}

  /** Answered by the terminal. */
  record Answered(Question question) implements Handling {}

  /** Deliberately ignored. {@code example} is used in tests. */
  record Refused(String example) implements Handling {}

  /** Writes a sequence for the emulator. */
  @FunctionalInterface
  interface Rewriting {
    void write(ControlSequenceArguments arguments, ShellTerminal terminal, FilteredText out);
  }

  /** Changes the terminal. */
  @FunctionalInterface
  interface Action {
    void run(ControlSequenceArguments arguments, ShellTerminal terminal);
  }

  /** Sends an answer. */
  @FunctionalInterface
  interface Question {
    void ask(ControlSequenceArguments arguments, Answers answers);
  }
}
