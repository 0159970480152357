package dev.portolan.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A D-Bus of the test's own, with GNOME Keyring on it or without: what Linux desktops have. Where
 * the programs are missing, the test is skipped with a word on standard error, or fails if {@code
 * -Dportolan.keychain=required} is given.
 */
public final class KeyringDaemon implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("dbus-daemon", "dbus-send", "gnome-keyring-daemon");

  /** What locks the keyring. */
  public static final String PASSWORD = "keyring's own password";

  /** The keyring's path on the bus. */
  public static final String COLLECTION = "/org/freedesktop/secrets/collection/login";

  private final Path folder;
  private final Process bus;
  private final String address;
  private @Nullable Process daemon;

  private KeyringDaemon(Path folder) throws IOException {
    this.folder = folder;
    Path socket = folder.resolve("bus");
    Path rules = folder.resolve("bus.conf");
    // No folder of services: the bus must not start the keyring of this computer by itself.
    Files.writeString(
        rules,
        """
        <busconfig>
          <type>session</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
            <allow own="*"/>
          </policy>
        </busconfig>
        """
            .formatted(socket));
    bus =
        new ProcessBuilder(
                "dbus-daemon",
                "--config-file=" + rules,
                "--nofork",
                "--nopidfile",
                "--print-address")
            .redirectError(folder.resolve("bus.log").toFile())
            .start();
    String line =
        new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IOException(Files.readString(folder.resolve("bus.log")));
    }
    address = line.strip();
  }

  /** A bus with nobody on it. */
  public static KeyringDaemon busOnly(Path folder) throws IOException {
    check();
    return new KeyringDaemon(folder);
  }

  /** A bus with an unlocked, empty keyring. */
  public static KeyringDaemon start(Path folder) throws IOException, InterruptedException {
    KeyringDaemon made = busOnly(folder);
    made.startDaemon();
    return made;
  }

  private void startDaemon() throws IOException, InterruptedException {
    Path run =
        Files.createDirectory(
            folder.resolve("run"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ProcessBuilder command =
        new ProcessBuilder(
                "gnome-keyring-daemon",
                "--foreground",
                "--unlock",
                "--components=secrets",
                "--control-directory=" + run)
            .redirectErrorStream(true);
    environment(command.environment(), run);
    Process started = command.start();
    daemon = started;
    try (var in = started.getOutputStream()) {
      in.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }
    for (int attempt = 0; !answers(); attempt++) {
      if (attempt == 200 || !started.isAlive()) {
        throw new IOException("gnome-keyring-daemon does not come up");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void environment(Map<String, String> variables, Path run) {
    variables.put("DBUS_SESSION_BUS_ADDRESS", address);
    variables.put("HOME", folder.toString());
    variables.put("XDG_DATA_HOME", folder.resolve("data").toString());
    variables.put("XDG_RUNTIME_DIR", run.toString());
  }

  private boolean answers() throws IOException, InterruptedException {
    return send("org.freedesktop.Secret.Service.ReadAlias", "string:default").contains(COLLECTION);
  }

  /** The address of the bus. */
  public String address() {
    return address;
  }

  /** Locks the keyring, as a desktop does when its owner goes away. */
  public void lock() throws IOException, InterruptedException {
    send("org.freedesktop.Secret.Service.Lock", "array:objpath:" + COLLECTION);
  }

  /** Lets it hang: it takes calls and answers none. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process running = daemon;
    if (running != null) {
      new ProcessBuilder("kill", name, Long.toString(running.pid())).start().waitFor();
    }
  }

  private String send(String method, String argument) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("dbus-send", "--bus=" + address, "--print-reply"));
    command.addAll(
        List.of("--dest=org.freedesktop.secrets", "/org/freedesktop/secrets", method, argument));
    Process sent = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(sent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    sent.waitFor();
    return printed;
  }

  @Override
  public void close() {
    Process running = daemon;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
    bus.destroyForcibly().onExit().join();
  }

  private static void check() {
    List<String> missing = PROGRAMS.stream().filter(name -> !isThere(name)).toList();
    if (!missing.isEmpty()) {
      String words =
          "The test of the keychain needs "
              + String.join(", ", missing)
              + " (on Debian: apt-get install dbus gnome-keyring)";
      if (System.getProperty("portolan.keychain", "").equals("required")) {
        Assertions.fail(words);
      }
      System.err.println("SKIPPED: " + words);
      Assumptions.abort(words);
    }
  }

  private static boolean isThere(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
