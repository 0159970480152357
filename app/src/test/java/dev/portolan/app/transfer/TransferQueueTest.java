package dev.portolan.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.transfer.Transfers.Scope;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.file.StreamInput;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files over a real edge, from and to a device that has this computer's disk. */
@DisabledOnOs(OS.WINDOWS) // A device there has other paths.
@Timeout(120)
class TransferQueueTest {
  private static final byte[] MUCH = new byte[60_000_000];

  static {
    new Random(7).nextBytes(MUCH);
  }

  @TempDir Path scratch;
  private Path there;
  private Path here;
  private QueueStage stage;
  private TransferQueue queue;
  private volatile boolean listable = true;

  @BeforeEach
  void start() throws Exception {
    Path real = scratch.toRealPath();
    there = Files.createDirectory(real.resolve("there"));
    here = Files.createDirectory(real.resolve("here"));
    begin(EdgeFixture.start());
  }

  private void begin(EdgeFixture fixture) throws Exception {
    stage = new QueueStage(scratch.toRealPath(), (device, folder) -> listed(folder), fixture);
    queue = stage.queue;
  }

  @AfterEach
  void end() throws Exception {
    stage.close();
  }

  private CompletableFuture<Map<String, TransferConflict>> listed(String folder) {
    if (!listable) {
      return CompletableFuture.failedFuture(new IOException("The rules allow no shell."));
    }
    Map<String, TransferConflict> names = new HashMap<>();
    for (String name : names(Path.of(folder))) {
      names.put(name, Job.there(Path.of(folder), name));
    }
    return CompletableFuture.completedFuture(names);
  }

  @Test
  void aFolderComesFromTheDevice() throws Exception {
    Files.createDirectories(there.resolve("site/in"));
    Files.writeString(there.resolve("site/in/page"), "hello");
    TransferItem item = download("site");
    stage.await(item, TransferPhase.DONE);
    assertThat(here.resolve("site/in/page")).hasContent("hello");
    assertThat(stage.onFx(() -> item.progress().bytes())).isEqualTo(5);
    assertThat(stage.onFx(() -> queue.unfinishedProperty().get())).isZero();
  }

  @Test
  void aFolderGoesToTheDeviceAndItsSizeIsKnown() throws Exception {
    Files.createDirectories(here.resolve("site/in"));
    Files.writeString(here.resolve("site/in/page"), "hello");
    Files.createSymbolicLink(here.resolve("site/out"), Path.of("/etc/hostname"));
    TransferItem item = upload("site");
    stage.await(item, TransferPhase.INCOMPLETE);
    assertThat(there.resolve("site/in/page")).hasContent("hello");
    assertThat(stage.onFx(item::leftOut).count()).isEqualTo(1);
    assertThat(stage.onFx(item::leftOut).first().getFirst().name()).isEqualTo("site/out");
    assertThat(stage.onFx(item::progress).total()).isEqualTo(5);
  }

  @Test
  void whatTheDeviceRefusesIsSaidInItsWords() {
    TransferItem item = download("none");
    stage.await(item, TransferPhase.FAILED);
    assertThat(stage.onFx(item::status).reason()).contains("there is no such file or folder");
  }

  @Test
  void whatWasMendedIsRetried() throws Exception {
    TransferItem item = download("late");
    stage.await(item, TransferPhase.FAILED);
    Files.writeString(there.resolve("late"), "came");
    stage.run(() -> queue.retry(item));
    stage.await(item, TransferPhase.DONE);
    assertThat(here.resolve("late")).hasContent("came");
  }

