package dev.portolan.transport.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a name in an archive. {@code HostileArchiveTest} has names that mean harm. */
class EntryNameTest {

  private static List<String> components(String name) {
    return EntryName.components(name, false);
  }

  private static String refusal(String name) {
    try {
      return "taken as " + components(name);
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aFolderMayHaveASlashAtItsEnd() {
    assertThat(components("a/b")).containsExactly("a", "b");
    assertThat(components("a/b/")).containsExactly("a", "b");
    assertThat(refusal("a/b//")).contains("a part of it is empty");
    assertThat(refusal("/")).contains("it is empty");
  }

  @ParameterizedTest
  @CsvSource({"n, 255", "ü, 127", "€, 85", "😀, 63"})
  void aPartHasAtMost255BytesOfUtf8(String character, int most) {
    assertThat(components("top/" + character.repeat(most))).hasSize(2);
    assertThat(refusal("top/" + character.repeat(most + 1)))
        .endsWith("a part of it has more than 255 bytes");
  }

  @Test
  void aPathHasAtMost4096Bytes() {
    String longest = String.join("/", Collections.nCopies(17, "p".repeat(240)));
    assertThat(EntryName.bytes(longest)).isEqualTo(4_096);
    assertThat(components(longest)).hasSize(17);
    assertThat(components(longest + "/")).as("the slash is no part of it").hasSize(17);
    assertThat(refusal(longest + "x")).endsWith("it has more than 4096 bytes");
  }

  @Test
  void aPathIsAtMost64FoldersDeep() {
    assertThat(components("d/".repeat(63) + "f")).hasSize(64);
    assertThat(refusal("d/".repeat(64) + "f")).endsWith("it is more than 64 folders deep");
  }

  @Test
  void aZeroByteIsRefusedWhereverItIs() {
    for (String name : List.of("\0", "\0x", "x\0", "top/\0x")) {
      assertThat(refusal(name)).endsWith("it has a zero byte");
    }
  }

  @Test
  void ofARefusedNameAHundredCharactersAreShown() {
    String hundred = "/" + "n".repeat(99);
    assertThatThrownBy(() -> components(hundred))
        .hasMessage("the archive has the name '" + hundred + "': it is absolute");
    assertThatThrownBy(() -> components(hundred + "n"))
        .hasMessage("the archive has the name '" + hundred + "…': it is absolute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a.", "a ", "NUL"})
  void windowsTakesFewerNames(String part) {
    String name = "top/" + part;
    assertThat(components(name)).containsExactly("top", part);
    assertThatThrownBy(() -> EntryName.components(name, true))
        .hasMessage("the archive has the name '" + name + "': Windows cannot have it");
  }

  @Test
  void windowsTakesWhatIsLikeTheseNames() {
    assertThat(EntryName.components("top/a b/.c/NULL", true)).hasSize(4);
  }
}
