package dev.portolan.app.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.app.browse.RemoteEntry.Kind;
import dev.portolan.app.task.Background;
import dev.portolan.edge.EdgeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of a real device, listed by the shells that devices have. */
@DisabledOnOs(OS.WINDOWS)
class RemoteFoldersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** What a device may have to list a folder with. */
  enum Programs {
    /** Whatever this computer has. */
    SYSTEM,
    BUSYBOX,
    /** No {@code find} and no {@code stat}: only what a shell finds out itself. */
    NO_FIND,
    /** And no Base64. */
    NO_BASE64;

    boolean hasAttributes() {
      return this == SYSTEM || this == BUSYBOX;
    }
  }

  @TempDir Path scratch;
  private final Background background = new Background();
  private Path there;

  @BeforeEach
  void before() throws IOException {
    there = Files.createDirectory(scratch.toRealPath().resolve("there"));
  }

  @AfterEach
  void after() {
    background.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyNameComesAsItIs(Programs programs) throws Exception {
    List<String> names =
        List.of(
            "plain",
            "-n",
            "-rf",
            "*",
            "?",
            "a b",
            " lead",
            "trail ",
            "new\nline",
            "cr\r",
            "end\n",
            "'",
            "\"",
            "`id`",
            "$HOME",
            "\\n",
            "%s%n",
            "tab\t",
            "esc\u001b[2J",
            ".hidden",
            "..more",
            "ü€😀",
            "81a4 0 0 x",
            "a.b",
            "~",
            "#",
            "{}",
            ";");
    for (String name : names) {
      Files.writeString(there.resolve(name), name);
    }
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      RemoteFolder folder = await(folders.list(there.toString()));
      assertThat(folder.path()).isEqualTo(there.toString());
      assertThat(folder.truncated()).isFalse();
      assertThat(folder.entries())
          .allMatch(RemoteEntry::askable)
          .extracting(RemoteEntry::name)
          .containsExactlyInAnyOrderElementsOf(names);
      fixture.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNameThatIsNoTextIsShownButCannotBeAskedFor(Programs programs) throws Exception {
    run("cd \"$1\"; : > \"$(printf 'a\\377\\200b')\"; ln -s \"$(printf 'to\\377')\" link");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      RemoteFolder folder = await(folders.list(there.toString()));
      assertThat(folder.entries())
          .extracting(RemoteEntry::name)
          .containsExactlyInAnyOrder("a\\xff\\x80b", "link");
      assertThat(entry(folder, "a\\xff\\x80b").askable()).isFalse();
      assertThat(entry(folder, "link").target())
          .isEqualTo(programs.hasAttributes() ? "to\\xff" : null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void kindsSizesTimesPermissionsAndLinksAreTold(Programs programs) throws Exception {
    Instant when = Instant.parse("2001-02-03T04:05:06Z");
    Files.write(there.resolve("file"), new byte[12_345]);
    Files.setPosixFilePermissions(
        there.resolve("file"), PosixFilePermissions.fromString("rw-r-x---"));
    Files.setLastModifiedTime(there.resolve("file"), FileTime.from(when));
    Files.createDirectory(there.resolve("folder"));
    Files.createSymbolicLink(there.resolve("to file"), Path.of("file"));
    Files.createSymbolicLink(there.resolve("to folder"), Path.of("folder"));
    Files.createSymbolicLink(there.resolve("to nothing"), Path.of("no' -> 'thing"));
    run("cd \"$1\"; mkfifo pipe; chmod 4711 folder; chmod +t folder");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      RemoteFolder folder = await(folders.list(there.toString()));
      boolean all = programs.hasAttributes();
      RemoteEntry file = entry(folder, "file");
      assertThat(file.kind()).isEqualTo(Kind.FILE);
      assertThat(file.bytes()).isEqualTo(all ? 12_345 : -1);
      assertThat(file.modified()).isEqualTo(all ? when : null);
      assertThat(file.permissions()).isEqualTo(all ? "rw-r-x---" : "");
      assertThat(entry(folder, "folder").kind()).isEqualTo(Kind.FOLDER);
      assertThat(entry(folder, "folder").permissions()).isEqualTo(all ? "rws--x--t" : "");
      assertThat(entry(folder, "pipe").kind()).isEqualTo(Kind.OTHER);
      assertThat(entry(folder, "to file"))
          .returns(Kind.LINK, RemoteEntry::kind)
          .returns(Kind.FILE, RemoteEntry::leadsTo)
          .returns(all ? "file" : null, RemoteEntry::target)
          .returns(false, RemoteEntry::opens);
      assertThat(entry(folder, "to folder"))
          .returns(Kind.LINK, RemoteEntry::kind)
          .returns(true, RemoteEntry::opens);
      assertThat(entry(folder, "to nothing"))
          .returns(Kind.LINK, RemoteEntry::leadsTo)
          .returns(all ? "no' -> 'thing" : null, RemoteEntry::target);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoReadableFolderIsTold(Programs programs) throws Exception {
    Files.writeString(there.resolve("file"), "");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      assertThat(failure(folders.list(there + "/none/at all")).reason()).isEqualTo(Reason.MISSING);
      assertThat(failure(folders.list(there + "/file")).reason()).isEqualTo(Reason.NO_FOLDER);
      assertThat(await(folders.list(there + "/")).entries()).hasSize(1);
      assertThat(failure(folders.list("tmp")).reason()).isEqualTo(Reason.MISSING);
      fixture.awaitIdle();
    }
  }

  @Test
  void theHomeFolderIsFoundAndKeptUnderItsPath() throws Exception {
    Files.writeString(there.resolve("mine"), "");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = lister(fixture, env("HOME=" + there, "sh"))) {
      RemoteFolder home = await(folders.home());
      assertThat(home.path()).isEqualTo(there.toString());
      assertThat(folders.kept(there.toString())).isSameAs(home);
      folders.changed(there.toString());
      Files.writeString(there.resolve("more"), "");
      assertThat(await(folders.home()).entries()).hasSize(2);
    }
  }

  @Test
  void aListingIsKeptUntilItIsAskedForAnewOrChanged() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, Programs.SYSTEM)) {
      assertThat(await(folders.list(there.toString())).entries()).isEmpty();
      Files.writeString(there.resolve("a"), "");
      assertThat(await(folders.list(there.toString())).entries()).isEmpty();
      assertThat(await(folders.refresh(there.toString())).entries()).hasSize(1);
      Files.writeString(there.resolve("b"), "");
      folders.changed(there + "/");
      assertThat(folders.kept(there.toString())).isNull();
      assertThat(await(folders.list(there.toString())).entries()).hasSize(2);
    }
  }

  private RemoteFolders folders(EdgeFixture fixture, Programs programs) throws IOException {
    return lister(fixture, shell(programs));
  }

  private RemoteFolders lister(EdgeFixture fixture, List<String> shell) {
    return new RemoteFolders(
        new FolderLister(
            fixture.connect(), background, LONG, List.of(new ListingCommand.Posix(shell))));
  }

  private List<String> shell(Programs programs) throws IOException {
    return switch (programs) {
      case SYSTEM -> List.of("sh");
      case BUSYBOX -> busybox();
      case NO_FIND -> only("base64", "gzip");
      case NO_BASE64 -> only("od");
    };
  }

  private List<String> busybox() throws IOException {
    Path busybox = Path.of("/usr/bin/busybox");
    if (!Files.isExecutable(busybox)) {
      abort("NOT TESTED: there is no " + busybox + " (Debian: busybox-static)");
    }
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    for (String program : List.of("sh", "find", "stat", "base64", "gzip", "true", "od")) {
      Files.createSymbolicLink(bin.resolve(program), busybox);
    }
    return env("PATH=" + bin, bin.resolve("sh").toString());
  }

  /** A shell that finds these programs only. */
  private List<String> only(String... programs) throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    for (String program : programs) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program));
    }
    return env("PATH=" + bin, "/bin/sh");
  }

  private static List<String> env(String variable, String shell) {
    return List.of("env", variable, shell);
  }

  private void run(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-ec", script, "sh", there.toString()).inheritIO().start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static RemoteEntry entry(RemoteFolder folder, String name) {
    return folder.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static RemoteFolder await(CompletableFuture<RemoteFolder> listing) throws Exception {
    return listing.get(30, TimeUnit.SECONDS);
  }

  private static BrowseException failure(CompletableFuture<RemoteFolder> listing) throws Exception {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> await(listing));
    return assertInstanceOf(BrowseException.class, failure.getCause());
  }
}
