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
 * The text of a terminal, fed with the bytes of the far side. One thread feeds, any thread looks; a
 * fair lock is held for no more than a few kilobytes at a time, so that looking never waits long.
 */
public final class TerminalScreen implements AutoCloseable {
  private static final int CHUNK = 8_192;

  /** A split character leaves up to three bytes for the next time. */
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
   * A blank screen.
   *
   * @param scrollback how much to keep of what has left the screen
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param answers takes what the terminal answers to a program's questions, on the thread that
   *     feeds; must not block
   * @param input takes what the mouse sends, on the thread that moved it; must not block
   * @param changed told after every change, on the thread that made it; must not block
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

  /**
   * Takes bytes of the far side; a character or control sequence may be split between two calls.
   */
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

  /**
   * Ends what the last shell left switched on or unfinished, and marks the place with a line that
   * says {@code note}.
   */
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

  /** Not over the whole width, so that it stays one line in a window that is made narrower. */
  private String ruled(String note) {
    String line = "── " + note + " ──";
    return line.length() > grid.columns() ? line.substring(0, grid.columns()) : line;
  }

  /**
   * Gives the screen another size, in cells; long text takes some milliseconds, so not on the FX
   * thread.
   */
  public void resize(int columns, int rows) {
    int width = Math.clamp(columns, LEAST_COLUMNS, TerminalLimits.SCREEN_SIDE);
    int height = Math.clamp(rows, LEAST_ROWS, TerminalLimits.SCREEN_SIDE);
    change(() -> terminal.setSize(width, height));
  }

  /** Says how the screen is shown, for programs that ask. */
  public void setLook(ScreenLook look) {
    lock.lock();
    try {
      answers.setLook(look);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the lines that have left the screen. */
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

  /** The terminal is gone: lines that leave the screen from now on are lost, and all before. */
  @Override
  public void close() {
    change(grid::close);
  }

  /**
   * What a window of the screen's size onto the text shows with line {@code top} first; a number
   * beyond the last means the screen itself. Null if the text is being changed for longer than
   * {@code patience}, or a program is in the middle of drawing: look again soon.
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

  /** Whether anything has gone wrong inside; the screen goes on all the same. */
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
   * What {@code span} holds as text: wrapped lines joined unless it is a block, no spaces at the
   * ends of lines.
   */
  public String text(TextSpan span) {
    return locked(() -> text.text(span));
  }

  /** The word, address or run of one kind of character around a cell. */
  public TextRange wordAt(long line, int column) {
    return locked(() -> text.word(line, column));
  }

  /** The line as it was written, which may be wrapped over several. */
  public TextRange lineAt(long line) {
    return locked(() -> text.whole(line));
  }

  /** The link at a cell, declared by a program or written out in the text, or null. */
  public @Nullable TextLink linkAt(long line, int column) {
    return locked(() -> text.link(line, column));
  }

  /** The nearest line above one in which a prompt begins; negative if there is none. */
  public long promptBefore(long line) {
    return locked(() -> commands.promptBefore(line));
  }

  /** The nearest line below one in which a prompt begins; negative if there is none. */
  public long promptAfter(long line) {
    return locked(() -> commands.promptAfter(line));
  }

  /**
   * What the command at a line has printed, or the nearest one before it that has; null if there is
   * none, or shells do not say where output begins.
   */
  public @Nullable TextRange outputAt(long line) {
    return locked(() -> commands.output(line, grid.screenTop() + terminal.cursor().row()));
  }

  /**
   * The lines from row {@code from} on, about {@code most} rows of them; for searching, in pieces.
   */
  TextPiece piece(long from, int most) {
    return locked(() -> text.piece(from, most));
  }

  /**
   * What a key sends in the present modes, which may be nothing; null if it sends the text that it
   * types.
   */
  public byte @Nullable [] keyCode(KeyPress press) {
    return locked(() -> keys.encode(press));
  }

  /**
   * Tells the program that the screen has or has lost the keyboard, if it wants to hear of that.
   */
  public void focus(boolean gained) {
    if (terminal.isOn(Mode.FOCUS)) {
      input.accept((gained ? "\u001b[I" : "\u001b[O").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Whether the program wants to hear of the mouse. */
  public boolean wantsMouse() {
    return terminal.wantsMouse();
  }

  /**
   * Tells the program of the mouse, if it wants to hear of that; what is sent goes to the input.
   */
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

  /** Whether pasted text shall be marked as pasted. */
  public boolean wantsMarkedPaste() {
    return terminal.isOn(Mode.MARKED_PASTE);
  }

  /** Whether a program has the terminal, as far as it shows; else its shell waits at a prompt. */
  public boolean isProgramRunning() {
    return locked(() -> terminal.isProgramRunning());
  }

  /** The title the program gave its window, cleaned; empty if none. */
  public String title() {
    return title.text();
  }

  /** The folder that the shell says it is in; null if it does not say. */
  public @Nullable RemoteFolder folder() {
    return terminal.folder();
  }

  /** What a program wanted on the clipboard since this was last asked, the last of it, or null. */
  public @Nullable CopiedText takeCopied() {
    return terminal.takeCopied();
  }

  /** Whether the bell rang since this was last asked. */
  public boolean takeBell() {
    return terminal.takeBell();
  }
}
