package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.testing.Futures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh and stty")
class PtyCommandHandlerTest {

  private static final Message SHELL =
      Message.pty(
          PtyCommand.start(
              80,
              24,
              "sh",
              List.of("-c", "stty -echo; echo ready; while read line; do stty size; done")));

  private static Message resize(String id, int cols, int rows) {
    return Message.ptyCommand(PtyCommand.resize(id, cols, rows));
  }

  @ParameterizedTest
  @CsvSource({"132, 43, 43 132", "0, 0, 24 80", "1000, 1001, 1000 1000", "65535, 1, 1 1000"})
  void theProgramSeesItsNewSize(int cols, int rows, String size) {
    try (ServedDevice device = ServedDevice.start()) {
      Call shell = device.call(SHELL);
      String id = shell.ok();
      shell.awaitText(text -> text.contains("ready"));
      Call resize = device.call(resize(id, cols, rows));
      assertThat(resize.ok()).isEmpty();
      resize.awaitEnd();
      assertThat(resize.bytes().hasEnded()).isTrue();
      shell.type("\n");
      shell.awaitText(text -> text.endsWith(size + "\r\n"));
    }
  }

  @Test
  void aTerminalIsResizedByItsOwnIdOnly() {
    try (ServedDevice device = ServedDevice.start()) {
      String id = device.call(SHELL).ok();
      for (String other : List.of("", "0", id.substring(1), id + "0", id.replace('0', '1') + "x")) {
        assertThat(device.call(resize(other, 1, 1)).refusal())
            .isEqualTo("there is no such terminal session; it may have ended");
      }
    }
  }

  @Test
  void oneThatHasEndedIsNotThereAnyMore() {
    try (ServedDevice device = ServedDevice.start()) {
      Call shell = device.call(SHELL);
      String id = shell.ok();
      shell.close();
      Futures.until(() -> device.services().terminals().count() == 0);
      assertThat(device.call(resize(id, 1, 1)).refusal())
          .isEqualTo("there is no such terminal session; it may have ended");
    }
  }

  @Test
  void anotherCommandThanANewSizeIsRefused() {
    try (ServedDevice device = ServedDevice.start()) {
      String id = device.call(SHELL).ok();
      byte[] unknown = ("{\"sid\":\"" + id + "\",\"type\":7}").getBytes(StandardCharsets.UTF_8);
      assertThat(device.call(Message.of(MessageType.PTY_COMMAND, unknown)).refusal())
          .isEqualTo("this device knows no terminal command 7");
    }
  }

  @Test
  void manySizesAtOnceComeInTheirOrder() {
    try (ServedDevice device = ServedDevice.start()) {
      Call shell = device.call(SHELL);
      String id = shell.ok();
      shell.awaitText(text -> text.contains("ready"));
      for (int cols = 1; cols <= 100; cols++) {
        device.call(resize(id, cols, 50));
      }
      Futures.until(() -> device.session().streamCount() == 1);
      shell.type("\n");
      shell.awaitText(text -> text.endsWith("50 100\r\n"));
    }
  }
}
