package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  @TempDir Path folder;

  @Test
  void theMarkThatSomeEditorsPutBeforeUtf8IsNoPartOfAToken() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "\uFEFFa-token\r\n");
    assertThat(InputFiles.text(file)).isEqualTo("a-token\r\n");
    assertThat(TokenOption.token(file).value()).isEqualTo("a-token");
  }
}
