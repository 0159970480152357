package dev.portolan.edge;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.tls.Pem;
import io.netty.channel.EventLoopGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An edge in a separate process with a small heap. It exits at the end of its standard input. */
final class EdgeProcess implements AutoCloseable {

  private static final String LISTENING = "listening ";

  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final int port;

  private EdgeProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      heard(line);
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("no edge: " + said());
    }
    port = Integer.parseInt(line.substring(LISTENING.length()));
    Thread.ofVirtual().start(() -> out.lines().forEach(this::heard));
  }

  /**
   * Starts an edge that trusts the devices of an authority.
   *
   * @param folder folder for its keys
   * @param heap heap limit as for {@code -Xmx}
   * @param tokens tokens of clients with their names
   */
  static EdgeProcess start(TestPki pki, Path folder, String heap, Map<String, String> tokens)
      throws IOException {
    pki.writeTo(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);

    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EdgeProcess.class.getName());
    command.add(folder.toString());
    tokens.forEach((token, name) -> command.add(token + "=" + name));
    return new EdgeProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private synchronized void heard(String line) {
    said.add(line);
  }

  /** Its output so far. */
  synchronized List<String> said() {
    return List.copyOf(said);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (process.onExit().completeOnTimeout(null, 20, TimeUnit.SECONDS).join() == null) {
      process.destroyForcibly();
      throw new AssertionError("the edge does not end: " + said());
    }
  }

  /** The process itself. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Map<String, String> tokens = new HashMap<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      String[] parts = argument.split("=", 2);
      tokens.put(parts[0], parts[1]);
    }
    EventLoopGroup group = EventLoops.create("edge", 2);
    EdgeServer edge =
        EdgeFixture.await(
            EdgeServer.start(
                group,
                EdgeConfig.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        ServerIdentity.ofPem(
                            folder.resolve("edge.pem"), folder.resolve("edge.key")),
                        new TrustedDevices(
                            Set.of(),
                            Pem.certificates(Files.readString(folder.resolve("authority.pem")))),
                        ClientAuthorizer.tokens(tokens))
                    .withNotices(System.out::println)));
    System.out.println(LISTENING + edge.address().getPort());
    while (System.in.read() >= 0) {
      // Nothing is written; only the end of its input matters.
    }
    EdgeFixture.await(edge.close());
    System.exit(0);
  }
}
