package dev.portolan.app.terminal;

/** A position by row and column from 0. A column behind the last means a pending wrap. */
record GridPlace(int row, int column) {}
