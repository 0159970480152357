package dev.portolan.app.terminal;

/** A cell by row and column, both from 0; a column behind the last waits there to wrap. */
record GridPlace(int row, int column) {}
