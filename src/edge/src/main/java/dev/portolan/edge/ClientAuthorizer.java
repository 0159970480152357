package dev.portolan.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides whether the holder of an {@code Authorization} value may reach a device.
 *
 * <p>Called on an event loop, at any time and from several at once; must not block.
 */
@FunctionalInterface
public interface ClientAuthorizer {

  /**
   * Judges one connection.
   *
   * @param authorization the header's value as it was sent; a secret
   * @param deviceId the device that the client asks for
   */
  ClientDecision authorize(String authorization, String deviceId);

  /**
   * Knows clients by fixed tokens, each for every device.
   *
   * @param clientsByToken token to client name; the tokens are not kept, only their hashes
   */
  static ClientAuthorizer tokens(Map<String, String> clientsByToken) {
    // Looked up by hash, the time taken tells nothing about the tokens.
    Map<String, String> clientsByHash =
        clientsByToken.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> sha256(e.getKey()), Map.Entry::getValue));
    return (authorization, deviceId) -> {
      String client = clientsByHash.get(sha256(authorization));
      return client == null
          ? new ClientDecision.Unknown("unknown token")
          : new ClientDecision.Granted(client);
    };
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
