package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/** Passes only known sequences to the terminal, within limits. Not thread-safe. */
final class SequenceFilter implements SequenceReader.Taker {
  private static final char BEL = 0x07;
  private static final char SHIFT_OUT = 0x0e;
  private static final char REPLACEMENT = '\ufffd';

  /** A private-use character that the emulator uses internally. */
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

  /** Filters characters. All complete ones have reached the terminal on return. */
  void accept(char[] chars, int length) {
    reader.accept(chars, length);
    out.flush();
  }

  /** Discards an incomplete sequence. */
  void reset() {
    reader.reset();
  }

  @Override
  public void text(char c) {
    out.printable(c == SECOND_CELL ? REPLACEMENT : c);
  }

  /** Executes a control character at once, even within a sequence, as real terminals do. */
  @Override
  public void control(char c) {
    switch (c) {
      case BEL, '\b', '\t', '\n', 0x0b, '\f', '\r', 0x0f -> out.control(c);
      case SHIFT_OUT -> {
        // the emulator supports it only with a system property
        out.forgetLast();
        out.flush();
        terminal.sets().useLeft(1);
      }
      default -> {
        // NUL, ENQ, XON and others are ignored
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
