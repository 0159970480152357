package dev.portolan.app.cli;

import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.ClientToken;
import dev.portolan.edge.ClientTokens;
import dev.portolan.edge.Current;
import dev.portolan.edge.DeviceList;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeFiles;
import dev.portolan.edge.RulesFile;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.edge.WatchedFile;
import dev.portolan.transport.endpoint.Authorization;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that say who may come in at an edge, what for, and who the edge is: open, and read
 * again when they change.
 */
final class EdgeGate implements AutoCloseable {
  private final Environment environment;
  private final EdgeAccess access;
  private final List<WatchedFile<?>> files = new ArrayList<>();
  private final List<String> clientSources = new ArrayList<>();
  private final List<String> deviceSources = new ArrayList<>();
  private Current<DeviceList> names = Current.fixed(DeviceList.EMPTY);
  private @Nullable WatchedFile<?> rules;

  EdgeGate(Environment environment, EdgeAccess access) {
    this.environment = environment;
    this.access = access;
  }

  /** Checks that the options let a device and a client in, before any file is read. */
  void requireSomebody() throws Failure {
    if (access.devices().isEmpty() && access.issuers().isEmpty() && access.deviceList().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "no device could come in: give --device ID, --devices FILE or --device-ca FILE");
    }
    named();
    if (access.token().isEmpty() && access.clients().isEmpty() && access.tokens().isEmpty()) {
      ofVariable();
    }
  }

  /** The certificate and the key in these files. */
  Current<ServerIdentity> identity(Path certificate, Path key) throws Failure {
    return open(() -> EdgeFiles.identity(certificate, key, environment.fileNews()));
  }

  /** The edge with its devices, its clients, and what they may do. */
  EdgeConfig apply(EdgeConfig config) throws Failure {
    EdgeConfig admitting = config.withDevices(devices()).withClients(clients());
    Optional<Path> file = access.rules();
    if (file.isEmpty()) {
      return admitting;
    }
    try {
      RulesFile opened = RulesFile.open(file.get(), environment.fileNews());
      files.add(opened.file());
      rules = opened.file();
      return admitting.withStreams(opened);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Current<TrustedDevices> devices() throws Failure {
    TrustedDevices named = named();
    int ids = named.ids().size();
    if (ids > 0) {
      deviceSources.add(ids + (ids == 1 ? " id" : " ids") + " (--device)");
    }
    Current<TrustedDevices> devices = Current.fixed(named);
    if (access.deviceList().isPresent()) {
      Path file = access.deviceList().get();
      WatchedFile<DeviceList> list = open(() -> EdgeFiles.devices(file, environment.fileNews()));
      deviceSources.add(list.summary());
      names = list;
      devices = Current.of(devices, list, (all, more) -> with(all, more.ids(), List.of()));
    }
    for (Path file : access.issuers()) {
      WatchedFile<List<X509Certificate>> authorities =
          open(() -> EdgeFiles.authorities(file, environment.fileNews()));
      if (authorities.get().isEmpty()) {
        throw new Failure(ExitCode.FILE, "there is no certificate in " + file);
      }
      deviceSources.add(authorities.summary());
      devices = Current.of(devices, authorities, (all, more) -> with(all, Set.of(), more));
    }
    for (Path file : access.revoked()) {
      WatchedFile<List<X509CRL>> lists =
          open(() -> EdgeFiles.revoked(file, environment.fileNews()));
      deviceSources.add(lists.summary());
      devices = Current.of(devices, lists, EdgeGate::without);
    }
    return devices;
  }

  private static TrustedDevices without(TrustedDevices all, List<X509CRL> more) {
    List<X509CRL> lists = new ArrayList<>(all.revoked());
    lists.addAll(more);
    return all.withRevoked(lists);
  }

  private TrustedDevices named() throws Failure {
    Set<String> ids = new HashSet<>();
    access.devices().forEach(id -> ids.add(id.toLowerCase(Locale.ROOT)));
    try {
      return new TrustedDevices(ids, List.of());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--device: " + e.getMessage(), e);
    }
  }

  private static TrustedDevices with(
      TrustedDevices all, Set<String> moreIds, List<X509Certificate> moreIssuers) {
    Set<String> ids = new HashSet<>(all.ids());
    ids.addAll(moreIds);
    List<X509Certificate> issuers = new ArrayList<>(all.issuers());
    issuers.addAll(moreIssuers);
    return new TrustedDevices(ids, issuers, all.revoked());
  }

  private ClientAuthorizer clients() throws Failure {
    Current<ClientTokens> tokens = Current.fixed(ClientTokens.NONE);
    if (access.token().isPresent()) {
      Path file = access.token().get();
      tokens = with(tokens, token(EdgeAccess.ONLY_CLIENT, file));
    }
    for (Map.Entry<String, Path> client : access.clients().entrySet()) {
      tokens = with(tokens, token(client.getKey(), client.getValue()));
    }
    if (access.tokens().isPresent()) {
      Path file = access.tokens().get();
      tokens = with(tokens, open(() -> EdgeFiles.tokens(file, environment.fileNews())));
    }
    if (clientSources.isEmpty()) {
      tokens = Current.fixed(ofVariable());
      clientSources.add(EdgeAccess.ONLY_CLIENT + " (the variable " + TokenOption.VARIABLE + ")");
    }
    return ClientAuthorizer.tokens(tokens, names);
  }

  private WatchedFile<ClientTokens> token(String client, Path file) throws Failure {
    if (client.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--client: a client has a name");
    }
    WatchedFile<ClientTokens> token =
        open(() -> EdgeFiles.token(client, file, environment.fileNews()));
    if (token.get().clients().isEmpty()) {
      throw new Failure(ExitCode.FILE, "no token in " + file + ": it is empty");
    }
    return token;
  }

  private Current<ClientTokens> with(Current<ClientTokens> all, WatchedFile<ClientTokens> more)
      throws Failure {
    if (all.get().overlaps(more.get())) {
      throw new Failure(
          ExitCode.USAGE, "a client has the token of another client: " + more.summary());
    }
    clientSources.add(more.summary());
    return Current.of(all, more, ClientTokens::with);
  }

  private ClientTokens ofVariable() throws Failure {
    Authorization token =
        TokenOption.ofVariable(environment)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.USAGE,
                        "no client could come in: give --tokens FILE, --client NAME=FILE or"
                            + " --token-file FILE, or set "
                            + TokenOption.VARIABLE));
    return ClientTokens.of(List.of(ClientToken.of(EdgeAccess.ONLY_CLIENT, token.value())));
  }

  /** Opens a file. */
  @FunctionalInterface
  private interface Opener<T> {
    WatchedFile<T> open() throws IOException;
  }

  private <T> WatchedFile<T> open(Opener<T> opener) throws Failure {
    try {
      WatchedFile<T> file = opener.open();
      files.add(file);
      return file;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Failure unusable(IOException e) {
    return new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
  }

  /** Says who may come in, and by which file. */
  void introduce() {
    environment.tell("clients: " + String.join("; ", clientSources));
    environment.tell("devices: " + String.join("; ", deviceSources));
    environment.tell(
        "rules: "
            + (rules == null
                ? "none, so that each client may open everything on every device that it may reach"
                : rules.summary()));
  }

  /** The open files. */
  List<WatchedFile<?>> files() {
    return List.copyOf(files);
  }

  /** Reads all files again; blocks. */
  void readAgain() {
    files.forEach(WatchedFile::readAgain);
  }

  @Override
  public void close() {
    for (WatchedFile<?> file : files) {
      try {
        file.close();
      } catch (IOException e) {
        throw new IllegalStateException("a file cannot cease to be watched", e);
      }
    }
  }
}
