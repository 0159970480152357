package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QbeeCliSettingsTest {
  @TempDir Path home;

  private void write(String content) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".qbee"));
    Files.writeString(folder.resolve("qbee-cli.json"), content);
  }

  private SavedLogin read(String... variables) throws IOException {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new QbeeCliSettings(home, environment).read();
  }

  @Test
  void areNoneWithoutFileAndVariables() throws IOException {
    assertThat(read("QBEE_EMAIL", "a@b.example", "QBEE_BASEURL", "https://x.example"))
        .isEqualTo(new SavedLogin.None());
    write("{\"token\":\"\"}");
    assertThat(read()).isEqualTo(new SavedLogin.None());
  }

  @Test
  void areTheTokensInTheFile() throws IOException {
    write(
        "{\n  \"token\": \"canary-t\",\n  \"refresh_token\": \"canary-r\",\n"
            + "  \"base_url\": \"https://fleet.example/\"\n}");

    SavedLogin login = read("QBEE_BASEURL", "https://other.example");

    assertThat(login)
        .isEqualTo(
            new SavedLogin.ByToken(
                PlatformAddress.parse("https://fleet.example"),
                new Tokens(Secret.of("canary-t"), Secret.of("canary-r"))));
    assertThat(login.toString()).doesNotContain("canary");
  }

  @Test
  void areTheVariablesFirst() throws IOException {
    write("{\"token\":\"canary-file\"}");

    assertThat(read("QBEE_EMAIL", "a@b.example", "QBEE_PASSWORD", "canary", "QBEE_2FA_CODE", "1"))
        .isEqualTo(
            new SavedLogin.ByPassword(
                PlatformAddress.ofDefault(), "a@b.example", Secret.of("canary"), Secret.of("1")));
    assertThat(read("QBEE_EMAIL", "a", "QBEE_PASSWORD", "b", "QBEE_TOKEN", "canary-env"))
        .isEqualTo(new SavedLogin.ByToken(PlatformAddress.ofDefault(), Tokens.of("canary-env")));
    assertThat(read())
        .isEqualTo(new SavedLogin.ByToken(PlatformAddress.ofDefault(), Tokens.of("canary-file")));
  }

  @Test
  void areRefusedWhereTheyCannotBeUsedWithoutASecretInTheWords() throws IOException {
    write("{\"token\":\"canary\"");
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("qbee-cli.json is not the JSON that qbee-cli writes.");

    write("{\"token\":\"canary\",\"base_url\":\"http://fleet.example\"}");
    assertThatThrownBy(this::read)
        .hasMessageStartingWith("base_url in ")
        .hasMessageEndingWith(" cannot be used: the server's address must begin with https://.");

    write("{\"token\":\"canary\\n\"}");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith(
            "qbee-cli.json cannot be used: the token begins or ends with a blank or a line end.");

    write(" ".repeat(70_000));
    assertThatThrownBy(this::read).hasMessageEndingWith("qbee-cli.json is larger than 64 KiB.");

    Files.delete(home.resolve(".qbee").resolve("qbee-cli.json"));
    Files.createDirectory(home.resolve(".qbee").resolve("qbee-cli.json"));
    assertThatThrownBy(this::read).hasMessageEndingWith("qbee-cli.json is not a file.");
  }
}
