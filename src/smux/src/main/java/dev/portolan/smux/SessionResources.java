package dev.portolan.smux;

/**
 * What a session holds on to. Everything is given back as streams close, and nothing is left once
 * the session has ended; tests count it.
 *
 * @param streams open streams
 * @param unanswered streams of the peer that count as not answered
 * @param buffered received bytes that wait to be read
 * @param held bytes that wait in its streams, to be read or to be sent
 * @param granted bytes of windows that count against the budget
 * @param remembered closed streams that are remembered
 * @param timed whether its timer runs
 */
record SessionResources(
    int streams,
    int unanswered,
    long buffered,
    long held,
    long granted,
    int remembered,
    boolean timed) {
  static final SessionResources NONE = new SessionResources(0, 0, 0, 0, 0, 0, false);
}
