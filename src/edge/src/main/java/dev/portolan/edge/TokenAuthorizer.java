package dev.portolan.edge;

import java.time.InstantSource;
import java.util.Optional;

/** Authorises clients by a list of tokens that can change. Thread-safe. */
final class TokenAuthorizer implements ClientAuthorizer {

  private final Current<ClientTokens> tokens;
  private final Current<DeviceList> devices;
  private final InstantSource clock;

  /**
   * @param devices the names of devices, for tokens that are limited to some
   */
  TokenAuthorizer(Current<ClientTokens> tokens, Current<DeviceList> devices, InstantSource clock) {
    this.tokens = tokens;
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public ClientDecision authorize(String authorization, String deviceId) {
    ClientToken token = tokens.get().find(authorization);
    if (token == null) {
      return new ClientDecision.Unknown("unknown token");
    }
    if (token.isExpired(clock.instant())) {
      return new ClientDecision.Expired(token.client());
    }
    return token.isFor(deviceId, devices.get().name(deviceId))
        ? new ClientDecision.Granted(token.client(), token.expires())
        : new ClientDecision.Forbidden("this token is not for this device");
  }

  @Override
  public Optional<String> inviter(String authorization) {
    return Optional.ofNullable(tokens.get().find(authorization))
        .filter(token -> token.invites() && !token.isExpired(clock.instant()))
        .map(ClientToken::client);
  }

  @Override
  public void onChange(Runnable action) {
    tokens.onChange(action);
    devices.onChange(action);
  }
}
