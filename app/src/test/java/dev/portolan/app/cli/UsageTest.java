package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens before anything is connected. */
class UsageTest {
  private static final String TOKEN = "canary-7f3a-token";
  private static final String[] CLIENT = {"--edge", "https://127.0.0.1:1", "--device", "pump-7"};

  @TempDir Path scratch;

  @Test
  void withoutADisplayTheWindowSaysSo() throws Exception {
    try (CliRun run = CliRun.start()) {
      assertThat(run.failsWith(ExitCode.COMPUTER))
          .isEqualTo(
              "portolan: no window: this is a test; the commands work without one (see portolan --help)");
    }
  }

  @Test
  void withoutADisplayTheTourIsTakenIfWanted() throws Exception {
    try (CliRun run = CliRun.start("--tour-without-display", "pictures")) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.err().lines())
          .containsExactly(
              "portolan: no window: this is a test; taking the tour off screen instead");
      assertThat(run.out().lines()).containsExactly("tour in pictures");
    }
  }

  @Test
  void withADisplayTheWindowOpensOnTheGivenFolder() throws Exception {
    CompletableFuture<Optional<Path>> opened = new CompletableFuture<>();
    Window window =
        new CliRun.ClosedWindow() {
          @Override
          public Optional<String> obstacle() {
            return Optional.empty();
          }

          @Override
          public void open(@Nullable Path dataFolder, List<String> links) {
            opened.complete(Optional.ofNullable(dataFolder));
          }
        };
    try (CliRun run =
        CliRun.with()
            .window(window)
            .start("--data-dir", "here", "--tour-without-display", "pictures")) {
      assertThat(run.exitCode()).isZero();
      assertThat(opened).isCompletedWithValue(Optional.of(Path.of("here")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sail                                             | Unmatched argument at index 0: 'sail'
          lab --color                                      | Unknown option: '--color'
          forward                                          | Missing required
          shell --edge https://e                           | Missing required option: '--device=ID'
          shell --edge https://e --device d --cert c.pem   | --key
          shell --edge https://e --device d --ca a --pin b | mutually exclusive
          """)
  void wrongOptionsAreToldInOneLine(String arguments, String reason) throws Exception {
    try (CliRun run = CliRun.start(arguments.split(" ", -1))) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains(reason).contains("--help)");
    }
  }

  @Test
  void forwardNeedsATarget() throws Exception {
    try (CliRun run = client("forward")) {
      assertThat(run.failsWith(ExitCode.USAGE))
          .contains("Give a TARGET, such as 8080:localhost:80, or -D PORT.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :8080:localhost:80     | host
          8080:localhost         | 8080:localhost
          080:localhost:80       | 080
          8080:localhost:99999   | 99999
          8080:localhost:80/sctp | sctp
          """)
  void wrongTargetsAreToldInOneLine(String target, String reason) throws Exception {
    try (CliRun run = client("forward", target)) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains(reason);
    }
  }

  @Test
  void plainHttpIsRefused() throws Exception {
    try (CliRun run =
        CliRun.with()
            .variable("PORTOLAN_TOKEN", TOKEN)
            .start("shell", "--edge", "http://edge.example.com", "--device", "d")) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains("https://");
    }
  }

  @Test
  void withoutATokenItIsSaidWhereItCouldComeFrom() throws Exception {
    try (CliRun run = CliRun.start("shell", CLIENT[0], CLIENT[1], CLIENT[2], CLIENT[3])) {
      assertThat(run.failsWith(ExitCode.USAGE))
          .isEqualTo("portolan: no token: give --token-file FILE, or set PORTOLAN_TOKEN");
    }
  }

  @Test
  void aTokenFileThatIsMissingIsNamed() throws Exception {
    Path missing = scratch.resolve("missing");
    try (CliRun run = client("shell", "--token-file", missing.toString())) {
      assertThat(run.failsWith(ExitCode.FILE))
          .isEqualTo("portolan: " + missing + ": there is no such file");
    }
  }

  @Test
  void aTokenThatCannotBeSentIsNotShown() throws Exception {
    Path file = Files.writeString(scratch.resolve("token"), TOKEN + "\nsecond line\n");
    try (CliRun run = client("shell", "--token-file", file.toString())) {
      assertThat(run.failsWith(ExitCode.FILE)).contains(file.toString()).doesNotContain("canary");
    }
  }

  @Test
  void aCertificateFileWithoutOneIsNamed() throws Exception {
    Path file = Files.writeString(scratch.resolve("ca.pem"), "nothing");
    try (CliRun run = client("shell", "--ca", file.toString())) {
      run.failsWith(ExitCode.FILE);
    }
  }

  @Test
  void aBadPinIsRefused() throws Exception {
    try (CliRun run = client("shell", "--pin", "sha256:12")) {
      assertThat(run.failsWith(ExitCode.USAGE)).contains("--pin");
    }
  }

  @Test
  void anEdgeThatNobodyCouldUseDoesNotStart() throws Exception {
    try (CliRun run =
        CliRun.start("edge", "--listen", "127.0.0.1:0", "--cert", "c", "--key", "k")) {
      assertThat(run.failsWith(ExitCode.USAGE))
          .isEqualTo(
              "portolan: no device could come in: give --device ID, --devices FILE or --device-ca FILE");
    }
  }

  @Test
  void anEdgeWhoseClientsMayHaveNoConnectionDoesNotStart() throws Exception {
    try (CliRun run =
        CliRun.with()
            .variable("PORTOLAN_TOKEN", TOKEN)
            .start(
                "edge",
                "--listen",
                "127.0.0.1:0",
                "--cert",
                "c",
                "--key",
                "k",
                "--device",
                "0".repeat(64),
                "--client-connections",
                "0")) {
      assertThat(run.failsWith(ExitCode.USAGE))
          .isEqualTo("portolan: --client-connections: 0 is too few");
    }
  }

  private static CliRun client(String command, String... more) {
    String[] arguments = new String[1 + CLIENT.length + more.length];
    arguments[0] = command;
    System.arraycopy(CLIENT, 0, arguments, 1, CLIENT.length);
    System.arraycopy(more, 0, arguments, 1 + CLIENT.length, more.length);
    return CliRun.with().variable("PORTOLAN_TOKEN", TOKEN).start(arguments);
  }
}
