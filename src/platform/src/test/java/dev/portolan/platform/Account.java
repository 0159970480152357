package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.platform.testing.ManagementServer;
import dev.portolan.platform.testing.TurnedTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A management server with a client of it. */
final class Account implements AutoCloseable {
  static final NodeId PUMP = new NodeId("a".repeat(64));
  private static final long MAX_SECONDS = 60;

  final ManagementServer server = new ManagementServer();
  final TurnedTime time = new TurnedTime();
  final PlatformClient client;
  final List<SessionState> states = new ArrayList<>();
  final List<@Nullable Tokens> renewals = new ArrayList<>();
  private @Nullable AccountSession session;

  Account() {
    this(PlatformLimits.DEFAULT);
  }

  Account(PlatformLimits limits) {
    server.addDevice(PUMP.hex(), "pump-1", Map.of("last_reported_time", 1_767_225_600));
    try {
      client = new PlatformClient(server.address(), limits, time, time);
    } catch (PlatformException e) {
      throw new IllegalStateException(e);
    }
  }

  static PlatformLimits limits(Duration answer) {
    return new PlatformLimits(Duration.ofSeconds(10), answer, 200, 100_000);
  }

  static PlatformLimits pages(int pageSize, int devices) {
    return new PlatformLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), pageSize, devices);
  }

  SignIn signIn() {
    return client.signIn();
  }

  /** A session whose tokens the server knows. */
  AccountSession session() {
    if (session == null) {
      session =
          session(
              new Tokens(
                  Secret.of(server.issueAccessToken()), Secret.of(server.issueRefreshToken())));
    }
    return session;
  }

  AccountSession session(Tokens tokens) {
    var holder =
        new Object() {
          @Nullable AccountSession session;

          AccountSession get() {
            if (session == null) {
              throw new IllegalStateException("not yet");
            }
            return session;
          }
        };
    AccountSession made =
        client.session(
            tokens,
            new SessionListener() {
              @Override
              public void renewed() {
                synchronized (renewals) {
                  renewals.add(holder.get().tokens());
                }
              }

              @Override
              public void stateChanged() {
                synchronized (states) {
                  states.add(holder.get().state());
                }
              }
            });
    holder.session = made;
    session = made;
    return made;
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The failure of a future, whose texts hold no secret. */
  static PlatformException failure(CompletableFuture<?> future) {
    try {
      Object value = future.get(MAX_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("it did not fail but brought " + value);
    } catch (ExecutionException e) {
      PlatformException failure = PlatformException.of(e);
      if (failure == null) {
        throw new AssertionError(e);
      }
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("canary");
      assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(300).matches("\\P{Cntrl}+");
      return failure;
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    time.shutdownNow();
    server.close();
  }
}
