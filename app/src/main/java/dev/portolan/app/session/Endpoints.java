package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.task.Background;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Sentence;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Builds endpoints from settings and tokens, and records whether tokens were accepted. FX thread.
 */
final class Endpoints {
  private final Tokens tokens;
  private final LabSession lab;
  private final Background background;

  Endpoints(Tokens tokens, LabSession lab, Background background) {
    this.tokens = tokens;
    this.lab = lab;
    this.background = background;
  }

  /** Whether a stored token of the device's edge may still be loaded. */
  boolean awaitsToken(DeviceItem device) {
    return device.edge().kind() == EdgeKind.REMOTE && !tokens.areKnown();
  }

  /** Whether a token must be entered before connecting. */
  boolean lacksToken(DeviceItem device) {
    return device.edge().kind() == EdgeKind.REMOTE && tokens.of(device.edge()).isEmpty();
  }

  /** The edge has refused the token. */
  void refused(DeviceItem device) {
    tokens.refused(device.edge());
  }

  /** The edge has accepted the token. */
  void accepted(DeviceItem device) {
    tokens.accepted(device.edge());
  }

  /**
   * The endpoint of a device. Reads certificate files, or starts the lab, in the background. Fails
   * with a plain sentence.
   */
  CompletableFuture<Endpoint> of(DeviceItem device) {
    if (device.edge().kind() == EdgeKind.LAB) {
      return lab.endpoint();
    }
    EdgeSettings settings = device.edge().settings();
    String path = device.settings().path();
    EdgeSecrets secrets = tokens.all(device.edge());
    return background.call(() -> endpoint(settings, path, secrets));
  }

  /**
   * The endpoint for settings. Blocks while it reads files.
   *
   * @param path the device's id or path; empty for the edge itself
   * @param secrets those of the edge; some may be missing
   */
  static Endpoint endpoint(EdgeSettings settings, String path, EdgeSecrets secrets)
      throws EdgeException {
    String token = secrets.of(EdgeSecret.TOKEN);
    ProxyChoice proxy = proxy(settings.proxy(), secrets);
    try {
      return new Endpoint(
          url(settings.url(), path),
          token.isEmpty() ? null : Authorization.of(token),
          trust(settings.trust()),
          identity(settings),
          proxy);
    } catch (InvalidPathException wrong) {
      throw new EdgeException(
          Problem.CA_FILE_UNREADABLE, "A file name is not valid: " + wrong.getInput() + ".", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new EdgeException(
          Problem.ENDPOINT_INVALID, "The edge's settings are not usable: " + wrong.getMessage());
    }
  }

  private static URI url(String edge, String path) {
    URI base = Endpoint.parseUrl(edge);
    if (path.isEmpty()) {
      return base;
    }
    String text = base.toString();
    String start = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return Endpoint.parseUrl(start + (path.startsWith("/") ? path : "/device/" + path));
  }

  private static Trust trust(TrustChoice choice) throws EdgeException {
    return switch (choice) {
      case TrustChoice.SystemAuthorities() -> new Trust.System();
      case TrustChoice.AuthorityFile(String file) -> Trust.Authorities.ofPem(Path.of(file));
      case TrustChoice.PinnedKey(String sha256, String description) -> Trust.Pin.parse(sha256);
    };
  }

  /** The way to an edge, with the password of the proxy's user. */
  static ProxyChoice proxy(EdgeProxy proxy, EdgeSecrets secrets) throws EdgeException {
    return switch (proxy) {
      case EdgeProxy.Environment() -> new ProxyChoice.System();
      case EdgeProxy.Direct() -> new ProxyChoice.None();
      case EdgeProxy.Server(String url) -> {
        try {
          yield ProxyChoice.Explicit.parse(url).withPassword(secrets.of(EdgeSecret.PROXY_PASSWORD));
        } catch (IllegalArgumentException wrong) {
          throw new EdgeException(
              Problem.PROXY_INVALID, Sentence.of(String.valueOf(wrong.getMessage())));
        }
      }
    };
  }

  private static @Nullable ClientIdentity identity(EdgeSettings settings) throws EdgeException {
    return settings.hasClientCertificate()
        ? ClientIdentity.ofPem(Path.of(settings.certificatePath()), Path.of(settings.keyPath()))
        : null;
  }
}
