package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.device.StreamHandler;
import dev.portolan.device.TargetRules;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files that an upload has replaced are kept and put back. */
@DisabledOnOs(OS.WINDOWS)
class PreviousVersionPathTest extends TwoFolders {
  @Test
  void aFileThatIsReplacedIsKeptAndPutBack() throws Exception {
    Files.writeString(there.resolve("f"), "one");
    Files.writeString(here.resolve("f"), "two");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      DeviceFiles files = new DeviceFiles(fixture.connect());
      upload(files, FileRequest.Replaced.KEEP);
      assertThat(there.resolve("f")).hasContent("two");
      assertThat(there.resolve(".f.portolan-previous")).hasContent("one");

      files.restore(there.toString(), "f");
      assertThat(there.resolve("f")).hasContent("one");
      assertThat(there.resolve(".f.portolan-previous")).hasContent("two");
      files.restore(there.toString(), "f");
      assertThat(there.resolve("f")).hasContent("two");

      Files.writeString(here.resolve("f"), "three");
      upload(files, FileRequest.Replaced.DISCARD);
      assertThat(there.resolve(".f.portolan-previous")).hasContent("one");
      Files.writeString(here.resolve("f"), "four");
      upload(files, FileRequest.Replaced.KEEP);
      assertThat(there.resolve(".f.portolan-previous")).hasContent("three");

      upload(files, FileRequest.Replaced.KEEP);
      assertThat(there.resolve(".f.portolan-previous"))
          .as("the same again replaces nothing")
          .hasContent("three");

      Files.delete(there.resolve("f"));
      files.restore(there.toString(), "f");
      assertThat(there.resolve("f")).hasContent("three");
      assertThat(names(there)).containsExactly("f");
      assertThatThrownBy(() -> files.restore(there.toString(), "f"))
          .isInstanceOf(EdgeException.class)
          .hasMessageEndingWith("/f: no previous version of it was kept");
      fixture.awaitIdle();
    }
  }

  @Test
  void aDeviceThatKeepsNoPreviousVersionIsSentNothing() throws Exception {
    Files.writeString(here.resolve("f"), "two");
    StreamHandler device =
        (stream, request) -> {
          stream.pipeline().addLast(new StreamProbe());
          stream.writeAndFlush(Message.ok().encode(stream.alloc()));
        };
    try (EdgeFixture fixture = withDevice(device)) {
      DeviceFiles files = new DeviceFiles(fixture.connect());
      assertThatThrownBy(() -> upload(files, FileRequest.Replaced.KEEP))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("cannot keep the previous version; nothing was sent")
          .matches(e -> ((TransferException) e).isUnsupported());
      assertThatThrownBy(() -> files.restore(there.toString(), "f"))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("cannot restore previous versions; nothing was changed")
          .matches(e -> ((TransferException) e).isUnsupported());
      fixture.awaitIdle();
    }
  }

  @Test
  void whoMayNotWriteMayNotRestore() throws Exception {
    Files.writeString(there.resolve("f"), "two");
    Files.writeString(there.resolve(".f.portolan-previous"), "one");
    TargetRules rules =
        TargetRules.of(AccessRules.parse("allow get " + there, AccessRules.Scope.DEVICE));
    try (EdgeFixture fixture = EdgeFixture.start(edge -> edge, device -> device.withRules(rules))) {
      assertThatThrownBy(() -> new DeviceFiles(fixture.connect()).restore(there.toString(), "f"))
          .isInstanceOf(EdgeException.class)
          .hasMessageContaining("do not allow you to write files to " + there);
      fixture.awaitIdle();
    }
    assertThat(there.resolve("f")).hasContent("two");
  }

  private void upload(DeviceFiles files, FileRequest.Replaced replaced) throws Exception {
    files.upload(
        Packer.of(here.resolve("f")), "f", there.toString(), replaced, TransferListener.NONE);
  }
}
