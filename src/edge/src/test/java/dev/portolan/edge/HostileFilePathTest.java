package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.FileFrames.ERROR;
import static dev.portolan.edge.FileFrames.OK;
import static dev.portolan.edge.FileFrames.data;
import static dev.portolan.edge.FileFrames.frame;
import static dev.portolan.edge.FileFrames.messages;
import static dev.portolan.edge.FileFrames.start;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portolan.device.StreamHandler;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.testing.RawTar;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An enemy at the other end of an edge, who sends archives that want something else than to be
 * unpacked. Each is refused in words, changes nothing, and leaves the session as it was.
 */
@DisabledOnOs(OS.WINDOWS)
class HostileFilePathTest extends TwoFolders {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final byte[] GOOD = new RawTar().folder("top").file("top/a", "a").end().gzip();

  /** How the archive is sent. */
  enum Form {
    PLAIN {
      @Override
      void send(SmuxStream stream, byte[] archive, byte[] sum) {
        stream.writeAndFlush(Unpooled.wrappedBuffer(archive));
      }
    },
    VERIFIED {
      @Override
      void send(SmuxStream stream, byte[] archive, byte[] sum) {
        stream.write(Unpooled.wrappedBuffer(start(1, 0)));
        data(archive).forEach(piece -> stream.write(Unpooled.wrappedBuffer(piece)));
        stream.writeAndFlush(Unpooled.wrappedBuffer(frame(OK, sum)));
      }
    };

    abstract void send(SmuxStream stream, byte[] archive, byte[] sum);
  }

