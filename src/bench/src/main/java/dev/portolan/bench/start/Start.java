package dev.portolan.bench.start;

/**
 * One start of a program.
 *
 * @param mapped milliseconds until the window was visible
 * @param painted milliseconds until text was visible
 * @param rss resident memory in megabytes when the window no longer changed
 * @param cpu CPU seconds used by then
 */
record Start(double mapped, double painted, double rss, double cpu) {}
