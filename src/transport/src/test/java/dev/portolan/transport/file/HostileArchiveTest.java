package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.portolan.transport.folder.Modes;
import dev.portolan.transport.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that want something else than to be unpacked, for a download of "top". */
@DisabledOnOs(OS.WINDOWS)
class HostileArchiveTest {
  private static final UnpackLimits LIMITS = new UnpackLimits(1_000, 1 << 20, 200);

  @TempDir Path scratch;
  private Path folder;

  @BeforeEach
  void before() throws IOException {
    folder = Files.createDirectory(scratch.resolve("folder"));
    Files.createDirectory(folder.resolve("top"));
    Files.writeString(folder.resolve("top/old"), "old");
    Files.writeString(scratch.resolve("outside"), "outside");
    Files.createSymbolicLink(folder.resolve("top/way-out"), scratch);
  }

  static Stream<Arguments> refused() {
    String long256 = "n".repeat(256);
    String deep = "top/" + "d/".repeat(64) + "f";
    byte[] good = new RawTar().folder("top").file("top/a", "a").end().gzip();
    return Stream.of(
        arguments("another name", tar().file("other", "x"), "asked for 'top', but 'other'"),
        arguments("another folder", tar().file(".ssh/authorized_keys", "x"), "'.ssh' was sent"),
        arguments("a second top", tar().file("top/a", "a").file("b", "b"), "but 'b' was sent"),
        arguments("an absolute name", tar().file("/etc/passwd", "x"), "it is absolute"),
        arguments(
            "an absolute name in PAX",
            tar().pax("path", "/top/a").file("top/a", "x"),
            "it is absolute"),
        arguments(
            "an absolute name in PAX for all",
            tar().global("path", "/top/a").file("top/a", "x"),
            "it is absolute"),
        arguments(
            "an absolute GNU long name",
            tar().entry('L', "././@LongLink", "", 0, 7, "/top/a\0".getBytes(UTF_8)).file("a", "x"),
            "it is absolute"),
        arguments(
            "a name that is no UTF-8", latin1().file("top/\u00fc", "x"), "a name that is no UTF-8"),
        arguments(
            "a prefix that is no UTF-8",
            latin1().prefixed("top/\u00fc", "a"),
            "a name that is no UTF-8"),
        arguments(
            "a name in PAX that is no UTF-8",
            latin1().pax("path", "top/\u00fc").file("top/a", "x"),
            "a name that is no UTF-8"),
        arguments(
            "a GNU long name that is no UTF-8",
            tar()
                .entry('L', "././@LongLink", "", 0, 5, "top/\u00fc".getBytes(ISO_8859_1))
                .file("a", "x"),
            "a name that is no UTF-8"),
        arguments(
            "a link's target that is no UTF-8",
            latin1().folder("top").link("top/l", "\u00fc"),
            "a name that is no UTF-8"),
        arguments(
            "records of PAX without an end",
            tar().rawPax("99999 path=top/a\n").file("top/a", "x"),
            "damaged"),
        arguments(
            "records of PAX without a key", tar().rawPax("5 top\n").file("top/a", "x"), "damaged"),
        arguments("two dots in front", tar().file("../outside", "x"), "'..' is a part of it"),
        arguments("two dots within", tar().file("top/../../outside", "x"), "'..' is a part of it"),
        arguments("two dots at the end", tar().folder("top/.."), "'..' is a part of it"),
        arguments(
            "two dots in PAX",
            tar().pax("path", "top/../../outside").file("top/a", "x"),
            "'..' is a part of it"),
        arguments("a dot within", tar().file("top/./a", "x"), "'.' is a part of it"),
        arguments("an empty name", tar().file("", "x"), "it is empty"),
        arguments("an empty part", tar().file("top//a", "x"), "a part of it is empty"),
        arguments(
            "a zero byte", tar().pax("path", "top/a\0b").file("top/a", "x"), "it has a zero byte"),
        arguments(
            "a long part", tar().pax("path", "top/" + long256).file("a", "x"), "more than 255"),
        arguments(
            "a long path",
            tar().pax("path", "top/" + ("p".repeat(200) + "/").repeat(21) + "f").file("a", "x"),
            "more than 4096"),
        arguments("a deep path", tar().pax("path", deep).file("a", "x"), "64 folders deep"),
        arguments(
            "a huge PAX header",
            tar().pax("comment", "c".repeat(70_000)).file("top/a", "x"),
            "a header of more than 65536"),
        arguments(
            "many PAX headers",
            many(200, tar -> tar.pax("comment", "c".repeat(500))).file("top/a", "x"),
            "a header of more than 65536"),
        arguments(
            "a huge GNU long name",
            tar().entry('L', "././@LongLink", "", 0, 70_000, new byte[70_000]).file("top/a", "x"),
            "a header of more than 65536"),
        arguments("a hard link", tar().file("top/a", "a").special('1', "top/b"), "a hard link"),
        arguments("a character device", tar().special('3', "top/b"), "a device"),
        arguments("a block device", tar().special('4', "top/b"), "a device"),
        arguments("a named pipe", tar().special('6', "top/b"), "a named pipe"),
        arguments("an unknown type", tar().special('Z', "top/b"), "something unknown"),
        arguments("a sparse file", tar().special('S', "top/b"), "sparse"),
        arguments("all is a link", tar().link("top", "a"), "it is all that was asked for"),
        arguments("an absolute link", tar().link("top/l", "/etc"), "its target is not relative"),
        arguments("a link that leads out", tar().link("top/l", "../outside"), "it leads out of"),
        arguments(
            "a link that goes down and out",
            tar().link("top/l", "a/../../outside"),
            "its target could lead anywhere"),
        arguments(
            "a chain of links, each of which looks inside",
            tar().link("top/a", ".").link("top/b", "a/.."),
            "its target could lead anywhere"),
        arguments(
            "a file through a link of the archive",
            tar().folder("top/d").link("top/l", "d").file("top/l/f", "x"),
            "which is no folder"),
        arguments(
            "a file through a link that was there",
            tar().file("top/way-out/outside", "x"),
            "is a link there"),
        arguments("a file twice", tar().file("top/a", "1").file("top/a", "2"), "twice"),
        arguments("a link, then a file", tar().link("top/a", "b").file("top/a", "2"), "twice"),
        arguments("a file as a folder", tar().file("top/a", "1").file("top/a/b", "2"), "no folder"),
        arguments("a file for a folder", tar().file("top", "x"), "top is a folder there"),
        arguments("a folder for a file", tar().folder("top/old"), "top/old is no folder there"),
        arguments("a folder with content", folderWithContent(), "is no file and has content"),
        arguments(
            "a link with content",
            tar().entry('2', "top/l", "a", 0, 3, new byte[3]),
            "is no file and has content"),
        arguments("more than there is room for", tar().file("top/a", big(2 << 20)), "enough room"),
        arguments(
            "a size beyond all",
            tar().entry('0', "top/a", "", 0644, 077777777777L, new byte[0]),
            "enough room"),
        arguments("too many entries", many(1_001, tar -> tar.folder("top/d")), "twice"),
        arguments("nothing", tar(), "nothing was sent"),
        arguments("a wrong check sum of a header", wrongSum(), "damaged"),
        arguments("cut in a file", cut(good, 40), "ended too early"),
        arguments("cut in its check sum", cut(good, 6), "ended too early"),
        arguments("a wrong check sum", changed(good, 8), "damaged"),
        arguments("a wrong length", changed(good, 4), "damaged"),
        arguments("not compressed", "hello, this is no archive at all".getBytes(UTF_8), "damaged"),
        arguments("something behind the end", tar().file("top/a", "a").end().raw(ones()), "behind"),
        arguments(
            "zeros without an end",
            tar().file("top/a", "a").end().raw(new byte[70_000]),
            "more behind the end"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndLeavesNothing(String kind, Object archive, String reason) throws IOException {
    List<String> before = everything();
    byte[] bytes = archive instanceof RawTar tar ? tar.end().gzip() : (byte[]) archive;

    assertThatThrownBy(() -> unpack(bytes, LIMITS, false))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining(reason);

    assertThat(everything()).isEqualTo(before);
    assertThat(scratch.resolve("outside")).hasContent("outside");
  }

  @ParameterizedTest
  @MethodSource("namesThatWindowsTakesForOthers")
  void namesThatWindowsTakesForOthersAreRefusedThere(String name) throws IOException {
    assertThatThrownBy(() -> unpack(tar().file("top/" + name, "x").end().gzip(), LIMITS, true))
        .hasMessageContaining("Windows cannot have it");
    unpack(tar().file("top/" + name, "x").end().gzip(), LIMITS, false);
    assertThat(folder.resolve("top").resolve(name)).hasContent("x");
  }

  static Stream<String> namesThatWindowsTakesForOthers() {
    return Stream.of(
        "C:x",
        "a:b",
        "..\\outside",
        "a\\b",
        "NUL",
        "nul.txt",
        "COM1",
        "lpt9.log",
        "COM\u00b9",
        "con ",
        "CONIN$",
        "dot.",
        "blank ",
        "a?",
        "a\u0001b");
  }

  @Test
  void ofAModeOnlyHarmlessBitsAreTaken() throws IOException {
    unpack(tar().entry('0', "top/set", "", 07777, 1, new byte[] {'x'}).end().gzip(), LIMITS, false);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("top/set"))))
        .isEqualTo("rwxr-xr-x");
    assertThat((int) Files.getAttribute(folder.resolve("top/set"), "unix:mode") & 07000).isZero();
  }

