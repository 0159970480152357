package dev.portolan.platform;

import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a signed-in account can ask its management server.
 *
 * <p>A token that has expired is renewed once for all calls that wait for it, and these are sent
 * again. If that fails, the session is {@linkplain SessionState#EXPIRED expired}, until {@link
 * #resume} brings new tokens.
 *
 * <p>Any thread may call; nothing blocks. Futures fail with a {@link PlatformException}, and
 * complete on threads that must not be blocked. Cancelling a future ends its request.
 */
public final class AccountSession {
  private static final int UNAUTHORIZED = 401;

  private final PlatformAddress address;
  private final PlatformLimits limits;
  private final Calls calls;
  private final SessionListener listener;

  private final Object lock = new Object();
  private @Nullable Tokens tokens;
  private SessionState state = SessionState.SIGNED_IN;
  private @Nullable CompletableFuture<Tokens> renewal;

  AccountSession(
      PlatformAddress address,
      PlatformLimits limits,
      Calls calls,
      Tokens tokens,
      SessionListener listener) {
    this.address = address;
    this.limits = limits;
    this.calls = calls;
    this.tokens = tokens;
    this.listener = listener;
  }

  /** Whether the tokens are of use. */
  public SessionState state() {
    synchronized (lock) {
      return state;
    }
  }

  /** The tokens to keep, or null once the user has signed out. */
  public @Nullable Tokens tokens() {
    synchronized (lock) {
      return tokens;
    }
  }

  /** Goes on with the tokens of a new sign-in, also after a sign-out. */
  public void resume(Tokens fresh) {
    become(SessionState.SIGNED_IN, fresh);
  }

  /** Wipes the tokens. Answers that are on their way do not bring them back. */
  public void signOut() {
    become(SessionState.SIGNED_OUT, null);
  }

  private void become(SessionState next, @Nullable Tokens with) {
    synchronized (lock) {
      tokens = with;
      if (state == next) {
        return;
      }
      state = next;
    }
    listener.stateChanged();
  }

  /**
   * Lists all devices that a query finds, page by page.
   *
   * @param listener gets each page as it comes
   */
  public CompletableFuture<Inventory> inventory(InventoryQuery query, InventoryListener listener) {
    return new InventoryReader(this, query, limits, listener).start();
  }

  /** Looks up one device. */
  public CompletableFuture<PlatformDevice> device(NodeId id) {
    Flight flight = new Flight();
    return cancelling(flight, device(id, flight));
  }

  private CompletableFuture<PlatformDevice> device(NodeId id, Flight flight) {
    return get("/api/v2/inventory/" + id.hex(), flight)
        .thenCompose(body -> SignIn.settle(() -> deviceOf(body, id)));
  }

  private PlatformDevice deviceOf(JsonObject body, NodeId id) throws PlatformException {
    PlatformDevice device = DeviceReader.read(body);
    if (device == null || !device.id().equals(id)) {
      throw calls.failures().nonsense("is about another device, or none");
    }
    return device;
  }

  /**
   * Finds out how a device can be reached now. To be asked before each connect, since a device may
   * move to another edge.
   *
   * @param purpose what the connection is for
   * @param approvedHosts edges outside of the account's domain that the user lets have the token
   */
  public CompletableFuture<Reach> reach(NodeId id, Purpose purpose, Set<String> approvedHosts) {
    Set<String> approved = Set.copyOf(approvedHosts);
    Flight flight = new Flight();
    CompletableFuture<Reach> reach =
        get("/api/v2/device/" + id.hex() + "/status", flight)
            .thenCompose(body -> SignIn.settle(() -> DeviceStatus.read(body, calls.failures())))
            .thenCompose(status -> reach(id, status, purpose, approved, flight));
    return cancelling(flight, reach);
  }

  private CompletableFuture<Reach> reach(
      NodeId id, DeviceStatus status, Purpose purpose, Set<String> approved, Flight flight) {
    return switch (status) {
      case DeviceStatus.NoRemoteAccess() -> device(id, flight).thenApply(Reach::without);
      case DeviceStatus.AtEdge at -> {
        Reach reach = Reach.through(at, address, approved);
        yield reach instanceof Reach.Ready && purpose == Purpose.FILES
            ? device(id, flight).thenApply(device -> Reach.forFiles(reach, device))
            : CompletableFuture.completedFuture(reach);
      }
    };
  }

  /** Passes on a cancellation of the last future of a chain, which does not go up by itself. */
  private static <T> CompletableFuture<T> cancelling(Flight flight, CompletableFuture<T> future) {
    future.whenComplete((_, _) -> flight.cancel());
    return future;
  }

  /** Asks for an object; renews the token once if it has expired. */
  CompletableFuture<JsonObject> get(String pathAndQuery, Flight flight) {
    Tokens used = usable();
    if (used == null) {
      return CompletableFuture.failedFuture(ended());
    }
    return calls
        .send(request(pathAndQuery, used), flight)
        .thenCompose(
            answer ->
                answer.status() == UNAUTHORIZED
                    ? again(pathAndQuery, used, answer, flight)
                    : body(answer, used));
  }

  private CompletableFuture<JsonObject> again(
      String pathAndQuery, Tokens used, Answer refusal, Flight flight) {
    return renewed(used, refusal)
        .thenCompose(
            fresh ->
                calls
                    .send(request(pathAndQuery, fresh), flight)
                    .thenCompose(
                        answer ->
                            answer.status() == UNAUTHORIZED
                                ? expired(fresh, ServerWords.of(answer.body(), fresh.secrets()))
                                : body(answer, fresh)));
  }

  private HttpRequest.Builder request(String pathAndQuery, Tokens with) {
    return calls.get(pathAndQuery).header("Authorization", "Bearer " + with.access().value());
  }

  private CompletableFuture<JsonObject> body(Answer answer, Tokens used) {
    if (answer.isSuccess()) {
      keepCookie(answer, used);
    }
    return SignIn.settle(() -> calls.failures().object(answer, used.secrets()));
  }

  private void keepCookie(Answer answer, Tokens used) {
    Secret refresh = RefreshCookie.in(answer);
    if (refresh == null) {
      return;
    }
    synchronized (lock) {
      if (tokens == null || !isCurrent(used) || refresh.equals(tokens.refresh())) {
        return;
      }
      tokens = tokens.withRefresh(refresh);
    }
    listener.renewed();
  }

  /** Whether no sign-in, sign-out or renewal came after these. With the lock. */
  private boolean isCurrent(Tokens used) {
    return state == SessionState.SIGNED_IN
        && tokens != null
        && tokens.access().equals(used.access());
  }

  private @Nullable Tokens usable() {
    synchronized (lock) {
      return state == SessionState.SIGNED_IN ? tokens : null;
    }
  }

  /** Newer tokens than those used: those that another call got, or the result of a renewal. */
  private CompletableFuture<Tokens> renewed(Tokens used, Answer refusal) {
    CompletableFuture<Tokens> mine = new CompletableFuture<>();
    Secret refresh;
    synchronized (lock) {
      if (state != SessionState.SIGNED_IN || tokens == null) {
        return CompletableFuture.failedFuture(ended());
      }
      if (!tokens.access().equals(used.access())) {
        return CompletableFuture.completedFuture(tokens);
      }
      if (renewal != null) {
        return renewal.copy();
      }
      refresh = tokens.refresh();
      if (refresh != null) {
        renewal = mine;
      }
    }
    if (refresh == null) {
      return expired(used, ServerWords.of(refusal.body(), used.secrets()));
    }
    // Of a flight of its own: other calls wait for it, too.
    calls
        .send(
            calls
                .post("/api/v2/refresh-jwt")
                .header("Cookie", RefreshCookie.NAME + "=" + refresh.value()),
            new Flight())
        .thenCompose(answer -> afterRenewal(answer, used))
        .whenComplete(
            (fresh, failure) -> {
              synchronized (lock) {
                renewal = null;
              }
              if (failure == null) {
                mine.complete(fresh);
              } else {
                mine.completeExceptionally(PlatformException.unwrapped(failure));
              }
            });
    return mine.copy();
  }

  private CompletableFuture<Tokens> afterRenewal(Answer answer, Tokens used) {
    if (!answer.isSuccess()) {
      return switch (answer.status()) {
        case 400, 401, 403 -> expired(used, ServerWords.of(answer.body(), used.secrets()));
        // The session may be good all the same: nothing is given up.
        default -> CompletableFuture.failedFuture(calls.failures().refusal(answer, used.secrets()));
      };
    }
    String header = answer.headers().firstValue("Refreshed-Token").orElse("").strip();
    Tokens fresh;
    synchronized (lock) {
      if (state != SessionState.SIGNED_IN || tokens == null) {
        return CompletableFuture.failedFuture(ended());
      }
      if (!tokens.access().equals(used.access())) {
        return CompletableFuture.completedFuture(tokens);
      }
      fresh = renewedBy(header, RefreshCookie.in(answer), tokens);
      if (fresh != null) {
        tokens = fresh;
      }
    }
    if (fresh == null) {
      return expired(used, "it sent no new token.");
    }
    listener.renewed();
    return CompletableFuture.completedFuture(fresh);
  }

  private static @Nullable Tokens renewedBy(
      String access, @Nullable Secret refresh, Tokens before) {
    try {
      Tokens fresh = before.withAccess(Secret.of(access));
      return refresh == null ? fresh : fresh.withRefresh(refresh);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Gives up the tokens used, unless there are newer ones. They stay, for whoever looks. */
  private <T> CompletableFuture<T> expired(Tokens used, String words) {
    boolean current;
    synchronized (lock) {
      current = isCurrent(used);
      if (current) {
        state = SessionState.EXPIRED;
      }
    }
    if (current) {
      listener.stateChanged();
    }
    return CompletableFuture.failedFuture(
        PlatformException.withWords(
            PlatformProblem.SESSION_EXPIRED,
            "The session at " + address.host() + " has expired",
            words));
  }

  private PlatformException ended() {
    return switch (state()) {
      case SIGNED_OUT ->
          new PlatformException(
              PlatformProblem.SIGNED_OUT, "The account at " + address.host() + " is signed out.");
      case SIGNED_IN, EXPIRED ->
          new PlatformException(
              PlatformProblem.SESSION_EXPIRED,
              "The session at " + address.host() + " has expired.");
    };
  }

  CallFailures failures() {
    return calls.failures();
  }

  /** Host and state only. */
  @Override
  public String toString() {
    return "AccountSession[" + address.host() + ", " + state() + "]";
  }
}
