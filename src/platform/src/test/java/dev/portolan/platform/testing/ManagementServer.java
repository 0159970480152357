package dev.portolan.platform.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portolan.platform.PlatformAddress;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.tls.Trust;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small management server over TLS on loopback, with one account, its devices, and tokens that
 * can expire. The next answers of a path can be scripted. Any thread may call.
 */
public final class ManagementServer implements AutoCloseable {
  /** The e-mail address of the account. */
  public static final String EMAIL = "anna@example.com";

  /** The password of the account. */
  public static final String PASSWORD = "canary-password";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_PAGE = 1_000;

  private final X509Bundle authority;
  private final HttpsServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();

  private final List<Received> received = new ArrayList<>();
  private final Map<String, Deque<Reply>> scripts = new HashMap<>();
  private final List<Map<String, Object>> devices = new ArrayList<>();
  private final Map<String, Map<String, Object>> statuses = new HashMap<>();
  private final Set<String> accessTokens = new HashSet<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private final Map<String, Approval> approvals = new HashMap<>();
  private @Nullable String secondFactor;
  private int number;

  /** What became of a sign-in in the browser. */
  private enum Approval {
    PENDING,
    APPROVED,
    DECLINED
  }

  /** Starts a server on a free port. */
  public ManagementServer() {
    try {
      authority =
          new CertificateBuilder()
              .subject("CN=Test authority " + UUID.randomUUID())
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      X509Bundle own =
          new CertificateBuilder()
              .subject("CN=localhost")
              .addSanDnsName("localhost")
              .buildIssuedBy(authority);
      KeyManagerFactory keys = own.toKeyManagerFactory();
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address, with its authority as the only one that is trusted. */
  public PlatformAddress address() {
    return new PlatformAddress(
        URI.create("https://localhost:" + server.getAddress().getPort()),
        new Trust.Authorities(List.of(authority.getCertificate())),
        new ProxyChoice.None());
  }

  /** Adds a device that is online. */
  public synchronized void addDevice(String nodeId, String title, Map<String, ?> more) {
    Map<String, Object> device = new HashMap<>();
    device.put("node_id", nodeId);
    device.put("title", title);
    device.put("status", "online");
    device.put("tags", List.of());
    device.put("system", Map.of("fqhost", title, "cf_version", "2026.20"));
    device.putAll(more);
    devices.add(device);
    statuses.putIfAbsent(nodeId, Map.of("uuid", "", "remote_access", false));
  }

  /**
   * Says where a device is connected.
   *
   * @param edge host, port and path
   */
  public synchronized void connect(String nodeId, String uuid, String edge, int version) {
    statuses.put(
        nodeId, Map.of("uuid", uuid, "remote_access", true, "edge", edge, "edge_version", version));
  }

  /** Wants this code as a second factor from now on. */
  public synchronized void requireSecondFactor(String code) {
    secondFactor = code;
  }

  /** A new pair of tokens, as if someone had signed in. */
  public synchronized String issueAccessToken() {
    String token = "canary-access-" + ++number;
    accessTokens.add(token);
    return token;
  }

  /** A token that renews the session. */
  public synchronized String issueRefreshToken() {
    String token = "canary-refresh-" + ++number;
    refreshTokens.add(token);
    return token;
  }

  /** Forgets all access tokens, as time does. */
  public synchronized void expireAccessTokens() {
    accessTokens.clear();
  }

  /** Forgets all refresh tokens. */
  public synchronized void expireRefreshTokens() {
    refreshTokens.clear();
  }

  /** Approves all sign-ins in the browser that wait for it. */
  public synchronized void approve() {
    approvals.replaceAll((_, _) -> Approval.APPROVED);
  }

  /** Declines all sign-ins in the browser that wait for approval. */
  public synchronized void decline() {
    approvals.replaceAll((_, _) -> Approval.DECLINED);
  }

  /** Answers the next requests for a path like this, one each. */
  public synchronized void script(String path, Reply... replies) {
    scripts.computeIfAbsent(path, _ -> new ArrayDeque<>()).addAll(List.of(replies));
  }

  /** All requests so far. */
  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** The requests for a path so far. */
  public List<Received> received(String path) {
    return received().stream().filter(each -> each.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Received request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              header(exchange, "Authorization"),
              header(exchange, "Cookie"),
              body);
      // Outside of the lock: a scripted answer may take its time.
      reply(request).send(exchange);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private synchronized Reply reply(Received request) {
    received.add(request);
    Deque<Reply> script = scripts.get(request.path());
    if (script != null && !script.isEmpty()) {
      return script.remove();
    }
    return switch (request.path()) {
      case "/api/v2/login" -> login(request);
      case "/api/v2/challenge-get" -> json(200, Map.of("challenge", "canary-challenge-2"));
      case "/api/v2/challenge-verify" -> verify(request);
      case "/oauth2/devicecode" -> deviceCode();
      case "/oauth2/token" -> token(request);
      case "/api/v2/refresh-jwt" -> refresh(request);
      default ->
          accessTokens.contains(request.authorization().replaceFirst("^Bearer ", ""))
              ? authorized(request)
              : json(401, Map.of("error", "token expired"));
    };
  }

  private Reply login(Received request) {
    JsonNode body = JSON.readTree(request.body());
    if (!EMAIL.equals(body.path("email").asString())
        || !PASSWORD.equals(body.path("password").asString())) {
      return json(401, Map.of("error", "unknown user or password"));
    }
    return secondFactor == null
        ? signedIn()
        : json(401, Map.of("error", "2fa", "challenge", "canary-challenge-1"));
  }

  private Reply verify(Received request) {
    JsonNode body = JSON.readTree(request.body());
    return body.path("challenge").asString().equals("canary-challenge-2")
            && body.path("code").asString().equals(secondFactor)
        ? signedIn()
        : json(403, Map.of("error", Map.of("message", "invalid code")));
  }

  private Reply signedIn() {
    return json(200, Map.of("token", issueAccessToken()))
        .with("Set-Cookie", "PHPSESSID=" + issueRefreshToken() + "; path=/; secure; HttpOnly");
  }

  private Reply deviceCode() {
    String code = "canary-device-code-" + ++number;
    approvals.put(code, Approval.PENDING);
    return json(
        200,
        Map.of(
            "device_code",
            code,
            "user_code",
            "ABCD-EFGH",
            "verification_uri",
            "https://www.app.qbee.io/device",
            "expires_in",
            900,
            "interval",
            5));
  }

  private Reply token(Received request) {
    Approval approval = approvals.get(parameters(request.body()).get("device_code"));
    if (approval == null) {
      return json(400, Map.of("error", "bad_verification_code"));
    }
    return switch (approval) {
      case PENDING -> json(400, Map.of("error", "authorization_pending"));
      case DECLINED -> json(400, Map.of("error", "authorization_declined"));
      case APPROVED ->
          json(
              200,
              Map.of(
                  "access_token",
                  issueAccessToken(),
                  "token_type",
                  "Bearer",
                  "expires_in",
                  3600,
                  "refresh_token",
                  issueRefreshToken()));
    };
  }

  private Reply refresh(Received request) {
    return refreshTokens.contains(request.cookie().replaceFirst("^PHPSESSID=", ""))
        ? Reply.empty(200).with("Refreshed-Token", issueAccessToken())
        : json(401, Map.of("message", "no such session"));
  }

  private Reply authorized(Received request) {
    String path = request.path();
    if (path.equals("/api/v2/inventory")) {
      return page(parameters(request.target().replaceFirst("^[^?]*\\??", "")));
    }
    if (path.startsWith("/api/v2/inventory/")) {
      String id = path.substring("/api/v2/inventory/".length());
      return devices.stream()
          .filter(device -> id.equals(device.get("node_id")))
          .findFirst()
          .map(device -> json(200, single(device)))
          .orElse(json(404, Map.of("error", "no such device")));
    }
    String id = path.replaceFirst("^/api/v2/device/", "").replaceFirst("/status$", "");
    Map<String, Object> status = statuses.get(id);
    return status == null ? json(404, Map.of("error", "no such device")) : json(200, status);
  }

  /** As the single device has other names than the list. */
  private static Map<String, Object> single(Map<String, Object> device) {
    Map<String, Object> single = new HashMap<>(device);
    single.put("pub_key_digest", single.remove("node_id"));
    Object reported = single.remove("last_reported_time");
    if (reported != null) {
      single.put("last_reported", reported);
    }
    return single;
  }

  private Reply page(Map<String, String> parameters) {
    JsonNode search = JSON.readTree(parameters.getOrDefault("search", "{}"));
    String title = search.path("title").asString().toLowerCase(Locale.ROOT);
    List<String> tags = new ArrayList<>();
    search.path("tags").forEach(tag -> tags.add(tag.asString()));
    Comparator<Map<String, Object>> order =
        Comparator.comparing(device -> String.valueOf(device.get("title")));
    List<Map<String, Object>> found =
        devices.stream()
            .filter(device -> titleOf(device).toLowerCase(Locale.ROOT).contains(title))
            .filter(device -> tagsOf(device).containsAll(tags))
            .sorted("desc".equals(parameters.get("sort_direction")) ? order.reversed() : order)
            .toList();
    int size =
        Math.min(MAX_PAGE, Integer.parseInt(parameters.getOrDefault("items_per_page", "30")));
    int from = Math.min(found.size(), Integer.parseInt(parameters.getOrDefault("offset", "0")));
    int to = Math.min(found.size(), from + size);
    return json(200, Map.of("items", found.subList(from, to), "total", found.size()));
  }

  private static String titleOf(Map<String, Object> device) {
    return String.valueOf(device.get("title"));
  }

  private static List<?> tagsOf(Map<String, Object> device) {
    return device.get("tags") instanceof List<?> tags ? tags : List.of();
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static Reply json(int status, Object body) {
    return Reply.json(status, JSON.writeValueAsString(body));
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
