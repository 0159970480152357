package dev.portolan.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides whether a client with an {@code Authorization} value may reach a device.
 *
 * <p>Called on event loops, also concurrently. Must not block.
 */
@FunctionalInterface
public interface ClientAuthorizer {

  /**
   * Decides about one connection.
   *
   * @param authorization the header's value; a secret
   * @param deviceId the requested device
   */
  ClientDecision authorize(String authorization, String deviceId);

  /**
   * Authorises clients by fixed tokens for all devices.
   *
   * @param clientsByToken client name by token; only hashes of the tokens are kept
   */
  static ClientAuthorizer tokens(Map<String, String> clientsByToken) {
    // a lookup by hash leaks nothing about the tokens by its timing
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
