package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationsTest {
  private static final String SECRET = "0123456789ABCDEFGHJK";

  @TempDir Path folder;

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  private Invitations invitations() {
    return new Invitations(folder, () -> now);
  }

  private Invitation invitation(String device) {
    return new Invitation(device, now.plus(Duration.ofHours(1)));
  }

  /** Leaves files of invitations as another process would. */
  private void leave(int count, Instant until) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.writeString(folder.resolve(until.getEpochSecond() + "-" + i), "one\n" + until + "\n");
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void anInvitationIsFoundByItsSecretUntilItIsTaken() throws IOException {
    invitations().add(SECRET, invitation("one"));
    assertThat(invitations().find(SECRET)).contains(invitation("one"));
    assertThat(invitations().find(SECRET.replace('0', '1'))).isEmpty();
    assertThat(invitations().take(SECRET)).isTrue();
    assertThat(invitations().take(SECRET)).isFalse();
    assertThat(invitations().find(SECRET)).isEmpty();
  }

  @Test
  void anInvitationIsGoodUntilItsEnd() throws IOException {
    invitations().add(SECRET, invitation("one"));
    now = now.plus(Duration.ofHours(1)).minusMillis(1);
    assertThat(invitations().find(SECRET)).isPresent();
    now = now.plusMillis(1);
    assertThat(invitations().find(SECRET)).isEmpty();
  }

  @Test
  void aThousandMayBeOpen() throws IOException {
    leave(999, now.plusSeconds(1));
    invitations().add(SECRET, invitation("one"));
    assertThatThrownBy(() -> invitations().add("1" + SECRET.substring(1), invitation("two")))
        .isInstanceOf(IOException.class)
        .hasMessage("there are 1000 open invitations already");
    assertThat(files()).isEqualTo(1_000);
  }

  @Test
  void thoseThatHaveEndedDoNotCount() throws IOException {
    leave(1_000, now);
    Files.writeString(folder.resolve("of three lines"), "one\n" + now.plusSeconds(9) + "\nx\n");
    Files.writeString(folder.resolve("of no name"), "-\n" + now.plusSeconds(9) + "\n");
    Files.writeString(folder.resolve("of no time"), "one\ntomorrow\n");
    Files.writeString(folder.resolve("far too long"), "x".repeat(513));
    Files.writeString(folder.resolve(".being-written"), "");
    invitations().add(SECRET, invitation("one"));
    assertThat(files()).as("one, and what another process is writing").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 62, 63})
  void aNameHasUpTo63Characters(int length) throws IOException {
    String name = "n".repeat(length);
    invitations().add(SECRET, invitation(name));
    assertThat(invitations().find(SECRET)).map(Invitation::device).contains(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64})
  void aLongerNameOrNoneIsRefused(int length) {
    assertThatThrownBy(() -> invitation("n".repeat(length)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the name of a device has up to 63 letters");
  }
}
