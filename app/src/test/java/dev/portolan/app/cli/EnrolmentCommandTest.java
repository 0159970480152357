package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.lab.TestIdentities;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.tls.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An edge with a folder of its own, and devices that it invites, each by its own command. */
class EnrolmentCommandTest {
  @TempDir Path scratch;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fiveCommandsLeadFromNothingToAShell() throws Exception {
    List<String> invited = init("--invite", "one,two");
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      try (CliRun one = CliRun.start(typed(invited.get(0), url, "one"));
          CliRun two = CliRun.start(typed(invited.get(1), url, "two"))) {
        one.awaitLine("ready");
        two.awaitLine("ready");
        try (CliRun shell = shell(url, id(two), "echo", "here")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
          assertThat(shell.out().strip()).isEqualTo("here");
        }
        assertThat(id(one)).isNotEqualTo(id(two));
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fromThenOnADeviceNeedsItsFolderAlone() throws Exception {
    List<String> invited = init("--invite", "one");
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      String id;
      try (CliRun first = CliRun.start(typed(invited.getFirst(), url, "one"))) {
        first.awaitLine("ready");
        id = id(first);
      }
      try (CliRun later = CliRun.start("device", "--folder", scratch.resolve("one").toString())) {
        later.awaitLine("ready");
        assertThat(id(later)).isEqualTo(id);
      }
      try (CliRun again = CliRun.start(typed(invited.getFirst(), url, "one"))) {
        assertThat(again.failsWith(ExitCode.FILE)).contains("has a device of " + url);
      }
      try (CliRun another = CliRun.start(typed(invited.getFirst(), url, "another"))) {
        assertThat(another.failsWith(ExitCode.REFUSED))
            .contains("used already", "Ask who runs the edge for a new code");
      }
      assertThat(scratch.resolve("another")).doesNotExist();
    }
    try (Stream<Path> files = Files.walk(scratch.resolve("one"))) {
      assertThat(files)
          .hasSize(5)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatCannotBeMadeCostsNobodyTheCode() throws Exception {
    List<String> invited = init("--invite", "one");
    Path closed = Files.createDirectory(scratch.resolve("taken"));
    Files.writeString(closed.resolve("file"), "mine");
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      try (CliRun unlucky = CliRun.start(typed(invited.getFirst(), url, "taken"))) {
        assertThat(unlucky.failsWith(ExitCode.FILE)).contains("is not empty");
      }
      try (CliRun lucky = CliRun.start(typed(invited.getFirst(), url, "free"))) {
        lucky.awaitLine("ready");
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceThatIsRevokedIsPutOutAndToldWhy() throws Exception {
    List<String> invited = init("--invite", "one,two");
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      try (CliRun one = CliRun.start(typed(invited.get(0), url, "one"));
          CliRun two = CliRun.start(typed(invited.get(1), url, "two"))) {
        one.awaitLine("ready");
        two.awaitLine("ready");

        try (CliRun revoke = CliRun.start("edge", "--folder", folder(), "--revoke", "one")) {
          assertThat(revoke.exitCode()).as(revoke.err()).isZero();
          assertThat(revoke.out().strip()).isEqualTo("revoked: " + id(one));
        }

        one.awaitComplaint("portolan: 127.0.0.1 does not let you in");
        assertThat(one.err()).contains("was revoked");
        try (CliRun shell = shell(url, id(two), "echo", "stays")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
        }
      }
    }
    try (CliRun revoke = CliRun.start("edge", "--folder", folder(), "--revoke", "three")) {
      assertThat(revoke.failsWith(ExitCode.DEVICE)).contains("no device with the name or id three");
    }
  }

  @Test
  void aCertificateThatEndsSoonIsRenewedByItself() throws Exception {
    init();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    Instant then = Instant.now().minus(Duration.ofDays(340));
    EdgeFolder past = EdgeFolder.open(scratch.resolve("edge"), () -> then);
    Enrolment.Answer answer =
        past.enrolment().enrol(new EnrolRequest(past.invite("old").secret(), keys.getPublic()));
    X509Certificate old = ((Enrolment.Answer.Issued) answer).certificate();
    Path own = Files.createDirectory(scratch.resolve("old"));
    Files.writeString(own.resolve("device.key"), Pem.of(keys.getPrivate()));
    Files.writeString(own.resolve("device.pem"), Pem.of(old));
    Files.copy(scratch.resolve("edge/ca.pem"), own.resolve("ca.pem"));
    try (CliRun edge = edge()) {
      Files.writeString(own.resolve("edge"), edge.awaitUrl() + "\n");
      try (CliRun device = CliRun.start("device", "--folder", own.toString())) {
        device.awaitLine("ready");
        device.awaitComplaint("portolan: this device's certificate was renewed");
        X509Certificate next =
            Pem.certificates(Files.readString(own.resolve("device.pem"))).getFirst();
        assertThat(next.getNotAfter().toInstant())
            .isAfter(Instant.now().plus(Duration.ofDays(364)));
        assertThat(id(device)).isEqualTo(DeviceId.of(next));
      }
    }
  }

  @Test
  void aCertificateThatCannotBeRenewedIsToldAndServesOn() throws Exception {
    TestIdentities files = new TestIdentities(scratch, Duration.ofDays(20));
    files.edge("edge");
    files.device("one");
    Path token = Files.writeString(scratch.resolve("token"), "canary");
    Path own = Files.createDirectory(scratch.resolve("own"));
    Files.copy(files.key("one"), own.resolve("device.key"));
    Files.copy(files.certificate("one"), own.resolve("device.pem"));
    Files.copy(files.ca(), own.resolve("ca.pem"));
    try (CliRun edge =
        CliRun.start(
            "edge",
            "--listen",
            "127.0.0.1:0",
            "--cert",
            files.certificate("edge").toString(),
            "--key",
            files.key("edge").toString(),
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString())) {
      Files.writeString(own.resolve("edge"), edge.awaitUrl() + "\n");
      try (CliRun device = CliRun.start("device", "--folder", own.toString())) {
        device.awaitLine("ready");
        assertThat(device.awaitComplaint("portolan: this device's certificate ends on "))
            .contains("could not be renewed", "this edge invites no devices");
      }
    }
  }

  @Test
  void theRulesOfTheFolderAreExplained() throws Exception {
    init();
    Files.writeString(Path.of(folder()).resolve("rules"), "allow client 3fa1* tcp localhost:80\n");
    try (CliRun yes = explain("client 3fa1 tcp localhost:80")) {
      assertThat(yes.exitCode()).as(yes.err()).isZero();
      assertThat(yes.out().strip())
          .isEqualTo("allowed by line 1: allow client 3fa1* tcp localhost:80");
    }
    try (CliRun no = explain("client 3fa1 tcp localhost:81")) {
      assertThat(no.exitCode()).isEqualTo(ExitCode.REFUSED.number());
    }
  }

  private CliRun explain(String question) {
    return CliRun.start("edge", "--folder", folder(), "--explain", question);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aClientInvitesADeviceByItsTokenAndLearnsTheId() throws Exception {
    init();
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      try (CliRun invite = invite(url, "token")) {
        String[] words = invite.awaitLine("portolan device --enrol ").split(" ", -1);
        assertThat(words).hasSize(6).contains(url);
        try (CliRun device =
            CliRun.start("device", "--enrol", words[3], "--code", words[5], "--folder", own())) {
          device.awaitLine("ready");
          assertThat(invite.exitCode()).as(invite.err()).isZero();
          assertThat(invite.awaitLine("device: ")).isEqualTo("device: " + id(device));
        }
      }
      edge.awaitComplaint("portolan: client client has invited the device pump-7, from 127.0.0.1");
      edge.awaitComplaint("portolan: device pump-7 has come, which client client invited: ");
    }
  }

  @Test
  void whoNoLongerWaitsForTheDeviceLeavesTheCodeGood() throws Exception {
    init();
    try (CliRun edge = edge()) {
      String url = edge.awaitUrl();
      String code;
      try (CliRun invite = invite(url, "token")) {
        code = invite.awaitLine("portolan device --enrol ").split(" ", -1)[5];
        invite.stop();
        assertThat(invite.exitCode()).isZero();
      }
      try (CliRun device =
          CliRun.start("device", "--enrol", url, "--code", code, "--folder", own())) {
        device.awaitLine("ready");
      }
    }
  }

  @Test
  void aTokenWithoutTheRightInvitesNobody() throws Exception {
    init();
    try (CliRun token = CliRun.start("token", "--file", folder() + "/tokens", "--name", "guest")) {
      assertThat(token.exitCode()).isZero();
      Files.writeString(scratch.resolve("edge/guest"), token.out());
    }
    try (CliRun edge = edge();
        CliRun invite = invite(edge.awaitUrl(), "guest")) {
      assertThat(invite.failsWith(ExitCode.REFUSED))
          .contains("this token may not invite devices", "--invite");
    }
  }

  private CliRun invite(String url, String token) {
    return CliRun.start(
        "invite",
        "--edge",
        url,
        "--ca",
        folder() + "/ca.pem",
        "--token-file",
        folder() + "/" + token,
        "pump-7");
  }

  private String own() {
    return scratch.resolve("own").toString();
  }

  @Test
  void whatWasMadeIsNotMadeAgain() throws Exception {
    init();
    try (CliRun again = CliRun.start("edge", "--init", folder(), "--name", "127.0.0.1")) {
      assertThat(again.failsWith(ExitCode.FILE)).contains("is not empty");
    }
  }

  @Test
  void tellsHowItDoesUnlessItShallNot() throws Exception {
    init();
    try (CliRun edge = CliRun.start("edge", "--folder", folder(), "--listen", "127.0.0.1:0")) {
      edge.awaitLine("ready");
      // Another program may have the port: then that is what it says.
      assertThat(edge.err()).containsPattern("portolan: metrics: .*127\\.0\\.0\\.1:8444");
    }
    try (CliRun edge = edge()) {
      edge.awaitLine("ready");
      assertThat(edge.err()).doesNotContain("metrics");
    }
  }

  @Test
  void secretsArePrintedByNobody() throws Exception {
    List<String> invited = init("--invite", "one");
    String token = Files.readString(scratch.resolve("edge/token")).strip();
    try (CliRun edge = edge()) {
      edge.awaitLine("ready");
      assertThat(edge.out() + edge.err() + invited).doesNotContain(token);
      assertThat(edge.out() + edge.err()).doesNotContain("PRIVATE");
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        usage("a new edge needs --init FOLDER and --name NAME", "edge", "--init", "x"),
        usage("a new edge needs --init FOLDER and --name NAME", "edge", "--name", "x"),
        usage("is neither a host name", "edge", "--init", "x", "--name", "a b"),
        usage("the name of a device has", "edge", "--init", "x", "--name", "a", "--invite", "a b"),
        usage("--init goes with", "edge", "--init", "x", "--name", "a", "--folder", "y"),
        usage("need --folder FOLDER", "edge", "--invite", "a"),
        usage("need --folder FOLDER", "edge", "--revoke", "a"),
        Arguments.of(
            ExitCode.FILE, "is no folder of an edge", new String[] {"edge", "--folder", "x"}),
        usage("go together", "device", "--enrol", "https://localhost"),
        usage("go together", "device", "--code", "x"),
        usage("eight groups of five", "device", "--enrol", "https://localhost", "--code", "x"),
        usage("--enrol http://x", "device", "--enrol", "http://x", "--code", "x"),
        usage("no device yet", "device", "--folder", "x"),
        usage("needs --cert FILE", "device", "--edge", "https://localhost"),
        usage("need --edge URL", "device", "--cert", "x", "--key", "y"),
        usage("need --edge URL", "device", "--ca", "x"),
        usage("leave out either", "device", "--edge", "https://localhost", "--folder", "x"));
  }

  private static Arguments usage(String words, String... arguments) {
    return Arguments.of(ExitCode.USAGE, words, arguments);
  }

  @ParameterizedTest
  @MethodSource
  void wrong(ExitCode code, String words, String[] arguments) throws Exception {
    String[] there = new String[arguments.length];
    for (int i = 0; i < there.length; i++) {
      there[i] =
          arguments[i].equals("x") && i > 0 && arguments[i - 1].matches("--init|--folder")
              ? scratch.resolve("x").toString()
              : arguments[i];
    }
    try (CliRun run = CliRun.start(there)) {
      assertThat(run.failsWith(code)).contains(words);
    }
    assertThat(scratch).isEmptyDirectory();
  }

  /** What a person types besides: the printed command of each device. */
  private List<String> init(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("edge", "--init", folder(), "--name", "127.0.0.1"));
    arguments.addAll(List.of(more));
    try (CliRun init = CliRun.start(arguments.toArray(new String[0]))) {
      assertThat(init.exitCode()).as(init.err()).isZero();
      assertThat(init.out())
          .contains("ca: " + scratch.resolve("edge/ca.pem"))
          .contains("run: portolan edge --folder " + folder());
      return init.out().lines().filter(line -> line.contains(": portolan device ")).toList();
    }
  }

  private CliRun edge() {
    return CliRun.start(
        "edge", "--folder", folder(), "--listen", "127.0.0.1:0", "--metrics", "off");
  }

  private String[] typed(String printed, String url, String name) {
    String[] words = printed.substring(printed.indexOf("portolan ")).split(" ", -1);
    assertThat(words).hasSize(6);
    assertThat(words[3]).isEqualTo("https://127.0.0.1:8443");
    return new String[] {
      words[1], words[2], url, words[4], words[5], "--folder", scratch.resolve(name).toString()
    };
  }

  private CliRun shell(String url, String device, String... command) {
    return CliRun.onDevice(scratch.resolve("edge"), url, device, command);
  }

  private String folder() {
    return scratch.resolve("edge").toString();
  }

  private static String id(CliRun device) throws Exception {
    return device.awaitLine("device: ").substring("device: ".length());
  }
}
