package dev.portolan.edge;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

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
   * The client that may invite new devices with this {@code Authorization} value; empty if none
   * may.
   */
  default Optional<String> inviter(String authorization) {
    return Optional.empty();
  }

  /**
   * Sets an action to run whenever decisions may differ from before, so that sessions are judged
   * again.
   */
  default void onChange(Runnable action) {}

  /**
   * Authorises clients by fixed tokens for all devices.
   *
   * @param clientsByToken client name by token; only hashes of the tokens are kept
   */
  static ClientAuthorizer tokens(Map<String, String> clientsByToken) {
    ClientTokens tokens =
        ClientTokens.of(
            clientsByToken.entrySet().stream()
                .map(entry -> ClientToken.of(entry.getValue(), entry.getKey()))
                .toList());
    return tokens(Current.fixed(tokens), Current.fixed(DeviceList.EMPTY));
  }

  /**
   * Authorises clients by tokens that can change.
   *
   * @param devices the names of devices, for tokens that are limited to some
   */
  static ClientAuthorizer tokens(Current<ClientTokens> tokens, Current<DeviceList> devices) {
    return new TokenAuthorizer(tokens, devices, InstantSource.system());
  }
}
