package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.Version;
import dev.portolan.app.lab.TestIdentities;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An edge and its devices, each started by its own command. */
class EdgeCommandTest {
  @TempDir Path scratch;
  private TestIdentities files;
  private Path token;

  @BeforeEach
  void makeFiles() throws IOException {
    files = new TestIdentities(scratch);
    files.edge("edge");
    files.device("one");
    files.device("two");
    token = Files.writeString(scratch.resolve("token"), "canary-operator-token\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void twoDevicesAreReachedEachByItsId() throws Exception {
    try (CliRun edge =
        edge("--device-ca", files.ca().toString(), "--token-file", token.toString())) {
      String url = edge.awaitUrl();
      try (CliRun one = device(url, "one");
          CliRun two = device(url, "two")) {
        one.awaitLine("ready");
        two.awaitLine("ready");

        try (CliRun shell = shell(url, one, "sh", "-c", "echo in $0", "one")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
          assertThat(shell.out().strip()).isEqualTo("in one");
        }
        assertThat(id(one)).isNotEqualTo(id(two));
        try (CliRun shell = shell(url, two, "echo", "two")) {
          assertThat(shell.exitCode()).as(shell.err()).isZero();
        }
      }
    }
  }

  @Test
  void aDeviceThatWasNotNamedStaysOutAndSaysWhy() throws Exception {
    try (CliRun edge = edge("--device", "0".repeat(64), "--token-file", token.toString());
        CliRun device = device(edge.awaitUrl(), "one")) {
      device.awaitComplaint("portolan: ");

      assertThat(device.out().lines()).hasSize(1);
      device.stop();
      assertThat(device.exitCode()).isZero();
    }
  }

  @Test
  void rulesAreCheckedAndExplainedWithoutAnEdge() throws Exception {
    Path rules =
        Files.writeString(
            scratch.resolve("rules"),
            "allow alice * tcp 10.0.0.0/8:22\nallow * * reload\nallow bob * reload\n");
    try (CliRun check = CliRun.start("edge", "--check-rules", rules.toString())) {
      assertThat(check.exitCode()).as(check.err()).isZero();
      assertThat(check.out()).isEqualToIgnoringNewLines(rules + ": 3 rules");
      assertThat(check.err()).contains(rules + ", line 3 decides nothing: line 2");
    }
    try (CliRun yes = explain(rules, "alice dev1 tcp 10.1.2.3:22")) {
      assertThat(yes.exitCode()).as(yes.err()).isZero();
      assertThat(yes.out().strip()).isEqualTo("allowed by line 1: allow alice * tcp 10.0.0.0/8:22");
    }
    try (CliRun no = explain(rules, "alice dev1 tcp 11.0.0.1:22")) {
      assertThat(no.exitCode()).isEqualTo(ExitCode.REFUSED.number());
      assertThat(no.out().strip()).isEqualTo("refused: no line allows it");
    }
    for (String question : List.of("", "alice dev1", "alice dev1 ssh", "alice dev1 tcp host")) {
      try (CliRun bad = explain(rules, question)) {
        bad.failsWith(ExitCode.USAGE);
      }
    }
    Files.writeString(rules, "allow * * *\nallow alice dev1 tcp,foo\n");
    try (CliRun bad = CliRun.start("edge", "--check-rules", rules.toString())) {
      assertThat(bad.failsWith(ExitCode.FILE)).contains(rules + ", line 2: 'foo' is no kind");
    }
    try (CliRun nothing = CliRun.start("edge", "--explain", "alice dev1 tcp a:1")) {
      nothing.failsWith(ExitCode.USAGE);
    }
  }

  private static CliRun explain(Path rules, String question) {
    return CliRun.start("edge", "--rules", rules.toString(), "--explain", question);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void rulesDecideWhatAClientMayOpen() throws Exception {
    Path rules = Files.writeString(scratch.resolve("rules"), "allow operator * run echo ...\n");
    try (CliRun edge =
            edge(
                "--device-ca",
                files.ca().toString(),
                "--client",
                "operator=" + token,
                "--rules",
                rules.toString());
        CliRun device = device(edge.awaitUrl(), "one")) {
      device.awaitLine("ready");
      try (CliRun allowed = shell(edge.awaitUrl(), device, "echo", "allowed")) {
        assertThat(allowed.exitCode()).as(allowed.err()).isZero();
      }
      try (CliRun refused = shell(edge.awaitUrl(), device, "id")) {
        assertThat(refused.failsWith(ExitCode.REFUSED)).contains("rules");
      }
    }
  }

  @Test
  void aDeviceWithRulesForTargetsRefusesTheOthers() throws Exception {
    try (WebServer web = new WebServer(1000);
        CliRun edge = edge("--device-ca", files.ca().toString(), "--token-file", token.toString());
        CliRun device = device(edge.awaitUrl(), "one", "--allow", "127.0.0.1:1")) {
      device.awaitLine("ready");
      List<String> arguments = client("forward", edge.awaitUrl(), id(device));
      arguments.add("0:127.0.0.1:" + web.port());
      try (CliRun forward = CliRun.start(arguments.toArray(new String[0]))) {
        String line = forward.awaitLine("tunnel: ");
        try {
          WebServer.download(line.split(" ", -1)[1]);
        } catch (IOException expected) {
          // The tunnel closes what the device refuses.
        }
        assertThat(forward.awaitComplaint("portolan: ")).contains("target rules");
      }
    }
  }

  @Test
  void theTokenIsTakenFromTheVariableToo() throws Exception {
    try (CliRun edge =
        CliRun.with()
            .variable("PORTOLAN_TOKEN", "canary-operator-token")
            .start(edgeArguments("--device-ca", files.ca().toString()))) {
      edge.awaitLine("ready");
      assertThat(edge.out() + edge.err()).doesNotContain("canary");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (CliRun first =
        edge("--device-ca", files.ca().toString(), "--token-file", token.toString())) {
      String address = first.awaitLine("listening: ").substring("listening: ".length());
      String[] arguments =
          edgeArguments("--device-ca", files.ca().toString(), "--token-file", token.toString());
      arguments[2] = address;
      try (CliRun second = CliRun.start(arguments)) {
        assertThat(second.failsWith(ExitCode.PORT)).contains(address);
      }
    }
  }

  @Test
  void aKeyThatIsNoneIsNamed() throws Exception {
    Files.writeString(files.key("edge"), "nonsense");
    try (CliRun edge =
        edge("--device-ca", files.ca().toString(), "--token-file", token.toString())) {
      assertThat(edge.failsWith(ExitCode.FILE)).contains(files.key("edge").toString());
    }
  }

  @Test
  void aBadRuleIsToldByItsLine() throws Exception {
    Path rules = Files.writeString(scratch.resolve("rules"), "# fine\nallow everybody\n");
    try (CliRun edge =
        edge(
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString(),
            "--rules",
            rules.toString())) {
      assertThat(edge.failsWith(ExitCode.FILE)).contains("line 2");
    }
  }

  @Test
  void aCheckOfRulesFindsALineThatIsHalfWritten() throws Exception {
    Path rules = Files.writeString(scratch.resolve("rules"), "allow * * tcp\nallow * * ud");
    try (CliRun check = CliRun.start("edge", "--check-rules", rules.toString())) {
      assertThat(check.failsWith(ExitCode.FILE)).contains("line 2: it has no line end");
    }
  }

  @Test
  void whereTokensAreGivenTheVariableLetsNobodyIn() throws Exception {
    Path tokens = Files.writeString(scratch.resolve("tokens"), "# nobody yet\n");
    for (String[] given :
        List.of(
            new String[] {"--tokens", tokens.toString()},
            new String[] {"--client", "other=" + Files.writeString(tokens, "# x\n")})) {
      try (CliRun edge =
              CliRun.with()
                  .variable("PORTOLAN_TOKEN", "canary-operator-token")
                  .start(edgeArguments("--device-ca", files.ca().toString(), given[0], given[1]));
          CliRun shell = startShell(edge.awaitUrl())) {
        assertThat(shell.failsWith(ExitCode.REFUSED)).contains("unknown token");
        assertThat(edge.err()).doesNotContain("PORTOLAN_TOKEN", "canary");
      }
    }
  }

  private CliRun startShell(String url) {
    List<String> arguments = client("shell", url, "0".repeat(64));
    arguments.addAll(List.of("--", "true"));
    return CliRun.start(arguments.toArray(new String[0]));
  }

  @Test
  void saysWhoIsAdmittedAndByWhichFile() throws Exception {
    Path list = Files.writeString(scratch.resolve("devices"), "a".repeat(64) + " gate\n");
    Path rules = Files.writeString(scratch.resolve("rules"), "allow alice * *\n");
    Path tokens = scratch.resolve("tokens");
    try (CliRun made = CliRun.start("token", "--file", tokens.toString(), "--name", "alice")) {
      assertThat(made.exitCode()).isZero();
    }
    try (CliRun edge =
        edge(
            "--device",
            "b".repeat(64),
            "--devices",
            list.toString(),
            "--device-ca",
            files.ca().toString(),
            "--tokens",
            tokens.toString(),
            "--client",
            "bob=" + token,
            "--rules",
            rules.toString())) {
      edge.awaitLine("ready");
      assertThat(edge.awaitComplaint("portolan: clients: "))
          .isEqualTo(
              "portolan: clients: bob (token file "
                  + token
                  + "); alice (tokens file "
                  + tokens
                  + ")");
      assertThat(edge.awaitComplaint("portolan: devices: "))
          .isEqualTo(
              "portolan: devices: 1 id (--device); 1 id (devices file "
                  + list
                  + "); those signed by CN=Test authority (CA file "
                  + files.ca()
                  + ")");
      assertThat(edge.awaitComplaint("portolan: rules: "))
          .isEqualTo("portolan: rules: 1 rule (rules file " + rules + ")");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsChangedInTheFilesCountsAtOnceOnAHangUp() throws Exception {
    Path tokens = Files.writeString(scratch.resolve("tokens"), "# nobody yet\n");
    Path list = Files.writeString(scratch.resolve("devices"), "# none yet\n");
    try (CliRun edge = edge("--devices", list.toString(), "--tokens", tokens.toString());
        CliRun device = device(edge.awaitUrl(), "one")) {
      try (CliRun made = CliRun.start("token", "--file", tokens.toString(), "--name", "alice")) {
        Files.writeString(token, made.awaitLine("ptl_"));
      }
      Files.writeString(list, id(device) + " gate\n");
      edge.hangUp();
      edge.awaitComplaint("portolan: devices file " + list + " was read again: 1 id.");
      edge.awaitComplaint("portolan: tokens file " + tokens + " was read again: alice.");
      device.awaitLine("ready");
      try (CliRun shell = shell(edge.awaitUrl(), device, "echo", "in")) {
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out().strip()).isEqualTo("in");
      }
    }
  }

  @Test
  void newConnectionsSeeTheEdgesNewCertificate() throws Exception {
    try (CliRun edge =
        edge("--device-ca", files.ca().toString(), "--token-file", token.toString())) {
      String url = edge.awaitUrl();
      Files.writeString(files.key("edge"), "nonsense");
      edge.awaitComplaint(
          "portolan: certificate and key "
              + files.certificate("edge")
              + " and "
              + files.key("edge")
              + " is not used, what it said before stays in force: ");
      TestIdentities others = new TestIdentities(Files.createDirectory(scratch.resolve("others")));
      others.edge("edge");
      Files.copy(others.key("edge"), files.key("edge"), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          others.certificate("edge"),
          files.certificate("edge"),
          StandardCopyOption.REPLACE_EXISTING);
      edge.awaitComplaint(
          "portolan: certificate and key "
              + files.certificate("edge")
              + " and "
              + files.key("edge")
              + " was read again: ");
      try (CliRun shell = startShell(url)) {
        assertThat(shell.failsWith(ExitCode.REFUSED)).contains("not trusted");
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEdgeThatIsAskedToEndWaitsForStreamsUntilItIsAskedAgain() throws Exception {
    try (CliRun edge =
            edge("--device-ca", files.ca().toString(), "--token-file", token.toString());
        CliRun device = device(edge.awaitUrl(), "one")) {
      device.awaitLine("ready");
      try (CliRun shell = shell(edge.awaitUrl(), device, "sh", "-c", "echo up; exec sleep 600")) {
        shell.awaitLine("up");
        edge.stop();
        edge.awaitComplaint("portolan: 1 stream is open: the edge waits 10 s for the end");
        edge.stop();
        assertThat(edge.exitCode()).isZero();
        assertThat(shell.exitCode()).isEqualTo(ExitCode.LOST.number());
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void eachStreamIsALineOnBothSidesUnlessThatIsNotWanted() throws Exception {
    try (CliRun edge =
            edge("--device-ca", files.ca().toString(), "--token-file", token.toString());
        CliRun quiet =
            edge(
                "--device-ca", files.ca().toString(), "--token-file", token.toString(), "--quiet");
        CliRun device = device(edge.awaitUrl(), "one")) {
      quiet.awaitUrl();
      device.awaitLine("ready");
      try (CliRun shell = shell(edge.awaitUrl(), device, "echo", "in")) {
        assertThat(shell.exitCode()).as(shell.err()).isZero();
      }
      assertThat(edge.awaitComplaint("portolan: client=client device=" + id(device)))
          .matches(".* type=run target=\"echo in\" seconds=[0-9.]+ up=[0-9]+ down=[0-9]+ end=.*");
      assertThat(device.awaitComplaint("portolan: client=- type=run"))
          .matches(".* target=\"echo in\" seconds=[0-9.]+ up=[0-9]+ down=[1-9][0-9]* end=closed");
      assertThat(quiet.err()).doesNotContain("seconds=");
    }
  }

  @Test
  void theJournalIsToldWhatEachLineIs() throws Exception {
    Path rules = Files.writeString(scratch.resolve("rules"), "allow * * *\n");
    String[] arguments =
        edgeArguments(
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString(),
            "--rules",
            rules.toString());
    try (CliRun edge = CliRun.with().journal().start(arguments)) {
      edge.awaitLine("ready");
      edge.awaitComplaint("<6>portolan: clients: ");
      Files.writeString(rules, "allow * * tcp\n");
      edge.hangUp();
      edge.awaitComplaint("<6>portolan: rules file " + rules + " was read again");
      Files.writeString(rules, "allow everybody\n");
      edge.hangUp();
      edge.awaitComplaint("<4>portolan: rules file " + rules + " is not used");
      assertThat(edge.err().lines()).allMatch(line -> line.matches("<[46]>portolan: .*"));
    }
    Files.writeString(files.key("edge"), "nonsense");
    try (CliRun edge = CliRun.with().journal().start(arguments)) {
      assertThat(edge.exitCode()).isEqualTo(ExitCode.FILE.number());
      assertThat(edge.err()).startsWith("<3>portolan: ");
    }
  }

  @Test
  void tellsHowItDoesAtAnAddressOfThisComputer() throws Exception {
    try (CliRun edge =
        edge(
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString(),
            "--metrics",
            "127.0.0.1:0")) {
      String line = edge.awaitComplaint("portolan: metrics: http://127.0.0.1:");
      String metrics = get(line.substring("portolan: metrics: ".length()));
      assertThat(metrics)
          .contains(
              "portolan_devices_connected 0",
              "portolan_files_failing{kind=\"token file\"} 0",
              "portolan_files_failing{kind=\"CA file\"} 0",
              "portolan_files_failing{kind=\"certificate and key\"} 0",
              "portolan_build_info{version=\"" + Version.current() + "\"",
              "jvm_memory_max_bytes ");
      assertThat(metrics.lines().filter(each -> each.startsWith("# TYPE"))).doesNotHaveDuplicates();
      try (CliRun second =
          edge(
              "--device-ca",
              files.ca().toString(),
              "--token-file",
              token.toString(),
              "--metrics",
              line.replaceAll(".*//|/.*", ""))) {
        second.awaitLine("ready");
        assertThat(second.err()).contains("portolan: metrics: none, since 127.0.0.1:", "is taken");
      }
    }
  }

  private static String get(String url) throws IOException {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8444", "192.0.2.1:8444", "[::]:0", "8444", "off:1:2"})
  void tellsHowItDoesNowhereElse(String address) throws Exception {
    try (CliRun edge =
        edge(
            "--device-ca",
            files.ca().toString(),
            "--token-file",
            token.toString(),
            "--metrics",
            address)) {
      assertThat(edge.failsWith(ExitCode.USAGE)).startsWith("portolan: --metrics " + address);
    }
  }

  private CliRun edge(String... access) {
    return CliRun.start(edgeArguments(access));
  }

  private String[] edgeArguments(String... access) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "edge",
                "--listen",
                "127.0.0.1:0",
                "--cert",
                files.certificate("edge").toString(),
                "--key",
                files.key("edge").toString()));
    arguments.addAll(List.of(access));
    return arguments.toArray(new String[0]);
  }

  private CliRun device(String url, String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "device",
                "--edge",
                url,
                "--ca",
                files.ca().toString(),
                "--cert",
                files.certificate(name).toString(),
                "--key",
                files.key(name).toString()));
    arguments.addAll(List.of(more));
    return CliRun.start(arguments.toArray(new String[0]));
  }

  private CliRun shell(String url, CliRun device, String... command) throws Exception {
    List<String> arguments = client("shell", url, id(device));
    arguments.add("--");
    arguments.addAll(List.of(command));
    return CliRun.start(arguments.toArray(new String[0]));
  }

  private List<String> client(String command, String url, String device) {
    return new ArrayList<>(
        List.of(
            command,
            "--edge",
            url,
            "--device",
            device,
            "--ca",
            files.ca().toString(),
            "--token-file",
            token.toString()));
  }

  private static String id(CliRun device) throws Exception {
    return device.awaitLine("device: ").substring("device: ".length());
  }
}
