package dev.portolan.app.terminal;

/** A part of the screen; rows and columns count from 0, both ends are inside. */
record Rectangle(int top, int left, int bottom, int right) {
  boolean isEmpty() {
    return top > bottom || left > right;
  }

  int width() {
    return right - left + 1;
  }

  int height() {
    return bottom - top + 1;
  }
}
