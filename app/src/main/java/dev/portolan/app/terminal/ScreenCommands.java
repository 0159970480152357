package dev.portolan.app.terminal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does to a screen what the filter lets through. */
final class ScreenCommands implements TerminalCommands {
  private static final byte[] SECONDARY_ATTRIBUTES =
      "\u001b[>0;100;0c".getBytes(StandardCharsets.US_ASCII);

  private final Grid grid;
  private final ShellTerminal terminal;
  private final BoundedEmulator emulator;
  private final RemoteTitle title;
  private final HeldPicture held;
  private final Consumer<byte[]> answers;

  ScreenCommands(
      Grid grid,
      ShellTerminal terminal,
      RemoteTitle title,
      HeldPicture held,
      Consumer<byte[]> answers,
      Faults faults) {
    this.grid = grid;
    this.terminal = terminal;
    this.emulator = new BoundedEmulator(terminal, faults);
    this.title = title;
    this.held = held;
    this.answers = answers;
  }

  @Override
  public int columns() {
    return grid.columns();
  }

  @Override
  public int rows() {
    return grid.rows();
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
  public Decoration decoration() {
    return terminal.decoration();
  }

  @Override
  public void decoration(Decoration decoration) {
    terminal.setDecoration(decoration);
  }

  @Override
  public void fullScreen(boolean on) {
    terminal.useFullScreen(on);
  }

  @Override
  public void holdPicture(boolean hold) {
    held.set(hold);
  }
}
