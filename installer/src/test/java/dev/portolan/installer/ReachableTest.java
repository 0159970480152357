package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachableTest {
  @TempDir private Path folder;

  private static CompiledJars.Source library(String name, String body) {
    return new CompiledJars.Source(
        "lib.part." + name, "package lib.part; public class " + name + " {" + body + "}");
  }

  @Test
  void keepsWhatIsMentionedHowever() throws IOException {
    CompiledJars jars = new CompiledJars(folder);
    Path library =
        jars.compile(
            "lib",
            library("Called", "public static void call(InASignature[] what) { new ByAnother(); }"),
            library("InASignature", ""),
            library("ByAnother", "private class Inner {} Object inner = new Inner();"),
            library("ByItsNameAlone", ""),
            library("Unused", "Object further = new OfAnUnused();"),
            library("OfAnUnused", ""));
    Path program =
        jars.compile(
            "program",
            new CompiledJars.Source(
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
