package dev.portolan.app.faults;

import dev.portolan.app.lab.TestIdentities;
import dev.portolan.edge.Line;
import dev.portolan.edge.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The other side: two edges and three devices as processes, with what their tunnels lead to. Pump
 * and kiosk are behind the first edge, and a line that can be reset; camera is behind the second,
 * to which nothing happens.
 */
final class Plant implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-faults";
  static final List<String> DEVICES = List.of("pump", "kiosk", "camera");

  final Program edge;
  final Line line;
  final LocalService echo = LocalService.echo();
  private final Path folder;
  private final Path portolan;
  private final TestIdentities identities;
  private final Program calmEdge;
  private final Map<String, Program> devices = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final int calmPort;

  Plant(Path folder, Path portolan) throws IOException, InterruptedException {
    this.folder = folder;
    this.portolan = portolan;
    identities = new TestIdentities(folder);
    Files.createFile(
        folder.resolve("token"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("token"), TOKEN);
    int port = freePort();
    calmPort = freePort();
    edge = edge("edge", port);
    calmEdge = edge("calm-edge", calmPort);
    line = new Line(port);
    edge.awaitReady();
    calmEdge.awaitReady();
    for (String name : DEVICES) {
      devices.put(name, startDevice(name));
    }
    for (String name : DEVICES) {
      ids.put(name, id(device(name).awaitReady()));
    }
  }

  /** A device says who it is before it is ready. */
  private static String id(String output) {
    String beginning = "device: ";
    return output
        .lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .findFirst()
        .orElseThrow();
  }

  private Program edge(String name, int port) throws IOException {
    identities.edge(name);
    return new Program(
        name,
        folder.resolve(name + ".log"),
        portolan,
        "edge",
        "--listen",
        "127.0.0.1:" + port,
        "--cert",
        identities.certificate(name).toString(),
        "--key",
        identities.key(name).toString(),
        "--token-file",
        folder.resolve("token").toString(),
        "--device-ca",
        identities.ca().toString());
  }

  private Program startDevice(String name) throws IOException {
    identities.device(name);
    return new Program(
        name,
        folder.resolve(name + ".log"),
        portolan,
        "device",
        "--edge",
        url(name),
        "--ca",
        identities.ca().toString(),
        "--cert",
        identities.certificate(name).toString(),
        "--key",
        identities.key(name).toString());
  }

  Program device(String name) {
    Program device = devices.get(name);
    if (device == null) {
      throw new IllegalArgumentException("There is no device " + name);
    }
    return device;
  }

  /** The process that a device's edge is. */
  Program edgeOf(String device) {
    return isCalm(device) ? calmEdge : edge;
  }

  /** Whether a device has a connection to its edge, as the system sees it. */
  boolean isConnected(String device) throws IOException {
    return device(device).isConnectedTo(isCalm(device) ? calmPort : line.port());
  }

  static boolean isCalm(String device) {
    return device.equals("camera");
  }

  String id(Program device) {
    return ids.getOrDefault(device.name(), "");
  }

  /** Where a device's edge is reached. */
  String url(String device) {
    return "https://127.0.0.1:" + (isCalm(device) ? calmPort : line.port());
  }

  Path authority() {
    return identities.ca();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  @Override
  public void close() throws IOException {
    devices.values().forEach(Program::close);
    edge.close();
    calmEdge.close();
    line.close();
    echo.close();
  }
}
