package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.task.Background;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CastLogTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-09T07:05:02Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final Background background = new Background();
  private final BlockingQueue<LogState> states = new LinkedBlockingQueue<>();
  private final SessionLog recording = new SessionLog("pump-7", background, CLOCK);

  @AfterEach
  void close() {
    recording.stop();
    background.close();
  }

  @Test
  void eventsAreLinesBehindAHeader() throws Exception {
    begin(false);
    print("gr\u00fc");
    recording.resized(100, 30);
    recording.typed("secret".getBytes(StandardCharsets.UTF_8));
    recording.note("link lost 07:05:02 \u00b7 new shell 07:06:00");
    print("\u001b[1mbold");
    List<JsonNode> lines = lines();
    assertThat(lines.getFirst().toString())
        .isEqualTo(
            "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1773039902,\"title\":\"pump-7\"}");
    assertThat(lines.subList(1, lines.size()))
        .extracting(event -> event.get(1).asString() + " " + event.get(2).asString())
        .containsExactly(
            "o gr\u00fc",
            "r 100x30",
            "m link lost 07:05:02 \u00b7 new shell 07:06:00",
            "o \u001b[1mbold");
    assertThat(lines.subList(1, lines.size()))
        .extracting(event -> event.get(0).asDouble())
        .isSorted()
        .allMatch(time -> time >= 0 && time < 60);
  }

  @Test
  void whatIsTypedIsThereOnlyWhereThatIsWanted() throws Exception {
    begin(true);
    recording.typed("secret".getBytes(StandardCharsets.UTF_8));
    assertThat(lines().getLast().get(2).asString()).isEqualTo("secret");
  }

  @Test
  void aCharacterThatComesInTwoPiecesIsOne() throws Exception {
    begin(false);
    byte[] bytes = "\u20ac".getBytes(StandardCharsets.UTF_8);
    recording.printed(bytes, 2);
    recording.printed(new byte[] {bytes[2]}, 1);
    assertThat(lines())
        .hasSize(2)
        .last()
        .matches(event -> event.get(2).asString().equals("\u20ac"));
  }

  @Test
  void eachRecordingHasAFileOfItsOwn() throws Exception {
    begin(false);
    lines();
    states.clear();
    recording.record(pattern(), 80, 24, false);
    assertThat(states.poll(30, TimeUnit.SECONDS))
        .isEqualTo(new LogState.On(folder.resolve("casts/pump-7 2026-03-09 (2).cast")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyElseCanReadIt() throws Exception {
    begin(false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aRecordingThatGetsTooLargeEnds() throws Exception {
    CastLog log =
        new CastLog(new CastLog.Header(80, 24, "pump-7", 0, System.nanoTime(), false), 2_000);
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    LogWriter writer =
        new LogWriter(
            file(),
            LogFile::openNew,
            log,
            new LogWriter.Listener() {
              @Override
              public void opened(Path file) {}

              @Override
              public void failed(String sentence) {
                ends.add(sentence);
              }
            });
    byte[] much = "x".repeat(3_000).getBytes(StandardCharsets.UTF_8);
    writer.add(LogEntry.Kind.OUTPUT, much, much.length);
    background.dedicated("recording", writer);
    assertThat(ends.poll(30, TimeUnit.SECONDS))
        .startsWith("The recording has ended: it has reached")
        .endsWith("What came before is in " + file() + ".");
  }

  private void begin(boolean input) throws Exception {
    recording.addListener(() -> states.add(recording.state()));
    recording.record(pattern(), 80, 24, input);
    assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(new LogState.On(file()));
  }

  private void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    recording.printed(bytes, bytes.length);
  }

  private String pattern() {
    return folder.resolve("casts/%device %date.cast").toString();
  }

  private Path file() {
    return folder.resolve("casts/pump-7 2026-03-09.cast").toAbsolutePath();
  }

  private List<JsonNode> lines() throws Exception {
    recording.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return Files.readAllLines(file()).stream().map(JSON::readTree).toList();
  }
}
