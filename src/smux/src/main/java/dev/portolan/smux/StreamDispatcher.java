package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Takes the peer's frames to the streams they are for, and to account if they are for none. */
final class StreamDispatcher implements FrameListener {
  private final SmuxSessionHandler session;
  private final StreamTable streams;
  private final ClosedStreams closedStreams;
  private final PeerConduct conduct;

  StreamDispatcher(
      SmuxSessionHandler session,
      StreamTable streams,
      ClosedStreams closedStreams,
      PeerConduct conduct) {
    this.session = session;
    this.streams = streams;
    this.closedStreams = closedStreams;
    this.conduct = conduct;
  }

  @Override
  public boolean wantsFrames() {
    return session.isOpen();
  }

  @Override
  public void onOpen(int streamId) throws SmuxException {
    if (!streams.takePeerId(streamId)) {
      conduct.stray();
    } else if (!session.acceptsStreams()) {
      refuse(streamId);
      conduct.unwantedStream();
    } else if (streams.hasRoomForPeer()) {
      session.accept(streamId);
    } else {
      refuse(streamId);
    }
  }

  private void refuse(int streamId) {
    SmuxConfig config = session.config();
    ReceiveWindow input = config.version() == 1 ? null : new ReceiveWindow(config);
    if (config.peerHeedsStop()) {
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
      conduct.stray();
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
        conduct.stray();
      }
    } else if (!stream.input().receive(in, length)) {
      stream.cutOff(limit("The peer sent more than the stream's window allows."));
      conduct.overrun();
    } else if (session.budget().isExceeded()) {
      relieve(streams.fullest());
    } else if (stream.share().isExceeded()) {
      relieve(streams.fullest(stream.share()));
    }
  }

  /**
   * Too much waits to be read. Version 2 has windows to prevent that, so the stream whose reader is
   * furthest behind is given up before it harms the others; version 1 can only stop reading.
   */
  private void relieve(@Nullable SmuxStreamChannel fullest) {
    if (session.config().version() == 1) {
      session.pause();
    } else if (fullest != null) {
      fullest.cutOff(limit("Too much data waits to be read."));
    }
  }

  /**
   * Gives streams of a share up, the fullest first, until the others hold no more than they may.
   */
  void relieve(MemoryShare share) {
    while (share.isExceeded()) {
      SmuxStreamChannel fullest = streams.fullest(share);
      if (fullest == null) {
        return; // The rest of it is in other sessions.
      }
      fullest.cutOff(limit("Too much data waits to be sent."));
    }
  }

  private static StreamResetException limit(String message) {
    return new StreamResetException(ResetCause.LIMIT, message);
  }

  @Override
  public void onEmptyData(int streamId) throws SmuxException {
    conduct.stray();
  }

  @Override
  public void onWindowUpdate(int streamId, int consumed, int window) throws SmuxException {
    SmuxStreamChannel stream = streams.get(streamId);
    if (window < 0 && session.config().peerHeedsStop()) {
      onReset(streamId, stream, consumed, ResetCause.ofCode(window & ~SmuxFrame.RESET_WINDOW));
    } else if (stream != null) {
      stream.output().windowUpdate(consumed, window);
    } else if (!closedStreams.windowUpdate(streamId, consumed, window)) {
      conduct.stray();
    }
  }

  /**
   * The peer broke a stream off: it sends nothing more on it, not even a FIN, and takes nothing.
   */
  private void onReset(
      int streamId, @Nullable SmuxStreamChannel stream, int consumed, ResetCause cause)
      throws SmuxException {
    if (stream != null) {
      stream.output().acknowledge(consumed, 0);
      stream.breakOff(new StreamResetException(cause));
    } else if (closedStreams.windowUpdate(streamId, consumed, 0)) {
      closedStreams.end(streamId);
    } else {
      conduct.stray();
    }
  }
}
