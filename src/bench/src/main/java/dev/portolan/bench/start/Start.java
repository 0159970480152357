package dev.portolan.bench.start;

/**
 * One start of a program.
 *
 * @param mapped milliseconds until anything was on the screen
 * @param painted milliseconds until there was something to read
 * @param rss megabytes of memory that its processes hold once the picture stands still
 * @param cpu seconds of processor time that its processes have used by then
 */
record Start(double mapped, double painted, double rss, double cpu) {}