  /**
   * An archive.
   *
   * @param told what the receiver says of it
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Archive(String kind, byte[] gzip, String told) {
    static Archive of(String kind, RawTar tar, String told) {
      return new Archive(kind, tar.end().gzip(), told);
    }

    /** What an honest sender would say of it. */
    byte[] sum() {
      try {
        return sha256(unzipped(gzip));
      } catch (UncheckedIOException damaged) {
        return new byte[32];
      }
    }
  }

  private static List<Archive> archives() {
    return List.of(
        Archive.of("two dots", tar().file("top/../../outside", "x"), "'..' is a part of it"),
        Archive.of("an absolute name", tar().file("/etc/passwd", "x"), "it is absolute"),
        Archive.of(
            "an absolute name in PAX",
            tar().pax("path", "/top/a").file("top/a", "x"),
            "it is absolute"),
        Archive.of(
            "a name that is no UTF-8",
            new RawTar(ISO_8859_1).file("top/\u00fc", "x"),
            "a name that is no UTF-8"),
        Archive.of(
            "a zero byte", tar().pax("path", "top/a\0b").file("top/a", "x"), "it has a zero byte"),
        Archive.of(
            "a long part",
            tar().pax("path", "top/" + "n".repeat(256)).file("a", "x"),
            "more than 255"),
        Archive.of(
            "a deep path",
            tar().pax("path", "top/" + "d/".repeat(64) + "f").file("a", "x"),
            "64 folders deep"),
        Archive.of(
            "a huge header",
            tar().pax("comment", "c".repeat(70_000)).file("top/a", "x"),
            "a header of more than 65536"),
        Archive.of("a hard link", tar().file("top/a", "a").special('1', "top/b"), "a hard link"),
        Archive.of("a character device", tar().special('3', "top/b"), "a device"),
        Archive.of("a named pipe", tar().special('6', "top/b"), "a named pipe"),
        Archive.of("a sparse file", tar().special('S', "top/b"), "sparse"),
        Archive.of("an absolute link", tar().link("top/l", "/etc"), "its target is not relative"),
        Archive.of("a link that leads out", tar().link("top/l", "../outside"), "it leads out of"),
        Archive.of(
            "a chain of links, each of which looks inside",
            tar().link("top/a", ".").link("top/b", "a/.."),
            "its target could lead anywhere"),
        Archive.of(
            "a file through a link of the archive",
            tar().folder("top/d").link("top/l", "d").file("top/l/f", "x"),
            "which is no folder"),
        Archive.of(
            "a file through a link that was there",
            tar().file("top/way-out/outside", "x"),
            "is a link there"),
        Archive.of("a file twice", tar().file("top/a", "1").file("top/a", "2"), "twice"),
        Archive.of("a file for a folder", tar().file("top", "x"), "top is a folder there"),
        Archive.of(
            "a size beyond all",
            tar().pax("size", String.valueOf(1L << 60)).file("top/a", "x"),
            "enough room"),
        Archive.of(
            "far more than its compressed form",
            tar().entry('0', "top/z", "", 0644, 80 << 20, new byte[80 << 20]),
            "200 times larger"),
        Archive.of("nothing", tar(), "nothing was sent"),
        Archive.of(
            "something behind the end",
            tar().file("top/a", "a").end().raw("behind".repeat(4_000).getBytes(UTF_8)),
            "behind the end"),
        new Archive("not compressed", "hello, this is no archive".getBytes(UTF_8), "damaged"),
        new Archive("damaged", changed(GOOD, 8), "damaged"));
  }

  @BeforeEach
  void whatIsThere() throws IOException {
    Files.writeString(scratch.resolve("outside"), "outside");
    for (Path folder : List.of(here, there)) {
      Files.createDirectory(folder.resolve("top"));
      Files.writeString(folder.resolve("top/old"), "old");
      Files.createSymbolicLink(folder.resolve("top/way-out"), scratch);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeviceGetsNothingToAClientThatItWasNotAskedFor(Form form) throws Exception {
    List<Archive> archives = new ArrayList<>(archives());
    archives.add(Archive.of("another name", tar().file("other", "x"), "asked for 'top', but"));
    archives.add(Archive.of("a second top", tar().file("top/a", "a").file("b", "b"), "but 'b'"));
    Archive good = new Archive("good", GOOD, "");
    AtomicReference<Archive> sent = new AtomicReference<>(good);
    StreamHandler device =
        (stream, request) -> {
          stream.pipeline().addLast(new StreamProbe());
          FileRequest asked = FileRequest.parse(request.payload());
          stream.write(
              (form == Form.PLAIN ? Message.ok() : Message.ok(asked.form().agreement()))
                  .encode(stream.alloc()));
          Archive archive = Objects.requireNonNull(sent.get());
          form.send(stream, archive.gzip(), archive.sum());
        };
    List<String> before = everything();
    try (EdgeFixture fixture = withDevice(device)) {
      EdgeClient client = fixture.connect();
      for (Archive each : archives) {
        sent.set(each);
        Throwable refusal = catchThrowable(() -> download(client, "top", TransferListener.NONE));
        assertThat(refusal)
            .as(each.kind())
            .isInstanceOf(TransferException.class)
            .hasMessageContaining(each.told());
        assertThat(((TransferException) refusal).isLost()).as(each.kind()).isFalse();
        assertThat(everything()).as(each.kind()).isEqualTo(before);
      }
      sent.set(good);
      download(client, "top", TransferListener.NONE);
      assertThat(here.resolve("top/a")).hasContent("a");
      fixture.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientGetsNothingToADeviceThatLeadsElsewhere(Form form) throws Exception {
    List<String> before = everything();
    FileRequest request =
        new FileRequest(
            FileRequest.Direction.UPLOAD,
            there.toString(),
            switch (form) {
              case PLAIN -> new FileRequest.Form.Plain();
              case VERIFIED -> new FileRequest.Form.Verified(ID, FileRequest.Replaced.DISCARD);
            });
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      for (Archive each : archives()) {
        Message refusal = answer(client, request, form, each);
        assertThat(refusal.typeCode()).as(each.kind()).isEqualTo(ERROR);
        assertThat(refusal.text()).as(each.kind()).contains(each.told());
        fixture.awaitUntil(
            () -> everything().equals(before), () -> each.kind() + " left: " + everything());
      }
      Message kept = answer(client, request, form, new Archive("good", GOOD, ""));
      assertThat(kept.typeCode()).isEqualTo(MessageType.OK.code());
      assertThat(there.resolve("top/a")).hasContent("a");
      fixture.awaitIdle();
    }
  }

  /** The last thing that the device says. */
  private static Message answer(
      EdgeClient client, FileRequest request, Form form, Archive archive) {
    StreamProbe answers = new StreamProbe();
    SmuxStream stream = await(client.openStream(request.toMessage(), answers)).stream();
    form.send(stream, archive.gzip(), archive.sum());
    Message last = messages(answers.awaitEnd()).getLast();
    await(stream.close());
    return last;
  }

  /** Each file and folder, with what is in it. */
  private List<String> everything() {
    return names(scratch).stream().map(this::line).toList();
  }

  private String line(String name) {
    try {
      Path path = scratch.resolve(name);
      return name + (Files.isRegularFile(path) ? " " + Files.readString(path) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawTar tar() {
    return new RawTar();
  }

  /** With another byte so far from the end. */
  private static byte[] changed(byte[] archive, int fromEnd) {
    byte[] changed = Arrays.copyOf(archive, archive.length);
    changed[archive.length - fromEnd] ^= 1;
    return changed;
  }
}
