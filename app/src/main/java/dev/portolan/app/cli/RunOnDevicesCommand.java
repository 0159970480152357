package dev.portolan.app.cli;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.FleetRun;
import dev.portolan.app.fleet.RunCommand;
import dev.portolan.app.fleet.RunOptions;
import dev.portolan.app.fleet.RunReport;
import dev.portolan.app.task.Background;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code run}: runs a command on devices. */
@Command(
    name = "run",
    header = "Runs a command on one device or on many, and shows equal answers once.",
    description = {
      "",
      "The command is a line for the device's POSIX shell, without input and without a terminal for its output. The answers"
          + " are printed when all devices are done: first how many are the same, how many differ and how many failed, then"
          + " each answer below its devices. Ctrl+C ends the command where it runs; what has answered is printed.",
      "",
    },
    footerHeading = "%nFor example:%n",
    footer = {
      "  portolan run --edge URL --device pump-1,pump-2 -- uptime",
      "  portolan run --edge URL --tag water -- 'systemctl is-active pump || journalctl -u pump -n 3'",
      "",
      "The exit code is 0 if the command ended with status 0 on all devices, and 10 if it did not on one of them.",
    })
final class RunOnDevicesCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ReachOptions reach = new ReachOptions();

  @Mixin private final ChosenDevices chosen = new ChosenDevices();

  @Option(
      names = "--at-once",
      paramLabel = "N",
      order = 10,
      description = "On how many devices at once, at most 100. Without it: 10.")
  private int atOnce = 10;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      order = 11,
      description = "How long it may take on each device. Without it: 60.")
  private int limit = 60;

  @Option(
      names = "--wait",
      order = 12,
      description = "Wait for devices that are not connected, until Ctrl+C.")
  private boolean waiting;

  @Option(
      names = "--direct",
      order = 13,
      description =
          "Start the program with its arguments without a shell, for devices that have none and rules that allow certain programs only. How it ended is not known then.")
  private boolean direct;

  @Option(names = "--json", order = 14, description = "Print the answers as one line of JSON.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "A line for the shell, or a program with its arguments. Write -- before it.")
  private List<String> command = new ArrayList<>();

  RunOnDevicesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    RunCommand wanted = command();
    RunOptions options = options();
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    Map<String, String> names = chosen.behind(reach.edgeUrl());
    for (String id : names.keySet()) {
      endpoints.put(id, reach.endpoint(id, environment));
    }
    EventLoopGroup loops = EventLoops.create("run", 2);
    EdgeConnector connector = new EdgeConnector(loops);
    try (ExecutorService owner =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("run").factory());
        Background timer = new Background()) {
      List<EdgeTarget> targets = new ArrayList<>();
      endpoints.forEach(
          (id, endpoint) ->
              targets.add(
                  new EdgeTarget(
                      id, names.getOrDefault(id, id), endpoint, connector, timer, owner)));
      FleetRun<EdgeTarget> run =
          new FleetRun<>(targets, wanted, options, timer, owner, () -> {}, () -> {});
      environment.stop().whenAsked(() -> owner.execute(run::cancel));
      owner.execute(run::start);
      run.finished().get();
      return report(run);
    } catch (ExecutionException e) {
      throw Failure.of(e);
    } finally {
      loops.shutdownGracefully();
    }
  }

  private int report(FleetRun<EdgeTarget> run) {
    List<AnswerGroup<EdgeTarget>> groups = AnswerGroup.of(run.parts());
    environment.say(
        json
            ? RunReportJson.of(run.command(), groups)
            : RunReport.text(run.command(), groups).stripTrailing());
    return AnswerGroup.count(groups, AnswerGroup.Kind.FAILED) == 0
        ? ExitCode.OK.number()
        : ExitCode.FAILED_THERE.number();
  }

  private RunCommand command() throws Failure {
    try {
      if (direct) {
        return new RunCommand.Program(command);
      }
      return command.size() == 1
          ? new RunCommand.ShellLine(command.getFirst())
          : RunCommand.quoted(command);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "COMMAND: " + e.getMessage(), e);
    }
  }

  private RunOptions options() throws Failure {
    if (limit < 1 || limit > 86_400) {
      throw new Failure(ExitCode.USAGE, "--limit: a number of seconds from 1 to 86400");
    }
    if (atOnce < 1 || atOnce > RunOptions.MOST_AT_ONCE) {
      throw new Failure(ExitCode.USAGE, "--at-once: a number from 1 to " + RunOptions.MOST_AT_ONCE);
    }
    return new RunOptions(
        atOnce,
        Duration.ofSeconds(limit),
        waiting ? RunOptions.Absence.WAIT : RunOptions.Absence.TELL);
  }
}
