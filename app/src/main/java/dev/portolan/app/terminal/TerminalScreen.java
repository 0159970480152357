package dev.portolan.app.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's text, fed with bytes of the far side by one thread and read by any. A fair lock is
 * held for a few kilobytes at a time, so that readers never wait long.
 */
public final class TerminalScreen implements AutoCloseable {
  private static final int CHUNK = 8_192;

  /** Room for the bytes of a split character. */
  private static final int LEFT_OVER = 8;

  private static final int LEAST_COLUMNS = 2;
  private static final int LEAST_ROWS = 2;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final RemoteTitle title = new RemoteTitle();
  private final Faults faults = new Faults();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK + LEFT_OVER);
  private final CharBuffer chars = CharBuffer.allocate(CHUNK + LEFT_OVER);
  private final SynchronizedOutput synchronizedOutput;
  private final ScrollbackMemory memory;
  private final Grid grid;
  private final TextExtract text;
  private final CommandExtract commands;
  private final ShellTerminal terminal;
  private final Answers answers;
  private final KeyEncoder keys;
  private final SequenceFilter filter;
  private final Consumer<byte[]> input;
  private final Runnable changed;

  /**
   * Creates a blank screen.
   *
   * @param scrollback the limits of the scrollback
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param answers receives answers to queries, on the feeding thread; must not block
   * @param input receives encoded mouse events, on the calling thread; must not block
   * @param changed called after every change, on the changing thread; must not block
   */
  public TerminalScreen(
      int columns,
      int rows,
      ScrollbackBounds scrollback,
      LongSupplier nanoTime,
      Consumer<byte[]> answers,
      Consumer<byte[]> input,
      Runnable changed) {
    this.input = input;
    this.changed = changed;
    synchronizedOutput = new SynchronizedOutput(nanoTime);
    memory = scrollback.memory();
    grid =
        new Grid(columns, rows, new History(scrollback.lines(), memory.newShare(this::dropOldest)));
    text = new TextExtract(grid);
    commands = new CommandExtract(grid);
    terminal = new ShellTerminal(grid, title, synchronizedOutput);
    this.answers = new Answers(terminal, answers);
    keys = new KeyEncoder(terminal.modes(), terminal.keyModes());
    filter =
        new SequenceFilter(
            terminal, this.answers, new BoundedEmulator(new EmulatorTarget(terminal), faults));
  }

  /** Processes bytes of the far side. Characters and sequences may be split between calls. */
  public void feed(byte[] source, int offset, int length) {
    int end = offset + length;
    for (int from = offset; from < end; from += CHUNK) {
      int piece = Math.min(CHUNK, end - from);
      lock.lock();
      try {
        feedPiece(source, from, piece);
      } finally {
        lock.unlock();
      }
      memory.settle();
      changed.run();
    }
  }

  private void feedPiece(byte[] source, int offset, int length) {
    bytes.put(source, offset, length).flip();
    decoder.decode(bytes, chars, false);
    bytes.compact();
    try {
      filter.accept(chars.array(), chars.position());
    } catch (RuntimeException fault) {
      faults.note(fault);
      filter.reset();
    }
    chars.clear();
  }

  /** Resets what the last shell has left on or incomplete, and writes a line with {@code note}. */
  public void beginShell(String note) {
    change(
        () -> {
          decoder.reset();
          bytes.clear();
          filter.reset();
          title.clear();
          synchronizedOutput.set(false);
          terminal.freshLine();
          terminal.writeLine(ruled(note));
        });
  }

  /**
   * The note between rules, shorter than the width, so that it stays one line in a narrower window.
   */
  private String ruled(String note) {
    String line = "── " + note + " ──";
    return line.length() > grid.columns() ? line.substring(0, grid.columns()) : line;
  }

  /**
   * Resizes the screen, in cells. Takes some milliseconds for long text, so not on the FX thread.
   */
  public void resize(int columns, int rows) {
    int width = Math.clamp(columns, LEAST_COLUMNS, TerminalLimits.SCREEN_SIDE);
    int height = Math.clamp(rows, LEAST_ROWS, TerminalLimits.SCREEN_SIDE);
    change(() -> terminal.setSize(width, height));
  }

  /** Sets the appearance for queries. */
  public void setLook(ScreenLook look) {
    lock.lock();
    try {
      answers.setLook(look);
    } finally {
      lock.unlock();
    }
  }

  /** Clears the scrollback. */
  public void clearScrollback() {
    change(grid::clearHistory);
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
    memory.settle();
    changed.run();
  }

  private boolean dropOldest(long bytes) {
    if (!lock.tryLock()) {
      return false;
    }
    boolean dropped;
    try {
      dropped = grid.dropOldest(bytes);
    } finally {
      lock.unlock();
    }
    changed.run();
    return dropped;
  }

  /** Releases the scrollback for good. */
  @Override
  public void close() {
    change(grid::close);
  }

  /**
   * A snapshot of the screen's size from line {@code top}; a number beyond the last means the
   * screen itself. Null if the lock is not available within {@code patience}, or during
   * synchronized output; retry soon.
   */
  public @Nullable ScreenView look(long top, long patience, TimeUnit unit)
      throws InterruptedException {
    if (synchronizedOutput.isOn() || !lock.tryLock(patience, unit)) {
      return null;
    }
    try {
      return view(top);
    } finally {
      lock.unlock();
    }
  }

  /** Whether there was an internal exception. The screen continues anyway. */
  boolean hasFailed() {
    return locked(() -> faults.any());
  }

  private ScreenView view(long wanted) {
    long top = Math.clamp(wanted, grid.firstNumber(), grid.screenTop());
    boolean reverse = terminal.isOn(Mode.REVERSE_VIDEO);
    List<ScreenLine> shown = new ArrayList<>(grid.rows());
    for (int row = 0; row < grid.rows(); row++) {
      ScreenLine line = ScreenLine.of(grid.numbered(top + row), grid.columns());
      shown.add(reverse ? line.reversed() : line);
    }
    return new ScreenView(
        grid.generation(),
        grid.firstNumber(),
        grid.screenTop(),
        top,
        grid.columns(),
        grid.rows(),
        shown,
        cursor(),
        grid.isAlternate(),
        grid.isShortened());
  }

  private ScreenCursor cursor() {
    ScreenCursor.Shape drawn =
        switch (terminal.shape()) {
          case 1, 2 -> ScreenCursor.Shape.BLOCK;
          case 3, 4 -> ScreenCursor.Shape.UNDERLINE;
          case 5, 6 -> ScreenCursor.Shape.BAR;
          default -> ScreenCursor.Shape.USUAL;
        };
    return new ScreenCursor(
        grid.screenTop() + terminal.cursor().row(),
        terminal.cursor().column(),
        terminal.isOn(Mode.CURSOR_VISIBLE),
        drawn,
        terminal.isOn(Mode.CURSOR_BLINK));
  }

  /**
   * The text of {@code span}, with wrapped lines joined unless it is a block, without trailing
   * spaces.
   */
  public String text(TextSpan span) {
    return locked(() -> text.text(span));
  }

  /** The word, address or run of similar characters at a cell. */
  public TextRange wordAt(long line, int column) {
    return locked(() -> text.word(line, column));
  }

  /** The line at a cell, including its wrapped rows. */
  public TextRange lineAt(long line) {
    return locked(() -> text.whole(line));
  }

  /** The link at a cell, declared by a program or found in the text, or null. */
  public @Nullable TextLink linkAt(long line, int column) {
    return locked(() -> text.link(line, column));
  }

  /** The nearest line with a prompt above a line, or negative. */
  public long promptBefore(long line) {
    return locked(() -> commands.promptBefore(line));
  }

  /** The nearest line with a prompt below a line, or negative. */
  public long promptAfter(long line) {
    return locked(() -> commands.promptAfter(line));
  }

  /**
   * The output of the command at a line, or of the nearest one before with output; null without
   * marks.
   */
  public @Nullable TextRange outputAt(long line) {
    return locked(() -> commands.output(line, grid.screenTop() + terminal.cursor().row()));
  }

  /** About {@code most} rows from row {@code from}, for searching in pieces. */
  TextPiece piece(long from, int most) {
    return locked(() -> text.piece(from, most));
  }

  /** The bytes that a key sends, possibly none; null if the text of its typed event is sent. */
  public byte @Nullable [] keyCode(KeyPress press) {
    return locked(() -> keys.encode(press));
  }

  /** Reports focus to the program, if requested. */
  public void focus(boolean gained) {
    if (terminal.isOn(Mode.FOCUS)) {
      input.accept((gained ? "\u001b[I" : "\u001b[O").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Whether the program has requested mouse events. */
  public boolean wantsMouse() {
    return terminal.wantsMouse();
  }

  /** Reports a mouse event to the program, if requested. */
  public void mouse(ScreenMouse event) {
    byte[] report;
    lock.lock();
    try {
      report = terminal.report(event);
    } finally {
      lock.unlock();
    }
    if (report != null) {
      input.accept(report);
    }
  }

  /** Whether bracketed paste is on. */
  public boolean wantsMarkedPaste() {
    return terminal.isOn(Mode.MARKED_PASTE);
  }

  /** Whether a program seems to be running, rather than a shell at its prompt. */
  public boolean isProgramRunning() {
    return locked(() -> terminal.isProgramRunning());
  }

  /** The sanitised title, or empty. */
  public String title() {
    return title.text();
  }

  /** The shell's reported folder, or null. */
  public @Nullable RemoteFolder folder() {
    return terminal.folder();
  }

  /** Takes the last text that a program wants to copy, or null. */
  public @Nullable CopiedText takeCopied() {
    return terminal.takeCopied();
  }

  /** Whether the bell rang since the last call. */
  public boolean takeBell() {
    return terminal.takeBell();
  }
}
