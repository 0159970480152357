package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A switch over an enum or a sealed type of our own names each of its constants or types and has no
 * {@code default}: so whoever adds one is shown by the compiler where it matters.
 */
class SwitchTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void overTypesOfOurOwnHasNoDefault() throws IOException {
    List<CompilationUnitTree> sources = parse(sources());
    assertThat(sources).hasSizeGreaterThan(300);

    assertThat(violations(sources))
        .as("name every constant or type instead of default, or use an if for a single one")
        .isEmpty();
  }

  @Test
  void isFoundWhereverADefaultHidesAConstant() throws IOException {
    List<CompilationUnitTree> sources =
        parse(
            List.of(
                new InMemory(
                    """
                    class A {
                      enum Colour { RED, GREEN, BLUE }
                      sealed interface Shape { record Dot() implements Shape {} record Line(int length) implements Shape {} }
                      int enumOf(Colour c) { return switch (c) { case RED -> 1; default -> 2; }; }
                      void oldStyle(Colour c) { switch (c) { case GREEN: break; default: } }
                      int nullToo(Colour c) { return switch (c) { case RED, GREEN -> 1; case null, default -> 2; }; }
                      int sealedOf(Shape s) { return switch (s) { case Shape.Line(int length) -> length; default -> 0; }; }
                      int whole(Colour c) { return switch (c) { case RED, GREEN -> 1; case BLUE -> 2; }; }
                      int ofText(String s) { return switch (s) { case "RED" -> 1; default -> 2; }; }
                      int ofForeign(Thread.State s) { return switch (s) { case NEW -> 1; default -> 2; }; }
                    }
                    """)));

    assertThat(violations(sources)).hasSize(4);
  }

  private static List<String> violations(List<CompilationUnitTree> sources) {
    Map<String, Set<String>> types = new HashMap<>();
    sources.forEach(source -> new Types(types).scan(source, null));
    List<String> found = new ArrayList<>();
    sources.forEach(source -> new Switches(source, types, found).scan(source, null));
    return found;
  }

  private static List<JavaFileObject> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT);
        StandardJavaFileManager manager = compiler().getStandardFileManager(null, null, null)) {
      List<Path> java =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !ROOT.relativize(file).toString().contains("target"))
              .toList();
      List<JavaFileObject> objects = new ArrayList<>();
      manager.getJavaFileObjectsFromPaths(java).forEach(objects::add);
      return objects;
    }
  }

  private static List<CompilationUnitTree> parse(List<? extends JavaFileObject> sources)
      throws IOException {
    JavacTask task = (JavacTask) compiler().getTask(null, null, null, null, null, sources);
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    return units;
  }

  private static JavaCompiler compiler() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler).as("the compiler of a JDK").isNotNull();
    return compiler;
  }

  /** Collects the constants of each enum and the types in each sealed one. */
  private static final class Types extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Map<String, Set<String>> types;

    Types(Map<String, Set<String>> types) {
      this.types = types;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (type.getKind() == Tree.Kind.ENUM) {
        types.put(type.getSimpleName().toString(), constants(type));
      } else if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
        Stream<String> permitted = type.getPermitsClause().stream().map(SwitchTest::lastName);
        Stream<String> nested =
            type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(member -> ((ClassTree) member).getSimpleName().toString());
        types.put(
            type.getSimpleName().toString(),
            Stream.concat(permitted, nested).collect(Collectors.toSet()));
      }
      return super.visitClass(type, null);
    }

    private static Set<String> constants(ClassTree type) {
      return type.getMembers().stream()
          .filter(VariableTree.class::isInstance)
          .map(VariableTree.class::cast)
          .filter(member -> type.getSimpleName().contentEquals(lastName(member.getType())))
          .map(member -> member.getName().toString())
          .collect(Collectors.toSet());
    }
  }

  private static final class Switches extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree source;
    private final Map<String, Set<String>> types;
    private final List<String> found;
    private final Set<String> numbers = new HashSet<>();

    Switches(CompilationUnitTree source, Map<String, Set<String>> types, List<String> found) {
      this.source = source;
      this.types = types;
      this.found = found;
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
          if (variable.getType() instanceof PrimitiveTypeTree) {
            numbers.add(variable.getName().toString());
          }
          return null;
        }
      }.scan(source, null);
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void nothing) {
      judge(tree, tree.getCases());
      return super.visitSwitch(tree, null);
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void nothing) {
      judge(tree, tree.getCases());
      return super.visitSwitchExpression(tree, null);
    }

    private void judge(Tree tree, List<? extends CaseTree> cases) {
      List<CaseLabelTree> labels = new ArrayList<>();
      cases.forEach(one -> labels.addAll(one.getLabels()));
      if (labels.stream().noneMatch(DefaultCaseLabelTree.class::isInstance)) {
        return;
      }
      Set<String> names =
          labels.stream()
              .filter(label -> !(label instanceof DefaultCaseLabelTree))
              .map(Switches::name)
              .filter(name -> !name.equals("null"))
              .collect(Collectors.toSet());
      for (Map.Entry<String, Set<String>> type : types.entrySet()) {
        if (!numbers.containsAll(names) && type.getValue().containsAll(names)) {
          found.add(
              Path.of(source.getSourceFile().getName()).getFileName()
                  + ": switch over "
                  + type.getKey()
                  + ": "
                  + Arrays.stream(tree.toString().split("\\R")).limit(2).toList());
          return;
        }
      }
    }

    private static String name(CaseLabelTree label) {
      return switch (label) {
        case ConstantCaseLabelTree constant -> lastName(constant.getConstantExpression());
        case PatternCaseLabelTree pattern ->
            switch (pattern.getPattern()) {
              case BindingPatternTree binding -> lastName(binding.getVariable().getType());
              case DeconstructionPatternTree record -> lastName(record.getDeconstructor());
              default -> "";
            };
        default -> "";
      };
    }
  }

  private static String lastName(Tree tree) {
    return switch (tree) {
      case IdentifierTree name -> name.getName().toString();
      case MemberSelectTree qualified -> qualified.getIdentifier().toString();
      default -> tree.toString();
    };
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String text;

    InMemory(String text) {
      super(URI.create("string:///A.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
