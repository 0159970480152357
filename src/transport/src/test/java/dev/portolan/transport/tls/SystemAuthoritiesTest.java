package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.Security;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.jcajce.provider.keystore.bc.BcKeyStoreSpi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the authorities of a computer are found. */
class SystemAuthoritiesTest {
  @TempDir private Path folder;

  private Path bundle(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path good() throws IOException {
    return bundle("good.pem", TestCertificates.AUTHORITY.getCertificatePEM());
  }

  @Test
  void theFirstListThatCanBeReadCounts() throws Exception {
    List<Path> bundles =
        List.of(
            folder.resolve("none.pem"),
            bundle("empty.pem", ""),
            bundle("damaged.pem", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"),
            good(),
            bundle("later.pem", TestCertificates.LOCALHOST.getCertificatePEM()));
    KeyStore store = Objects.requireNonNull(SystemAuthorities.systemStore("Linux", bundles));
    assertThat(Collections.list(store.aliases()))
        .map(store::getCertificate)
        .containsExactly(TestCertificates.AUTHORITY.getCertificate());
  }

  @Test
  void withoutAListItIsThatOfTheRuntime() throws Exception {
    assertThat(SystemAuthorities.systemStore("Linux", List.of(folder.resolve("none.pem"))))
        .isNull();
  }

  /** As with a runtime that does not know their stores. */
  @ParameterizedTest
  @ValueSource(strings = {"Windows 11", "Mac OS X"})
  @EnabledOnOs(OS.LINUX)
  void systemsWithAStoreOfTheirOwnHaveNoFile(String system) throws Exception {
    assertThat(SystemAuthorities.systemStore(system, List.of(good()))).isNull();
  }

  /** What Java has of the store of a system, here with one authority. */
  @SuppressWarnings("unchecked") // The library's names of entries have no type.
  public static final class OneAuthority extends BcKeyStoreSpi {
    /** Called by Java. */
    public OneAuthority() {
      super(2);
    }

    @Override
    public void engineLoad(@Nullable InputStream in, char @Nullable [] password) {
      try {
        engineSetCertificateEntry("one", TestCertificates.AUTHORITY.getCertificate());
      } catch (KeyStoreException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, Windows-ROOT", "Mac OS X, KeychainStore-ROOT"})
  @EnabledOnOs(OS.LINUX)
  void aSystemWithAStoreOfItsOwnIsAskedForThat(String system, String type) throws Exception {
    Provider store = new Provider("store of a system", "1", "") {};
    store.put("KeyStore." + type, OneAuthority.class.getName());
    Security.addProvider(store);
    try {
      KeyStore found = Objects.requireNonNull(SystemAuthorities.systemStore(system, List.of()));
      assertThat(found.getCertificate("one"))
          .isEqualTo(TestCertificates.AUTHORITY.getCertificate());
    } finally {
      Security.removeProvider(store.getName());
    }
  }

  @Test
  void aStoreWithNothingInItIsNone() throws Exception {
    assertThat(SystemAuthorities.nativeStore("PKCS12")).isNull();
  }

  @Test
  void aListThatWasChosenForTheRuntimeComesFirst() throws Exception {
    Trust.Authorities chosen =
        new Trust.Authorities(List.of(TestCertificates.AUTHORITY.getCertificate()));
    Path file = folder.resolve("chosen.p12");
    try (var out = Files.newOutputStream(file)) {
      TrustManagers.storeOf(chosen).store(out, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      assertThat(SystemAuthorities.load().getAcceptedIssuers())
          .containsExactly(TestCertificates.AUTHORITY.getCertificate());
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }
}
