package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.Line;
import dev.portolan.interop.PeerProgram;
import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A program connected to a service through client, edge and device, with a breakable connection on
 * each side of the edge.
 */
final class BreakablePath implements AutoCloseable {
  /** Closed in reverse order. */
  private final Deque<Closeable> parts = new ArrayDeque<>();

  private final Line deviceLine;
  private final Line clientLine;
  private final EdgeSide edge;
  private final DeviceSide device;
  private final ClientSide client;
  private final Socket program;
  private final Socket service;

  BreakablePath(Cell cell, PeerProgram peer) throws Exception {
    try {
      EventLoopGroup loops = EventLoops.create("path", 2);
      parts.push(() -> Waiting.done(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS)));
      Credentials credentials = Credentials.issue(Files.createTempDirectory("portolan-interop"));
      parts.push(credentials::delete);
      edge = cell.ourEdge ? new OurEdge(loops, credentials) : new GoEdge(peer, credentials);
      parts.push(edge::close);
      deviceLine = new Line(edge.port());
      parts.push(deviceLine::close);
      clientLine = new Line(edge.port());
      parts.push(clientLine::close);
      device =
          cell.ourDevice
              ? new OurDevice(loops, credentials, deviceLine.port())
              : new GoDevice(peer, credentials, deviceLine.port());
      parts.push(device::close);
      edge.awaitDevice();
      client =
          cell.ourClient
              ? new OurClient(loops, credentials, clientLine.port())
              : new GoClient(peer, credentials, clientLine.port());
      parts.push(client::close);
      ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      parts.push(listener);
      listener.setSoTimeout(EveryPath.PATIENCE_MILLIS);
      program =
          EveryPath.connect(
              client.forwardTcp((InetSocketAddress) listener.getLocalSocketAddress()));
      parts.push(program);
      service = listener.accept();
      parts.push(service);
      service.setSoTimeout(EveryPath.PATIENCE_MILLIS);
      pass("question", program, service);
      pass("the answer", service, program);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private static void pass(String text, Socket from, Socket to) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    from.getOutputStream().write(bytes);
    assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }

  Socket program() {
    return program;
  }

  Socket service() {
    return service;
  }

  Line deviceLine() {
    return deviceLine;
  }

  Line clientLine() {
    return clientLine;
  }

  void closeDevice() {
    device.close();
  }

  void closeEdge() {
    edge.close();
  }

  void closeClient() {
    client.close();
  }

  /** Kills the device. One in this process is simulated by a reset of its connection. */
  void killDevice() {
    if (device instanceof GoDevice peer) {
      peer.kill();
    } else {
      deviceLine.reset();
    }
  }

  /** Kills the edge, in the same way. */
  void killEdge() {
    if (edge instanceof GoEdge peer) {
      peer.kill();
    } else {
      deviceLine.reset();
      clientLine.reset();
    }
  }

  /** Kills the client, in the same way. */
  void killClient() {
    if (client instanceof GoClient peer) {
      peer.kill();
    } else {
      clientLine.reset();
    }
  }

  /** Cuts both connections of the edge. */
  void cutEdge() {
    deviceLine.cut();
    clientLine.cut();
  }

  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
