package dev.portolan.app.cli;

import dev.portolan.device.DeviceConfig;
import dev.portolan.device.TargetRules;
import dev.portolan.edge.EdgeFiles;
import dev.portolan.edge.WatchedFile;
import dev.portolan.transport.access.AccessRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what a device lets be opened, and how. */
final class DeviceFileOptions {
  /** The configuration of an enrolled device, in its folder. */
  static final String FILE = "device.conf";

  private static final AccessRules EVERYTHING =
      AccessRules.parse("allow *", AccessRules.Scope.DEVICE);

  @Option(
      names = "--allow",
      paramLabel = "HOST:PORT",
      order = 8,
      description =
          "Let tunnels lead only to this target: HOST:PORT, where HOST is a name, *.example.com, an address, a network such as 10.0.0.0/8, or *, and PORT a number, a range such as 8000-8099, or *. May be repeated. Without it: to everything that this computer reaches but link-local addresses.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      order = 9,
      description =
          "What this device lets be opened, instead of --allow: rules as those of an edge, without"
              + " CLIENT and DEVICE. The file is read again when it changes; see docs/edge.md.")
  private @Nullable Path rules;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      order = 10,
      description =
          "How shells run, and rules, in one file; the form is told below. It is read again when it"
              + " changes. Without it: the file "
              + FILE
              + " in the device's folder, if it is there.")
  private @Nullable Path config;

  @Option(
      names = "--check-config",
      paramLabel = "FILE",
      order = 20,
      description =
          "Only say whether this configuration can be used here, and what in it is probably not"
              + " meant.")
  private @Nullable Path checked;

  /** Whether a file is to be checked instead of running a device. */
  boolean isCheck() {
    return checked != null;
  }

  /** Checks the file. */
  int check(Environment environment) throws Failure {
    Path file = checked;
    if (file == null) {
      throw new IllegalStateException("there is nothing to check");
    }
    try (WatchedFile<DeviceSettings> opened = open(file, environment)) {
      environment.say(file + ": " + opened.get());
      opened.get().rules().map(AccessRules::warnings).orElse(List.of()).stream()
          .forEach(warning -> environment.complain(file + ", " + warning));
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The files of a running device, followed until they are closed.
   *
   * @param folder of an enrolled device; null for another
   */
  Opened open(@Nullable DeviceFolder folder, Environment environment) throws Failure {
    if (rules != null && !targets.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "--allow and --rules: give one of them");
    }
    TargetRules allowed = allowed();
    Path file = config;
    if (file == null && folder != null && Files.exists(folder.path().resolve(FILE))) {
      file = folder.path().resolve(FILE);
    }
    try {
      WatchedFile<AccessRules> watchedRules =
          rules == null ? null : EdgeFiles.deviceRules(rules, environment::complain);
      try {
        return new Opened(allowed, watchedRules, file == null ? null : open(file, environment));
      } catch (IOException e) {
        if (watchedRules != null) {
          watchedRules.close();
        }
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }

  private WatchedFile<DeviceSettings> open(Path file, Environment environment) throws IOException {
    boolean elsewhere = rules != null || !targets.isEmpty();
    return EdgeFiles.lines(
        "configuration",
        file,
        text -> DeviceSettings.parse(text, elsewhere),
        DeviceSettings::toString,
        environment::complain);
  }

  private TargetRules allowed() throws Failure {
    try {
      return TargetRules.of(targets);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--allow: " + e.getMessage(), e);
    }
  }

  /**
   * What the files say at any moment.
   *
   * @param allowed without a file of rules
   */
  record Opened(
      TargetRules allowed,
      @Nullable WatchedFile<AccessRules> rules,
      @Nullable WatchedFile<DeviceSettings> settings)
      implements AutoCloseable {

    /** The device with these files. */
    DeviceConfig apply(DeviceConfig config) {
      WatchedFile<DeviceSettings> file = settings;
      DeviceConfig ruled = config.withRules(targetRules());
      return file == null ? ruled : ruled.withShells(() -> file.get().shells());
    }

    private TargetRules targetRules() {
      WatchedFile<DeviceSettings> file = settings;
      if (rules != null) {
        return TargetRules.of(rules);
      }
      // With --allow the file has no rules, now and later.
      return file == null || !allowed.equals(TargetRules.any())
          ? allowed
          : TargetRules.of(() -> file.get().rules().orElse(EVERYTHING));
    }

    /** Says what is used, and reads the files again on a hang-up. */
    void introduce(Environment environment) {
      if (settings != null) {
        environment.complain("configuration: " + settings.summary());
      }
      if (settings != null || rules != null) {
        environment.stop().onHangUp(this::readAgain);
      }
    }

    private void readAgain() {
      if (rules != null) {
        rules.readAgain();
      }
      if (settings != null) {
        settings.readAgain();
      }
    }

    @Override
    public void close() throws IOException {
      if (rules != null) {
        rules.close();
      }
      if (settings != null) {
        settings.close();
      }
    }
  }
}
