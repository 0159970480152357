package dev.portolan.app.release;

import dev.portolan.app.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of the file about the newest release. The single request contains no data about the
 * user.
 */
public final class ReleaseSource {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseSource.class);
  private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

  /**
   * The variable with another address, for example in a private network. The signature is verified
   * all the same.
   */
  private static final String VARIABLE = "PORTOLAN_RELEASES";

  private final URI address;
  private final PublicKey key;
  private final String running;
  private final SSLSocketFactory tls;

  ReleaseSource(URI address, PublicKey key, String running, SSLSocketFactory tls) {
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("releases are asked for over https only");
    }
    this.address = address;
    this.key = key;
    this.running = running;
    this.tls = tls;
  }

  /** The source of this build, if any. */
  public static Optional<ReleaseSource> ofProgram() {
    String key = Version.releaseKey();
    String address = System.getenv().getOrDefault(VARIABLE, Version.releaseAddress());
    if (key.isBlank() || address.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReleaseSource(
              new URI(address),
              ReleaseFile.key(key),
              Version.current(),
              HttpsURLConnection.getDefaultSSLSocketFactory()));
    } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("No newer releases are looked for", e);
      return Optional.empty();
    }
  }

  /**
   * Fetches the newest release. Blocks for up to half a minute.
   *
   * @return the release if it is newer than this program
   */
  Optional<Release> newer() throws IOException {
    Release release = ReleaseFile.read(fetch(), key);
    return Optional.of(release).filter(each -> each.isNewerThan(running));
  }

  private byte[] fetch() throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    connection.setConnectTimeout(PATIENCE);
    connection.setReadTimeout(PATIENCE);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "Portolan");
    try {
      int code = connection.getResponseCode();
      if (code != HttpsURLConnection.HTTP_OK) {
        throw new IOException(address + " answered with " + code);
      }
      try (InputStream body = connection.getInputStream()) {
        return body.readNBytes(ReleaseFile.MAX_BYTES + 1);
      }
    } finally {
      connection.disconnect();
    }
  }
}
