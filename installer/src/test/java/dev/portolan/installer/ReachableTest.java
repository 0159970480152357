package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachableTest {
  @TempDir private Path folder;

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static Source library(String name, String body) {
    return new Source(
        "lib.part." + name, "package lib.part; public class " + name + " {" + body + "}");
  }

  private Path jar(String name, Path classes) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private Path compile(String name, Source... sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>(List.of(sources));
    List<String> options =
        List.of("-d", classes.toString(), "-cp", folder.resolve("lib-classes").toString());
    assertThat(compiler.getTask(null, null, null, options, null, units).call()).isTrue();
    return jar(name + ".jar", classes);
  }

  @Test
  void keepsWhatIsMentionedHowever() throws IOException {
    Path library =
        compile(
            "lib",
            library("Called", "public static void call(InASignature[] what) { new ByAnother(); }"),
            library("InASignature", ""),
            library("ByAnother", "private class Inner {} Object inner = new Inner();"),
            library("ByItsNameAlone", ""),
            library("Unused", "Object further = new OfAnUnused();"),
            library("OfAnUnused", ""));
    Path program =
        compile(
            "program",
            new Source(
                "app.Main",
                """
                package app;
                class Main {
                  void main() throws Exception {
                    lib.part.Called.call(null);
                    Class.forName("lib.part.ByItsNameAlone");
                  }
                }
                """));
    Reachable used = new Reachable(List.of(program), List.of(library));
    assertThat(
            Stream.of("Called", "InASignature", "ByAnother", "ByAnother$Inner", "ByItsNameAlone"))
        .allMatch(name -> used.contains("lib/part/" + name + ".class"));
    assertThat(Stream.of("Unused", "OfAnUnused"))
        .noneMatch(name -> used.contains("lib/part/" + name + ".class"));
  }
}
