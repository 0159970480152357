package dev.portolan.app.cli;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelSpec;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code forward}: forwards local ports to a device. */
@Command(
    name = "forward",
    header = "Forwards local ports to targets that a device reaches.",
    description = {
      "",
      "Prints a line per tunnel with the address that it listens on, then 'ready', and runs until Ctrl+C. When the edge is"
          + " lost, it says so on standard error, keeps the local ports, and comes back by itself.",
      "",
    },
    footerHeading = "%nFor example:%n",
    footer = {
      "  8080:localhost:80        http://localhost:8080 is port 80 of the device itself",
      "  -D 1080                  a SOCKS proxy: curl --socks5-hostname localhost:1080 ...",
      "  0:192.168.1.20:22        a free port leads to SSH on a machine near the device",
      "  *:5353:localhost:53/udp  UDP, and open to the networks that this computer is in",
    })
final class ForwardCommand implements Callable<Integer> {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Environment environment;

  @Mixin private final ClientOptions client = new ClientOptions();

  @Option(
      names = {"-D", "--socks"},
      paramLabel = "[BIND:]PORT",
      description =
          "A SOCKS proxy (4, 4a and 5): programs say for each TCP connection where it goes, and the device looks up the name. The same as the target PORT/socks. May be given several times.")
  private List<String> proxies = List.of();

  @Parameters(
      arity = "0..*",
      paramLabel = "TARGET",
      description =
          "[BIND:]PORT:HOST:PORT[/udp]: the local address and port, then host and port as the device sees them. Without BIND only this computer gets in (127.0.0.1 and ::1); * opens the port to all its networks. IPv6 addresses stand in brackets. Local port 0 picks a free one. Ranges such as 8000-8010:HOST:9000-9010 stand for a tunnel per port.")
  private List<String> targets = List.of();

  ForwardCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    List<TunnelSpec> specs = specs();
    Endpoint endpoint = client.endpoint(environment);
    Ending ending = new Ending(environment.stop());
    EventLoopGroup loops = EventLoops.create("forward", THREADS);
    EdgeLink link =
        new EdgeLink(
            new EdgeConnector(loops), endpoint, SmuxConfig.defaults(), RedialBackoff.standard());
    LinkReport report = new LinkReport(environment, ending);
    link.addListener(report);
    link.start();
    List<Tunnel> tunnels = new ArrayList<>();
    try (link) {
      if (report.awaitFirst()) {
        open(loops, specs, link, tunnels);
      }
      return ending.await();
    } finally {
      for (Tunnel tunnel : tunnels) {
        Await.result(tunnel.close());
      }
    }
  }

  private void open(
      EventLoopGroup loops, List<TunnelSpec> specs, EdgeLink link, List<Tunnel> tunnels)
      throws Failure, InterruptedException {
    for (TunnelSpec spec : specs) {
      TunnelReport report = new TunnelReport(environment, spec);
      tunnels.add(Await.result(Tunnel.listen(loops, spec, link, report)));
    }
    tunnels.forEach(tunnel -> environment.say(line(tunnel)));
    environment.say("ready");
  }

  private List<TunnelSpec> specs() throws Failure {
    List<TunnelSpec> specs = new ArrayList<>();
    for (String target : targets) {
      specs.addAll(specs(target, target));
    }
    for (String proxy : proxies) {
      specs.addAll(specs("-D " + proxy, proxy + "/socks"));
    }
    if (specs.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Give a TARGET, such as 8080:localhost:80, or -D PORT.");
    }
    return specs;
  }

  private static List<TunnelSpec> specs(String given, String text) throws Failure {
    try {
      return TunnelSpec.parseAll(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, given + ": " + e.getMessage(), e);
    }
  }

  /** A line with the first address, for scripts, followed by the others. */
  private static String line(Tunnel tunnel) {
    List<String> addresses =
        tunnel.localAddresses().stream().map(NetUtil::toSocketAddressString).toList();
    TunnelSpec spec = tunnel.spec();
    String also =
        addresses.size() == 1
            ? ""
            : " (also " + String.join(", ", addresses.subList(1, addresses.size())) + ")";
    return "tunnel: "
        + addresses.getFirst()
        + " -> "
        + switch (spec.protocol()) {
          case TCP -> spec.target().toString();
          case UDP -> spec.target() + "/udp";
          case SOCKS -> "any target, by SOCKS";
        }
        + also;
  }
}
