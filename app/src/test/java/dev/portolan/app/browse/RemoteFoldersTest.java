package dev.portolan.app.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.app.browse.RemoteEntry.Kind;
import dev.portolan.app.task.Background;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.edge.RulesFile;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of a real device, listed by the shells that devices have. */
@DisabledOnOs(OS.WINDOWS)
class RemoteFoldersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Names that a shell, a terminal or a program could take for something else. */
  private static final List<String> NAMES =
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
    for (String name : NAMES) {
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
          .containsExactlyInAnyOrderElementsOf(NAMES);
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
        RemoteFolders folders = lister(fixture.connect(), env("HOME=" + there, "sh"))) {
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

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void aLargeFolderTakesFewBytes(Programs programs) throws Exception {
    for (int i = 0; i < 20_000; i++) {
      Files.createFile(there.resolve("measurement-" + i + ".csv"));
    }
    try (EdgeFixture fixture = EdgeFixture.start()) {
      CountingOpener opener = new CountingOpener(fixture.connect());
      try (RemoteFolders folders = lister(opener, shell(programs))) {
        RemoteFolder folder = await(folders.list(there.toString()));
        assertThat(folder.entries()).hasSize(20_000);
        assertThat(folder.truncated()).isFalse();
        // 90 bytes an entry, and a third of it again, if they were sent as they are.
        assertThat(opener.bytes()).isLessThan(600_000);
        assertThat(opener.streams()).isEqualTo(1);
      }
    }
  }

  @Test
  void aRefusedCommandIsToldAndNotTriedInOtherWays() throws Exception {
    try (RulesFile rules = rules("allow * * get /tmp");
        EdgeFixture fixture =
            EdgeFixture.start(edge -> edge.withStreams(rules), device -> device)) {
      CountingOpener opener = new CountingOpener(fixture.connect());
      try (RemoteFolders folders = new RemoteFolders(opener, background)) {
        BrowseException refusal = failure(folders.list(there.toString()));
        assertThat(refusal.reason()).isEqualTo(Reason.NO_LISTING);
        assertThat(refusal.sentence()).contains("you may not run sh");
        assertThat(refusal.advice()).contains("Type the path");
        assertThat(opener.streams()).isEqualTo(1);
      }
    }
  }

  @Test
  void rulesCanAllowListingAlone() throws Exception {
    try (RulesFile rules = rules("allow * * run sh -c ...");
        EdgeFixture fixture = EdgeFixture.start(edge -> edge.withStreams(rules), device -> device);
        RemoteFolders folders = new RemoteFolders(fixture.connect(), background)) {
      assertThat(await(folders.list(there.toString())).entries()).isEmpty();
    }
  }

  @Test
  void aDeviceWithoutTheProgramsSaysSo() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = lister(fixture.connect(), List.of("no-such-shell"))) {
      BrowseException refusal = failure(folders.list(there.toString()));
      assertThat(refusal.reason()).isEqualTo(Reason.NO_LISTING);
      assertThat(refusal.sentence()).contains("there is no program 'no-such-shell'");
    }
  }

  @Test
  void aCommandThatHangsIsEndedAfterAWhile() throws Exception {
    Path started = there.resolve("started");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      FolderCommands lister =
          new FolderCommands(
              fixture.connect(), background, Duration.ofSeconds(3), List.of(hanging(started)));
      try (RemoteFolders folders = new RemoteFolders(lister)) {
        CompletableFuture<RemoteFolder> listing = folders.list(there.toString());
        fixture.awaitUntil(() -> Files.exists(started), () -> "the command does not start");
        assertThat(failure(listing).reason()).isEqualTo(Reason.LOST);
        fixture.awaitIdle();
      }
    }
  }

  private static FolderCommand hanging(Path started) {
    return new FolderCommand.Posix(List.of("sh", "-c", "touch '" + started + "'; sleep 600"));
  }

  @Test
  void closingEndsTheCommandOnTheDevice() throws Exception {
    Path started = there.resolve("started");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      RemoteFolders folders =
          new RemoteFolders(
              new FolderCommands(fixture.connect(), background, LONG, List.of(hanging(started))));
      CompletableFuture<RemoteFolder> listing = folders.list(there.toString());
      fixture.awaitUntil(() -> Files.exists(started), () -> "the command does not start");
      folders.close();
      assertThat(failure(listing).reason()).isEqualTo(Reason.CANCELLED);
      assertThat(failure(folders.list(there.toString())).reason()).isEqualTo(Reason.CANCELLED);
      fixture.awaitIdle();
    }
  }

  @Test
  void cancellingEndsTheCommandAndTheNextAskerGetsANewOne() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, Programs.SYSTEM)) {
      folders.list(there.toString()).cancel(true);
      assertThat(await(folders.list(there.toString())).entries()).isEmpty();
      fixture.awaitIdle();
    }
  }

  /** Counts what comes on the streams that it opens. */
  private record CountingOpener(StreamOpener to, AtomicInteger opened, AtomicLong received)
      implements StreamOpener {
    CountingOpener(StreamOpener to) {
      this(to, new AtomicInteger(), new AtomicLong());
    }

    int streams() {
      return opened.get();
    }

    long bytes() {
      return received.get();
    }

    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler afterOk, Duration timeout) {
      opened.incrementAndGet();
      return to.openStream(
          request,
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              channel
                  .pipeline()
                  .addLast(
                      new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelRead(ChannelHandlerContext ctx, Object message) {
                          received.addAndGet(((ByteBuf) message).readableBytes());
                          ctx.fireChannelRead(message);
                        }
                      },
                      afterOk);
            }
          },
          timeout);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void whatIsDeletedIsGoneWhateverItsName(Programs programs) throws Exception {
    for (String name : NAMES) {
      Files.writeString(there.resolve(name), name);
    }
    Path full = Files.createDirectories(there.resolve("-full folder/deeper"));
    Files.writeString(full.resolve("file"), "content");
    run("cd \"$1\"; : > \"$(printf 'a\\377\\200b')\"");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      RemoteFolder folder = await(folders.list(there.toString()));
      assertThat(folder.entries()).hasSize(NAMES.size() + 2);
      Files.writeString(there.resolve("stays"), "");
      await(
          folders.delete(
              there.toString(), folder.entries().stream().map(RemoteEntry::name).toList()));
      assertThat(await(folders.list(there.toString())).entries())
          .extracting(RemoteEntry::name)
          .containsExactly("stays");
      fixture.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void aDeletedLinkTakesNothingWithIt(Programs programs) throws Exception {
    Path kept = Files.createDirectory(scratch.resolve("kept"));
    Files.writeString(kept.resolve("file"), "content");
    Files.createSymbolicLink(there.resolve("link"), kept);
    Path full = Files.createDirectory(there.resolve("folder"));
    Files.createSymbolicLink(full.resolve("inner link"), kept);
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      await(folders.delete(there.toString(), List.of("link", "folder")));
      assertThat(there).isEmptyDirectory();
      assertThat(kept.resolve("file")).hasContent("content");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void moreNamesThanOneCommandTakesAreDeleted(Programs programs) throws Exception {
    List<String> names = IntStream.range(0, 60).mapToObj(i -> "€".repeat(70) + i).toList();
    for (String name : names) {
      Files.writeString(there.resolve(name), "");
    }
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      await(folders.delete(there.toString(), names));
      assertThat(there).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  @EnabledOnOs(OS.LINUX) // Nobody, not even root, deletes from /proc.
  void aRefusedDeletionIsToldInTheDevicesWords(Programs programs) throws Exception {
    Files.writeString(there.resolve("free"), "");
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      BrowseException refusal =
          failure(folders.delete("/proc", List.of("version", "not there", "cmdline")));
      assertThat(refusal.reason()).isEqualTo(Reason.NOT_CHANGED);
      assertThat(refusal.sentence())
          .startsWith("2 were not deleted. The first: rm:")
          .contains("version")
          .containsAnyOf("not permitted", "denied");
      assertThat(failure(folders.delete(there + "/none", List.of("a"))).reason())
          .isEqualTo(Reason.MISSING);
      assertThat(there.resolve("free")).exists();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void whatIsRenamedHasItsNewNameWhateverTheOldOneIs(Programs programs) throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      for (int i = 0; i < NAMES.size(); i++) {
        Path old = Files.writeString(there.resolve(NAMES.get(i)), NAMES.get(i));
        await(folders.rename(there.toString(), NAMES.get(i), "plain" + i));
        assertThat(old).doesNotExist();
        assertThat(there.resolve("plain" + i)).hasContent(NAMES.get(i));
        await(folders.rename(there.toString(), "plain" + i, NAMES.get(i)));
        assertThat(old).hasContent(NAMES.get(i));
        Files.delete(old);
      }
      fixture.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "BUSYBOX"})
  void nothingIsReplacedByARenamedFile(Programs programs) throws Exception {
    Files.writeString(there.resolve("a"), "a");
    Files.writeString(there.resolve("b"), "b");
    Files.createDirectory(there.resolve("folder"));
    Files.createSymbolicLink(there.resolve("to nothing"), Path.of("nothing"));
    try (EdgeFixture fixture = EdgeFixture.start();
        RemoteFolders folders = folders(fixture, programs)) {
      for (String taken : List.of("b", "folder", "to nothing")) {
        assertThat(failure(folders.rename(there.toString(), "a", taken)).sentence())
            .contains("something of this name");
      }
      assertThat(failure(folders.rename(there.toString(), "c", "d")).sentence())
          .contains("not there any more");
      for (String bad : List.of("", ".", "..", "x/y", "x\0y")) {
        assertThat(failure(folders.rename(there.toString(), "a", bad)).reason())
            .isEqualTo(Reason.NOT_CHANGED);
      }
      assertThat(there.resolve("a")).hasContent("a");
      assertThat(there.resolve("b")).hasContent("b");
      assertThat(there.resolve("folder")).isEmptyDirectory();
    }
  }

  private RulesFile rules(String text) throws IOException {
    return RulesFile.open(Files.writeString(scratch.resolve("rules"), text + "\n"), told -> {});
  }

  private RemoteFolders folders(EdgeFixture fixture, Programs programs) throws IOException {
    return lister(fixture.connect(), shell(programs));
  }

  private RemoteFolders lister(StreamOpener opener, List<String> shell) {
    return new RemoteFolders(
        new FolderCommands(opener, background, LONG, List.of(new FolderCommand.Posix(shell))));
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
    for (String program :
        List.of("sh", "find", "stat", "base64", "gzip", "true", "od", "rm", "mv", "sed")) {
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

  private static <T> T await(CompletableFuture<T> listing) throws Exception {
    return listing.get(30, TimeUnit.SECONDS);
  }

  private static BrowseException failure(CompletableFuture<?> listing) throws Exception {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> await(listing));
    return assertInstanceOf(BrowseException.class, failure.getCause());
  }
}
