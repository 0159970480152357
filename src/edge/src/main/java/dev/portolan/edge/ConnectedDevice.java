package dev.portolan.edge;

import dev.portolan.smux.MemoryShare;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;

/** A device's connection to this edge. Safe for any thread. */
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
   * @param ours whether the device is one of Portolan's: it carries half-close, and gives each
   *     client its share by number
   * @param shares what its clients share of it
   * @param memory holds what it sent on streams of no client
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

  /** It is being asked to reconnect: from now on its next connection may take its place. */
  void setSentAway() {
    sentAway = true;
  }

  boolean isSentAway() {
    return sentAway;
  }

  /** Whether nothing has come from it for long, though it was asked. */
  boolean isSilent() {
    return silent;
  }

  void setSilent(boolean now) {
    silent = now;
  }

  /** Somebody else wants its place, which it keeps; how many wanted it before. */
  synchronized int contested() {
    return contests++;
  }

  /** Ends it: another connection has taken its place. */
  void close() {
    connection.close();
  }

  /** Gives it its session; on the connection's event loop. */
  void attach(SmuxSession started) {
    connection.attach(started);
  }

  /** Opens a stream of the edge itself, as the other method does. */
  Future<SmuxStream> open(ChannelHandler handler) {
    return open(handler, memory);
  }

  /**
   * Opens a stream to the device.
   *
   * @param handler added to the new stream's pipeline before its first byte
   * @param memory holds what the device sent and nobody has taken yet
   */
  Future<SmuxStream> open(ChannelHandler handler, MemoryShare memory) {
    SmuxSession attached = connection.session();
    return attached == null ? openWhenAttached(handler, memory) : attached.open(handler, memory);
  }

  /** The device is entered and its upgrade is just being answered, on its own loop. */
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
