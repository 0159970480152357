package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portolan.device.StreamHandler;
import dev.portolan.device.TargetRules;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.EdgeException;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files from and to a device, over an edge. */
@DisabledOnOs(OS.WINDOWS)
class FilePathTest extends TwoFolders {
  @Test
  void aFolderComesFromTheDevice() throws Exception {
    Files.createDirectories(there.resolve("top/in"));
    Files.write(there.resolve("top/in/much"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      download(fixture, there.resolve("top"), "top", TransferListener.NONE);
      assertThat(here.resolve("top/in/much")).hasBinaryContent(MUCH);
      fixture.awaitIdle();
    }
    assertThat(names(here)).containsExactly("top", "top/in", "top/in/much");
  }

  @Test
  void aFolderGoesToTheDevice() throws Exception {
    Files.createDirectories(here.resolve("top/in"));
    Files.write(here.resolve("top/in/much"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      upload(fixture, here.resolve("top"), there.toString());
      assertThat(there.resolve("top/in/much")).hasBinaryContent(MUCH);
      fixture.awaitIdle();
    }
    assertThat(names(there)).containsExactly("top", "top/in", "top/in/much");
  }

  @Test
  void theDeviceSaysWhyItRefuses() throws Exception {
    Files.createSymbolicLink(there.resolve("link"), Path.of("to"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertThatThrownBy(() -> download(fixture, there.resolve("none"), "none"))
          .isInstanceOf(EdgeException.class)
          .hasMessageEndingWith("/none: there is no such file or folder");
      assertThatThrownBy(() -> download(fixture, there.resolve("link"), "link"))
          .hasMessageEndingWith("/link is a link to to; ask for that");
      Files.writeString(here.resolve("f"), "x");
      assertThatThrownBy(() -> upload(fixture, here.resolve("f"), there + "/none"))
          .hasMessageEndingWith("upload destination must be a directory");
      assertThat(refusal(fixture, "{\"path\":\"relative\"}")).endsWith("path must be absolute");
      assertThat(refusal(fixture, "{\"direction\":2,\"path\":\"/\"}"))
          .endsWith("unsupported direction: 2");
      assertThat(refusal(fixture, "{\"direction\":0,\"path\":\"/\"}")).contains("has no name");
      assertThat(refusal(fixture, "{\"path\":\"C:\\\\x\"}")).endsWith("path must be absolute");
      fixture.awaitIdle();
    }
  }

  @Test
  void anUploadThatCannotBeKeptIsToldWithItsReason() throws Exception {
    Files.createDirectories(there.resolve("top"));
    Files.write(here.resolve("top"), MUCH);
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertThatThrownBy(() -> upload(fixture, here.resolve("top"), there.toString()))
          .isInstanceOf(TransferException.class)
          .hasMessageEndingWith("/top is a folder there");
      fixture.awaitIdle();
    }
    assertThat(names(there)).containsExactly("top");
  }

  @Test
  void anArchiveThatIsNoneIsToldWhileItIsSent() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe answers = new StreamProbe();
      SmuxStream stream = open(fixture, FileRequest.Direction.UPLOAD, there, answers);
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
      byte[] answer = answers.awaitEnd();
      assertThat(answer[0]).isEqualTo((byte) MessageType.ERROR.code());
      assertThat(new String(answer, StandardCharsets.UTF_8)).endsWith("the archive is damaged");
      fixture.awaitIdle();
    }
    assertThat(names(there)).isEmpty();
  }

