package dev.portolan.app.cli;

import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.edge.ca.EdgeNames;
import dev.portolan.transport.enrol.InvitationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for an edge with a certificate authority of its own, in a folder. */
final class EdgeFolderOptions {
  @Option(
      names = "--init",
      order = -9,
      paramLabel = "FOLDER",
      description =
          "Make a folder for a new edge, and end: an authority, the edge's certificate, a token for"
              + " a first client.")
  private @Nullable Path init;

  @Option(
      names = "--name",
      order = -8,
      paramLabel = "NAME",
      split = ",",
      description =
          "With --init: the names and addresses by which the edge is reached, the first for devices"
              + " and clients.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--folder",
      order = -7,
      paramLabel = "FOLDER",
      description =
          "Use the folder that --init made, instead of the options above. Listens at 0.0.0.0:8443"
              + " unless told otherwise.")
  private @Nullable Path folder;

  @Option(
      names = "--invite",
      order = -6,
      paramLabel = "NAME",
      split = ",",
      description =
          "With --folder or --init: print the command that makes a computer a device of this edge,"
              + " and end. It is good once, for an hour.")
  private List<String> invited = new ArrayList<>();

  @Option(
      names = "--revoke",
      order = -5,
      paramLabel = "NAME|ID",
      description = "With --folder: let a device in no more, and end.")
  private @Nullable String revoked;

  /** Whether there is something to do other than to run an edge. */
  boolean isTask() {
    return init != null || !invited.isEmpty() || revoked != null || !names.isEmpty();
  }

  /** Does it. */
  int run(Environment environment) throws Failure {
    if (init != null && (folder != null || revoked != null)) {
      throw new Failure(ExitCode.USAGE, "--init goes with --name and --invite only");
    }
    if ((init == null) != names.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "a new edge needs --init FOLDER and --name NAME, by which devices and clients reach it");
    }
    try {
      if (init != null) {
        init(init, environment);
        return ExitCode.OK.number();
      }
      EdgeFolder opened =
          open()
              .orElseThrow(
                  () -> new Failure(ExitCode.USAGE, "--invite and --revoke need --folder FOLDER"));
      if (revoked != null) {
        revoke(opened, revoked, environment);
      }
      invite(opened, environment);
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  private void init(Path path, Environment environment) throws Failure, IOException {
    EdgeNames edge;
    try {
      edge = new EdgeNames(names);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--name: " + e.getMessage(), e);
    }
    for (String device : invited) {
      checkDevice(device);
    }
    EdgeFolder made = EdgeFolder.init(path, edge, InstantSource.system());
    environment.say("ca: " + made.caFile());
    environment.say("token-file: " + made.tokenFile());
    environment.say("run: portolan edge --folder " + path);
    invite(made, environment);
  }

  private static void checkDevice(String device) throws Failure {
    try {
      EdgeFolder.checkDeviceName(device);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--invite: " + e.getMessage(), e);
    }
  }

  private void invite(EdgeFolder opened, Environment environment) throws Failure, IOException {
    for (String device : invited) {
      checkDevice(device);
    }
    for (String device : invited) {
      InvitationCode code = opened.invite(device);
      environment.say(
          device + ": portolan device --enrol " + opened.url() + " --code " + code.text());
    }
  }

  private static void revoke(EdgeFolder opened, String device, Environment environment)
      throws Failure, IOException {
    Set<String> found = new TreeSet<>(opened.revoke(device));
    if (found.isEmpty()) {
      throw new Failure(ExitCode.DEVICE, "this edge has no device with the name or id " + device);
    }
    found.forEach(id -> environment.say("revoked: " + id));
  }

  /** The folder of the edge to run, if one is given. */
  Optional<EdgeFolder> open() throws Failure {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(EdgeFolder.open(folder, InstantSource.system()));
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
