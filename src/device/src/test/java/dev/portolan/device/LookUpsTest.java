package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of look-ups when names do not answer; a "thread" runs when the test says so. */
class LookUpsTest {

  private static final int HUNG = 1;
  private static final int OTHER = 2;
  private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  private final List<Runnable> begun = new ArrayList<>();
  private final List<String> looked = new ArrayList<>();
  private final LookUps lookUps = new LookUps(begun::add, this::find);

  private InetAddress[] find(String host) throws UnknownHostException {
    looked.add(host);
    if (host.startsWith("unknown")) {
      throw new UnknownHostException(host);
    }
    if (host.startsWith("broken")) {
      throw new IllegalStateException(host);
    }
    return new InetAddress[] {ADDRESS};
  }

  private Promise<List<InetAddress>> ask(int client, String host) {
    Promise<List<InetAddress>> found = ImmediateEventExecutor.INSTANCE.newPromise();
    lookUps.ask(client, host, found);
    return found;
  }

  /** A client asks for as many names, each its own, that nobody answers. */
  private List<Promise<List<InetAddress>>> hang(int client, int count) {
    List<Promise<List<InetAddress>>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(ask(client, "hung-" + client + "-" + i));
    }
    return all;
  }

  /** The look-up that was begun as the one with this number, from 0, is answered. */
  private void answer(int number) {
    begun.get(number).run();
  }

  @Test
  void oneClientTakesHalfAndAnotherIsServedAtOnce() {
    hang(HUNG, 1_000);
    assertThat(begun).hasSize(32);
    Future<List<InetAddress>> other = ask(OTHER, "good");
    assertThat(begun).hasSize(33);
    answer(32);
    assertThat(other.getNow()).containsExactly(ADDRESS);
    assertThat(looked).containsExactly("good");
    assertThat(begun).hasSize(33);
  }

  @Test
  void eachOneMoreGetsAPartOfWhatIsLeftAndThereIsABound() {
    Map<Integer, Integer> parts = new LinkedHashMap<>();
    for (int client = 1; client <= 8; client++) {
      int before = begun.size();
      hang(client, 100);
      parts.put(client, begun.size() - before);
    }
    assertThat(parts.values()).containsExactly(32, 16, 8, 4, 2, 1, 1, 0);
    assertThat(begun).hasSize(LookUps.MAX);
  }

  @Test
  void whatWaitsComesInTurnsOfClients() {
    hang(HUNG, 100);
    hang(OTHER, 100);
    hang(3, 100);
    for (int i = 0; i < 56; i++) {
      answer(i);
    }
    looked.clear();
    for (int i = 56; i < 56 + 30; i++) {
      answer(i);
    }
    Map<String, Long> byClient =
        looked.stream()
            .collect(
                Collectors.groupingBy(
                    host -> host.replaceAll("hung-(.*)-.*", "$1"), Collectors.counting()));
    assertThat(byClient.keySet()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(byClient.values()).allMatch(count -> count >= 5);
  }

  @Test
  void aNameThatIsLookedUpIsNotLookedUpTwice() {
    Future<List<InetAddress>> one = ask(HUNG, "same");
    Future<List<InetAddress>> two = ask(OTHER, "same");
    Promise<List<InetAddress>> given = ask(OTHER, "same");
    given.cancel(false);
    assertThat(begun).hasSize(1);
    assertThat(lookUps.count()).isEqualTo(2);
    answer(0);
    assertThat(one.getNow()).containsExactly(ADDRESS);
    assertThat(two.getNow()).containsExactly(ADDRESS);
    ask(OTHER, "same");
    assertThat(begun).hasSize(2);
  }

  @Test
  void whatSomebodyElseLooksUpNeedsNoPlaceOfOnesOwn() {
    hang(HUNG, 33);
    ask(OTHER, "good");
    Future<List<InetAddress>> joined = ask(HUNG, "good");
    answer(32);
    assertThat(joined.getNow()).containsExactly(ADDRESS);
  }

  @Test
  void manyQuestionsForOneHungNameTakeOnePlace() {
    for (int i = 0; i < 1_000; i++) {
      ask(HUNG, "hung");
    }
    Future<List<InetAddress>> own = ask(HUNG, "good");
    assertThat(begun).hasSize(2);
    answer(1);
    assertThat(own.isSuccess()).isTrue();
  }

  @Test
  void questionsForOneNameThatWaitedAreAnsweredTogether() {
    hang(HUNG, 32);
    List<Future<List<InetAddress>>> same = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      same.add(ask(HUNG, "same"));
    }
    assertThat(begun).hasSize(32);
    answer(0);
    assertThat(begun).hasSize(33);
    answer(1);
    assertThat(begun).hasSize(33);
    answer(32);
    assertThat(same).allMatch(Future::isSuccess);
  }

  @Test
  void whatIsGivenUpWhileItWaitsIsNotLookedUp() {
    hang(HUNG, 32);
    ask(HUNG, "given up").cancel(false);
    Promise<List<InetAddress>> late = ask(HUNG, "late");
    late.tryFailure(new UnknownHostException("too late"));
    Future<List<InetAddress>> kept = ask(HUNG, "kept");
    assertThat(lookUps.count()).isEqualTo(33);
    answer(0);
    answer(32);
    assertThat(kept.isSuccess()).isTrue();
    assertThat(looked).containsExactly("hung-1-0", "kept");
  }

  @Test
  void whatFailsInAnyWayGivesItsPlaceBack() {
    List<Promise<List<InetAddress>>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(ask(HUNG, (i % 2 == 0 ? "unknown" : "broken") + i));
    }
    for (int i = 0; i < 40; i++) {
      answer(i);
    }
    assertThat(all)
        .allSatisfy(found -> assertThat(found.cause()).isInstanceOf(UnknownHostException.class));
    assertThat(all.getFirst().cause()).hasMessage("this device knows no host unknown0");
    assertThat(lookUps.count()).isZero();
    int before = begun.size();
    hang(HUNG, 100);
    assertThat(begun).hasSize(before + 32);
  }

  @Test
  void withoutAThreadTheQuestionFailsAndItsPlaceIsFree() {
    LookUps without =
        new LookUps(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            this::find);
    Promise<List<InetAddress>> found = ImmediateEventExecutor.INSTANCE.newPromise();
    assertThatThrownBy(() -> without.ask(HUNG, "good", found)).isInstanceOf(OutOfMemoryError.class);
    assertThat(found.cause()).isInstanceOf(UnknownHostException.class);
    assertThat(without.count()).isZero();
  }
}
