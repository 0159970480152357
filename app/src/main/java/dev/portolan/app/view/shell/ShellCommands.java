package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.KeyPress;

/** The actions on a shell, by keys and menu. FX thread. */
final class ShellCommands implements ShellKeys.Commands {
  private final TerminalPane pane;
  private final ShellInput input;
  private final ShellSelection selection;
  private final ShellSearch search;
  private final ShellZoom zoom;
  private final ComposedText composed;
  private final ShellLogBar log;
  private final ShellLogBar recording;
  private final ShellCopyBar copyBar;
  private final ShellPrompts prompts;

  ShellCommands(
      TerminalPane pane,
      ShellInput input,
      ShellSelection selection,
      ShellSearch search,
      ShellZoom zoom,
      ComposedText composed,
      ShellLogBar log,
      ShellLogBar recording,
      ShellCopyBar copyBar,
      ShellPrompts prompts) {
    this.pane = pane;
    this.input = input;
    this.selection = selection;
    this.search = search;
    this.zoom = zoom;
    this.composed = composed;
    this.log = log;
    this.recording = recording;
    this.copyBar = copyBar;
    this.prompts = prompts;
  }

  @Override
  public boolean hasSelection() {
    return pane.hasSelection();
  }

  @Override
  public void copy() {
    selection.copy();
  }

  @Override
  public void paste() {
    input.paste();
  }

  @Override
  public void find() {
    search.open(selection.text());
  }

  @Override
  public void findNext() {
    search.next();
  }

  @Override
  public void findPrevious() {
    search.previous();
  }

  @Override
  public void toggleLog() {
    log.toggle();
  }

  /** Begins a recording, or stops it. */
  void toggleRecording() {
    recording.toggle();
  }

  /** Whether the shell is recorded. */
  boolean isRecorded() {
    return recording.isOn();
  }

  /** Whether the shell is logged. */
  boolean isLogged() {
    return log.isOn();
  }

  @Override
  public void answerCopy() {
    copyBar.look();
  }

  @Override
  public void previousPrompt() {
    prompts.previous();
  }

  @Override
  public void nextPrompt() {
    prompts.next();
  }

  @Override
  public void selectOutput() {
    prompts.selectOutput();
  }

  /** Whether command output can be selected. */
  boolean hasOutput() {
    return prompts.hasOutput();
  }

  @Override
  public void zoomIn() {
    zoom.in();
  }

  @Override
  public void zoomOut() {
    zoom.out();
  }

  @Override
  public void zoomReset() {
    zoom.reset();
  }

  @Override
  public void scrollPages(int pages) {
    pane.scrollPages(pages);
  }

  @Override
  public void scrollToStart() {
    pane.scrollToStart();
  }

  @Override
  public void scrollToEnd() {
    pane.scrollToEnd();
  }

  @Override
  public void composing(String text) {
    composed.show(text, pane.canvas(), pane.cursorPlace());
  }

  @Override
  public void press(KeyPress press, byte[] code) {
    input.press(press, code);
  }

  @Override
  public void type(byte[] text) {
    input.type(text);
  }

  @Override
  public boolean reopen() {
    return input.reopen();
  }
}
