package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Authorization;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The token from a file or variable; never from the command line, which every user of the computer
 * can read.
 */
final class TokenOption {
  static final String VARIABLE = "PORTOLAN_TOKEN";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 5,
      description =
          "The token, which is the exact value of the Authorization header, in a file of one line. Without this option: the variable PORTOLAN_TOKEN.")
  private @Nullable Path file;

  /** The secret. */
  Authorization read(Environment environment) throws Failure {
    return readIfGiven(environment)
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.USAGE, "no token: give --token-file FILE, or set " + VARIABLE));
  }

  private Optional<Authorization> readIfGiven(Environment environment) throws Failure {
    if (file != null) {
      return Optional.of(token(file));
    }
    return ofVariable(environment);
  }

  /** The token in the variable. */
  static Optional<Authorization> ofVariable(Environment environment) throws Failure {
    String value = environment.variables().get(VARIABLE);
    return value == null ? Optional.empty() : Optional.of(token("the variable " + VARIABLE, value));
  }

  /** The token in a file. */
  static Authorization token(Path file) throws Failure {
    return token(file.toString(), InputFiles.text(file));
  }

  private static Authorization token(String source, String text) throws Failure {
    try {
      return Authorization.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.FILE, "no token in " + source + ": " + e.getMessage(), e);
    }
  }
}
