package dev.portolan.app.cli;

import dev.portolan.edge.ClientToken;
import dev.portolan.edge.ClientTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes, lists and revokes the tokens in a file that an edge reads. */
@Command(
    name = "token",
    header =
        "Makes, lists and revokes the tokens of clients, in a file for 'portolan edge --tokens'.",
    description = {
      "",
      "A new token is printed once, alone on standard output; the file has only its hash. An edge that runs follows the file:"
          + " who shows a token that was revoked is refused, and who is connected with it is sent away within seconds.",
      "",
    },
    footerHeading = "%nExamples:%n%n",
    footer = {
      "   (umask 077; portolan token --file tokens --name alice --expires 90d > alice.token)",
      "   portolan token --file tokens --name bob --device gate-1 --device gate-2",
      "   portolan token --file tokens --name admin --invite",
      "   portolan token --file tokens --list",
      "   portolan token --file tokens --revoke alice",
      "",
      "In the file each line is one token, and what is behind a # is a comment:",
      "",
      "   NAME sha256:HASH [expires=DATE] [devices=ID-OR-NAME,...] [invite]",
    })
final class TokenCommand implements Callable<Integer> {
  /** So that a token can be told from other text, by people and by programs that look for leaks. */
  static final String PREFIX = "ptl_";

  private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,4})d");
  private static final int HASH_SHOWN = 8;

  private final Environment environment;
  private final InstantSource clock = InstantSource.system();

  @Option(
      names = "--file",
      order = 0,
      paramLabel = "FILE",
      required = true,
      description = "The file with the hashes of tokens. It is made if it is not there.")
  private Path file;

  @ArgGroup(multiplicity = "1", order = 1)
  private Work work = new Work();

  @Option(
      names = "--expires",
      order = 5,
      paramLabel = "WHEN",
      description =
          "With --name: until when the token is good: 90d, or the last day by UTC, such as 2030-12-31. Without it: until it is revoked.")
  private @Nullable String expires;

  @Option(
      names = "--device",
      order = 6,
      paramLabel = "ID",
      description =
          "With --name: only for the device with this id, or with this name in the edge's devices file. May be repeated. Without it: for all.")
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--invite",
      order = 7,
      description =
          "With --name: the client may also invite new devices, at an edge with an authority of its own.")
  private boolean invite;

  /** One of them. */
  private static final class Work {
    @Option(
        names = "--name",
        order = 2,
        paramLabel = "NAME",
        required = true,
        description = "Make a token for the client whom rules call so. It may have others already.")
    private @Nullable String name;

    @Option(names = "--list", order = 3, required = true, description = "List the tokens.")
    private boolean list;

    @Option(
        names = "--revoke",
        order = 4,
        paramLabel = "NAME",
        required = true,
        description = "Take back all tokens of this client.")
    private @Nullable String revoked;
  }

  TokenCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure {
    TokensFile tokens = new TokensFile(file);
    if (work.name == null && (expires != null || !devices.isEmpty() || invite)) {
      throw new Failure(ExitCode.USAGE, "--expires, --device and --invite belong to --name");
    }
    if (work.name != null) {
      make(tokens, work.name);
    } else if (work.revoked != null) {
      revoke(tokens, work.revoked);
    } else if (work.list) {
      list(tokens);
    }
    return ExitCode.OK.number();
  }

  private void make(TokensFile tokens, String name) throws Failure {
    String secret = PREFIX + ClientToken.newSecret();
    ClientToken token = token(name, secret);
    tokens.change(
        text -> {
          ClientTokens.parse(text); // A line behind a bad one would never count.
          return text + token.toLine() + "\n";
        });
    environment.say(secret);
  }

  private ClientToken token(String name, String secret) throws Failure {
    try {
      ClientToken.requireClient(name);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--name: " + e.getMessage(), e);
    }
    Set<String> scope = new TreeSet<>();
    try {
      devices.forEach(device -> scope.add(ClientToken.device(device)));
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--device: " + e.getMessage(), e);
    }
    return new ClientToken(name, ClientToken.of(name, secret).hash(), expiry(), scope, invite);
  }

  private @Nullable Instant expiry() throws Failure {
    if (expires == null) {
      return null;
    }
    Matcher days = DAYS.matcher(expires);
    if (days.matches()) {
      return clock
          .instant()
          .truncatedTo(ChronoUnit.SECONDS)
          .plus(Duration.ofDays(Integer.parseInt(days.group(1))));
    }
    Instant until;
    try {
      until = ClientToken.instant(expires);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--expires: give days such as 90d; " + e.getMessage(), e);
    }
    if (!until.isAfter(clock.instant())) {
      throw new Failure(ExitCode.USAGE, "--expires: " + expires + " is over already");
    }
    return until;
  }

  private void revoke(TokensFile tokens, String name) throws Failure {
    long[] count = new long[1];
    tokens.change(
        text -> {
          count[0] = ClientTokens.parse(text).all().filter(t -> t.client().equals(name)).count();
          return ClientTokens.without(text, name);
        });
    if (count[0] == 0) {
      throw new Failure(ExitCode.USAGE, "no token of '" + name + "' is in " + file);
    }
    environment.say((count[0] == 1 ? "1 token of " : count[0] + " tokens of ") + name + " revoked");
  }

  private void list(TokensFile tokens) throws Failure {
    tokens.read().all().sorted(Comparator.comparing(ClientToken::client)).forEach(this::say);
  }

  private void say(ClientToken token) {
    // The whole hash would only be in the way.
    String line = token.toLine().replace(token.hash(), token.hash().substring(0, HASH_SHOWN) + "…");
    environment.say(line + (token.isExpired(clock.instant()) ? " (expired)" : ""));
  }
}