  @Test
  void ofAModeWritingByOthersIsLeftOutWhateverTheProcessWouldAllow() {
    assertThat(PosixFilePermissions.toString(Modes.ofFile(07777))).isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(Modes.ofFile(0666))).isEqualTo("rw-r--r--");
    assertThat(PosixFilePermissions.toString(Modes.ofFolder(0022))).isEqualTo("rwx------");
    assertThat(Modes.of(PosixFilePermissions.fromString("rwxr-x--x"))).isEqualTo(0751);
  }

  @Test
  void whatIsLargerThanItsCompressedFormBeyondMeasureIsRefused() {
    byte[] zeros = tar().entry('0', "top/z", "", 0644, 80 << 20, new byte[80 << 20]).end().gzip();
    UnpackLimits roomy = new UnpackLimits(10, 1L << 40, 200);
    assertThatThrownBy(() -> unpack(zeros, roomy, false)).hasMessageContaining("200 times larger");
  }

  @Test
  void tooManyEntriesAreRefused() {
    RawTar tar = tar();
    for (int i = 0; i < 11; i++) {
      tar.folder("top/" + i);
    }
    assertThatThrownBy(() -> unpack(tar.end().gzip(), new UnpackLimits(10, 1 << 20, 200), false))
        .hasMessageContaining("more than 10 entries");
  }

  @Test
  void namesThatAreTheSameHereAreRefused() throws IOException {
    boolean sameCase = Files.exists(folder.resolve("TOP"));
    assumeTrue(sameCase, "the file system tells cases apart");
    assertThatThrownBy(
            () -> unpack(tar().file("top/a", "1").file("top/A", "2").end().gzip(), LIMITS, false))
        .hasMessageContaining("the same here");
  }

  @Test
  void aSingleFileIsNoFolder() {
    assertThatThrownBy(
            () ->
                Unpacker.unpack(
                    new ByteArrayInputStream(tar().folder("top").end().gzip()),
                    new Unpacker.Target(folder, "top", null, false),
                    TransferListener.NONE))
        .hasMessage("'top' is a folder");
  }

  @Test
  void whatIsFineReplacesFilesAndMergesFolders() throws IOException {
    unpack(
        tar()
            .folder("top/")
            .file("top/old", "new")
            .folder("top/in/")
            .link("top/in/l", "../old")
            .end()
            .raw(new byte[9_000])
            .gzip(),
        LIMITS,
        false);
    assertThat(folder.resolve("top/old")).hasContent("new");
    assertThat(Files.readSymbolicLink(folder.resolve("top/in/l"))).hasToString("../old");
    assertThat(everything()).noneMatch(name -> name.contains(".portolan"));
  }

  @Test
  void aFullDiskKeepsWhatWasThere() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder) == 0, "no mount");
    try {
      Files.createDirectory(folder.resolve("top"));
      Files.writeString(folder.resolve("top/old"), "old");
      byte[] large = tar().file("top/old", big(2 << 20)).end().gzip();
      assertThatThrownBy(() -> unpack(large, new UnpackLimits(10, 1L << 40, 2_000), false))
          .hasMessageContaining("the disk is full");
      assertThat(folder.resolve("top/old")).hasContent("old");
      assertThat(everything()).noneMatch(name -> name.contains(".portolan"));
    } finally {
      run("umount", folder);
    }
  }

  private static int run(Object... command) throws Exception {
    List<String> words = Stream.of(command).map(Object::toString).toList();
    return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor();
  }

  private void unpack(byte[] archive, UnpackLimits limits, boolean windows) throws IOException {
    Unpacker.unpack(
        new ByteArrayInputStream(archive),
        new Unpacker.Target(folder, "top", null, true),
        limits,
        windows,
        TransferListener.NONE);
  }

  /** Each file and folder, with what is in it. */
  private List<String> everything() throws IOException {
    try (Stream<Path> all = Files.walk(scratch)) {
      return all.map(HostileArchiveTest::line).sorted().toList();
    }
  }

  private static String line(Path path) {
    try {
      return path + (Files.isRegularFile(path) ? " " + Files.readString(path) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawTar tar() {
    return new RawTar();
  }

  private static RawTar latin1() {
    return new RawTar(ISO_8859_1);
  }

  private static RawTar many(int count, Consumer<RawTar> each) {
    RawTar tar = tar();
    for (int i = 0; i < count; i++) {
      each.accept(tar);
    }
    return tar;
  }

  private static RawTar folderWithContent() {
    return tar().entry('5', "top/d", "", 0755, 3, new byte[3]);
  }

  private static RawTar wrongSum() {
    byte[] header = new byte[512];
    Arrays.fill(header, (byte) 'x');
    return tar().raw(header);
  }

  private static String big(int size) {
    return "x".repeat(size);
  }

  private static byte[] ones() {
    byte[] ones = new byte[20_000];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }

  private static byte[] cut(byte[] archive, int bytes) {
    return Arrays.copyOf(archive, archive.length - bytes);
  }

  /** With another byte so far from the end. */
  private static byte[] changed(byte[] archive, int fromEnd) {
    byte[] changed = archive.clone();
    changed[archive.length - fromEnd] ^= 1;
    return changed;
  }
}
