package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.edge.ca.TestLists;
import dev.portolan.transport.tls.Pem;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edge says of each of its files. */
class EdgeFilesTest {
  private static final X509Bundle AUTHORITY = new TestPki().authority();

  @TempDir Path folder;

  /** Opens a file. */
  @FunctionalInterface
  interface Opening<T> {
    WatchedFile<T> open(Path file, FileNews news) throws IOException;
  }

  private <T> T assertSummary(Opening<T> opening, String text, String summary) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), text);
    try (WatchedFile<T> watched = opening.open(file, told -> {})) {
      assertThat(watched.summary()).isEqualTo(summary + " " + file + ")");
      return watched.get();
    }
  }

  private static String tokens(int clients) {
    return IntStream.range(0, clients)
        .mapToObj(i -> ClientToken.of("c" + i, "token" + i).toLine() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void upToTenClientsAreNamed() throws IOException {
    assertSummary(EdgeFiles::tokens, "", "nobody (tokens file");
    assertSummary(EdgeFiles::tokens, tokens(2), "c0, c1 (tokens file");
    String ten = "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9";
    assertSummary(EdgeFiles::tokens, tokens(10), ten + " (tokens file");
    assertSummary(
        EdgeFiles::tokens,
        tokens(12),
        ten.replace("c2", "c10, c11, c2").replace(", c8, c9", "") + " and 2 more (tokens file");
  }

  @Test
  void aFileOfOneTokenIsItsClients() throws IOException {
    Opening<ClientTokens> alice = (file, news) -> EdgeFiles.token("alice", file, news);
    assertThat(assertSummary(alice, " secret\n", "alice (token file").find("secret")).isNotNull();
    assertThat(assertSummary(alice, " \n", "nobody (token file").all()).isEmpty();
  }

  @Test
  void devicesAreCounted() throws IOException {
    String id = "ab".repeat(32) + "\n";
    assertSummary(EdgeFiles::devices, "", "0 ids (devices file");
    assertSummary(EdgeFiles::devices, id, "1 id (devices file");
    assertSummary(EdgeFiles::devices, id + "cd".repeat(32) + "\n", "2 ids (devices file");
  }

  @Test
  void authoritiesAreNamed() throws IOException {
    String pem = Pem.of(AUTHORITY.getCertificate());
    List<X509Certificate> read =
        assertSummary(EdgeFiles::authorities, pem, "those signed by CN=Test authority (CA file");
    assertThat(read).containsExactly(AUTHORITY.getCertificate());
    assertThat(assertSummary(EdgeFiles::authorities, "\n", "those signed by nobody (CA file"))
        .isEmpty();
  }

  @Test
  void whatIsRevokedIsCounted() throws IOException {
    String one = Pem.of(TestLists.of(AUTHORITY, Instant.EPOCH, AUTHORITY.getCertificate()));
    String none = Pem.of(TestLists.empty(AUTHORITY, Instant.EPOCH));
    assertSummary(EdgeFiles::revoked, one + one, "2 revoked (revocation list");
    assertThat(assertSummary(EdgeFiles::revoked, none, "0 revoked (revocation list")).hasSize(1);
  }

  @Test
  void aCertificateBelongsToItsKey() throws IOException {
    TestPki pki = new TestPki();
    pki.writeTo(folder);
    Path certificate = folder.resolve("edge.pem");
    Path key = folder.resolve("edge.key");
    try (WatchedFile<ServerIdentity> watched = EdgeFiles.identity(certificate, key, told -> {})) {
      assertThat(watched.get()).isEqualTo(pki.edgeIdentity());
      assertThat(watched.summary())
          .isEqualTo(
              "valid until "
                  + pki.edgeIdentity().chain().getFirst().getNotAfter().toInstant()
                  + " (certificate and key "
                  + certificate
                  + " and "
                  + key
                  + ")");
    }
    Path other = folder.resolve("authority.pem");
    assertThatThrownBy(() -> EdgeFiles.identity(other, key, told -> {}))
        .hasMessageEndingWith("the key is not the certificate's");
  }
}
