package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final String PASSPHRASE = "correct horse 7";
  private static final String CANARY = "canary-5c0b";

  @TempDir private Path folder;
  private Path file;
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void place() {
    file = folder.resolve("tokens.vault");
  }

  @Test
  void whatIsWrittenIsThereForWhoKnowsThePassphrase() throws Exception {
    Vault made = Vault.create(file, PASSPHRASE.toCharArray(), random);
    made.write("edge-1 x:443", "Plant A", "Bearer " + CANARY);
    made.write("edge-2 x:443", "Plant B", "tökén");
    made.remove("edge-2 x:443");

    assertThat(open(PASSPHRASE).read(List.of("edge-1 x:443", "edge-2 x:443")))
        .isEqualTo(Map.of("edge-1 x:443", "Bearer " + CANARY));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void anotherPassphraseIsToldFromADamagedFile() throws Exception {
    Vault.create(file, PASSPHRASE.toCharArray(), random).write("n", "l", "s");
    assertThat(trouble("correct horse 8")).isEqualTo(Trouble.WRONG_PASSPHRASE);
  }

  @Test
  void eachFlippedByteIsFoundAtOnce() throws Exception {
    Vault.create(file, PASSPHRASE.toCharArray(), random).write("n", "l", "s");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(file, flipped);
      assertThat(trouble(PASSPHRASE)).as("byte " + at).isEqualTo(Trouble.DAMAGED);
    }
    for (int length : new int[] {0, 7, 8, 9, 40, 60, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(trouble(PASSPHRASE)).as("the first " + length).isEqualTo(Trouble.DAMAGED);
    }
  }

  @Test
  void aHeadThatWasChangedOnPurposeOpensNothing() throws Exception {
    Vault.create(file, PASSPHRASE.toCharArray(), random).write("n", "l", "s");
    byte[] whole = Files.readAllBytes(file);
    assertThat(trouble(changed(whole, 8, 0))).isEqualTo(Trouble.OTHER_VERSION);
    assertThat(trouble(changed(whole, 8, 2))).isEqualTo(Trouble.OTHER_VERSION);
    assertThat(trouble(changed(whole, 9, 0x7f))).as("rounds for hours").isEqualTo(Trouble.DAMAGED);
    assertThat(trouble(changed(whole, 10, 0))).as("too few rounds").isEqualTo(Trouble.DAMAGED);
    assertThat(trouble(changed(whole, 20, whole[20] + 1))).isEqualTo(Trouble.WRONG_PASSPHRASE);
  }

  @Test
  void eachSaveHasItsOwnNonceAndTheSameSecretIsNotSavedTwice() throws Exception {
    Vault vault = Vault.create(file, PASSPHRASE.toCharArray(), random);
    vault.write("n", "l", "s");
    byte[] first = Files.readAllBytes(file);
    vault.write("n", "l", "s");
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    vault.write("n", "l", "t");
    assertThat(Arrays.copyOfRange(Files.readAllBytes(file), 29, 41))
        .isNotEqualTo(Arrays.copyOfRange(first, 29, 41));
  }

  /** With a digest that is right again. */
  private byte[] changed(byte[] whole, int at, int value) throws Exception {
    byte[] made = whole.clone();
    made[at] = (byte) value;
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(made, made.length - 32));
    System.arraycopy(digest, 0, made, made.length - 32, 32);
    return made;
  }

  private Trouble trouble(byte[] contents) throws Exception {
    Files.write(file, contents);
    return trouble(PASSPHRASE);
  }

  private Trouble trouble(String passphrase) {
    return catchThrowableOfType(SecretPlaceException.class, () -> open(passphrase)).trouble();
  }

  private Vault open(String passphrase) throws SecretPlaceException {
    return Vault.open(file, passphrase.toCharArray(), random);
  }
}
