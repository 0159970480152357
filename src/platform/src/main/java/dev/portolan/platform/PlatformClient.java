package dev.portolan.platform;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A client of one management server. It has no threads but those of the JDK's HTTP client.
 *
 * <p>Closing it ends all calls of its sign-ins and sessions; it does not block.
 */
public final class PlatformClient implements AutoCloseable {
  private final PlatformAddress address;
  private final PlatformLimits limits;
  private final Calls calls;
  private final SignIn signIn;

  /**
   * Creates a client, without a connection yet. Blocks to read the authorities that this computer
   * trusts.
   *
   * @param scheduler runs short tasks that do not block
   * @throws PlatformException if the address' trust or proxy cannot be used
   */
  public PlatformClient(
      PlatformAddress address,
      PlatformLimits limits,
      InstantSource clock,
      ScheduledExecutorService scheduler)
      throws PlatformException {
    this.address = address;
    this.limits = limits;
    this.calls = new Calls(address, limits);
    this.signIn = new SignIn(calls, clock, scheduler);
  }

  /** The ways to sign in. */
  public SignIn signIn() {
    return signIn;
  }

  /** A session with tokens of a sign-in, or with those that were kept of an earlier one. */
  public AccountSession session(Tokens tokens, SessionListener listener) {
    return new AccountSession(address, limits, calls, tokens, listener);
  }

  @Override
  public void close() {
    calls.close();
  }
}
