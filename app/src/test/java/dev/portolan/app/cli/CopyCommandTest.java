package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.EdgeFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CopyCommandTest extends WithLab {
  @TempDir Path scratch;
  private Path here;
  private Path there;

  @BeforeEach
  void before() throws IOException {
    here = Files.createDirectory(scratch.resolve("here"));
    there = Files.createDirectory(scratch.resolve("there"));
  }

  @Test
  void filesGoIntoAFolder() throws Exception {
    Files.writeString(there.resolve("a"), "a");
    Files.writeString(there.resolve("b"), "b");
    succeeds(onDevice("a"), onDevice("b"), here.toString());
    assertThat(here.resolve("a")).hasContent("a");
    assertThat(here.resolve("b")).hasContent("b");

    Files.writeString(here.resolve("a"), "changed");
    succeeds(here.resolve("a").toString(), here.resolve("b").toString(), onDevice(""));
    assertThat(there.resolve("a")).hasContent("changed");
  }

  @Test
  void aFileGetsTheNameOfATargetThatIsNotThere() throws Exception {
    Files.writeString(there.resolve("a"), "a");
    succeeds(onDevice("a"), here.resolve("new").toString());
    assertThat(here.resolve("new")).hasContent("a");

    succeeds(here.resolve("new").toString(), onDevice("newer"));
    assertThat(there.resolve("newer")).hasContent("a");
  }

  @Test
  void aFolderNeedsTheOption() throws Exception {
    Files.createDirectories(there.resolve("top/in"));
    Files.writeString(there.resolve("top/in/f"), "f");
    assertThat(fails(ExitCode.FILE, onDevice("top"), here.toString()))
        .contains("'top' is a folder");
    assertThat(here).isEmptyDirectory();
    succeeds("-r", onDevice("top/"), here.toString());
    assertThat(here.resolve("top/in/f")).hasContent("f");

    assertThat(fails(ExitCode.USAGE, here.resolve("top").toString(), onDevice("")))
        .contains("is a folder: write -r");
    succeeds("-r", here.resolve("top").toString(), onDevice("other"));
    assertThat(there.resolve("other/in/f")).hasContent("f");
  }

  @Test
  void whatIsLeftOutIsToldAndMakesTheCopyIncomplete() throws Exception {
    Files.createDirectories(here.resolve("top"));
    Files.writeString(here.resolve("top/f"), "f");
    Files.createSymbolicLink(here.resolve("top/out"), Path.of("/etc"));
    try (CliRun run = copy("-r", here.resolve("top").toString(), onDevice(""))) {
      assertThat(run.failsWith(ExitCode.FILE))
          .contains("top/out: it is a link that leads out of top");
    }
    assertThat(there.resolve("top/f")).hasContent("f");
  }

  @Test
  void theDevicesReasonIsTold() throws Exception {
    assertThat(fails(ExitCode.DEVICE, onDevice("none"), here.toString()))
        .contains("there is no such file or folder");
    Files.writeString(here.resolve("a"), "a");
    assertThat(fails(ExitCode.DEVICE, here.resolve("a").toString(), onDevice("no/such/")))
        .contains("upload destination must be a directory");
  }

  @Test
  void aFileThatCannotBeReplacedStays() throws Exception {
    Files.writeString(here.resolve("a"), "a");
    Files.createDirectories(there.resolve("a"));
    assertThat(fails(ExitCode.FILE, here.resolve("a").toString(), onDevice("")))
        .contains("is a folder there");
  }

  @Test
  void aFileThatIsReplacedIsKeptAndPutBack() throws Exception {
    Files.writeString(there.resolve("a"), "old");
    Files.writeString(here.resolve("a"), "new");
    succeeds("--keep-previous", here.resolve("a").toString(), onDevice(""));
    assertThat(there.resolve("a")).hasContent("new");
    assertThat(there.resolve(".a.portolan-previous")).hasContent("old");
    succeeds("--restore", onDevice("a"));
    assertThat(there.resolve("a")).hasContent("old");
    assertThat(there.resolve(".a.portolan-previous")).hasContent("new");
    assertThat(fails(ExitCode.DEVICE, "--restore", onDevice("b")))
        .contains("no previous version of it was kept");
  }

  @Test
  void bothEndsHaveComparedWhatWasCopied() throws Exception {
    Files.writeString(there.resolve("a"), "a");
    try (CliRun run = copy("-v", onDevice("a"), here.toString())) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().strip())
          .matches(
              Pattern.quote(onDevice("a")) + ": verified, SHA-256 of its archive [0-9a-f]{64}");
    }
  }

  @Test
  void aDryRunSaysWhatItWouldDo() throws Exception {
    Files.writeString(here.resolve("a"), "a");
    try (CliRun run = copy("--dry-run", here.resolve("a").toString(), onDevice(""))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().strip()).isEqualTo(here.resolve("a") + " -> " + onDevice(""));
    }
    try (CliRun run = copy("--dry-run", "--restore", onDevice("a"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().strip())
          .isEqualTo("previous version of " + onDevice("a") + " -> " + onDevice("a"));
    }
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void progressIsShownOnATerminalOnly() throws Exception {
    Path large = there.resolve("large");
    byte[] bytes = new byte[60_000_000];
    new Random(1).nextBytes(bytes);
    Files.write(large, bytes);
    try (CliRun run = copy(onDevice("large"), here.toString())) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();
    }
    try (CliRun run =
        CliRun.with().terminal(new Screen()).start(arguments(onDevice("large"), here.toString()))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).contains(" of 60 MB  ").contains("/s  large").endsWith("\r\u001b[K");
    }
  }

  @Test
  void whatTheDeviceLeavesOutIsToldAndMakesTheCopyIncomplete() throws Exception {
    Files.createDirectories(there.resolve("top"));
    Files.writeString(there.resolve("top/f"), "f");
    Files.createSymbolicLink(there.resolve("top/out"), Path.of("/etc"));
    assertThat(fails(ExitCode.FILE, "-r", onDevice("top"), here.toString()))
        .contains("top/out: it is a link that leads out of top");
    assertThat(here.resolve("top/f")).hasContent("f");
  }

  @Test
  void aCopyThatLosesItsDeviceIsToldApartFromOneThatFails() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(there.resolve("large").toFile(), "rw")) {
      large.setLength(2L << 30);
    }
    try (EdgeFixture fixture = EdgeFixture.start()) {
      try (CliRun run = CliRun.start(large(fixture))) {
        fixture.awaitUntil(() -> hasBegun(here), run::err);
        EdgeFixture.await(fixture.device().close());
        assertThat(run.failsWith(ExitCode.LOST))
            .contains("The device, or its connection to the edge, was lost.")
            .contains("The same command goes on where it was, within a day.");
      }
    }
  }

  @Test
  void aCopyThatIsStoppedSaysHowItGoesOnAndIsNotTakenForDone() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(there.resolve("large").toFile(), "rw")) {
      large.setLength(2L << 30);
    }
    try (EdgeFixture fixture = EdgeFixture.start();
        CliRun run = CliRun.start(large(fixture))) {
      fixture.awaitUntil(() -> hasBegun(here), run::err);
      run.stop();
      assertThat(run.failsWith(ExitCode.LOST)).contains("Stopped").contains("within a day");
    }
    assertThat(here.resolve("large")).doesNotExist();
  }

  private String[] large(EdgeFixture fixture) throws Exception {
    return new String[] {
      "copy",
      "--edge",
      fixture.url("/").toString(),
      "--ca",
      fixture.authorityFile(scratch).toString(),
      "--token-file",
      Files.writeString(scratch.resolve("token"), EdgeFixture.TOKEN).toString(),
      fixture.deviceId() + ":" + there.resolve("large"),
      here.toString()
    };
  }

  /** Whether something of a copy lies beside its place. */
  private static boolean hasBegun(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(path -> path.endsWith("files/large"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sidesThatMakeNoSenseAreRefused() throws Exception {
    assertThat(fails(ExitCode.USAGE, "a", "b")).contains("one side has to be on a device");
    assertThat(fails(ExitCode.USAGE, "d:/a")).contains("write the sources, then the target");
    assertThat(fails(ExitCode.USAGE, "--keep-previous", "d:/a", "b")).contains("on a device");
    assertThat(fails(ExitCode.USAGE, "--restore", "d:/a", "b")).contains("be on one device");
    assertThat(fails(ExitCode.USAGE, "--restore", "d:a")).contains("is absolute");
    assertThat(fails(ExitCode.USAGE, "--restore", "d:/")).contains("is no file");
    assertThat(fails(ExitCode.USAGE, "--restore", "--keep-previous", "d:/a")).contains("without");
    assertThat(fails(ExitCode.USAGE, "d:/a", "d:/b")).contains("the other on this computer");
    assertThat(fails(ExitCode.USAGE, "d:/a", "e:/a", "b")).contains("on one device");
    assertThat(fails(ExitCode.USAGE, "d:a", "b")).contains("a path on a device is absolute");
    assertThat(fails(ExitCode.FILE, "d:/a", "d:/b", "/no/such")).contains("no such folder");
    assertThat(fails(ExitCode.FILE, "d:/a", "/no/such/")).contains("no such folder");
    assertThat(fails(ExitCode.FILE, "/no/such", "d:/a")).contains("there is no such file");
  }

  @Test
  void aPlaceIsRemoteWithAColonBeforeAnySlash() {
    assertThat(CopyPlace.parse("d:/x", false)).isEqualTo(new CopyPlace("d", "/x"));
    assertThat(CopyPlace.parse("d:/x", true)).isEqualTo(new CopyPlace(null, "d:/x"));
    assertThat(CopyPlace.parse("./d:x", false).isRemote()).isFalse();
    assertThat(CopyPlace.parse("plain", false).isRemote()).isFalse();
    assertThat(CopyPlace.parse("dev:C:\\dir\\f", true))
        .isEqualTo(new CopyPlace("dev", "C:\\dir\\f"));
    assertThat(new CopyPlace("dev", "C:\\f").parent()).isEqualTo("C:\\");
    assertThat(new CopyPlace("dev", "C:\\f").name()).isEqualTo("f");
    assertThat(new CopyPlace("dev", "/f").parent()).isEqualTo("/");
    assertThat(new CopyPlace("dev", "/a/b\\c/").name()).isEqualTo("b\\c");
    assertThat(new CopyPlace("dev", "/a/b/").parent()).isEqualTo("/a");
  }

  private String onDevice(String name) {
    return lab.deviceId() + ":" + there + "/" + name;
  }

  private static CliRun copy(String... more) {
    return CliRun.start(arguments(more));
  }

  private static String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("copy");
    arguments.addAll(
        List.of(
            "--edge", lab.edgeUrl().toString(),
            "--ca", lab.caFile().toString(),
            "--token-file", lab.tokenFile().toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  private static void succeeds(String... more) throws Exception {
    try (CliRun run = copy(more)) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
    }
  }

  private static String fails(ExitCode code, String... more) throws Exception {
    try (CliRun run = copy(more)) {
      return run.failsWith(code);
    }
  }

  private static final class Screen extends CliRun.NoTerminal {
    @Override
    public boolean showsMessages() {
      return true;
    }
  }
}
