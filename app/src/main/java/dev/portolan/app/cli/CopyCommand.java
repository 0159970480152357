package dev.portolan.app.cli;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code copy}: copies files from or to a device. */
@Command(
    name = "copy",
    header = "Copies files and folders from or to a device.",
    description = {
      "",
      "One side is on a device, written DEVICE:/PATH, and the other on this computer. If the target is a folder, the"
          + " sources go into it; if there is nothing of its name, the source gets that name. Files are replaced, folders"
          + " merged. Each source comes as a whole or not at all: what was there before stays if anything fails.",
      "",
    },
    footerHeading = "%nFor example:%n",
    footer = {
      "  portolan copy --edge URL gateway-7:/var/log/syslog .",
      "  portolan copy --edge URL -r site/ gateway-7:/srv/www",
      "",
      "Links are kept if they stay within their folder. What is left out is told on standard error, and the exit code is"
          + " then 3.",
    })
final class CopyCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ReachOptions reach = new ReachOptions();

  @Option(
      names = {"-r", "--recursive"},
      order = 10,
      description = "Copy folders, too, with everything in them.")
  private boolean recursive;

  @Option(
      names = "--dry-run",
      order = 11,
      description = "Print what would be copied, and copy nothing. Does not ask the device.")
  private boolean dryRun;

  @Parameters(
      arity = "2..*",
      paramLabel = "PATH",
      description =
          "The sources, then the target. On a device: DEVICE:/PATH, with the id that the edge knows it by.")
  private List<String> paths;

  CopyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    CopyPlace target = CopyPlace.parse(paths.getLast());
    List<CopyPlace> sources =
        paths.subList(0, paths.size() - 1).stream().map(CopyPlace::parse).toList();
    String device = device(sources, target);
    List<Packer> packers = target.isRemote() ? packers(sources) : List.of();
    if (!target.isRemote()) {
      checkTarget(sources, target);
    }
    if (dryRun) {
      sources.forEach(source -> environment.say(source + " -> " + target));
      return ExitCode.OK.number();
    }
    Endpoint endpoint = reach.endpoint(device, environment);
    EdgeConnector connector = new EdgeConnector(EventLoops.create("copy", 1));
    EdgeClient edge =
        Await.result(
            connector.connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE));
    AtomicBoolean stopped = new AtomicBoolean();
    environment
        .stop()
        .whenAsked(
            () -> {
              stopped.set(true);
              edge.close();
            });
    CopyReport report = new CopyReport(environment);
    try {
      DeviceFiles files = new DeviceFiles(edge);
      if (target.isRemote()) {
        upload(files, packers, target, report);
      } else {
        download(files, sources, target, report);
      }
    } catch (IOException e) {
      if (stopped.get()) {
        throw new Failure(ExitCode.LOST, "Stopped: nothing is left of what was being copied.", e);
      }
      throw failure(e, edge);
    } finally {
      report.end();
      Await.result(edge.close());
    }
    return (report.isIncomplete() ? ExitCode.FILE : ExitCode.OK).number();
  }

  private static Failure failure(IOException e, EdgeClient edge) {
    if (e instanceof EdgeException refused) {
      return Failure.of(refused);
    }
    ExitCode code = edge.session().isOpen() ? ExitCode.FILE : ExitCode.LOST;
    return new Failure(code, Failure.sentence(e), e);
  }

  /** The only device in all of the places. */
  private static String device(List<CopyPlace> sources, CopyPlace target) throws Failure {
    String device = target.isRemote() ? target.device() : sources.getFirst().device();
    if (device == null) {
      throw usage("one side has to be on a device: DEVICE:/PATH");
    }
    for (CopyPlace source : sources) {
      if (source.isRemote() == target.isRemote()) {
        throw usage(source + ": one side has to be on a device, and the other on this computer");
      }
      if (source.isRemote() && !device.equals(source.device())) {
        throw usage(source + ": all sources have to be on one device");
      }
    }
    List<CopyPlace> remote = target.isRemote() ? List.of(target) : sources;
    for (CopyPlace place : remote) {
      if (!place.path().matches("(?s)/.*|[A-Za-z]:[/\\\\].*")) {
        throw usage(place + ": a path on a device is absolute, such as " + device + ":/tmp");
      }
    }
    return device;
  }

  private static Failure usage(String sentence) {
    return new Failure(ExitCode.USAGE, sentence);
  }

  private List<Packer> packers(List<CopyPlace> sources) throws Failure {
    List<Packer> packers = new ArrayList<>();
    for (CopyPlace source : sources) {
      try {
        Packer packer = Packer.of(local(source).toAbsolutePath().normalize());
        if (packer.isFolder() && !recursive) {
          throw new Failure(ExitCode.USAGE, source + " is a folder: write -r to copy it");
        }
        packers.add(packer);
      } catch (TransferException e) {
        throw new Failure(ExitCode.FILE, Failure.sentence(e), e);
      }
    }
    return packers;
  }

  private static Path local(CopyPlace place) throws Failure {
    try {
      return Path.of(place.path());
    } catch (InvalidPathException e) {
      throw new Failure(ExitCode.USAGE, place + ": this computer cannot have such a path", e);
    }
  }

  private static void checkTarget(List<CopyPlace> sources, CopyPlace target) throws Failure {
    Path path = local(target);
    if (Files.isDirectory(path)) {
      return;
    }
    if (target.endsWithSlash() || sources.size() > 1) {
      throw new Failure(ExitCode.FILE, target + ": there is no such folder");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new Failure(ExitCode.FILE, parent + ": there is no such folder");
    }
  }

  private void download(
      DeviceFiles files, List<CopyPlace> sources, CopyPlace target, CopyReport report)
      throws IOException, InterruptedException, Failure {
    Path path = local(target).toAbsolutePath();
    boolean into = Files.isDirectory(path);
    Path folder = into ? path : path.getParent();
    String as = into ? null : String.valueOf(path.getFileName());
    if (folder == null) {
      throw usage(target + " is no place for a file");
    }
    for (CopyPlace source : sources) {
      files.download(
          source.path(), new Unpacker.Target(folder, source.name(), as, recursive), report);
    }
  }

  private static void upload(
      DeviceFiles files, List<Packer> packers, CopyPlace target, CopyReport report)
      throws IOException, InterruptedException {
    for (Packer packer : packers) {
      String name = String.valueOf(packer.source().getFileName());
      try {
        files.upload(packer, name, target.path(), report);
      } catch (EdgeException e) {
        if (!isNoFolder(e) || packers.size() > 1 || target.endsWithSlash()) {
          throw e;
        }
        files.upload(packer, target.name(), target.parent(), report);
      }
    }
  }

  /** The words of every device that has files. */
  private static boolean isNoFolder(EdgeException e) {
    return e.reason().contains("upload destination must be a directory");
  }
}
