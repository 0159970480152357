package dev.portolan.edge;

import dev.portolan.smux.MemoryShare;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;

/** A device's connection to this edge. Thread-safe. */
final class ConnectedDevice {

  private final String id;
  private final UpgradedConnection connection;
  private final boolean ours;
  private final DeviceShares shares;
  private final MemoryShare memory;
  private volatile boolean sentAway;
  private volatile boolean silent;
  private int contests;

  /**
   * @param ours whether it is one of our devices, which support half-close and client numbers
   * @param shares the limits that its clients share
   * @param memory accounts for data on streams of the edge itself
   */
  ConnectedDevice(
      String id, Channel connection, boolean ours, DeviceShares shares, MemoryShare memory) {
    this.id = id;
    this.connection = new UpgradedConnection(connection);
    this.ours = ours;
    this.shares = shares;
    this.memory = memory;
  }

  String id() {
    return id;
  }

  boolean isOurs() {
    return ours;
  }

  DeviceShares shares() {
    return shares;
  }

  MemoryShare memory() {
    return memory;
  }

  /** Marks the device as sent a GoAway, so that its next connection may replace this one. */
  void setSentAway() {
    sentAway = true;
  }

  boolean isSentAway() {
    return sentAway;
  }

  /** Whether the device does not answer. */
  boolean isSilent() {
    return silent;
  }

  void setSilent(boolean now) {
    silent = now;
  }

  /** Counts a refused connection with the same key. Returns the previous count. */
  synchronized int contested() {
    return contests++;
  }

  /** Closes the connection, because another replaces it. */
  void close() {
    connection.close();
  }

  /** Sets the session. On the connection's event loop. */
  void attach(SmuxSession started) {
    connection.attach(started);
  }

  /** Opens a stream of the edge itself. */
  Future<SmuxStream> open(ChannelHandler handler) {
    return open(handler, memory);
  }

  /**
   * Opens a stream to the device.
   *
   * @param handler added to the stream's pipeline before its first byte
   * @param memory accounts for unread data from the device
   */
  Future<SmuxStream> open(ChannelHandler handler, MemoryShare memory) {
    SmuxSession attached = connection.session();
    return attached == null ? openWhenAttached(handler, memory) : attached.open(handler, memory);
  }

  /**
   * Waits for the session, because the device is registered just before its upgrade is answered.
   */
  private Future<SmuxStream> openWhenAttached(ChannelHandler handler, MemoryShare memory) {
    Promise<SmuxStream> opened = connection.eventLoop().newPromise();
    connection
        .eventLoop()
        .execute(
            () -> {
              SmuxSession attached = connection.session();
              if (attached == null) {
                opened.setFailure(new IOException("the device has just disconnected"));
                return;
              }
              attached
                  .open(handler, memory)
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
