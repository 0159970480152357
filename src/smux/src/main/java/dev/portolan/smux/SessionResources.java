package dev.portolan.smux;

/**
 * A snapshot of what a session holds, for tests. It is {@link #NONE} once the session has ended.
 *
 * @param streams open streams
 * @param unanswered streams opened by the peer that count as unanswered
 * @param buffered received bytes not read yet
 * @param held bytes buffered in its streams for reading or sending
 * @param granted bytes of window that count against the budget
 * @param remembered closed streams that are remembered
 * @param timed whether the keep-alive timer runs
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
