package dev.portolan.app.cli;

import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.Trust;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
      names = "--device-ca",
      order = 4,
      paramLabel = "FILE",
      description =
          "Let every device in whose certificate an authority in this PEM file has signed. May be repeated.")
  private List<Path> issuers = new ArrayList<>();

  @Mixin private final TokenOption token = new TokenOption();

  @Option(
      names = "--client",
      order = 8,
      paramLabel = "NAME=FILE",
      description =
          "Let a client with the token in this file in, and call it by this name in rules. May be repeated.")
  private Map<String, Path> clients = new LinkedHashMap<>();

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

  TrustedDevices devices() throws Failure {
    if (devices.isEmpty() && issuers.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "no device could come in: give --device ID or --device-ca FILE");
    }
    List<X509Certificate> authorities = new ArrayList<>();
    for (Path file : issuers) {
      try {
        authorities.addAll(Trust.Authorities.ofPem(file).certificates());
      } catch (EdgeException e) {
        throw Failure.of(e);
      }
    }
    Set<String> ids =
        devices.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    try {
      return new TrustedDevices(ids, authorities);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--device: " + e.getMessage(), e);
    }
  }

  ClientAuthorizer clients(Environment environment) throws Failure {
    Map<String, String> namesByToken = new HashMap<>();
    Optional<Authorization> only = token.readIfGiven(environment);
    only.ifPresent(authorization -> namesByToken.put(authorization.value(), ONLY_CLIENT));
    for (Map.Entry<String, Path> client : clients.entrySet()) {
      String value = TokenOption.token(client.getValue()).value();
      if (namesByToken.put(value, client.getKey()) != null) {
        throw new Failure(
            ExitCode.USAGE, "client " + client.getKey() + " has the token of another client");
      }
    }
    if (namesByToken.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "no client could come in: give --token-file FILE or --client NAME=FILE, or set "
              + TokenOption.VARIABLE);
    }
    return ClientAuthorizer.tokens(namesByToken);
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
