package dev.portolan.app.cli;

import dev.portolan.app.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code lab}. */
@Command(
    name = "lab",
    header = "Runs an edge, with this computer as its device, to try everything on.",
    description = {
      "",
      "Both are real, listen on the loopback address only, and have fresh keys and a fresh token. Printed are, a line each,"
          + " 'edge: URL', 'device: ID', 'ca: FILE', 'token-file: FILE' and, when both serve, 'ready'. Ctrl+C ends the lab and"
          + " removes its files.",
      "",
    },
    footerHeading = "%nThen, in another terminal:%n",
    footer = {
      "  portolan shell   --edge URL --device ID --ca FILE --token-file FILE",
      "  portolan forward --edge URL --device ID --ca FILE --token-file FILE 8080:localhost:80",
    })
final class LabCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Keep the lab's keys, token and port in this folder, and find them there the next time: the same lab comes back.")
  private @Nullable Path folder;

  LabCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    Ending ending = new Ending(environment.stop());
    try (Lab lab = Lab.start(folder)) {
      environment.say("edge: " + lab.edgeUrl());
      environment.say("device: " + lab.deviceId());
      environment.say("ca: " + lab.caFile());
      environment.say("token-file: " + lab.tokenFile());
      environment.say("ready");
      return ending.await();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }
}
