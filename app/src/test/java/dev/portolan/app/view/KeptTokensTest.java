package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.keychain.KeyringPlace;
import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.testing.KeyringDaemon;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Tokens from one start of the console to the next, as a person sees them. */
@ExtendWith(ApplicationExtension.class)
class KeptTokensTest {
  private static final String CANARY = "Bearer canary-77c1e0b9";
  private static final String PASSWORD = "correct horse 7";

  @TempDir private Path folder;
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
  }

  @Test
  void theKeychainOfTheDesktopKeepsTheToken(FxRobot robot, @TempDir Path keyringFolder)
      throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(keyringFolder)) {
      SecretPlace keychain = KeyringPlace.on(keyring);
      try (RunningConsole console = new RunningConsole(robot, stage, folder, keychain)) {
        addEdge(console);
        console.awaitText("Tokens are kept in this computer’s keychain.");
        console.fill("#edgeToken", CANARY);
        console.picture("token-keychain");
        console.click("#dialog-confirm");
        console.awaitVisible("#devicePath");
        console.click("#dialog-cancel");
      }
      Stage next = RunningConsole.onFx(Stage::new);
      try (RunningConsole console = new RunningConsole(robot, next, folder, keychain)) {
        console.await("the token is back", () -> console.onlyEdge().tokenHeldProperty().get());
        assertThat(console.isVisible("#promptToken")).isFalse();
      }
      assertNowhere(folder);
    }
  }

  @Test
  void aLockedKeychainIsUnlockedFromThePrompt(FxRobot robot, @TempDir Path keyringFolder)
      throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(keyringFolder)) {
      KeyringPlace.takePassword(keyring);
      SecretPlace keychain = KeyringPlace.on(keyring);
      try (RunningConsole console = new RunningConsole(robot, stage, folder, keychain)) {
        addEdge(console);
        console.fill("#edgeToken", CANARY);
        console.click("#dialog-confirm");
        addDevice(console);
      }
      keyring.lock();
      Stage next = RunningConsole.onFx(Stage::new);
      try (RunningConsole console = new RunningConsole(robot, next, folder, keychain)) {
        console.awaitVisible("#promptToken");
        console.picture("token-keychain-locked");
        console.click("#unlock");
        console.await("the token is back", () -> console.onlyEdge().tokenHeldProperty().get());
        console.await("the prompt is gone", () -> !console.isVisible("#promptToken"));
      }
      assertNowhere(folder);
    }
  }

  @Test
  void aKeychainThatStaysLockedSaysSoAndWhatToDo(FxRobot robot, @TempDir Path keyringFolder)
      throws Exception {
    try (KeyringDaemon keyring = KeyringDaemon.start(keyringFolder)) {
      keyring.lock();
      SecretPlace keychain = KeyringPlace.on(keyring);
      try (RunningConsole console = new RunningConsole(robot, stage, folder, keychain)) {
        addEdge(console);
        console.click("#dialog-confirm");
        addDevice(console);
        console.click("#unlock");
        console.awaitText("The keychain was not unlocked.");
        console.picture("token-keychain-still-locked");
        console.click("#placeVault");
        assertThat(console.isVisible("#unlock")).isFalse();
      }
    }
  }

  private static void addDevice(RunningConsole console) {
    console.awaitVisible("#devicePath");
    console.fill("#devicePath", "pump-7");
    console.click("#dialog-confirm");
  }

  @Test
  void withoutAKeychainTheVaultKeepsIt(FxRobot robot) throws Exception {
    try (RunningConsole console = new RunningConsole(robot, stage, folder)) {
      addEdge(console);
      console.awaitText("This computer has no keychain");
      console.click("#dialog-confirm");
      console.awaitVisible("#devicePath");
      console.fill("#devicePath", "pump-7");
      console.click("#dialog-confirm");
      console.fill("#promptToken", CANARY);
      console.awaitText("This computer has no keychain");
      console.picture("token-no-keychain");
      console.click("#placeKeychain");
      console.click("#dialog-confirm");
      console.awaitVisible("#placeProblem");
      console.click("#placeVault");
      console.fill("#passphrase", "too short");
      console.fill("#again", "too short");
      console.click("#dialog-confirm");
      console.awaitText("A master password needs at least 12 characters.");
      console.picture("token-vault");
      console.fill("#passphrase", PASSWORD);
      console.fill("#again", PASSWORD);
      console.click("#dialog-confirm");
      console.await("the prompt is gone", () -> !console.isVisible("#promptToken"));
    }
    Stage next = RunningConsole.onFx(Stage::new);
    try (RunningConsole console = new RunningConsole(robot, next, folder)) {
      console.fill("#vaultPassword", "something else");
      console.click("#dialog-confirm");
      console.awaitText("This is not the vault’s master password.");
      console.picture("vault-locked");
      console.fill("#vaultPassword", PASSWORD);
      console.click("#dialog-confirm");
      console.await("the token is back", () -> console.onlyEdge().tokenHeldProperty().get());
    }
    assertNowhere(folder);
  }

  private static void addEdge(RunningConsole console) {
    console.click("#addEdge");
    console.fill("#edgeUrl", "https://127.0.0.1:1");
    console.fill("#edgeName", "Plant A");
  }

  private static void assertNowhere(Path folder) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    String encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain("canary-77c1e0b9", encoded.substring(0, 20));
    }
  }
}
