package dev.portolan.edge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of all clients. One client may have several.
 *
 * <p>In its text form each line is one token, a blank line nothing, and {@code #} starts a comment:
 *
 * <pre>
 * # NAME sha256:HASH [expires=DATE] [devices=ID-OR-NAME,...] [invite]
 * alice sha256:2bb8…  expires=2030-12-31
 * bob   sha256:9f86…  devices=gate-1,gate-2
 * </pre>
 */
public final class ClientTokens {

  /** Nobody's. */
  public static final ClientTokens NONE = new ClientTokens(Map.of());

  private final Map<String, ClientToken> byHash;

  private ClientTokens(Map<String, ClientToken> byHash) {
    this.byHash = Map.copyOf(byHash);
  }

  /**
   * Takes tokens.
   *
   * @throws IllegalArgumentException if two are the same
   */
  public static ClientTokens of(Collection<ClientToken> tokens) {
    Map<String, ClientToken> byHash = new HashMap<>();
    for (ClientToken token : tokens) {
      ClientToken other = byHash.putIfAbsent(token.hash(), token);
      if (other != null) {
        throw new IllegalArgumentException(
            "client " + token.client() + " has the token of client " + other.client());
      }
    }
    return new ClientTokens(byHash);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the number of the first bad line and what is wrong there;
   *     never with a part of it
   */
  public static ClientTokens parse(String text) {
    Map<String, ClientToken> byHash = new HashMap<>();
    TextLines.forEach(
        text,
        line -> {
          ClientToken token = ClientToken.parse(line);
          if (byHash.putIfAbsent(token.hash(), token) != null) {
            throw new IllegalArgumentException("this token is on a line before");
          }
        });
    return new ClientTokens(byHash);
  }

  /** The text form without the tokens of a client; other lines stay as they are. */
  public static String without(String text, String client) {
    return text.lines()
        .filter(line -> !line.strip().split("\\s+", 2)[0].equals(client))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** These and others; of a token that is in both, these say whose it is. */
  public ClientTokens with(ClientTokens others) {
    Map<String, ClientToken> all = new HashMap<>(others.byHash);
    all.putAll(byHash);
    return new ClientTokens(all);
  }

  /** What is known of a token; null if it is nobody's. */
  @Nullable ClientToken find(String authorization) {
    // Looked up by hash, the time taken tells nothing about the tokens.
    return byHash.get(ClientToken.hash(authorization));
  }

  /** Whether these and others have a token in common. */
  public boolean overlaps(ClientTokens others) {
    return byHash.keySet().stream().anyMatch(others.byHash::containsKey);
  }

  /** All of them, in no order. */
  public Stream<ClientToken> all() {
    return byHash.values().stream();
  }

  /** Who has one, in alphabetical order. */
  public List<String> clients() {
    return new ArrayList<>(new TreeSet<>(all().map(ClientToken::client).toList()));
  }
}
