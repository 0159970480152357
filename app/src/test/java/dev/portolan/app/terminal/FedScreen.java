package dev.portolan.app.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A screen for tests: fed with strings, read as text, with its answers kept and its clock turned by
 * hand.
 */
final class FedScreen {
  static final String ESC = "\u001b";
  static final String CSI = ESC + "[";
  static final String OSC = ESC + "]";

  final List<String> answers = new ArrayList<>();
  final List<String> input = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  final AtomicInteger changes = new AtomicInteger();
  final TerminalScreen screen;

  FedScreen(int columns, int rows) {
    this(columns, rows, 1_000);
  }

  FedScreen(int columns, int rows, int scrollback) {
    this(columns, rows, new ScrollbackBounds(scrollback, ScrollbackMemory.ofHeap()));
  }

  FedScreen(int columns, int rows, ScrollbackBounds scrollback) {
    screen =
        new TerminalScreen(
            columns,
            rows,
            scrollback,
            nanos::get,
            bytes -> answers.add(new String(bytes, StandardCharsets.UTF_8)),
            bytes -> input.add(new String(bytes, StandardCharsets.UTF_8)),
            changes::incrementAndGet);
  }

  FedScreen feed(String... texts) {
    for (String text : texts) {
      feed(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  FedScreen feed(byte[] bytes) {
    screen.feed(bytes, 0, bytes.length);
    return this;
  }

  ScreenView view() {
    return view(Long.MAX_VALUE);
  }

  ScreenView view(long top) {
    try {
      ScreenView view = screen.look(top, 10, TimeUnit.SECONDS);
      if (view == null) {
        throw new AssertionError("the picture is held");
      }
      return view;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The screen's text without blanks at the ends of lines. */
  String text() {
    return view().text();
  }

  String row(int row) {
    return view().lines().get(row).toString();
  }

  /** The cursor as {@code row,column}, both counted from 1. */
  String cursor() {
    ScreenView view = view();
    return (view.cursor().line() - view.screenTop() + 1) + "," + (view.cursor().column() + 1);
  }

  /** Everything there is, scrollback and screen. */
  String all() {
    ScreenView view = view();
    return screen
        .text(
            new TextRange(view.firstLine(), 0, view.screenTop() + view.rows() - 1, view.columns()))
        .stripTrailing();
  }
}
