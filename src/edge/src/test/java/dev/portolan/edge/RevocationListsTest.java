package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.edge.ca.TestLists;
import dev.portolan.transport.tls.Pem;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListsTest {
  private static final int MOST_BYTES = 8 << 20;
  private static final X509Bundle AUTHORITY = authority();
  private static final X509CRL LIST =
      TestLists.of(AUTHORITY, Instant.EPOCH, AUTHORITY.getCertificate());

  @TempDir Path folder;

  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=Authority")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void listsAreReadInPemAndDer() throws Exception {
    assertThat(RevocationLists.parse(LIST.getEncoded())).containsExactly(LIST);
    assertThat(RevocationLists.parse(ascii(Pem.of(LIST)))).containsExactly(LIST);
    assertThat(RevocationLists.parse(ascii(Pem.of(LIST) + Pem.of(LIST)))).hasSize(2);
    Path file = Files.writeString(folder.resolve("crl.pem"), Pem.of(LIST));
    assertThat(RevocationLists.read(file)).containsExactly(LIST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"})
  void whatIsNoListIsRefused(String text) throws IOException {
    assertThatThrownBy(() -> RevocationLists.parse(ascii(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no revocation list in it");
    Path file = Files.writeString(folder.resolve("crl.pem"), text);
    assertThatThrownBy(() -> RevocationLists.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the revocation list " + file + ": there is no revocation list");
  }

  @Test
  void aListHasUpToEightMebibytes() throws CRLException {
    byte[] pem = ascii(Pem.of(LIST));
    byte[] padded = Arrays.copyOf(pem, MOST_BYTES);
    Arrays.fill(padded, pem.length, padded.length, (byte) '\n');
    assertThat(RevocationLists.parse(padded)).containsExactly(LIST);
    assertThatThrownBy(() -> RevocationLists.parse(Arrays.copyOf(padded, MOST_BYTES + 1)))
        .hasMessage("it is far too large");
  }

  static Stream<X509CRL> lists() {
    return Stream.of(
        TestLists.ofAPart(AUTHORITY),
        TestLists.ofChanges(AUTHORITY),
        TestLists.ofSomethingElse(AUTHORITY));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListThatIsNotTheWholeOneIsRefused(X509CRL list) {
    assertThatThrownBy(() -> RevocationLists.parse(ascii(Pem.of(LIST) + Pem.of(list))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not understood here: give a whole one");
    assertThatThrownBy(() -> new TrustedDevices(Set.of(), List.of(), List.of(list)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not understood here: give a whole one");
  }
}
