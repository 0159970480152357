package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a folder into a ZIP whose entries keep their times to the second, in every time zone. */
final class Zip {
  private Zip() {}

  /** Packs {@code folder} as a folder of the given name. */
  static void write(Path folder, String name, Path file) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (Path each : files) {
        ZipEntry entry =
            new ZipEntry(name + "/" + folder.relativize(each).toString().replace('\\', '/'));
        entry.setLastModifiedTime(Files.getLastModifiedTime(each));
        out.putNextEntry(entry);
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }

  /** Packs it with who may read, write and start each file, where this system tells. */
  static void writeWithPermissions(Path folder, String name, Path file) throws IOException {
    write(folder, name, file);
    try (FileSystem zip =
            FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true));
        Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.setPosixFilePermissions(
            zip.getPath(name + "/" + folder.relativize(each)), Files.getPosixFilePermissions(each));
      }
    }
  }
}
