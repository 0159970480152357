package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TokenCommandTest {
  private static final String GATE = "ab".repeat(32);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("tokens");
  }

  private CliRun token(String... arguments) {
    List<String> all = new ArrayList<>(List.of("token", "--file", file.toString()));
    all.addAll(List.of(arguments));
    return CliRun.start(all.toArray(new String[0]));
  }

  private String make(String... arguments) throws Exception {
    try (CliRun run = token(arguments)) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
      return run.out().strip();
    }
  }

  private static String hash(String token) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTokenIsPrintedOnceAndOnlyItsHashIsKept() throws Exception {
    String token = make("--name", "alice");

    assertThat(token).matches("ptl_[A-Za-z0-9_-]{32}");
    assertThat(Files.readString(file)).isEqualTo("alice sha256:" + hash(token) + "\n");
    assertThat(make("--list")).isEqualTo("alice sha256:" + hash(token).substring(0, 8) + "…");
  }

  @Test
  void theFileIsForItsOwnerAloneAndNothingElseStaysButALock() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    make("--name", "alice");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    make("--name", "bob");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .as("who may read it is decided once")
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("tokens", "tokens.lock");
    }
  }

  @Test
  void eachTokenIsAnother() throws Exception {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      tokens.add(make("--name", "alice"));
    }
    assertThat(tokens).hasSize(20);
    assertThat(Files.readAllLines(file)).hasSize(20);
  }

  @Test
  void commentsAndOtherTokensStay() throws Exception {
    String before = "# office\n\n  bob sha256:" + hash("x") + " # until he leaves\n";
    Files.writeString(file, before);
    make("--name", "alice", "--expires", "2999-12-31", "--device", "gate-1", "--device", GATE);
    assertThat(Files.readString(file))
        .startsWith(before + "alice sha256:")
        .endsWith(" expires=3000-01-01T00:00:00Z devices=" + GATE + ",gate-1\n");
    make("--name", "alice");
    assertThat(make("--revoke", "alice")).isEqualTo("2 tokens of alice revoked");
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(make("--revoke", "bob")).isEqualTo("1 token of bob revoked");
    assertThat(Files.readString(file)).isEqualTo("# office\n\n");
  }

  @Test
  void aTokenThatMayInviteIsMarkedSo() throws Exception {
    make("--name", "alice", "--invite");
    assertThat(Files.readString(file)).matches("alice sha256:[0-9a-f]{64} invite\n");
    assertThat(make("--list")).endsWith("\u2026 invite");
    try (CliRun run = token("--revoke", "alice", "--invite")) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains("--invite belong to --name");
    }
  }

  @Test
  void daysAreCountedFromNow() throws Exception {
    make("--name", "alice", "--expires", "90d");
    assertThat(Files.readString(file))
        .matches("alice sha256:[0-9a-f]{64} expires=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n");
  }

  @Test
  void whatHasExpiredIsListedAsSuch() throws Exception {
    Files.writeString(file, "alice sha256:" + hash("x") + " expires=2020-01-01\n");
    assertThat(make("--list")).endsWith("… expires=2020-01-02T00:00:00Z (expired)");
  }

  /** An administrator makes tokens for an edge that runs as a user of its own. */
  @Test
  void whatIsMadeBelongsToWhomTheFolderBelongsTo() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    assumeTrue(Files.getOwner(folder).getName().equals("root"), "this user gives nothing away");
    UserPrincipal nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(folder, nobody);

    make("--name", "alice");

    assertThat(Files.getOwner(file)).isEqualTo(nobody);
    assertThat(Files.getOwner(folder.resolve("tokens.lock"))).isEqualTo(nobody);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsNoLock() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Files.createSymbolicLink(folder.resolve("tokens.lock"), other);

    try (CliRun run = token("--name", "alice")) {
      run.failsWith(ExitCode.FILE);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path target = Files.writeString(folder.resolve("real"), "# real\n");
    try {
      Files.createSymbolicLink(file, target);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no links here");
    }
    make("--name", "alice");
    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(Files.readString(target)).startsWith("# real\nalice sha256:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --name alice --list               | mutually exclusive
          --name alice --revoke alice       | mutually exclusive
          ''                                | Missing required argument
          --list --expires 90d              | --expires, --device and --invite belong to --name
          --revoke alice --device gate      | --expires, --device and --invite belong to --name
          --name al*ice                     | --name: the name of a client
          --name alice --expires 0d         | --expires: give days such as 90d
          --name alice --expires never      | --expires: give days such as 90d
          --name alice --expires 2020-01-01 | is over already
          --name alice --device */gate      | --device: the name of a device
          --revoke nobody                   | no token of 'nobody' is in
          """)
  void wrongOptionsAreToldInOneLine(String arguments, String reason) throws Exception {
    try (CliRun run = token(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1))) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains(reason);
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alice canary-token  | line 1: a token is
          alice sha256:canary | line 1: behind sha256:
          """)
  void aFileWithABadLineIsNotTouched(String line, String reason) throws Exception {
    Files.writeString(file, line + "\n");
    for (String[] work : List.of(new String[] {"--name", "bob"}, new String[] {"--list"})) {
      try (CliRun run = token(work)) {
        assertThat(run.failsWith(ExitCode.FILE)).contains(reason).doesNotContain("canary");
        assertThat(run.out()).isEmpty();
      }
    }
    assertThat(Files.readString(file)).isEqualTo(line + "\n");
  }

  @Test
  void aLineThatIsHalfWrittenIsNotMadeWhole() throws Exception {
    Files.writeString(file, "alice sha256:" + hash("x"));
    try (CliRun run = token("--name", "bob")) {
      assertThat(run.failsWith(ExitCode.FILE)).contains("line 1: it has no line end");
    }
  }

  @Test
  void aFolderOrAPlaceThatIsNotThereIsTold() throws Exception {
    Files.createDirectory(file);
    try (CliRun run = token("--name", "bob")) {
      assertThat(run.failsWith(ExitCode.FILE)).contains("is no file");
      assertThat(run.out()).isEmpty();
    }
    file = folder.resolve("no").resolve("tokens");
    try (CliRun run = token("--name", "bob")) {
      assertThat(run.failsWith(ExitCode.FILE)).contains(file.toString());
      assertThat(run.out()).as("nobody has a token that is not kept").isEmpty();
    }
  }
}
