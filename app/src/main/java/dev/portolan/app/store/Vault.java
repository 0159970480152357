package dev.portolan.app.store;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.keychain.SecretPlaceException;
import dev.portolan.app.keychain.SecretPlaceException.Trouble;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted file of secrets. Blocks, when opened for half a second to derive the key. Not
 * thread-safe.
 *
 * <p>Format: magic (8 bytes), version, iterations (4 bytes), salt (16), nonce (12), secrets
 * encrypted by AES-256-GCM with everything before as associated data, and the SHA-256 of all this,
 * which distinguishes a damaged file from a wrong passphrase. The key is derived by PBKDF2 with
 * HMAC-SHA256.
 */
final class Vault implements SecretPlace {
  /** The minimum length of a new passphrase. */
  static final int LEAST_PASSPHRASE = 12;

  static final int VERSION = 1;
  static final int ROUNDS = 600_000;

  /** A limit against files that would block for hours. */
  private static final int MAX_ROUNDS = 10_000_000;

  private static final int MAX_BYTES = 1024 * 1024;
  private static final byte[] NAME = "PTLVAULT".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD = NAME.length + 1 + Integer.BYTES + SALT + NONCE;
  private static final int DIGEST = 32;

  private final Path file;
  private final SecureRandom random;
  private final int rounds;
  private final byte[] salt;
  private final SecretKeySpec key;
  private final SortedMap<String, String> secrets;

  private Vault(
      Path file,
      SecureRandom random,
      int rounds,
      byte[] salt,
      SecretKeySpec key,
      Map<String, String> secrets) {
    this.file = file;
    this.random = random;
    this.rounds = rounds;
    this.salt = salt;
    this.key = key;
    this.secrets = new TreeMap<>(secrets);
  }

  /** Creates an empty vault, replacing an existing one. */
  static Vault create(Path file, char[] passphrase, SecureRandom random)
      throws SecretPlaceException {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    Vault vault = new Vault(file, random, ROUNDS, salt, key(passphrase, salt, ROUNDS), Map.of());
    vault.save();
    return vault;
  }

  /** Opens an existing vault. */
  static Vault open(Path file, char[] passphrase, SecureRandom random) throws SecretPlaceException {
    byte[] whole = contents(file);
    ByteBuffer buffer = ByteBuffer.wrap(whole, NAME.length, whole.length - NAME.length - DIGEST);
    int version = Byte.toUnsignedInt(buffer.get());
    if (version != VERSION) {
      throw new SecretPlaceException(Trouble.OTHER_VERSION, Integer.toString(version));
    }
    if (buffer.remaining() < HEAD - NAME.length - 1) {
      throw damaged(null);
    }
    int rounds = buffer.getInt();
    if (rounds < ROUNDS || rounds > MAX_ROUNDS) {
      throw damaged(null);
    }
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[NONCE];
    buffer.get(salt).get(nonce);
    SecretKeySpec key = key(passphrase, salt, rounds);
    byte[] plain;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(whole, 0, HEAD);
      plain = cipher.doFinal(whole, HEAD, whole.length - HEAD - DIGEST);
    } catch (AEADBadTagException wrong) {
      throw new SecretPlaceException(Trouble.WRONG_PASSPHRASE, "");
    } catch (GeneralSecurityException impossible) {
      throw damaged(impossible);
    }
    try {
      return new Vault(file, random, rounds, salt, key, parse(plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  @Override
  public Map<String, String> read(Collection<String> names) {
    Map<String, String> found = new HashMap<>(secrets);
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public void write(String name, String label, String secret) throws SecretPlaceException {
    if (!secret.equals(secrets.put(name, secret))) {
      save();
    }
  }

  @Override
  public void remove(String name) throws SecretPlaceException {
    if (secrets.remove(name) != null) {
      save();
    }
  }

  private void save() throws SecretPlaceException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] plain = written();
    try {
      byte[] head =
          ByteBuffer.allocate(HEAD)
              .put(NAME)
              .put((byte) VERSION)
              .putInt(rounds)
              .put(salt)
              .put(nonce)
              .array();
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(head);
      byte[] locked = cipher.doFinal(plain);
      byte[] body = ByteBuffer.allocate(HEAD + locked.length).put(head).put(locked).array();
      byte[] whole = ByteBuffer.allocate(body.length + DIGEST).put(body).put(digest(body)).array();
      if (whole.length > MAX_BYTES) {
        throw new SecretPlaceException(Trouble.REFUSED, "It would be larger than 1 MiB");
      }
      Path target = SafeFiles.followLinks(file);
      SafeFiles.replace(
          target, target.resolveSibling(target.getFileName() + ".tmp-" + System.nanoTime()), whole);
      SafeFiles.syncFolder(target.toAbsolutePath().resolveSibling(""));
    } catch (IOException failure) {
      throw refused(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("The JDK lacks AES-GCM", impossible);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] written() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(secrets.size());
      for (Map.Entry<String, String> each : secrets.entrySet()) {
        for (String text : new String[] {each.getKey(), each.getValue()}) {
          byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
          out.writeInt(encoded.length);
          out.write(encoded);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("Memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> parse(byte[] plain) throws SecretPlaceException {
    Map<String, String> secrets = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      for (int left = in.readInt(); left > 0; left--) {
        secrets.put(text(in), text(in));
      }
    } catch (IOException odd) {
      throw damaged(odd);
    }
    return secrets;
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("A text is longer than what holds it");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The file's content, if its digest is valid. */
  private static byte[] contents(Path file) throws SecretPlaceException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile() || attributes.size() > MAX_BYTES) {
        throw damaged(null);
      }
      SafeFiles.ensurePrivateFile(file);
      byte[] whole = Files.readAllBytes(file);
      int end = whole.length - DIGEST;
      if (end <= NAME.length
          || !Arrays.equals(whole, 0, NAME.length, NAME, 0, NAME.length)
          || !MessageDigest.isEqual(
              digest(Arrays.copyOf(whole, end)), Arrays.copyOfRange(whole, end, whole.length))) {
        throw damaged(null);
      }
      return whole;
    } catch (IOException failure) {
      throw refused(failure);
    }
  }

  private static SecretKeySpec key(char[] passphrase, byte[] salt, int rounds) {
    PBEKeySpec wanted = new PBEKeySpec(passphrase, salt, rounds, 256);
    try {
      byte[] bytes =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(wanted).getEncoded();
      SecretKeySpec key = new SecretKeySpec(bytes, "AES");
      Arrays.fill(bytes, (byte) 0);
      return key;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("The JDK lacks PBKDF2", impossible);
    } finally {
      wanted.clearPassword();
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("The JDK lacks SHA-256", impossible);
    }
  }

  private static SecretPlaceException damaged(@Nullable Throwable cause) {
    return new SecretPlaceException(Trouble.DAMAGED, "", cause);
  }

  private static SecretPlaceException refused(IOException failure) {
    String reason = failure instanceof FileSystemException file ? file.getReason() : null;
    return new SecretPlaceException(
        Trouble.REFUSED, reason == null ? String.valueOf(failure.getMessage()) : reason, failure);
  }
}
