package dev.portolan.smux;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open streams of a session by id, within its limits. */
final class StreamTable {
  private static final long MAX_STREAM_ID = 0xFFFF_FFFFL;

  private final SmuxConfig config;
  private final IntObjectMap<SmuxStreamChannel> streams = new IntObjectHashMap<>();
  private final PeerStreamIds peerIds;
  private long nextId;
  private int unanswered;
  private volatile int count;

  StreamTable(SmuxConfig config, SmuxRole role) {
    this(config, role, role.firstStreamId());
  }

  /**
   * @param nextId the number of the next stream that we open
   */
  StreamTable(SmuxConfig config, SmuxRole role, long nextId) {
    this.config = config;
    this.peerIds = new PeerStreamIds(role.peer());
    this.nextId = nextId;
  }

  /** The number of open streams. Any thread. */
  int count() {
    return count;
  }

  /** The number of streams of the peer on which nothing was sent yet. */
  int unanswered() {
    return unanswered;
  }

  @Nullable SmuxStreamChannel get(int streamId) {
    return streams.get(streamId);
  }

  List<SmuxStreamChannel> all() {
    return List.copyOf(streams.values());
  }

  /** The id for a stream that we open. Ids are never reused. */
  int takeId() throws SmuxException {
    if (!hasRoom()) {
      throw new SmuxException(
          "There are " + streams.size() + " streams open, the most there may be.");
    }
    if (nextId > MAX_STREAM_ID) {
      throw new SmuxException("The session has used up its stream numbers.");
    }
    int id = (int) nextId;
    nextId += 2;
    return id;
  }

  /** Takes the id of a stream that the peer opens. Returns false if it was used before. */
  boolean takePeerId(int streamId) throws SmuxException {
    if (!peerIds.isValid(streamId)) {
      throw new SmuxException("The peer opened a stream under a number that is not its to use.");
    }
    return peerIds.take(streamId);
  }

  /** Whether the limit allows another stream. */
  boolean hasRoom() {
    return streams.size() < config.maxStreams();
  }

  /** Whether the peer may open another stream. */
  boolean hasRoomForPeer() {
    return hasRoom() && unanswered < config.maxPendingStreams();
  }

  void add(SmuxStreamChannel stream) {
    streams.put(stream.streamId(), stream);
    count = streams.size();
    if (stream.isUnanswered()) {
      unanswered++;
    }
  }

  void answered() {
    unanswered--;
  }

  void remove(SmuxStreamChannel stream) {
    if (streams.remove(stream.streamId()) != null) {
      count = streams.size();
      if (stream.isUnanswered()) {
        unanswered--;
      }
    }
  }

  void clear() {
    streams.clear();
    count = 0;
    unanswered = 0;
  }

  /** The stream with the most buffered bytes in the largest share. */
  @Nullable SmuxStreamChannel fullest() {
    MemoryShare share =
        streams.values().stream()
            .filter(stream -> stream.waiting() > 0)
            .map(SmuxStreamChannel::share)
            .max(Comparator.comparingLong(MemoryShare::held))
            .orElse(null);
    return share == null ? null : fullest(share);
  }

  /** The stream of a share with the most buffered bytes. */
  @Nullable SmuxStreamChannel fullest(MemoryShare share) {
    return streams.values().stream()
        .filter(stream -> stream.share() == share && stream.waiting() > 0)
        .max(Comparator.comparingInt(SmuxStreamChannel::waiting))
        .orElse(null);
  }
}
