package dev.portolan.edge;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A device's connection to this edge. Safe for any thread. */
final class ConnectedDevice {

  private final String id;
  private final Channel connection;
  private final boolean halfClose;
  private final DeviceShares shares;
  private volatile @Nullable SmuxSession session;
  private volatile boolean sentAway;
  private int contests;

  /**
   * @param halfClose whether the device carries half-close
   * @param shares what its clients share of it
   */
  ConnectedDevice(String id, Channel connection, boolean halfClose, DeviceShares shares) {
    this.id = id;
    this.connection = connection;
    this.halfClose = halfClose;
    this.shares = shares;
  }

  String id() {
    return id;
  }

  boolean carriesHalfClose() {
    return halfClose;
  }

  DeviceShares shares() {
    return shares;
  }

  /** It is being asked to reconnect: from now on its next connection may take its place. */
  void setSentAway() {
    sentAway = true;
  }

  boolean isSentAway() {
    return sentAway;
  }

  /** Somebody else wants its place, which it keeps; how many wanted it before. */
  synchronized int contested() {
    return contests++;
  }

  /** Ends it: another connection has taken its place. */
  void close() {
    SmuxSession attached = session;
    if (attached == null) {
      connection.close();
    } else {
      attached.close();
    }
  }

  /** Gives it its session; on the connection's event loop. */
  void attach(SmuxSession started) {
    session = started;
  }

  /**
   * Opens a stream to the device.
   *
   * @param handler added to the new stream's pipeline before its first byte
   */
  Future<SmuxStream> open(ChannelHandler handler) {
    SmuxSession attached = session;
    return attached == null ? openWhenAttached(handler) : attached.open(handler);
  }

  /** The device is entered and its upgrade is just being answered, on its own loop. */
  private Future<SmuxStream> openWhenAttached(ChannelHandler handler) {
    Promise<SmuxStream> opened = connection.eventLoop().newPromise();
    connection
        .eventLoop()
        .execute(
            () -> {
              SmuxSession attached = session;
              if (attached == null) {
                opened.setFailure(new IOException("the device has just disconnected"));
                return;
              }
              attached
                  .open(handler)
                  .addListener(
                      (Future<SmuxStream> stream) -> {
                        if (stream.isSuccess()) {
                          opened.setSuccess(stream.getNow());
                        } else {
                          opened.setFailure(stream.cause());
                        }
                      });
            });
    return opened;
  }
}
