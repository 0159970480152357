package dev.portolan.app.terminal;

/**
 * One row of the table of sequences.
 *
 * @param form how it is written, as xterm's documentation writes it: {@code CSI Ps @}
 * @param name the standard's short name; may be empty
 * @param effect what it does, or why it is refused, in words for {@code docs/terminal.md}
 */
record KnownSequence(String form, String name, String effect, Handling handling) {
  /** What becomes of it. */
  sealed interface Handling {}

  /** It goes to JediTerm's emulator in the one form that this reads right. */
  record Emulated(Rewriting rewriting) implements Handling {}

  /** The terminal does it. */
  record Done(Action action) implements Handling {}

  /** The terminal says something about itself. */
  record Answered(Question question) implements Handling {}

  /** Nothing happens, on purpose. {@code example} is one that tests try. */
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

  /** Has an answer sent. */
  @FunctionalInterface
  interface Question {
    void ask(ControlSequenceArguments arguments, Answers answers);
  }
}
