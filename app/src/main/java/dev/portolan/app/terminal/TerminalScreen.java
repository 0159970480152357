package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/**
 * The text of a terminal, fed with the bytes of the far side. One thread feeds, any thread looks; a
 * fair lock is held for no more than a few kilobytes at a time, so that looking never waits long.
 */
public final class TerminalScreen {
  private static final int CHUNK = 8_192;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final ScreenDisplay display = new ScreenDisplay();
  private final RemoteTitle title = new RemoteTitle();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK + 8);
  private final CharBuffer chars = CharBuffer.allocate(CHUNK + 8);
  private final Scrollback lines;
  private final StrictTerminal terminal;
  private final SequenceFilter filter;
  private final LongSupplier nanoTime;
  private final Runnable changed;
  private volatile long heldSince;
  private volatile boolean held;

  /**
   * A blank screen.
   *
   * @param scrollbackLines how many lines to keep after they have left the screen
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param answers takes what the terminal answers to a program's questions, on the thread that
   *     feeds; must not block
   * @param input takes what the mouse sends, on the thread that moved it; must not block
   * @param changed told after every change, on the thread that made it; must not block
   */
  public TerminalScreen(
      int columns,
      int rows,
      int scrollbackLines,
      LongSupplier nanoTime,
      Consumer<byte[]> answers,
      Consumer<byte[]> input,
      Runnable changed) {
    this.nanoTime = nanoTime;
    this.changed = changed;
    StyleState style = new StyleState();
    lines = new Scrollback(columns, rows, style, scrollbackLines, TerminalLimits.SCROLLBACK_BYTES);
    terminal = new StrictTerminal(display, lines, style);
    terminal.setTerminalOutput(new Output(answers, input));
    filter = new SequenceFilter(new Commands(new BoundedEmulator(terminal), answers));
  }

  /**
   * Takes bytes of the far side; a character or control sequence may be split between two calls.
   */
  public void feed(byte[] source, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int piece = Math.min(CHUNK, end - from);
      lock.lock();
      try {
        feedPiece(source, from, piece);
      } finally {
        lock.unlock();
      }
      from += piece;
      changed.run();
    }
  }

  private void feedPiece(byte[] source, int offset, int length) {
    bytes.put(source, offset, length).flip();
    decoder.decode(bytes, chars, false);
    bytes.compact();
    filter.accept(chars.array(), chars.position());
    chars.clear();
    lines.trim();
  }

  /**
   * Ends what the last shell left switched on or unfinished, and marks the place with a line that
   * says {@code note}.
   */
  public void beginShell(String note) {
    locked(
        () -> {
          decoder.reset();
          bytes.clear();
          filter.reset();
          title.clear();
          held = false;
          terminal.freshLine();
          terminal.writeUnwrappedString(ruled(note));
          terminal.carriageReturn();
          terminal.newLine();
          lines.trim();
        });
  }

  private String ruled(String note) {
    int width = terminal.getTerminalWidth();
    String text = "── " + note + " ";
    return text.length() > width
        ? text.substring(0, width)
        : text + "─".repeat(width - text.length());
  }

  /**
   * Gives the screen another size, in cells; long text takes some milliseconds, so not on the FX
   * thread.
   */
  public void resize(int columns, int rows) {
    int width = Math.clamp(columns, 1, TerminalLimits.SCREEN_SIDE);
    int height = Math.clamp(rows, 1, TerminalLimits.SCREEN_SIDE);
    locked(
        () -> {
          terminal.resize(new TermSize(width, height), RequestOrigin.User);
          lines.trim();
        });
  }

  /** Forgets the lines that have left the screen. */
  public void clearScrollback() {
    locked(lines::clearHistory);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
    changed.run();
  }

  /**
   * What a window of the screen's size onto the text shows with line {@code top} first; a number
   * beyond the last means the screen itself. Null if the text is being changed for longer than
   * {@code patience}, or a program is in the middle of drawing: look again soon.
   */
  public @Nullable ScreenView look(long top, long patience, TimeUnit unit)
      throws InterruptedException {
    if (isHeld() || !lock.tryLock(patience, unit)) {
      return null;
    }
    try {
      return view(top);
    } finally {
      lock.unlock();
    }
  }

  private ScreenView view(long wanted) {
    long top = Math.clamp(wanted, lines.firstLine(), lines.screenTop());
    int columns = terminal.getTerminalWidth();
    int rows = terminal.getTerminalHeight();
    List<ScreenLine> shown = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      shown.add(ScreenLine.of(lines.numbered(top + row), columns));
    }
    return new ScreenView(
        lines.generation(),
        lines.firstLine(),
        lines.screenTop(),
        top,
        columns,
        rows,
        shown,
        cursor(),
        lines.isUsingAlternateBuffer());
  }

  private ScreenCursor cursor() {
    var shape = display.cursorShape;
    ScreenCursor.Shape drawn =
        switch (shape) {
          case BLINK_UNDERLINE, STEADY_UNDERLINE -> ScreenCursor.Shape.UNDERLINE;
          case BLINK_VERTICAL_BAR, STEADY_VERTICAL_BAR -> ScreenCursor.Shape.BAR;
          case null, default -> ScreenCursor.Shape.BLOCK;
        };
    return new ScreenCursor(
        lines.screenTop() + terminal.getY() - 1,
        Math.min(terminal.getX(), terminal.getTerminalWidth() - 1),
        display.cursorVisible,
        drawn,
        shape == null || shape.isBlinking());
  }

  private boolean isHeld() {
    return held && nanoTime.getAsLong() - heldSince < TerminalLimits.HELD_PICTURE_NANOS;
  }

  /** The lines of {@code range} as text: wrapped lines joined, no spaces at the ends of lines. */
  public String text(TextRange range) {
    lock.lock();
    try {
      return new TextExtract(lines, terminal.getTerminalWidth()).text(range);
    } finally {
      lock.unlock();
    }
  }

  /** The word, address or run of one kind of character around a cell. */
  public TextRange wordAt(long line, int column) {
    lock.lock();
    try {
      return new TextExtract(lines, terminal.getTerminalWidth()).word(line, column);
    } finally {
      lock.unlock();
    }
  }

  /** The link at a cell, declared by a program or written out in the text, or null. */
  public @Nullable TextLink linkAt(long line, int column) {
    lock.lock();
    try {
      return new TextExtract(lines, terminal.getTerminalWidth()).link(line, column);
    } finally {
      lock.unlock();
    }
  }

  /**
   * All text there is from line {@code from} on, at most {@code most} lines of it; for searching,
   * in pieces.
   */
  public TextPiece piece(long from, int most) {
    lock.lock();
    try {
      return new TextExtract(lines, terminal.getTerminalWidth()).piece(from, most);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a key without a character of its own sends in the present modes, or null; numbers as in
   * AWT.
   */
  public byte @Nullable [] keyCode(int key, int modifiers) {
    lock.lock();
    try {
      return terminal.getCodeForKey(key, modifiers);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the program wants to hear of the mouse. */
  public boolean wantsMouse() {
    return display.mouseMode != MouseMode.MOUSE_REPORTING_NONE;
  }

  /**
   * Tells the program of the mouse, if it wants to hear of that; what is sent goes to the input.
   */
  public void mouse(ScreenMouse event) {
    lock.lock();
    try {
      event.tell(terminal);
    } finally {
      lock.unlock();
    }
  }

  /** Whether pasted text shall be marked as pasted. */
  public boolean wantsMarkedPaste() {
    return display.bracketedPaste;
  }

  /** Whether a program has taken the whole screen for itself. */
  public boolean isAlternate() {
    return lines.isUsingAlternateBuffer();
  }

  /** The title the program gave its window, cleaned; empty if none. */
  public String title() {
    return title.text();
  }

  /** Whether the bell rang since this was last asked. */
  public boolean takeBell() {
    boolean rang = display.rang;
    display.rang = false;
    return rang;
  }

  /** The emulator's answers and mouse reports, by their two ways. */
  private record Output(Consumer<byte[]> answers, Consumer<byte[]> input)
      implements TerminalOutputStream {
    @Override
    public void sendBytes(byte[] sent, boolean byUser) {
      (byUser ? input : answers).accept(sent);
    }

    @Override
    public void sendString(String sent, boolean byUser) {
      sendBytes(sent.getBytes(StandardCharsets.UTF_8), byUser);
    }
  }

  /** What the filter lets through, done to this screen. */
  private final class Commands implements TerminalCommands {
    private static final byte[] SECONDARY_ATTRIBUTES =
        "\u001b[>0;100;0c".getBytes(StandardCharsets.US_ASCII);
    private final BoundedEmulator emulator;
    private final Consumer<byte[]> answers;

    Commands(BoundedEmulator emulator, Consumer<byte[]> answers) {
      this.emulator = emulator;
      this.answers = answers;
    }

    @Override
    public int columns() {
      return terminal.getTerminalWidth();
    }

    @Override
    public int rows() {
      return terminal.getTerminalHeight();
    }

    @Override
    public void emulate(char[] buffer, int length) {
      emulator.run(buffer, length);
    }

    @Override
    public void title(String text) {
      title.set(text);
    }

    @Override
    public void saveTitle() {
      title.save();
    }

    @Override
    public void restoreTitle() {
      title.restore();
    }

    @Override
    public void cursorShape(int shape) {
      terminal.cursorShape(CursorShapes.of(shape));
    }

    @Override
    public void backTab(int count) {
      terminal.backTab(count);
    }

    @Override
    public void insertMode(boolean on) {
      terminal.setInserting(on);
    }

    @Override
    public void softReset() {
      terminal.softReset();
    }

    @Override
    public void secondaryAttributes() {
      answers.accept(SECONDARY_ATTRIBUTES.clone());
    }

    @Override
    public void link(@Nullable URI address) {
      terminal.setLink(address);
    }

    @Override
    public void holdPicture(boolean hold) {
      heldSince = nanoTime.getAsLong();
      held = hold;
    }
  }
}
