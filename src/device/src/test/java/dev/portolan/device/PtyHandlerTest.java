package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.testing.Futures;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs on terminals, as whoever opened their streams sees them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh and stty")
class PtyHandlerTest {
  private static final int MUCH = 300_000;

  private static Message shell(String script) {
    return Message.pty(PtyCommand.start(91, 31, "sh", List.of("-c", script)));
  }

  private static String printed(ServedDevice device, Message request) {
    Call call = device.call(request);
    call.ok();
    return call.awaitEnd();
  }

  /** Programs of this process, the device's among them. */
  private static Set<Long> programs() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  void theAnswerIsAnIdThatNobodyGuesses() {
    try (ServedDevice device = ServedDevice.start()) {
      String one = device.call(shell("cat")).ok();
      String two = device.call(shell("cat")).ok();
      assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(two);
      assertThat(two).matches("[0-9a-f]{32}");
      assertThat(device.services().terminals().count()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "91, 31, 31 91",
    "1, 1, 1 1",
    "0, 0, 24 80",
    "999, 1000, 1000 999",
    "1001, 65535, 1000 1000",
  })
  void theProgramHasItsSizeFromTheStart(int cols, int rows, String size) {
    try (ServedDevice device = ServedDevice.start()) {
      PtyCommand command = PtyCommand.start(cols, rows, "stty", List.of("size"));
      assertThat(printed(device, Message.pty(command))).isEqualTo(size + "\r\n");
    }
  }

  @Test
  void theProgramStartsInTheHomeFolderWithATerminalsEnvironment() {
    try (ServedDevice device = ServedDevice.start()) {
      String home = System.getProperty("user.home");
      assertThat(printed(device, shell("pwd -P; echo $TERM $COLORTERM; tty -s && echo a terminal")))
          .isEqualTo(home + "\r\nxterm-256color truecolor\r\na terminal\r\n");
    }
  }

  @Test
  void argumentsComeAsTheyWereSent() {
    try (ServedDevice device = ServedDevice.start()) {
      List<String> arguments = List.of("%s|", "", "two words", "$HOME *", "'\"\\", "ü€😀");
      assertThat(printed(device, Message.pty(PtyCommand.start(80, 24, "printf", arguments))))
          .isEqualTo("|two words|$HOME *|'\"\\|ü€😀|");
    }
  }

  @Test
  void withoutACommandItIsTheLoginShell() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.pty(PtyCommand.start(80, 24, null, List.of())));
      call.ok();
      call.type("echo $((6 * 7))-is-it; exit\n");
      assertThat(call.awaitEnd()).contains("42-is-it");
    }
  }

  /** The protocol has no place for an exit code: whatever it is, the stream ends in order. */
  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "exit 3", "kill -TERM $$", "kill -KILL $$"})
  void howeverAProgramEndsItsOutputIsWholeAndTheStreamEndsInOrder(String end) {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(shell("seq 1 3000; " + end));
      call.ok();
      assertThat(call.awaitEnd()).endsWith("2999\r\n3000\r\n");
      assertThat(call.bytes().hasEnded()).isTrue();
      Futures.await(call.stream().closeFuture());
      assertThat(call.stream().closeCause()).isNull();
    }
  }

  @Test
  void aChildThatOutlivesItsShellDoesNotKeepTheStream() {
    try (ServedDevice device = ServedDevice.start()) {
      String child = printed(device, shell("trap '' HUP; sleep 1000 & echo $!")).strip();
      ProcessHandle sleeper = ProcessHandle.of(Long.parseLong(child)).orElseThrow();
      assertThat(sleeper.isAlive()).isTrue();
      sleeper.destroyForcibly();
    }
  }

  @Test
  void whatIsTypedArrivesAlsoWhereItCameWithTheRequest() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(shell("stty -echo; read a; read b; echo $b $a")).type("early\n");
      call.ok();
      call.type("late\n");
      assertThat(call.awaitEnd()).endsWith("late early\r\n");
    }
  }

  @Test
  void aFloodWaitsForItsReaderAndIsWhole() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call();
      call.stream().config().setAutoRead(false);
      call.send(shell("head -c 500000 /dev/zero"));
      Futures.until(() -> device.services().terminals().count() == 1);
      assertThat(call.bytes().size()).isZero();
      call.stream().config().setAutoRead(true);
      call.ok();
      assertThat(call.awaitEnd()).hasSize(500_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEndOfTheStreamIsTheEndOfTheWholeGroup(boolean reset) {
    Set<Long> before = programs();
    try (ServedDevice device = ServedDevice.start()) {
      Call call =
          device.call(
              shell(
                  "trap '' HUP; sh -c 'trap \"\" HUP TERM; sleep 1000' & echo go;"
                      + " while :; do sleep 1000; done"));
      call.awaitText(text -> text.contains("go"));
      Futures.await(reset ? call.stream().reset(ResetCause.CANCELLED) : call.stream().close());
      device.awaitIdle();
      Futures.until(() -> before.containsAll(programs()));
    }
  }

  @Test
  void aProgramHearsTheHangUpAndHasAMomentToTidyUp() throws Exception {
    Path tidied = Files.createTempFile("tidied", null);
    try (ServedDevice device = ServedDevice.start()) {
      Call call =
          device.call(
              shell(
                  "trap 'echo well > "
                      + tidied
                      + "; exit' HUP; echo go; while :; do sleep 0.01; done"));
      call.awaitText(text -> text.contains("go"));
      call.close();
      device.awaitIdle();
      assertThat(tidied).hasContent("well");
    } finally {
      Files.delete(tidied);
    }
  }

  /** A terminal's far side that is half gone is gone: others send the same for both. */
  @Test
  void theEndOfOneDirectionEndsTheProgram() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(shell("echo go; sleep 1000"));
      call.awaitText(text -> text.contains("go"));
      Futures.await(call.stream().shutdownOutput());
      call.awaitEnd();
      device.awaitIdle();
    }
  }

  @Test
  void aProgramThatDoesNotReadHoldsUpNobodyAndEnds() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(shell("stty raw -echo; echo go; sleep 1000"));
      call.awaitText(text -> text.contains("go"));
      call.send(new byte[MUCH]);
      assertThat(printed(device, shell("echo another"))).isEqualTo("another\r\n");
      call.reset();
      device.awaitIdle();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-program", "/no/such/program", "/tmp", "/etc/passwd"})
  void aProgramThatIsNotThereIsRefusedInWords(String name) {
    try (ServedDevice device = ServedDevice.start()) {
      assertThat(device.call(Message.pty(PtyCommand.start(80, 24, name, List.of()))).refusal())
          .isEqualTo("cannot start the shell: there is no program '" + name + "' on this device");
    }
  }

  @Test
  void aNameOrAnArgumentWithANulIsRefused() {
    try (ServedDevice device = ServedDevice.start()) {
      assertThat(device.call(Message.pty(PtyCommand.start(80, 24, "sh\0x", List.of()))).refusal())
          .isEqualTo("paths and commands have no zero byte");
      assertThat(
              device
                  .call(Message.pty(PtyCommand.start(80, 24, "printf", List.of("a\0b"))))
                  .refusal())
          .isEqualTo("paths and commands have no zero byte");
    }
  }

  /** It is run in the home folder, so it is looked for there, not where the device was started. */
  @Test
  void aRelativeNameIsOneOfTheHomeFolder() throws Exception {
    Path here = Path.of("relative-program");
    Files.writeString(here, "#!/bin/sh\necho wrong\n");
    assertThat(here.toFile().setExecutable(true)).isTrue();
    try (ServedDevice device = ServedDevice.start()) {
      PtyCommand command = PtyCommand.start(80, 24, "./relative-program", List.of());
      assertThat(device.call(Message.pty(command)).refusal())
          .isEqualTo(
              "cannot start the shell: there is no program './relative-program' on this device");
    } finally {
      Files.delete(here);
    }
  }

  @Test
  void thereAreSoManyPlacesAndEachIsGivenBack() {
    try (ServedDevice device = ServedDevice.start()) {
      for (int i = 0; i < PtySessions.MAX_SESSIONS - 2; i++) {
        assertThat(device.services().terminals().tryAcquire(PtySessions.MAX_SESSIONS)).isTrue();
      }
      Call below = device.call(shell("cat"));
      below.ok();
      Call last = device.call(shell("cat"));
      last.ok();
      assertThat(device.call(shell("cat")).refusal())
          .isEqualTo("this device runs 256 shells at once and no more; close some and try again");
      below.close();
      Futures.until(() -> device.services().terminals().count() == 1);
      assertThat(device.call(Message.pty(PtyCommand.start(80, 24, "no-such", List.of()))).refusal())
          .contains("no program");
      device.call(shell("cat")).ok();
      for (int i = 0; i < PtySessions.MAX_SESSIONS - 2; i++) {
        device.services().terminals().release();
      }
    }
  }

  @Test
  void whoGivesUpBeforeItsTurnIsNotStarted() {
    Set<Long> before = programs();
    try (ServedDevice device = ServedDevice.start()) {
      device.holdStarts();
      Call gone = device.call(shell("cat"));
      Call kept = device.call(shell("echo kept"));
      device.awaitTaken(2);
      gone.reset();
      Futures.until(() -> device.session().streamCount() == 1);
      device.goOn();
      kept.ok();
      assertThat(kept.awaitEnd()).isEqualTo("kept\r\n");
      assertThat(device.services().terminals().count()).isZero();
      Futures.until(() -> before.containsAll(programs()));
    }
  }

  @Test
  void whatRunsWhenTheDeviceStopsIsLostAndDoesNotLookEnded() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(shell("echo go; sleep 1000"));
      call.awaitText(text -> text.contains("go"));
      Futures.get(device.services().terminals().endAll());
      call.awaitEnd();
      assertThat(call.bytes().hasEnded()).isFalse();
      assertThat(call.stream().closeCause())
          .isInstanceOfSatisfying(
              StreamResetException.class,
              reset -> assertThat(reset.reset()).isEqualTo(ResetCause.LOST));
    }
  }

  @Test
  void whatIsStartedWhileTheDeviceStopsIsEndedAtOnce() {
    Set<Long> before = programs();
    try (ServedDevice device = ServedDevice.start()) {
      device.holdStarts();
      device.call(shell("sleep 1000"));
      device.awaitTaken(1);
      device.services().terminals().endAll();
      device.goOn();
      device.awaitStarts();
      Futures.until(() -> device.services().terminals().count() == 0);
      Futures.until(() -> before.containsAll(programs()));
    }
  }

  /** As where the library for terminals cannot be loaded. */
  @Test
  void whatTheSystemLacksIsToldAndGivesThePlaceBack() {
    PtySessions sessions = new PtySessions(ImmediateEventExecutor.INSTANCE);
    PtyHandler without =
        new PtyHandler(
            sessions,
            (program, cols, rows) -> {
              throw new UnsatisfiedLinkError("no pty in java.library.path");
            },
            () -> ShellSettings.DEFAULT,
            Runnable::run,
            Runnable::run);
    try (ServedDevice device =
        ServedDevice.start(config -> config.withHandler(MessageType.PTY.code(), without))) {
      assertThat(device.call(shell("cat")).refusal())
          .isEqualTo("cannot start the shell: no pty in java.library.path");
      assertThat(sessions.freePlaces()).isEqualTo(PtySessions.MAX_SESSIONS);
    }
  }

  @Test
  void withoutAThreadItIsRefusedAndGivesThePlaceBack() {
    PtySessions sessions = new PtySessions(ImmediateEventExecutor.INSTANCE);
    Executor full =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    PtyHandler without =
        new PtyHandler(sessions, PtyProcessStarter::start, () -> ShellSettings.DEFAULT, full, full);
    try (ServedDevice device =
        ServedDevice.start(config -> config.withHandler(MessageType.PTY.code(), without))) {
      assertThat(device.call(shell("cat")).refusal())
          .isEqualTo("this device failed to handle a terminal");
      assertThat(sessions.freePlaces()).isEqualTo(PtySessions.MAX_SESSIONS);
    }
  }
}
