package dev.portolan.app.fleet;

/**
 * The answer of a device: equal answers are shown as one.
 *
 * @param text the output as plain text, with line ends
 * @param cut how many bytes of the output followed that were not kept
 * @param end how the command ended
 */
public record RunAnswer(String text, long cut, RunEnd end) {}
