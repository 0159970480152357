package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static dev.portolan.edge.FileFrames.DATA;
import static dev.portolan.edge.FileFrames.ERROR;
import static dev.portolan.edge.FileFrames.LEFT_OUT;
import static dev.portolan.edge.FileFrames.OK;
import static dev.portolan.edge.FileFrames.POSITION;
import static dev.portolan.edge.FileFrames.START;
import static dev.portolan.edge.FileFrames.frame;
import static dev.portolan.edge.FileFrames.messages;
import static dev.portolan.edge.FileFrames.position;
import static dev.portolan.edge.FileFrames.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.device.StreamHandler;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The messages of verified transfers: what an end says, and what it does with what makes no sense.
 */
@DisabledOnOs(OS.WINDOWS)
class FileMessagesTest extends TwoFolders {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  /**
   * What a sender does that is not what it should do.
   *
   * @param told what the receiver says of it
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Lie(String name, String told, byte[][] frames) {}

  /** Of a sender that ends the stream. It hears nothing any more. */
  private static final String ENDED = "the far side";

  private static final List<Lie> LIES = lies();

  private static List<Lie> lies() {
    byte[] gzip = archive(MUCH, 2_000);
    return List.of(
        lie(
            "says why it cannot go on",
            "could not send it: the disk is broken",
            start(10, 0),
            frame(DATA, Arrays.copyOf(gzip, 100)),
            frame(ERROR, "the disk is broken".getBytes(UTF_8))),
        lie("ends without a reason", ENDED, start(10, 0)),
        lie("ends in the middle of a message", ENDED, start(10, 0), new byte[] {DATA, 10, 0, 1}),
        lie("sends an empty piece", "makes no sense", start(10, 0), frame(DATA, new byte[0])),
        lie("sends an unknown message", "makes no sense", start(10, 0), frame(0x70, new byte[3])),
        lie("sends a short check sum", "makes no sense", start(10, 0), frame(OK, new byte[31])),
        lie(
            "sends another check sum",
            "the check sums differ",
            start(2_000, 0),
            frame(DATA, gzip),
            frame(OK, new byte[32])),
        lie("sends no archive", "nothing was sent", start(0, 0), frame(OK, new byte[32])),
        lie("sends what is no archive", "damaged", start(10, 0), frame(DATA, new byte[100])),
        lie(
            "sends half an archive",
            "ended too early",
            start(2_000, 0),
            frame(DATA, Arrays.copyOf(gzip, gzip.length / 2)),
            frame(OK, new byte[32])),
        lie(
            "sends more behind its archive",
            "more behind the end",
            start(2_000, 0),
            frame(DATA, gzip),
            frame(DATA, new byte[9_000]),
            frame(DATA, new byte[9]),
            frame(OK, new byte[32])),
        lie("begins twice", "makes no sense", start(10, 0), start(10, 0)),
        lie("begins with data", "makes no sense", frame(DATA, gzip)),
        lie(
            "asks for something itself",
            "makes no sense",
            start(10, 0),
            frame(POSITION, new byte[8])),
        lie("has less than nothing", "makes no sense", start(-1, 0)),
        lie("begins before the beginning", "makes no sense", start(10, -1)),
        lie(
            "begins in the middle",
            "makes no sense",
            frame(START, ByteBuffer.allocate(48).putLong(10).putLong(512).array())),
        lie("begins at once with a check sum", "makes no sense", frame(START, new byte[48])),
        lie(
            "leaves out something without a reason",
            "makes no sense",
            start(10, 0),
            frame(LEFT_OUT, "name".getBytes(UTF_8))),
        lie("has more than there is room for", "there is not enough room", start(1L << 60, 0)));
  }

  private static Lie lie(String name, String told, byte[]... frames) {
    return new Lie(name, told, frames);
  }

  @Test
  void whatADeviceMakesUpIsNotKept() throws Exception {
    AtomicReference<Lie> lie = new AtomicReference<>(LIES.getFirst());
    StreamHandler device =
        (stream, request) -> {
          FileRequest asked = FileRequest.parse(request.payload());
          stream.pipeline().addLast(new StreamProbe());
          stream.write(Message.ok(asked.form().agreement()).encode(stream.alloc()));
          tell(stream, Objects.requireNonNull(lie.get()));
        };
    try (EdgeFixture fixture = withDevice(device)) {
      for (Lie each : LIES) {
        lie.set(each);
        assertThatThrownBy(() -> download(fixture.connect(), "f", TransferListener.NONE))
            .as(each.name())
            .isInstanceOf(TransferException.class)
            .hasMessageContaining(each.told());
      }
      fixture.awaitIdle();
    }
    assertThat(names(here)).allMatch(left -> left.startsWith(".portolan-"));
  }

