package dev.portolan.platform.testing;

/**
 * A request that a {@link ManagementServer} has got.
 *
 * @param method of HTTP
 * @param target path and query
 * @param authorization the header, or empty
 * @param cookie the header, or empty
 * @param body as text
 */
public record Received(
    String method, String target, String authorization, String cookie, String body) {
  /** The path without the query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
