package dev.portolan.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a client's token and what the token is valid for.
 *
 * @param client the client's name for rules and logs
 * @param hash the lower-case hexadecimal SHA-256 of the {@code Authorization} value
 * @param expires when it expires; null for never
 * @param devices the ids and names of the devices it is limited to; empty for all
 * @param invites whether it may invite new devices
 */
public record ClientToken(
    String client, String hash, @Nullable Instant expires, Set<String> devices, boolean invites) {

  private static final int SECRET_BYTES = 24;
  private static final String ALGORITHM = "sha256:";
  private static final String EXPIRES = "expires=";
  private static final String DEVICES = "devices=";
  private static final String INVITE = "invite";
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");

  /** Checks the hash. */
  public ClientToken {
    if (client.isBlank()) {
      throw new IllegalArgumentException("a client has a name");
    }
    if (!DeviceId.isValid(hash)) {
      throw new IllegalArgumentException("a hash is 64 lower-case hexadecimal digits");
    }
    devices = Set.copyOf(devices);
  }

  /** A token without limits. */
  public static ClientToken of(String client, String authorization) {
    return new ClientToken(client, hash(authorization), null, Set.of(), false);
  }

  /** The same token, which may invite devices. */
  public ClientToken withInvite() {
    return new ClientToken(client, hash, expires, devices, true);
  }

  /** A new token that nobody can guess: {@value #SECRET_BYTES} random bytes as Base64 for URLs. */
  public static String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** The hash of a token. */
  static String hash(String authorization) {
    try {
      byte[] bytes = authorization.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a line of a tokens file.
   *
   * @throws IllegalArgumentException with what is wrong; never with a part of the line, in which
   *     somebody may have put the token itself
   */
  static ClientToken parse(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length < 2 || !words[1].startsWith(ALGORITHM)) {
      throw new IllegalArgumentException(
          "a token is: NAME sha256:HASH [expires=DATE] [devices=ID-OR-NAME,...] [invite]");
    }
    requireClient(words[0]);
    String hash = words[1].substring(ALGORITHM.length()).toLowerCase(Locale.ROOT);
    if (!DeviceId.isValid(hash)) {
      throw new IllegalArgumentException("behind sha256: there are not 64 hexadecimal digits");
    }
    Instant expires = null;
    Set<String> devices = Set.of();
    boolean invites = false;
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith(EXPIRES) && expires == null) {
        expires = instant(words[i].substring(EXPIRES.length()));
      } else if (words[i].startsWith(DEVICES) && devices.isEmpty()) {
        devices = devices(words[i].substring(DEVICES.length()));
      } else if (words[i].equals(INVITE) && !invites) {
        invites = true;
      } else {
        throw new IllegalArgumentException(
            "behind the hash there may be expires=DATE, devices=ID-OR-NAME,... and invite, each"
                + " once");
      }
    }
    return new ClientToken(words[0], hash, expires, devices, invites);
  }

  /**
   * Checks the name of a client.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static void requireClient(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a client has up to 64 letters, digits and . _ @ + -");
    }
  }

  /**
   * Reads a point in time, or a day, at whose end by UTC something expires.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time is a day such as 2030-12-31, or a moment such as 2030-12-31T12:00:00Z", e);
    }
  }

  private static Set<String> devices(String list) {
    Set<String> devices = new TreeSet<>();
    for (String device : list.split(",", -1)) {
      devices.add(device(device));
    }
    return devices;
  }

  /**
   * Checks the id or the name of a device.
   *
   * @return an id in lower case, and a name as it is
   * @throws IllegalArgumentException if it is neither
   */
  public static String device(String idOrName) {
    String lower = idOrName.toLowerCase(Locale.ROOT);
    if (DeviceId.isValid(lower)) {
      return lower;
    }
    DeviceList.requireName(idOrName);
    return idOrName;
  }

  /** Whether it lets nobody in any more. */
  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /** Whether it is for a device with this id, and this name if it has one. */
  boolean isFor(String id, @Nullable String name) {
    return devices.isEmpty()
        || (DeviceId.isValid(id) && devices.contains(id))
        || (name != null && devices.contains(name));
  }

  /** The line of a tokens file, as {@link #parse} reads it. */
  public String toLine() {
    return client
        + " "
        + ALGORITHM
        + hash
        + (expires == null ? "" : " " + EXPIRES + expires)
        + (devices.isEmpty()
            ? ""
            : " " + DEVICES + devices.stream().sorted().collect(Collectors.joining(",")))
        + (invites ? " " + INVITE : "");
  }
}
