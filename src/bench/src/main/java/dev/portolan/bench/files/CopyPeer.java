package dev.portolan.bench.files;

import dev.portolan.bench.peer.Chain;
import dev.portolan.bench.peer.Program;
import dev.portolan.bench.peer.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured.
 *
 * @param name for the table
 * @param starter starts it
 */
record CopyPeer(String name, Starter starter) {

  /** Starts fresh processes. Blocks until they are ready. */
  @FunctionalInterface
  interface Starter {
    Copier start() throws Exception;
  }

  /** Go's client, edge and device. */
  static CopyPeer go(Program go, Path folder) {
    return new CopyPeer("go", () -> new GoCopier(Chain.start("go", go, go, folder, 0), go));
  }

  /**
   * Portolan's {@code copy} as it is installed.
   *
   * @param peers the edge and the device
   */
  static CopyPeer portolan(String name, Program peers, Path program, Path folder) {
    return new CopyPeer(
        name,
        () -> new PortolanCopier(Chain.start(name, peers, peers, folder, 0), program, folder));
  }

  /** OpenSSH's {@code scp} to a server of its own. */
  static CopyPeer scp(Path folder) {
    return new CopyPeer("scp", () -> new ScpCopier(SshServer.start(folder)));
  }

  private record GoCopier(Chain chain, Program client) implements Copier {
    @Override
    public List<String> upload(Path source, Path folder) {
      return command("upload", source, folder);
    }

    @Override
    public List<String> download(Path source, Path folder) {
      return command("download", source, folder);
    }

    private List<String> command(String direction, Path source, Path folder) {
      List<String> words = new ArrayList<>(chain.clientArguments());
      words.addAll(List.of(direction, source.toString(), folder.toString()));
      return client.withArguments(words);
    }

    @Override
    public void close() throws IOException {
      chain.close();
    }
  }

  private static final class PortolanCopier implements Copier {
    private final Chain chain;
    private final Path program;
    private final Path token;

    PortolanCopier(Chain chain, Path program, Path folder) throws IOException {
      this.chain = chain;
      this.program = program;
      this.token = Files.writeString(folder.resolve("token"), chain.token() + "\n");
    }

    @Override
    public List<String> upload(Path source, Path folder) {
      return command(source.toString(), chain.deviceId() + ":" + folder);
    }

    @Override
    public List<String> download(Path source, Path folder) {
      return command(chain.deviceId() + ":" + source, folder.toString());
    }

    private List<String> command(String source, String target) {
      return List.of(
          program.toString(),
          "copy",
          "--edge",
          chain.edgeUrl(),
          "--ca",
          chain.authority().toString(),
          "--token-file",
          token.toString(),
          "-r",
          source,
          target);
    }

    @Override
    public void close() throws IOException {
      chain.close();
    }
  }

  private record ScpCopier(SshServer server) implements Copier {
    @Override
    public List<String> upload(Path source, Path folder) {
      return command(source.toString(), "127.0.0.1:" + folder);
    }

    @Override
    public List<String> download(Path source, Path folder) {
      return command("127.0.0.1:" + source, folder.toString());
    }

    private List<String> command(String source, String target) {
      List<String> words = new ArrayList<>(List.of("scp", "-q", "-r"));
      words.addAll(server.clientOptions());
      words.addAll(List.of("-P", Integer.toString(server.port()), source, target));
      return words;
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
