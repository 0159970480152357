package dev.portolan.app.terminal;

/**
 * One row of the table of strings: {@code OSC} and {@code DCS} commands.
 *
 * @param form how it is written: {@code OSC 8 ; Pt}
 * @param effect what it does, or why it is refused, in words for {@code docs/terminal.md}
 */
record KnownString(String form, String name, String effect, Handling handling) {
  /** What becomes of it. */
  sealed interface Handling {}

  /** The terminal does it. */
  record Done(Action action) implements Handling {}

  /** The terminal says something about itself. */
  record Answered(Question question) implements Handling {}

  /** Nothing happens, on purpose. {@code example} is one that tests try. */
  record Refused(String example) implements Handling {}

  /** Changes the terminal; {@code text} is as hostile as it came. */
  @FunctionalInterface
  interface Action {
    void run(String text, ShellTerminal terminal);
  }

  /** Has an answer sent; {@code text} is as hostile as it came. */
  @FunctionalInterface
  interface Question {
    void ask(String text, Answers answers);
  }
}