  @Test
  void nothingIsOverwrittenBeforeItIsAskedFor() throws Exception {
    Files.writeString(there.resolve("report"), "new");
    Files.writeString(here.resolve("report"), "old one");
    TransferItem item = download("report");
    stage.await(item, TransferPhase.ASKING);
    assertThat(stage.onFx(item::conflict))
        .isEqualTo(
            new TransferConflict.FileThere(
                7, Files.getLastModifiedTime(here.resolve("report")).toInstant()));
    assertThat(here.resolve("report")).hasContent("old one");
    answer(item, ConflictAnswer.REPLACE, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    assertThat(here.resolve("report")).hasContent("new");
  }

  @Test
  void bothAreKeptUnderDifferentNames() throws Exception {
    Files.writeString(there.resolve("report.txt"), "old");
    Files.writeString(there.resolve("report (2).txt"), "older");
    Files.writeString(here.resolve("report.txt"), "new");
    TransferItem item = upload("report.txt");
    stage.await(item, TransferPhase.ASKING);
    answer(item, ConflictAnswer.KEEP_BOTH, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    assertThat(stage.onFx(item::name)).isEqualTo("report (3).txt");
    assertThat(there.resolve("report (3).txt")).hasContent("new");
    assertThat(there.resolve("report.txt")).hasContent("old");
  }

  @Test
  void whatIsSkippedStays() throws Exception {
    Files.writeString(there.resolve("report"), "new");
    Files.writeString(here.resolve("report"), "old");
    TransferItem item = download("report");
    stage.await(item, TransferPhase.ASKING);
    answer(item, ConflictAnswer.SKIP, Scope.ONE);
    stage.await(item, TransferPhase.SKIPPED);
    assertThat(here.resolve("report")).hasContent("old");
  }

  @Test
  void oneAnswerIsForAllThatWereQueuedTogetherAndForNoOther() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      Files.writeString(there.resolve(name), "new");
    }
    for (String name : List.of("a", "b", "d")) {
      Files.writeString(here.resolve(name), "old");
    }
    List<TransferItem> items =
        stage.onFx(() -> queue.download(stage.device, files("a", "b", "c"), here));
    TransferItem other = download("d");
    stage.await(items.get(0), TransferPhase.ASKING);
    stage.await(items.get(1), TransferPhase.ASKING);
    stage.await(items.get(2), TransferPhase.DONE);
    stage.await(other, TransferPhase.ASKING);
    answer(items.get(0), ConflictAnswer.KEEP_BOTH, Scope.ALL);
    stage.await(items.get(0), TransferPhase.DONE);
    stage.await(items.get(1), TransferPhase.DONE);
    assertThat(names(here)).contains("a (2)", "b (2)").doesNotContain("c (2)", "d (2)");
    assertThat(stage.onFx(other::status).phase()).isEqualTo(TransferPhase.ASKING);
  }

  @Test
  void aReplacedFileIsKeptAndOneClickBringsItBack() throws Exception {
    TransferItem item = replaced("report");
    assertThat(stage.onFx(item::previous)).isEqualTo(new PreviousVersion.Kept());
    stage.run(() -> queue.restore(item));
    awaitPrevious(item, new PreviousVersion.Restored());
    assertThat(there.resolve("report")).hasContent("old");
    assertThat(there.resolve(".report.portolan-previous")).hasContent("new");
    stage.run(() -> queue.restore(item));
    assertThat(stage.onFx(item::previous)).isEqualTo(new PreviousVersion.Restored());
  }

  @Test
  void aFileThatHasChangedSinceIsSaidBeforeItIsRestored() throws Exception {
    TransferItem item = replaced("report");
    Files.writeString(there.resolve("report"), "theirs");
    stage.run(() -> queue.restore(item));
    stage.await(
        item.previousProperty(), () -> item.previous() instanceof PreviousVersion.ChangedSince);
    assertThat(stage.onFx(item::previous))
        .extracting(previous -> ((PreviousVersion.ChangedSince) previous).now())
        .isEqualTo(Job.there(there, "report"));
    assertThat(there.resolve("report")).hasContent("theirs");
    stage.run(() -> queue.restore(item));
    awaitPrevious(item, new PreviousVersion.Restored());
    assertThat(there.resolve("report")).hasContent("old");
    assertThat(there.resolve(".report.portolan-previous")).hasContent("theirs");
  }

  @Test
  void aPreviousVersionThatIsGoneIsSaid() throws Exception {
    TransferItem item = replaced("report");
    Files.delete(there.resolve(".report.portolan-previous"));
    stage.run(() -> queue.restore(item));
    stage.await(item.previousProperty(), () -> item.previous() instanceof PreviousVersion.Refused);
    assertThat(stage.onFx(item::previous).toString())
        .contains("/report: no previous version of it was kept");
    assertThat(there.resolve("report")).hasContent("new");
  }

