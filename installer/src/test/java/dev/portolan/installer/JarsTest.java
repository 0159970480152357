package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
  @TempDir private Path folder;

  private static CompiledJars.Source source(String name, String text) {
    return new CompiledJars.Source(name, text);
  }

  /** With its declaration as a module, a jar without some of its packages is refused by Java. */
  @Test
  void trimmedLibraryIsNoModule() throws IOException {
    CompiledJars jars = new CompiledJars(folder);
    Path library =
        jars.compile(
            "lib",
            source("module-info", "module lib { exports lib.used; exports lib.unused; }"),
            source("lib.used.Used", "package lib.used; public class Used {}"),
            source("lib.unused.Unused", "package lib.unused; public class Unused {}"));
    Path program =
        jars.compile(
            "program", source("app.Main", "package app; class Main { lib.used.Used used; }"));
    Path trimmed = Files.move(library, folder.resolve("commons-lib.jar"));
    Path copies = folder.resolve("copies");
    new Jars(Target.here()).copy(List.of(program, trimmed), copies);
    try (ZipFile copy = new ZipFile(copies.resolve("commons-lib.jar").toFile())) {
      assertThat(copy.stream().map(ZipEntry::getName)).containsExactly("lib/used/Used.class");
    }
  }
}
