package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.enrol.InvitationClient;
import dev.portolan.transport.enrol.OpenInvitation;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks an edge for an invitation and waits for the device. */
@Command(
    name = "invite",
    header = "Invites a new device to an edge, by a token that may do that.",
    description = {
      "",
      "Prints the command to type on the device, then 'device: ID' when it has come, and ends. Asked to end by Ctrl+C, it ends"
          + " before that; the command on the device stays good for its hour.",
      "",
    },
    footerHeading = "%nExample:%n%n",
    footer = {
      "   portolan invite --edge https://edge.example.com:8443 --ca ca.pem --token-file token pump-7",
      "",
      "A token may do that if it was made by 'portolan token --invite', as the first one of a folder is.",
      "On the edge's own computer, 'portolan edge --folder FOLDER --invite NAME' needs no token.",
    })
final class InviteCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ReachOptions reach = new ReachOptions();

  @Parameters(
      paramLabel = "NAME",
      description = "The name of the device, which will be in its certificate.")
  private String device;

  InviteCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    OpenInvitation open = Await.result(ask(reach.endpoint(environment)));
    environment.say(open.invitation().command());
    Future<String> came = open.device();
    environment.stop().whenAsked(() -> came.cancel(false));
    came.await();
    if (!came.isCancelled()) {
      environment.say("device: " + Await.result(came));
    }
    return ExitCode.OK.number();
  }

  private Future<OpenInvitation> ask(Endpoint endpoint) throws Failure {
    try {
      return new InvitationClient(new EdgeConnector(EventLoops.create("invite", 1)))
          .invite(endpoint, device);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, device + ": " + e.getMessage(), e);
    }
  }
}
