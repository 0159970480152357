package dev.portolan.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseFileTest {
  private SignedRelease makers;
  private PublicKey key;

  @BeforeEach
  void prepare() throws GeneralSecurityException {
    makers = new SignedRelease();
    key = ReleaseFile.key(makers.key());
  }

  @Test
  void saysWhichReleaseIsTheNewest() throws Exception {
    assertThat(ReleaseFile.read(makers.file("1.3.0"), key))
        .isEqualTo(new Release("1.3.0", URI.create("https://portolan.example/new")));
  }

  @Test
  void nobodyElseCanSayIt() throws Exception {
    byte[] others = new SignedRelease().file("1.3.0");
    assertThatIOException()
        .isThrownBy(() -> ReleaseFile.read(others, key))
        .withMessageContaining("not signed by the makers");
  }

  @Test
  void noByteCanBeChanged() throws Exception {
    byte[] file = makers.file("1.3.0");
    int signed = new String(file, StandardCharsets.US_ASCII).indexOf("signature");
    for (int i = 0; i < signed; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 1;
      assertThatIOException().isThrownBy(() -> ReleaseFile.read(changed, key));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "portolan-release 2\nversion: 1.3.0\npage: https://portolan.example/\n",
        "portolan-release 1\nversion: 1.3\npage: https://portolan.example/\n",
        "portolan-release 1\nversion: 1.3.0\npage: http://portolan.example/\n",
        "portolan-release 1\nversion: 1.3.0\npage: file:///etc/passwd\n",
        "portolan-release 1\nversion: 1.3.0\npage: https://a b\n",
        "portolan-release 1\nversion: 1.3.0\npage: https://portolan.example/\nmore: 1\n",
        "portolan-release 1\npage: https://portolan.example/\nversion: 1.3.0\n"
      })
  void whatIsSignedButNotUnderstoodIsRefused(String text) {
    assertThatIOException().isThrownBy(() -> ReleaseFile.read(makers.sign(text), key));
  }

  @Test
  void isBounded() {
    assertThatIOException()
        .isThrownBy(() -> ReleaseFile.read(makers.sign("a\n".repeat(3000)), key));
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    for (String text : new String[] {"", "*", "AAAA"}) {
      assertThatExceptionOfType(GeneralSecurityException.class)
          .isThrownBy(() -> ReleaseFile.key(text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.3.0, 1.2.9, true",
    "1.10.0, 1.9.0, true",
    "1.3.0, 1.3.0, false",
    "1.3.0, 1.3.0-SNAPSHOT, true",
    "1.3.0, 1.4.0-rc1, false",
    "1.2.9, 1.3.0, false"
  })
  void onlyANewerOneIsNews(String there, String running, boolean news) {
    Release release = new Release(there, URI.create("https://portolan.example/"));
    assertThat(release.isNewerThan(running)).isEqualTo(news);
  }
}
