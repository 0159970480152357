package dev.portolan.app.cli;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferResult;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.FileRequest;
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
      "One side is on a device, written DEVICE:/PATH, and the other on this computer. If the target"
          + " is a folder, the sources go into it; if there is nothing of its name, the source gets"
          + " that name. Files are replaced, folders merged. Each source comes as a whole or not at"
          + " all: what was there before stays if anything fails.",
      "",
      "With a device of Portolan's, both ends compare what was copied, and a copy that was cut off"
          + " goes on where it was if the same command is given again within a day.",
      "",
    },
    footerHeading = "%nFor example:%n",
    footer = {
      "  portolan copy --edge URL gateway-7:/var/log/syslog .",
      "  portolan copy --edge URL -r site/ gateway-7:/srv/www",
      "  portolan copy --edge URL --keep-previous app.bin gateway-7:/opt/app",
      "  portolan copy --edge URL --restore gateway-7:/opt/app/app.bin",
      "",
      "Links are kept if they stay within their folder. What is left out is told on standard error,"
          + " and the exit code is then 3.",
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
      names = "--keep-previous",
      order = 11,
      description =
          "On a device, keep each file that is replaced beside the new one, as"
              + " .NAME.portolan-previous.")
  private boolean keepPrevious;

  @Option(
      names = "--restore",
      order = 12,
      description =
          "Copy nothing: put the previous version of files on a device back. What they are now"
              + " becomes their previous version.")
  private boolean restore;

  @Option(
      names = {"-v", "--verbose"},
      order = 13,
      description = "Print of each source whether both ends have compared it, and its SHA-256.")
  private boolean verbose;

  @Option(
      names = "--dry-run",
      order = 14,
      description = "Print what would be copied, and copy nothing. Does not ask the device.")
  private boolean dryRun;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "The sources, then the target; with --restore, files on a device. On a device:"
              + " DEVICE:/PATH, with the id that the edge knows it by.")
  private List<String> paths;

  CopyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    return restore ? restore() : copy();
  }

  private int copy() throws Failure, InterruptedException {
    if (paths.size() < 2) {
      throw usage("write the sources, then the target");
    }
    CopyPlace target = CopyPlace.parse(paths.getLast());
    List<CopyPlace> sources =
        paths.subList(0, paths.size() - 1).stream().map(CopyPlace::parse).toList();
    String device = device(sources, target);
    if (keepPrevious && !target.isRemote()) {
      throw usage("--keep-previous is for files that are replaced on a device");
    }
    List<Packer> packers = target.isRemote() ? packers(sources) : List.of();
    if (!target.isRemote()) {
      checkTarget(sources, target);
    }
    if (dryRun) {
      sources.forEach(source -> environment.say(source + " -> " + target));
      return ExitCode.OK.number();
    }
    return onDevice(
        device,
        (files, report) -> {
          if (target.isRemote()) {
            upload(files, packers, target, report);
          } else {
            download(files, sources, target, report);
          }
        });
  }

  private int restore() throws Failure, InterruptedException {
    List<CopyPlace> places = paths.stream().map(CopyPlace::parse).toList();
    String device = places.getFirst().device();
    if (device == null) {
      throw usage(paths.getFirst() + ": what is restored has to be on a device: DEVICE:/PATH");
    }
    for (CopyPlace place : places) {
      if (!device.equals(place.device())) {
        throw usage(place + ": all that is restored has to be on one device");
      }
      if (place.name().isEmpty()) {
        throw usage(place + " is no file");
      }
    }
    requireAbsolute(places, device);
    if (keepPrevious) {
      throw usage("--restore keeps what a file is now in any case, without --keep-previous");
    }
    if (dryRun) {
      places.forEach(place -> environment.say("previous version of " + place + " -> " + place));
      return ExitCode.OK.number();
    }
    return onDevice(
        device,
        (files, report) -> {
          for (CopyPlace place : places) {
            files.restore(place.parent(), place.name());
          }
        });
  }

  /** What is done with the files of a device. */
  @FunctionalInterface
  private interface Work {
    void with(DeviceFiles files, CopyReport report)
        throws IOException, InterruptedException, Failure;
  }

  private int onDevice(String device, Work work) throws Failure, InterruptedException {
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
      work.with(new DeviceFiles(edge), report);
    } catch (IOException e) {
      if (stopped.get()) {
        String left = isResumable(e) ? "" : ": nothing is left of what was being copied";
        throw new Failure(ExitCode.LOST, "Stopped" + left + "." + goesOn(e), e);
      }
      throw failure(e, edge);
    } finally {
      report.end();
      Await.result(edge.close());
    }
    return (report.isIncomplete() ? ExitCode.FILE : ExitCode.OK).number();
  }

  private static boolean isResumable(IOException e) {
    return e instanceof TransferException broken && broken.isResumable();
  }

  private static String goesOn(IOException e) {
    return isResumable(e) ? " The same command goes on where it was, within a day." : "";
  }

  private static Failure failure(IOException e, EdgeClient edge) {
    if (e instanceof EdgeException refused) {
      return Failure.of(refused);
    }
    boolean lost =
        !edge.session().isOpen() || (e instanceof TransferException broken && broken.isLost());
    return new Failure(lost ? ExitCode.LOST : ExitCode.FILE, Failure.sentence(e) + goesOn(e), e);
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
    requireAbsolute(target.isRemote() ? List.of(target) : sources, device);
    return device;
  }

  private static void requireAbsolute(List<CopyPlace> onDevice, String device) throws Failure {
    for (CopyPlace place : onDevice) {
      if (!place.path().matches("(?s)/.*|[A-Za-z]:[/\\\\].*")) {
        throw usage(place + ": a path on a device is absolute, such as " + device + ":/tmp");
      }
    }
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
      TransferResult result =
          files.download(
              source.path(), new Unpacker.Target(folder, source.name(), as, recursive), report);
      tell(source.toString(), result, report);
    }
  }

  private void upload(DeviceFiles files, List<Packer> packers, CopyPlace target, CopyReport report)
      throws IOException, InterruptedException {
    for (Packer packer : packers) {
      String name = String.valueOf(packer.source().getFileName());
      TransferResult result;
      try {
        result = files.upload(packer, name, target.path(), replaced(), report);
      } catch (EdgeException e) {
        if (!isNoFolder(e) || packers.size() > 1 || target.endsWithSlash()) {
          throw e;
        }
        result = files.upload(packer, target.name(), target.parent(), replaced(), report);
      }
      tell(packer.source().toString(), result, report);
    }
  }

  private FileRequest.Replaced replaced() {
    return keepPrevious ? FileRequest.Replaced.KEEP : FileRequest.Replaced.DISCARD;
  }

  private void tell(String source, TransferResult result, CopyReport report) {
    report.copied();
    if (verbose) {
      report.whole(source, result);
    }
  }

  /** The words of every device that has files. */
  private static boolean isNoFolder(EdgeException e) {
    return e.reason().contains("upload destination must be a directory");
  }
}