  @Test
  void onlyTheLastOfSeveralThatReplacedAFileCanBeTakenBack() throws Exception {
    TransferItem first = replaced("report");
    Files.writeString(here.resolve("report"), "newer");
    TransferItem second = upload("report");
    stage.await(second, TransferPhase.ASKING);
    answer(second, ConflictAnswer.REPLACE, Scope.ONE);
    stage.await(second, TransferPhase.DONE);
    assertThat(stage.onFx(first::previous)).isEqualTo(new PreviousVersion.None());
    CompletableFuture<Void> restored =
        stage.onFx(() -> queue.restore(stage.device, there.toString(), "report"));
    restored.get(30, TimeUnit.SECONDS);
    assertThat(there.resolve("report")).hasContent("new");
    assertThat(stage.onFx(second::previous)).isEqualTo(new PreviousVersion.None());
  }

  @Test
  void filesInAFolderAreNotKept() throws Exception {
    Files.writeString(Files.createDirectory(there.resolve("site")).resolve("page"), "old");
    Files.writeString(Files.createDirectory(here.resolve("site")).resolve("page"), "new");
    TransferItem item = upload("site");
    stage.await(item, TransferPhase.ASKING);
    answer(item, ConflictAnswer.REPLACE, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    assertThat(names(there.resolve("site"))).containsExactly("page");
    assertThat(stage.onFx(item::previous)).isEqualTo(new PreviousVersion.None());
  }

  @Test
  void aDeviceThatKeepsNothingIsAskedAboutBeforeAnythingIsSent() throws Exception {
    stage.close();
    begin(
        EdgeFixture.start(
            edge -> edge,
            device -> device.withHandler(MessageType.FILE.code(), TransferQueueTest::takePlain)));
    Files.writeString(there.resolve("report"), "old");
    Files.writeString(here.resolve("report"), "new");
    TransferItem item = upload("report");
    stage.await(item, TransferPhase.ASKING);
    answer(item, ConflictAnswer.REPLACE, Scope.ALL);
    stage.await(
        item.statusProperty(),
        () -> item.conflict() instanceof TransferConflict.CannotKeep && isAsking(item));
    assertThat(there.resolve("report")).hasContent("old");
    answer(item, ConflictAnswer.REPLACE_FOR_GOOD, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    assertThat(there.resolve("report")).hasContent("new");
    assertThat(names(there)).containsExactly("report");
    assertThat(stage.onFx(item::previous)).isEqualTo(new PreviousVersion.None());

    Files.writeString(here.resolve("report"), "newer");
    TransferItem next = upload("report");
    stage.await(next, TransferPhase.ASKING);
    assertThat(stage.onFx(next::conflict)).isInstanceOf(TransferConflict.CannotKeep.class);
    CompletableFuture<Void> restored =
        stage.onFx(() -> queue.restore(stage.device, there.toString(), "report"));
    assertThat(restored)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining(
            "This device, or its edge, cannot restore previous versions; nothing was changed.");
  }

  /** What a device does that knows the plain form only. */
  private static void takePlain(SmuxStream stream, Message request) {
    Path folder = Path.of(FileRequest.parse(request.payload()).path());
    StreamInput in = new StreamInput();
    stream.pipeline().addLast(in.handler());
    stream.writeAndFlush(Message.ok().encode(stream.alloc()));
    Thread.ofVirtual()
        .start(
            () -> {
              try (in) {
                Unpacker.unpack(
                    in, new Unpacker.Target(folder, null, null, true), TransferListener.NONE);
                stream
                    .writeAndFlush(Message.ok().encode(stream.alloc()))
                    .addListener(ChannelFutureListener.CLOSE);
              } catch (IOException e) { // The client has given it up.
                stream.reset(ResetCause.ABORTED);
              }
            });
  }

  private static boolean isAsking(TransferItem item) {
    return is(item, TransferPhase.ASKING);
  }

  @Test
  void aFolderIsMadeOnTheDevice() throws Exception {
    stage
        .onFx(() -> queue.makeFolder(stage.device, there.toString(), "new folder"))
        .get(30, TimeUnit.SECONDS);
    assertThat(there.resolve("new folder")).isEmptyDirectory();
    assertThat(names(there)).containsExactly("new folder");
    assertThat(stage.onFx(() -> queue.makeFolder(stage.device, here + "/none", "x")))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("upload destination must be a directory");
  }

  /** An upload that has replaced a file, of which the queue knows what it is now. */
  private TransferItem replaced(String name) throws Exception {
    Files.writeString(there.resolve(name), "old");
    Files.writeString(here.resolve(name), "new");
    TransferItem item = upload(name);
    stage.await(item, TransferPhase.ASKING);
    answer(item, ConflictAnswer.REPLACE, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    stage.run(() -> {}); // What follows from its end is asked for behind the change of its state.
    return item;
  }

  private void awaitPrevious(TransferItem item, PreviousVersion wanted) {
    stage.await(item.previousProperty(), () -> item.previous().equals(wanted));
  }

  @Test
  void whatADeviceDoesNotListIsAskedForToo() throws Exception {
    listable = false;
    Files.writeString(here.resolve("report"), "new");
    TransferItem item = upload("report");
    stage.await(item, TransferPhase.ASKING);
    assertThat(stage.onFx(item::conflict))
        .isEqualTo(new TransferConflict.Unknown("The rules allow no shell."));
    assertThat(names(there)).isEmpty();
    answer(item, ConflictAnswer.REPLACE, Scope.ONE);
    stage.await(item, TransferPhase.DONE);
    assertThat(there.resolve("report")).hasContent("new");
  }

  @Test
  void twoOfOneNameInTheQueueAreAskedFor() throws Exception {
    Files.createDirectory(there.resolve("x"));
    Files.createDirectory(there.resolve("y"));
    Files.writeString(there.resolve("x/log"), "x");
    Files.writeString(there.resolve("y/log"), "y");
    List<TransferItem> items =
        stage.onFx(() -> queue.download(stage.device, files("x/log", "y/log"), here));
    stage.await(items.get(0), TransferPhase.DONE);
    stage.await(items.get(1), TransferPhase.ASKING);
    answer(items.get(1), ConflictAnswer.KEEP_BOTH, Scope.ONE);
    stage.await(items.get(1), TransferPhase.DONE);
    assertThat(here.resolve("log")).hasContent("x");
    assertThat(here.resolve("log (2)")).hasContent("y");
  }

  @Test
  void aPausedTransferStandsStillAndGoesOnWhereItWas() throws Exception {
    much(there.resolve("much"));
    TransferItem item = started("much");
    stage.run(() -> queue.pause(item));
    assertThat(stage.onFx(item::status).phase()).isEqualTo(TransferPhase.PAUSED);
    assertThat(here.resolve("much")).doesNotExist();
    stage.run(() -> queue.resume(item));
    stage.await(item, TransferPhase.DONE);
    assertThat(here.resolve("much/7")).hasBinaryContent(MUCH);
  }

  @Test
  void aCancelledTransferIsOverWithinASecondAndLeavesNothing() throws Exception {
    much(there.resolve("much"));
    TransferItem down = started("much");
    assertCancelled(down);
    assertThat(names(here)).isEmpty();

    much(here.resolve("more"));
    TransferItem up = upload("more");
    stage.await(up, TransferPhase.RUNNING);
    assertCancelled(up);
    stage.fixture.awaitUntil(() -> names(there).equals(List.of("much")), () -> "" + names(there));
  }

  @Test
  void aPausedTransferIsCancelledToo() throws Exception {
    much(there.resolve("much"));
    TransferItem item = started("much");
    stage.run(() -> queue.pause(item));
    assertCancelled(item);
    assertThat(names(here)).isEmpty();
  }

  @Test
  void whatIsLostWithTheDeviceStartsAgainByItselfWhenItIsBack() throws Exception {
    much(there.resolve("much"));
    TransferItem item = started("much");
    EdgeFixture.await(stage.fixture.device().close());
    stage.await(item, TransferPhase.WAITING_FOR_DEVICE, TransferPhase.RETRYING);
    assertThat(here.resolve("much")).doesNotExist();
    stage.await(item, TransferPhase.WAITING_FOR_DEVICE);
    assertThat(stage.onFx(item::status).reason()).isNotEmpty();
    EdgeFixture.await(
        stage.fixture.addDevice(stage.fixture.deviceIdentity(), config -> config).ready());
    stage.await(item, TransferPhase.DONE);
    assertThat(here.resolve("much/7")).hasBinaryContent(MUCH);
    assertThat(names(here)).containsExactly("much");
  }

  @Test
  void whatIsLostWithTheEdgeStartsAgainByItself() throws Exception {
    much(here.resolve("much"));
    TransferItem item = upload("much");
    stage.await(item, TransferPhase.RUNNING);
    stage.fixture.killEdge();
    stage.await(item, TransferPhase.WAITING_FOR_DEVICE, TransferPhase.RETRYING);
    stage.fixture.startEdge();
    stage.fixture.addDevice(stage.fixture.deviceIdentity(), config -> config);
    stage.await(item, TransferPhase.DONE);
    assertThat(there.resolve("much/7")).hasBinaryContent(MUCH);
  }

  @Test
  void aFewRunAtOnceAndTheOthersWait() throws Exception {
    Files.write(there.resolve("much"), MUCH);
    String[] paths = IntStream.range(0, 5).mapToObj(i -> "f" + i).toArray(String[]::new);
    for (String path : paths) {
      Files.createSymbolicLink(there.resolve("link-" + path), there.resolve("much"));
      Files.write(there.resolve(path), MUCH);
    }
    List<TransferItem> items = stage.onFx(() -> queue.download(stage.device, files(paths), here));
    stage.await(items.get(0), TransferPhase.RUNNING);
    stage.run(
        () ->
            assertThat(items.stream().filter(each -> is(each, TransferPhase.RUNNING)).count())
                .isEqualTo(TransferQueue.PER_DEVICE));
    stage.await(items.get(4), TransferPhase.DONE);
    items.forEach(each -> stage.await(each, TransferPhase.DONE));
  }

  @Test
  void aDeviceThatLeavesTheListEndsItsTransfers() throws Exception {
    much(there.resolve("much"));
    TransferItem item = started("much");
    stage.onFx(() -> stage.inventory().remove(stage.device));
    stage.await(item, TransferPhase.CANCELLED);
    assertThat(names(here)).isEmpty();
  }

  @Test
  void whatIsOverIsClearedAndNoMoreThanSoManyAreKept() throws Exception {
    TransferItem item = download("none");
    stage.await(item, TransferPhase.FAILED);
    stage.run(queue::clearFinished);
    assertThat(stage.onFx(() -> List.copyOf(queue.items()))).isEmpty();

    Files.writeString(here.resolve("x"), "x");
    Files.writeString(there.resolve("x"), "x");
    List<TransferItem> many =
        stage.onFx(
            () ->
                IntStream.range(0, TransferQueue.KEPT + 5)
                    .mapToObj(i -> queue.download(stage.device, files("none-" + i), here))
                    .flatMap(List::stream)
                    .toList());
    stage.await(many.getLast(), TransferPhase.FAILED);
    many.forEach(each -> stage.await(each, TransferPhase.FAILED));
    assertThat(stage.onFx(() -> queue.items().size())).isEqualTo(TransferQueue.KEPT);
    assertThat(stage.onFx(() -> queue.items().getLast())).isEqualTo(many.getLast());
  }

  @Test
  void aQuitLeavesNothing() throws Exception {
    much(there.resolve("much"));
    TransferItem item = started("much");
    stage.onFx(queue::close).get(10, TimeUnit.SECONDS);
    assertThat(names(here)).isEmpty();
    assertThat(stage.onFx(() -> queue.upload(stage.device, List.of(here), "/"))).isEmpty();
    stage.await(item, TransferPhase.CANCELLED);
  }

  /** A folder whose transfer takes seconds. */
  private static void much(Path folder) throws IOException {
    Path first = Files.write(Files.createDirectory(folder).resolve("0"), MUCH);
    for (int i = 1; i < 8; i++) {
      Files.createLink(folder.resolve("" + i), first);
    }
  }

  private void assertCancelled(TransferItem item) {
    long begun = System.nanoTime();
    stage.run(() -> queue.cancel(item));
    stage.await(item, TransferPhase.CANCELLED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  /** A download that runs, and has begun. */
  private TransferItem started(String name) {
    TransferItem item = download(name);
    stage.await(item.progressProperty(), () -> item.progress().bytes() > 0);
    return item;
  }

  private TransferItem download(String name) {
    return stage.onFx(() -> queue.download(stage.device, files(name), here).getFirst());
  }

  private List<RemoteFile> files(String... names) {
    return Stream.of(names)
        .map(name -> new RemoteFile(there.resolve(name).toString(), TransferProgress.UNKNOWN))
        .toList();
  }

  private TransferItem upload(String name) {
    return stage.onFx(
        () -> queue.upload(stage.device, List.of(here.resolve(name)), there.toString()).getFirst());
  }

  private void answer(TransferItem item, ConflictAnswer answer, Scope scope) {
    stage.run(() -> queue.answer(item, answer, scope));
  }

  private static boolean is(TransferItem item, TransferPhase phase) {
    return item.status().phase() == phase;
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
