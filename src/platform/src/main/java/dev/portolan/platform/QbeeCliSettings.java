package dev.portolan.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads qbee-cli's settings.
 *
 * <p>Its environment variables come before the file that its login leaves. Nothing is written.
 */
public final class QbeeCliSettings {
  private static final int MAX_FILE = 64 * 1024;

  private final Path home;
  private final Map<String, String> environment;

  /**
   * Creates a reader.
   *
   * @param home the user's home folder
   * @param environment environment variables
   */
  public QbeeCliSettings(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads the settings. Blocks.
   *
   * @throws IOException with one plain sentence if there are settings that cannot be used; it never
   *     quotes a secret
   */
  public SavedLogin read() throws IOException {
    String token = variable("QBEE_TOKEN");
    if (!token.isEmpty()) {
      return byToken(addressOf(variable("QBEE_BASEURL"), "QBEE_BASEURL"), token, "", "QBEE_TOKEN");
    }
    String email = variable("QBEE_EMAIL");
    String password = variable("QBEE_PASSWORD");
    if (!email.isEmpty() && !password.isEmpty()) {
      return new SavedLogin.ByPassword(
          addressOf(variable("QBEE_BASEURL"), "QBEE_BASEURL"),
          email,
          secretOf(password, "QBEE_PASSWORD"),
          codeOf(variable("QBEE_2FA_CODE")));
    }
    return ofFile(home.resolve(".qbee").resolve("qbee-cli.json"));
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  private static SavedLogin ofFile(Path file) throws IOException {
    byte[] content;
    try {
      if (!Files.exists(file)) {
        return new SavedLogin.None();
      }
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + " is not a file.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        content = in.readNBytes(MAX_FILE + 1);
      }
    } catch (NoSuchFileException e) {
      return new SavedLogin.None();
    }
    if (content.length > MAX_FILE) {
      throw new IOException(file + " is larger than " + (MAX_FILE >> 10) + " KiB.");
    }
    JsonObject json = JsonObject.read(content);
    if (json == null) {
      throw new IOException(file + " is not the JSON that qbee-cli writes.");
    }
    String token = json.text("token");
    if (token.isEmpty()) {
      return new SavedLogin.None();
    }
    return byToken(
        addressOf(json.text("base_url"), "base_url in " + file),
        token,
        json.text("refresh_token"),
        file.toString());
  }

  private static SavedLogin byToken(
      PlatformAddress address, String token, String refresh, String where) throws IOException {
    try {
      return new SavedLogin.ByToken(
          address, new Tokens(Secret.of(token), refresh.isEmpty() ? null : Secret.of(refresh)));
    } catch (IllegalArgumentException e) {
      throw new IOException(where + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private static PlatformAddress addressOf(String text, String where) throws IOException {
    try {
      return text.isEmpty() ? PlatformAddress.ofDefault() : PlatformAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(where + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private static @Nullable Secret codeOf(String text) throws IOException {
    return text.isEmpty() ? null : secretOf(text, "QBEE_2FA_CODE");
  }

  private static Secret secretOf(String text, String where) throws IOException {
    try {
      return Secret.of(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(where + " cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
