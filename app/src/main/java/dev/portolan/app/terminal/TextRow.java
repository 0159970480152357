package dev.portolan.app.terminal;

/**
 * The characters of one line, cell by cell, as far as it was written; {@code wrapped} if it goes on
 * in the next.
 */
public record TextRow(String cells, boolean wrapped) {}
