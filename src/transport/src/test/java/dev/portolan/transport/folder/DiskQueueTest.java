package dev.portolan.transport.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskQueueTest {
  @TempDir private Path place;

  private StagedFile file(Folder folder, int number) throws IOException {
    StagedFile file = StagedFile.create(folder, Path.of("file-" + number), Modes.ofFile(0644));
    file.write(new byte[4096], 4096);
    return file;
  }

  @Test
  void closesAllFilesWhenTheDiskHasThem() throws IOException {
    List<StagedFile> files = new ArrayList<>();
    try (Folder folder = Folder.open(place);
        DiskQueue disk = new DiskQueue()) {
      for (int i = 0; i < 100; i++) {
        files.add(file(folder, i));
        disk.add(files.getLast());
      }
      disk.await();
      assertThat(files)
          .allSatisfy(
              file -> assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class));
    }
  }

  @Test
  void tellsThatOneOfThemWasNotKept() throws IOException {
    try (Folder folder = Folder.open(place);
        DiskQueue disk = new DiskQueue()) {
      StagedFile bad = file(folder, 0);
      bad.close();
      StagedFile good = file(folder, 1);
      assertThatCode(() -> disk.add(good)).doesNotThrowAnyException();
      assertThatThrownBy(
              () -> {
                disk.add(bad);
                disk.await();
              })
          .isInstanceOf(ClosedChannelException.class);
    }
  }
}
