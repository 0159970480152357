package dev.portolan.app.terminal;

/** Cells of one row, from {@code from} up to but not {@code to}. */
public record CellRun(int from, int to) {}
