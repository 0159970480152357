package dev.portolan.app.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, in one line. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final Environment environment;

  Errors(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    environment.complain(e.getMessage() + " (see " + command + " --help)");
    return ExitCode.USAGE.number();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    if (e instanceof Failure failure) {
      LOG.debug("Failed", failure);
      environment.complain(failure.getMessage());
      return failure.code().number();
    }
    LOG.error("A fault of the program", e);
    environment.complain("a fault of the program: " + e);
    return ExitCode.FAULT.number();
  }
}
