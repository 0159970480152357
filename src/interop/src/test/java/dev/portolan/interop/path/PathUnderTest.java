package dev.portolan.interop.path;

import dev.portolan.interop.PeerProgram;
import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** An edge, its device and the services behind it, over TLS on loopback. */
final class PathUnderTest implements AutoCloseable {
  private final EventLoopGroup loops = EventLoops.create("path", 2);
  private final Cell cell;
  private final PeerProgram program;
  private final Credentials credentials;
  private final Services services;
  private final EdgeSide edge;
  private final DeviceSide device;

  PathUnderTest(Cell cell, PeerProgram program) throws Exception {
    this.cell = cell;
    this.program = program;
    credentials = Credentials.issue(Files.createTempDirectory("portolan-interop"));
    services = new Services();
    edge = cell.ourEdge ? new OurEdge(loops, credentials) : new GoEdge(program, credentials);
    device = startDevice();
    edge.awaitDevice();
  }

  /** A device with the identity of this path. */
  DeviceSide startDevice() throws Exception {
    return cell.ourDevice
        ? new OurDevice(loops, credentials, edge.port())
        : new GoDevice(program, credentials, edge.port());
  }

  /** A client that may reach the device. */
  ClientSide connect() throws Exception {
    return cell.ourClient
        ? new OurClient(loops, credentials, edge.port())
        : new GoClient(program, credentials, edge.port());
  }

  /** The edge's response to a client: the status, and the reason of a refusal. */
  String upgrade(String deviceId, String token) throws Exception {
    return cell.ourClient
        ? OurClient.upgrade(loops, credentials, edge.port(), deviceId, token)
        : new GoClient(program, credentials, edge.port()).upgrade(deviceId, token);
  }

  Credentials credentials() {
    return credentials;
  }

  Services services() {
    return services;
  }

  EdgeSide edge() {
    return edge;
  }

  DeviceSide device() {
    return device;
  }

  @Override
  public void close() {
    device.close();
    edge.close();
    services.close();
    credentials.delete();
    Waiting.done(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }
}