  @Test
  void aDownloadThatIsCancelledEndsTheWorkOfTheDevice() throws Exception {
    try (RandomAccessFile zeros = new RandomAccessFile(there.resolve("zeros").toFile(), "rw")) {
      zeros.setLength(50L << 30);
    }
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe archive = new StreamProbe();
      SmuxStream stream =
          open(fixture, FileRequest.Direction.DOWNLOAD, there.resolve("zeros"), archive);
      assertThat(workers()).isNotEmpty();
      await(stream.close());
      fixture.awaitUntil(() -> workers().isEmpty(), () -> "works on: " + workers());
    }
  }

  @Test
  void whatADeviceDoesNotSendToItsEndIsNotKept() throws Exception {
    byte[] whole = archive();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThat(failure(half, stream -> stream.reset(ResetCause.ABORTED)))
        .isEqualTo("the far side could not go on; its log may say why");
    assertThat(failure(half, stream -> stream.close())).isEqualTo("the archive ended too early");
    assertThat(failure(new byte[0], stream -> stream.close())).isEqualTo("nothing was sent");
  }

  @Test
  void whatADeviceSendsInsteadIsNotKept() throws Exception {
    assertThatThrownBy(() -> receive("other", archive(), stream -> stream.close()))
        .hasMessage("asked for 'other', but 'top' was sent");
    assertThat(names(here)).isEmpty();
    receive("top", archive(), stream -> {}); // It need not end the stream.
    assertThat(names(here)).containsExactly("top", "top/f");
  }

  private byte[] archive() throws IOException {
    byte[] content = new byte[1_000_000];
    new Random(1).nextBytes(content);
    Files.createDirectories(there.resolve("top"));
    Files.write(there.resolve("top/f"), content);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Packer.of(there.resolve("top")).pack("top", archive, TransferListener.NONE);
    return archive.toByteArray();
  }

  private String failure(byte[] archive, Consumer<SmuxStream> end) {
    Throwable failure = catchThrowable(() -> receive("top", archive, end));
    assertThat(failure).isInstanceOf(TransferException.class);
    assertThat(names(here)).isEmpty();
    return String.valueOf(failure.getMessage());
  }

  /** Downloads from a device that answers with these bytes, and then does that. */
  private void receive(String name, byte[] archive, Consumer<SmuxStream> end) throws Exception {
    StreamHandler handler =
        (stream, request) -> {
          stream.write(Message.ok().encode(stream.alloc()));
          stream
              .writeAndFlush(Unpooled.wrappedBuffer(archive))
              .addListener(sent -> end.accept(stream));
        };
    try (EdgeFixture fixture = withDevice(handler)) {
      download(fixture, Path.of("/" + name), name);
      fixture.awaitIdle();
    }
  }

  @Test
  void aLinkOnTheWayDoesNotLeadAroundTheRules() throws Exception {
    Files.createDirectories(there.resolve("open"));
    Files.createDirectories(there.resolve("closed"));
    Files.writeString(there.resolve("closed/secret"), "secret");
    Files.createSymbolicLink(there.resolve("open/way"), there.resolve("closed"));
    TargetRules rules =
        TargetRules.of(
            AccessRules.parse("allow get,put " + there.resolve("open"), AccessRules.Scope.DEVICE));
    try (EdgeFixture fixture = EdgeFixture.start(edge -> edge, device -> device.withRules(rules))) {
      assertThatThrownBy(() -> download(fixture, there.resolve("open/way/secret"), "secret"))
          .hasMessageEndingWith(
              "rules do not allow you to read files from " + there.resolve("closed/secret"));
      Files.writeString(here.resolve("f"), "x");
      assertThatThrownBy(() -> upload(fixture, here.resolve("f"), there + "/open/way"))
          .hasMessageEndingWith("do not allow you to write files to " + there.resolve("closed"));
      upload(fixture, here.resolve("f"), there + "/open");
      assertThat(there.resolve("open/f")).hasContent("x");
    }
  }

  @Test
  void aDeviceHasSoManyTransfersAtOnce() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      List<SmuxStream> open = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        open.add(open(fixture, FileRequest.Direction.UPLOAD, there, new StreamProbe()));
      }
      assertThat(refusal(fixture, "{\"direction\":1,\"path\":\"" + there + "\"}"))
          .contains("16 file transfers at once");
      for (SmuxStream stream : open) {
        await(stream.close());
      }
      fixture.awaitIdle();
      fixture.awaitUntil(() -> workers().isEmpty(), () -> "works on: " + workers());
      Files.writeString(here.resolve("f"), "x");
      upload(fixture, here.resolve("f"), there.toString());
    }
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("portolan-device-files"))
        .toList();
  }

  private static SmuxStream open(
      EdgeFixture fixture, FileRequest.Direction direction, Path path, StreamProbe probe) {
    Message request = new FileRequest(direction, path.toString()).toMessage();
    return await(fixture.connect().openStream(request, probe)).stream();
  }

  private static String refusal(EdgeFixture fixture, String json) {
    Message request = Message.of(MessageType.FILE, json.getBytes(StandardCharsets.UTF_8));
    return String.valueOf(
        awaitFailure(fixture.connect().openStream(request, new StreamProbe())).getMessage());
  }

  private void download(EdgeFixture fixture, Path path, String name) throws Exception {
    download(fixture, path, name, TransferListener.NONE);
  }

  private void download(EdgeFixture fixture, Path path, String name, TransferListener listener)
      throws Exception {
    new DeviceFiles(fixture.connect())
        .download(path.toString(), new Unpacker.Target(here, name, null, true), listener);
  }

  private static void upload(EdgeFixture fixture, Path source, String folder) throws Exception {
    new DeviceFiles(fixture.connect())
        .upload(
            Packer.of(source), String.valueOf(source.getFileName()), folder, TransferListener.NONE);
  }
}
