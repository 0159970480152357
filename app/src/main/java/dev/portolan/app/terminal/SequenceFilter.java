package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Lets through to the terminal only what stands in the tables of known sequences, within bounds.
 * Not thread-safe: one thread feeds it.
 */
final class SequenceFilter implements SequenceReader.Taker {
  private static final char BEL = 0x07;
  private static final char SHIFT_OUT = 0x0e;
  private static final char REPLACEMENT = '\ufffd';

  /** The emulator uses this private character itself, for the second cell of a wide character. */
  private static final char SECOND_CELL = '\ue000';

  private final ShellTerminal terminal;
  private final Answers answers;
  private final FilteredText out;
  private final SequenceReader reader = new SequenceReader(this);

  SequenceFilter(ShellTerminal terminal, Answers answers, BoundedEmulator emulator) {
    this.terminal = terminal;
    this.answers = answers;
    this.out = new FilteredText(emulator);
  }

  /** Filters the next characters; all that came whole has reached the terminal on return. */
  void accept(char[] chars, int length) {
    reader.accept(chars, length);
    out.flush();
  }

  /** Forgets what was left unfinished. */
  void reset() {
    reader.reset();
  }

  @Override
  public void text(char c) {
    out.printable(c == SECOND_CELL ? REPLACEMENT : c);
  }

  /** Acts at once, in the middle of a control sequence too, as on a real terminal. */
  @Override
  public void control(char c) {
    switch (c) {
      case BEL, '\b', '\t', '\n', 0x0b, '\f', '\r', 0x0f -> out.control(c);
      case SHIFT_OUT -> {
        // The emulator knows it only where a system property says so.
        out.forgetLast();
        out.flush();
        terminal.sets().useLeft(1);
      }
      default -> {
        // NUL, ENQ, XON and the like: nothing that a screen should do.
      }
    }
  }

  @Override
  public void sequence(@Nullable KnownSequence known, ControlSequenceArguments arguments) {
    switch (known == null ? null : known.handling()) {
      case KnownSequence.Emulated emulated -> emulated.rewriting().write(arguments, terminal, out);
      case KnownSequence.Done done -> {
        out.forgetLast();
        out.flush();
        done.action().run(arguments, terminal);
      }
      case KnownSequence.Answered answered -> {
        out.forgetLast();
        out.flush();
        answered.question().ask(arguments, answers);
      }
      case KnownSequence.Refused _ -> out.forgetLast();
      case null -> out.forgetLast();
    }
  }
}