  @Test
  void whatAClientMakesUpIsNotKept() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      for (Lie each : LIES) {
        StreamProbe answers = new StreamProbe();
        SmuxStream stream = open(fixture, FileRequest.Direction.UPLOAD, there, ID, answers);
        tell(stream, each);
        if (each.told().equals(ENDED)) {
          continue;
        }
        List<Message> said = messages(answers.awaitEnd());
        assertThat(said.getFirst().typeCode()).as(each.name()).isEqualTo(POSITION);
        assertThat(said.getLast().typeCode()).as(each.name()).isEqualTo(ERROR);
        assertThat(said.getLast().text()).as(each.name()).contains(each.told());
        await(stream.close());
      }
      fixture.awaitIdle();
    }
    assertThat(names(there)).allMatch(left -> left.startsWith(".portolan-"));
  }

  private static void tell(SmuxStream stream, Lie lie) {
    for (byte[] frame : lie.frames()) {
      stream.write(Unpooled.wrappedBuffer(frame));
    }
    ChannelFuture sent = stream.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (lie.told().equals(ENDED)) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Test
  void whatAReceiverLeavesOutMakesNoSense() throws Exception {
    Files.writeString(there.resolve("f"), "content");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe answers = new StreamProbe();
      SmuxStream stream =
          open(fixture, FileRequest.Direction.DOWNLOAD, there.resolve("f"), ID, answers);
      stream.writeAndFlush(Unpooled.wrappedBuffer(frame(LEFT_OUT, "name\0why".getBytes(UTF_8))));
      assertThat(messages(answers.awaitEnd()).getLast().text()).contains("makes no sense");
      fixture.awaitIdle();
    }
  }

  /** As one that is resumed packs again what comes before. */
  @Test
  void whatIsLeftOutMayBeToldBeforeTheBeginning() throws Exception {
    byte[] gzip = archive(MUCH, 2_000);
    StreamHandler device =
        (stream, request) -> {
          FileRequest asked = FileRequest.parse(request.payload());
          stream.pipeline().addLast(new StreamProbe());
          stream.write(Message.ok(asked.form().agreement()).encode(stream.alloc()));
          for (byte[] frame :
              List.of(
                  frame(LEFT_OUT, "f\u001b[31m/in\nside\0per\u202emission denied".getBytes(UTF_8)),
                  start(2_000, 0),
                  frame(DATA, gzip),
                  frame(OK, sha256(unzipped(gzip))))) {
            stream.write(Unpooled.wrappedBuffer(frame));
          }
          stream.flush();
        };
    LeftOutListener told = new LeftOutListener();
    try (EdgeFixture fixture = withDevice(device)) {
      assertThat(download(fixture.connect(), "f", told).isVerified()).isTrue();
      fixture.awaitIdle();
    }
    assertThat(told.leftOut).containsExactly("f/in side: permission denied");
    assertThat(here.resolve("f")).hasBinaryContent(Arrays.copyOf(MUCH, 2_000));
  }

  @Test
  void aReceiverMayAskForWhatIsNotThere() throws Exception {
    Files.writeString(there.resolve("f"), "content");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      List<Message> said = ask(fixture, position(1L << 60));
      assertThat(said.getFirst()).isEqualTo(Message.of(START, start(7, 0, new byte[0])));
      assertThat(said.get(1).typeCode()).isEqualTo(DATA);
      fixture.awaitIdle();
    }
  }

  @Test
  void aReceiverIsToldTheCheckSumOfWhatItHas() throws Exception {
    Files.writeString(there.resolve("f"), "content");
    byte[] tar = tar(there.resolve("f"));
    try (EdgeFixture fixture = EdgeFixture.start()) {
      byte[] known = sha256(Arrays.copyOf(tar, 515));
      List<Message> said = ask(fixture, position(515), position(515));
      assertThat(said.getFirst()).isEqualTo(Message.of(START, start(7, 515, known)));
      assertThat(unzipped(said)).isEqualTo(Arrays.copyOfRange(tar, 515, tar.length));
      assertThat(said.getLast()).isEqualTo(Message.of(OK, sha256(tar)));

      said = ask(fixture, position(515), position(0));
      assertThat(said.getFirst()).isEqualTo(Message.of(START, start(7, 515, known)));
      assertThat(said.get(1)).isEqualTo(Message.of(START, start(7, 0, new byte[0])));
      assertThat(unzipped(said)).isEqualTo(tar);
      fixture.awaitIdle();
    }
  }

  /** What a sender says until it waits for an answer, or ends. */
  private List<Message> ask(EdgeFixture fixture, byte[]... frames) {
    StreamProbe answers = new StreamProbe();
    SmuxStream stream =
        open(fixture, FileRequest.Direction.DOWNLOAD, there.resolve("f"), ID, answers);
    for (byte[] frame : frames) {
      stream.write(Unpooled.wrappedBuffer(frame));
    }
    stream.flush();
    fixture.awaitUntil(
        () -> {
          List<Message> said = messages(answers.bytes());
          return !said.isEmpty() && said.getLast().typeCode() == OK;
        },
        () -> "said: " + messages(answers.bytes()));
    await(stream.close());
    return messages(answers.bytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void aReceiverThatWantsNonsenseIsToldSo(long position) throws Exception {
    Files.writeString(there.resolve("f"), "content");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe answers = new StreamProbe();
      SmuxStream stream =
          open(fixture, FileRequest.Direction.DOWNLOAD, there.resolve("f"), ID, answers);
      stream.writeAndFlush(Unpooled.wrappedBuffer(position(position)));
      assertThat(messages(answers.awaitEnd()).getLast().text()).contains("makes no sense");
      fixture.awaitIdle();
    }
  }

  @Test
  void aReceiversReasonEndsTheSending() throws Exception {
    Files.write(here.resolve("f"), MUCH);
    StreamHandler device =
        (stream, request) -> {
          FileRequest asked = FileRequest.parse(request.payload());
          stream.pipeline().addLast(new StreamProbe());
          stream.write(Message.ok(asked.form().agreement()).encode(stream.alloc()));
          stream.write(Unpooled.wrappedBuffer(position(0)));
          stream.writeAndFlush(
              Unpooled.wrappedBuffer(frame(ERROR, "the disk is full".getBytes(UTF_8))));
        };
    try (EdgeFixture fixture = withDevice(device)) {
      TransferException refused =
          catchThrowableOfType(
              TransferException.class, () -> upload(fixture.connect(), "f", TransferListener.NONE));
      assertThat(refused).hasMessage("the far side could not keep it: the disk is full");
      assertThat(refused.isResumable()).isFalse();
      fixture.awaitIdle();
    }
  }

  @Test
  void anUploadThatIsCancelledIsToldToTheDevice() throws Exception {
    Files.write(here.resolve("f"), MUCH);
    CompletableFuture<StreamProbe> sent = new CompletableFuture<>();
    StreamHandler device =
        (stream, request) -> {
          FileRequest asked = FileRequest.parse(request.payload());
          StreamProbe probe = new StreamProbe();
          stream.pipeline().addLast(probe);
          stream.config().setAutoRead(true);
          sent.complete(probe);
          stream.write(Message.ok(asked.form().agreement()).encode(stream.alloc()));
          stream.writeAndFlush(Unpooled.wrappedBuffer(position(0)));
        };
    try (EdgeFixture fixture = withDevice(device)) {
      EdgeClient client = fixture.connect();
      Thread sender = Thread.currentThread();
      TransferListener cancels =
          new TransferListener() {
            @Override
            public void transferred(long bytes) {
              sender.interrupt();
            }
          };
      TransferException cancelled =
          catchThrowableOfType(TransferException.class, () -> upload(client, "f", cancels));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cancelled).hasMessageContaining("cancelled");
      Message last = messages(sent.get().awaitEnd()).getLast();
      assertThat(last).isEqualTo(Message.error("it was cancelled"));
      fixture.awaitIdle();
    }
  }

  /** The device finds the reason behind whole messages, also if it takes nothing for a while. */
  @Test
  void anUploadThatIsCancelledWhileItWaitsIsToldToTheDevice() throws Exception {
    byte[] random = new byte[4 << 20];
    new Random(1).nextBytes(random);
    Files.write(here.resolve("f"), random);
    CompletableFuture<SmuxStream> taken = new CompletableFuture<>();
    StreamProbe probe = new StreamProbe();
    StreamHandler device =
        (stream, request) -> {
          FileRequest asked = FileRequest.parse(request.payload());
          stream.pipeline().addLast(probe);
          stream.config().setAutoRead(false);
          stream.write(Message.ok(asked.form().agreement()).encode(stream.alloc()));
          stream.writeAndFlush(Unpooled.wrappedBuffer(position(0)));
          taken.complete(stream);
        };
    try (EdgeFixture fixture = withDevice(device)) {
      EdgeClient client = fixture.connect();
      Thread sender = Thread.currentThread();
      CompletableFuture<Void> begun = new CompletableFuture<>();
      TransferListener sending =
          new TransferListener() {
            @Override
            public void transferred(long bytes) {
              begun.complete(null);
            }
          };
      Thread canceller =
          Thread.startVirtualThread(
              () -> {
                begun.join();
                fixture.awaitUntil(
                    () -> sender.getState() == Thread.State.TIMED_WAITING,
                    () -> "sender: " + sender.getState());
                sender.interrupt();
              });
      assertThatThrownBy(() -> upload(client, "f", sending)).hasMessageContaining("cancelled");
      assertThat(Thread.interrupted()).isTrue();
      canceller.join();
      taken.get().config().setAutoRead(true);
      Message last = messages(probe.awaitEnd()).getLast();
      assertThat(last).isEqualTo(Message.error("it was cancelled"));
      fixture.awaitIdle();
    }
  }

  @Test
  void whatComesInsteadOfAnAgreementIsRefused() throws Exception {
    Files.writeString(here.resolve("f"), "x");
    StreamHandler device =
        (stream, request) ->
            stream.writeAndFlush(Message.ok("{\"transfer\":\"other\"}").encode(stream.alloc()));
    try (EdgeFixture fixture = withDevice(device)) {
      assertThatThrownBy(() -> upload(fixture.connect(), "f", TransferListener.NONE))
          .hasMessage("the device answered something that makes no sense");
      assertThatThrownBy(() -> download(fixture.connect(), "f", TransferListener.NONE))
          .hasMessage("the device answered something that makes no sense");
      fixture.awaitIdle();
    }
  }

  @Test
  void aRequestThatMakesNoSenseIsRefused() throws Exception {
    Files.writeString(there.resolve(".f.portolan-previous"), "old");
    List<String> nonsense =
        List.of(
            "\"transfer\":\"../../../etc\"",
            "\"transfer\":\"0123456789ABCDEF0123456789ABCDEF\"",
            "\"transfer\":\"0123456789abcdef0123456789abcde/\"",
            "\"transfer\":\"0\"",
            "\"previous\":\"keep\"",
            "\"previous\":\"all\",\"transfer\":\"0123456789abcdef0123456789abcdef\"",
            "\"previous\":\"restore\"",
            "\"previous\":\"restore\",\"name\":\"../f\"",
            "\"previous\":\"restore\",\"name\":\"..\"",
            "\"previous\":\"restore\",\"name\":\"f\\u0000\"",
            "\"previous\":\"restore\",\"name\":\"f\",\"transfer\":\"0123456789abcdef0123456789abcdef\"",
            "\"name\":\"f\"",
            "\"Transfer\":\"0123456789abcdef0123456789abcdef\"");
    try (EdgeFixture fixture = EdgeFixture.start()) {
      for (String properties : nonsense) {
        String json = "{\"direction\":1,\"path\":\"" + there + "\"," + properties + "}";
        Message request = Message.of(MessageType.FILE, json.getBytes(UTF_8));
        assertThat(awaitFailure(fixture.connect().openStream(request, new StreamProbe())))
            .as(properties)
            .isInstanceOf(EdgeException.class);
      }
      fixture.awaitIdle();
    }
    assertThat(names(there)).containsExactly(".f.portolan-previous");
  }

  private static SmuxStream open(
      EdgeFixture fixture,
      FileRequest.Direction direction,
      Path path,
      String id,
      StreamProbe answers) {
    Message request =
        new FileRequest(
                direction,
                path.toString(),
                new FileRequest.Form.Verified(id, FileRequest.Replaced.DISCARD))
            .toMessage();
    return await(fixture.connect().openStream(request, answers)).stream();
  }

  private static byte[] unzipped(List<Message> messages) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    messages.stream()
        .filter(message -> message.typeCode() == DATA)
        .forEach(message -> data.writeBytes(message.payload()));
    return unzipped(data.toByteArray());
  }

  /** An archive of a file "f". */
  private static byte[] archive(byte[] bytes, int count) {
    try {
      Path folder = Files.createTempDirectory("archive");
      Path file = Files.write(folder.resolve("f"), Arrays.copyOf(bytes, count));
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      Packer.of(file).pack("f", packed, TransferListener.NONE);
      Files.delete(file);
      Files.delete(folder);
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
