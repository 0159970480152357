package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Dispatches the peer's frames to their streams. Frames for no stream count as violations. */
final class StreamDispatcher implements FrameListener {
  private final SmuxSessionHandler session;
  private final StreamTable streams;
  private final ClosedStreams closedStreams;
  private final PeerViolations violations;

  StreamDispatcher(
      SmuxSessionHandler session,
      StreamTable streams,
      ClosedStreams closedStreams,
      PeerViolations violations) {
    this.session = session;
    this.streams = streams;
    this.closedStreams = closedStreams;
    this.violations = violations;
  }

  @Override
  public boolean wantsFrames() {
    return session.isOpen();
  }

  @Override
  public void onOpen(int streamId) throws SmuxException {
    if (!streams.takePeerId(streamId)) {
      violations.stray();
    } else if (!session.acceptsStreams()) {
      refuse(streamId);
      violations.unwantedStream();
    } else if (streams.hasRoomForPeer()) {
      session.accept(streamId);
    } else {
      refuse(streamId);
    }
  }

  private void refuse(int streamId) {
    SmuxConfig config = session.config();
    ReceiveWindow input = config.version() == 1 ? null : new ReceiveWindow(config);
    if (config.peerSupportsReset()) {
      session.sender().reset(streamId, 0, ResetCause.REFUSED);
    } else {
      session.sender().end(streamId);
    }
    closedStreams.add(streamId, new SendWindow(), input, false, false, session.now());
  }

  @Override
  public void onEnd(int streamId) throws SmuxException {
    SmuxStreamChannel stream = streams.get(streamId);
    if (stream == null ? !closedStreams.end(streamId) : stream.input().isPeerDone()) {
      violations.stray();
    } else if (stream != null) {
      stream.input().endByPeer();
    }
  }

  @Override
  public void onData(int streamId, ByteBuf in, int length, boolean endsFrame) throws SmuxException {
    SmuxStreamChannel stream = streams.get(streamId);
    if (stream == null || stream.input().isPeerDone()) {
      in.skipBytes(length);
      boolean known = stream == null && closedStreams.data(streamId, length, session.now());
      if (!known && endsFrame) {
        violations.stray();
      }
    } else if (!stream.input().receive(in, length)) {
      stream.resetOverLimit(limit("The peer sent more than the stream's window allows."));
      violations.overrun();
    } else if (session.budget().isExceeded()) {
      shedLoad(streams.fullest());
    } else if (stream.share().isExceeded()) {
      shedLoad(streams.fullest(stream.share()));
    }
  }

  /**
   * Handles too much unread data. In version 2, which has flow control, the stream with the most
   * unread bytes is reset to protect the others. Version 1 can only stop reading the connection.
   */
  private void shedLoad(@Nullable SmuxStreamChannel fullest) {
    if (session.config().version() == 1) {
      session.pause();
    } else if (fullest != null) {
      fullest.resetOverLimit(limit("Too much data waits to be read."));
    }
  }

  /** Resets streams of a share, the fullest first, until the share is within its limit. */
  void shedLoad(MemoryShare share) {
    while (share.isExceeded()) {
      SmuxStreamChannel fullest = streams.fullest(share);
      if (fullest == null) {
        return; // the rest of the share is held by other sessions
      }
      fullest.resetOverLimit(limit("Too much data waits to be sent."));
    }
  }

  private static StreamResetException limit(String message) {
    return new StreamResetException(ResetCause.LIMIT, message);
  }

  @Override
  public void onEmptyData(int streamId) throws SmuxException {
    violations.stray();
  }

  @Override
  public void onWindowUpdate(int streamId, int consumed, int window) throws SmuxException {
    SmuxStreamChannel stream = streams.get(streamId);
    if (window < 0 && session.config().peerSupportsReset()) {
      onReset(streamId, stream, consumed, ResetCause.ofCode(window & ~SmuxFrame.RESET_WINDOW));
    } else if (stream != null) {
      stream.output().windowUpdate(consumed, window);
    } else if (!closedStreams.windowUpdate(streamId, consumed, window)) {
      violations.stray();
    }
  }

  /** Handles a reset by the peer, which sends nothing more on the stream, not even a FIN. */
  private void onReset(
      int streamId, @Nullable SmuxStreamChannel stream, int consumed, ResetCause cause)
      throws SmuxException {
    if (stream != null) {
      stream.output().acknowledge(consumed, 0);
      stream.abort(new StreamResetException(cause));
    } else if (closedStreams.windowUpdate(streamId, consumed, 0)) {
      closedStreams.end(streamId);
    } else {
      violations.stray();
    }
  }
}
