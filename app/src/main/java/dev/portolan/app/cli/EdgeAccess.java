package dev.portolan.app.cli;

import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.ca.EdgeFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of an edge that control access. */
final class EdgeAccess {
  /** The client name for the single token, used in rules. */
  static final String ONLY_CLIENT = "client";

  @Option(
      names = "--device",
      order = 3,
      paramLabel = "ID",
      description =
          "Let the device with this id in: the SHA-256 of its public key, in hex. May be repeated.")
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--devices",
      order = 4,
      paramLabel = "FILE",
      description =
          "Let the devices in this file in: a line for each, with its id, and a name if it has one.")
  private @Nullable Path deviceList;

  @Option(
      names = "--device-ca",
      order = 5,
      paramLabel = "FILE",
      description =
          "Let every device in whose certificate an authority in this PEM file has signed. May be repeated.")
  private List<Path> issuers = new ArrayList<>();

  @Option(
      names = "--crl",
      order = 5,
      paramLabel = "FILE",
      description =
          "Let no device in whose certificate is on a revocation list in this file, PEM or DER. A list is for the authority that has signed it. May be repeated.")
  private List<Path> revoked = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 6,
      description =
          "Let a client with the token in this file in: one line, the exact value of the Authorization header. Rules call it '"
              + ONLY_CLIENT
              + "'. Where there is neither this nor --tokens nor --client: the variable PORTOLAN_TOKEN.")
  private @Nullable Path token;

  @Option(
      names = "--client",
      order = 7,
      paramLabel = "NAME=FILE",
      description =
          "Let a client with the token in this file in, and call it by this name in rules. May be repeated.")
  private Map<String, Path> clients = new LinkedHashMap<>();

  @Option(
      names = "--tokens",
      order = 8,
      paramLabel = "FILE",
      description =
          "Let the clients in whose tokens this file names by their hashes; 'portolan token' makes them and writes it.")
  private @Nullable Path tokens;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      order = 9,
      description = "What each client may open; the form is told below. Without it: everything.")
  private @Nullable Path rules;

  @Option(
      names = "--client-connections",
      paramLabel = "N",
      order = 10,
      description =
          "How many connections one client may have at once. A console has one for each device that is open in it. Without it: "
              + EdgeConfig.CLIENT_CONNECTIONS
              + ".")
  private int connections = EdgeConfig.CLIENT_CONNECTIONS;

  /** Adds the devices of a folder, and its clients and rules unless there are others. */
  void add(EdgeFolder folder) {
    issuers.add(folder.caFile());
    revoked.add(folder.revokedFile());
    if (token == null && clients.isEmpty() && tokens == null) {
      tokens = folder.tokensFile();
    }
    if (rules == null) {
      rules = folder.rulesFile();
    }
  }

  List<String> devices() {
    return devices;
  }

  Optional<Path> deviceList() {
    return Optional.ofNullable(deviceList);
  }

  List<Path> issuers() {
    return issuers;
  }

  List<Path> revoked() {
    return revoked;
  }

  Optional<Path> token() {
    return Optional.ofNullable(token);
  }

  Map<String, Path> clients() {
    return clients;
  }

  Optional<Path> tokens() {
    return Optional.ofNullable(tokens);
  }

  /** How many connections one client may have at once. */
  int clientConnections() throws Failure {
    if (connections < 1) {
      throw new Failure(ExitCode.USAGE, "--client-connections: " + connections + " is too few");
    }
    return connections;
  }

  /** The file with access rules. */
  Optional<Path> rules() {
    return Optional.ofNullable(rules);
  }
}
