package io.tarn.local.reference;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the {@code @ConfigMapping} interfaces of source files with the JDK's own parser. */
final class SettingsScanner {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final long MIB = 1L << 20;

  private SettingsScanner() {}

  /**
   * The groups in the files.
   *
   * @param root the checkout's folder, below whose folders the modules are
   */
  static List<SettingsGroup> scan(Path root, List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<SettingsGroup> groups = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        String module = root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
        new Reader(docs, module.substring(0, module.indexOf("/src/")), groups).scan(unit, null);
      }
    }
    return groups;
  }

  private static final class Reader extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final String module;
    private final List<SettingsGroup> groups;

    Reader(DocTrees docs, String module, List<SettingsGroup> groups) {
      this.docs = docs;
      this.module = module;
      this.groups = groups;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      Map<String, Map<String, String>> annotations = annotations(type.getModifiers());
      Map<String, String> mapping = annotations.get("ConfigMapping");
      if (mapping != null && type.getKind() == Tree.Kind.INTERFACE) {
        String prefix = mapping.getOrDefault("prefix", "");
        List<Setting> settings = new ArrayList<>();
        for (Tree member : type.getMembers()) {
          if (member instanceof MethodTree method
              && !method.getModifiers().getFlags().contains(Modifier.DEFAULT)
              && !method.getModifiers().getFlags().contains(Modifier.STATIC)) {
            settings.add(setting(prefix, method, new TreePath(getCurrentPath(), method)));
          }
        }
        groups.add(new SettingsGroup(prefix, module, text(getCurrentPath()), settings));
      }
      return super.visitClass(type, unused);
    }

    private Setting setting(String prefix, MethodTree method, TreePath path) {
      Map<String, Map<String, String>> annotations = annotations(method.getModifiers());
      String name = method.getName().toString();
      String type = method.getReturnType().toString();
      String key =
          annotations.containsKey("WithParentName")
              ? prefix
              : prefix
                  + "."
                  + Optional.ofNullable(annotations.get("WithName"))
                      .map(each -> each.getOrDefault("value", ""))
                      .orElseGet(() -> HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT));
      if (type.contains("Map<")) {
        key += ".<name>";
      }
      String otherwise =
          Optional.ofNullable(annotations.get("WithDefault"))
              .map(each -> each.getOrDefault("value", ""))
              .orElse("");
      return new Setting(
          key, kind(type, name) + range(annotations), readable(name, otherwise), text(path));
    }

    /** The first sentences of the comment, as Markdown on one line. */
    private String text(TreePath path) {
      var comment = docs.getDocCommentTree(path);
      if (comment == null) {
        throw new IllegalStateException(
            "A setting without a comment: " + module + " " + path.getLeaf());
      }
      String text =
          comment.getFullBody().stream().map(Reader::markdown).collect(Collectors.joining());
      return SPACE.matcher(text).replaceAll(" ").strip().replace("|", "\\|");
    }

    private static String markdown(DocTree part) {
      return switch (part) {
        case LiteralTree literal -> "`" + literal.getBody().getBody().strip() + "`";
        case LinkTree link -> {
          String reference = link.getReference().getSignature();
          yield "`" + reference.substring(reference.indexOf('#') + 1) + "`";
        }
        default -> part.toString();
      };
    }
  }

  /** What a value of this type is, in words. */
  private static String kind(String type, String name) {
    if (type.startsWith("Optional<") || type.startsWith("java.util.Optional<")) {
      return kind(type.substring(type.indexOf('<') + 1, type.length() - 1), name);
    }
    String unit = name.endsWith("Bytes") ? "bytes" : name.endsWith("Millis") ? "ms" : "number";
    return switch (type.substring(type.lastIndexOf('.') + 1)) {
      case "int", "long", "Integer", "Long", "OptionalInt", "OptionalLong" -> unit;
      case "double", "BigDecimal" -> "decimal";
      case "boolean", "Boolean" -> "`true`, `false`";
      case "Duration" -> "duration";
      case "MemorySize" -> "size";
      case "Path" -> "path";
      case "URI" -> "address";
      case "String" -> "text";
      case "Set<String>", "List<String>", "Map<String, Set<String>>", "Map<String,Set<String>>" ->
          "list";
      default -> type.contains("Set<") ? "list" : "name";
    };
  }

  private static String range(Map<String, Map<String, String>> annotations) {
    String least = bound(annotations, "Min", "DurationMin");
    String most = bound(annotations, "Max", "DurationMax");
    if (least.isEmpty() && most.isEmpty()) {
      return "";
    }
    if (most.isEmpty()) {
      return ", at least " + least;
    }
    return least.isEmpty() ? ", at most " + most : ", " + least + " to " + most;
  }

  private static String bound(
      Map<String, Map<String, String>> annotations, String plain, String duration) {
    if (annotations.containsKey(plain)) {
      return annotations.get(plain).getOrDefault("value", "").replace("_", "");
    }
    return annotations.getOrDefault(duration, Map.of()).entrySet().stream()
        .map(unit -> unit.getValue() + " " + unit.getKey())
        .collect(Collectors.joining(" "));
  }

  /** A default as Markdown; large numbers of bytes also in MiB. */
  private static String readable(String name, String value) {
    if (value.isEmpty()) {
      return "–";
    }
    boolean inMib =
        name.endsWith("Bytes")
            && value.matches("[0-9]+")
            && Long.parseLong(value) >= MIB
            && Long.parseLong(value) % MIB == 0;
    return "`" + value + "`" + (inMib ? " (%d MiB)".formatted(Long.parseLong(value) / MIB) : "");
  }

  private static Map<String, Map<String, String>> annotations(ModifiersTree modifiers) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (AnnotationTree annotation : modifiers.getAnnotations()) {
      String type = annotation.getAnnotationType().toString();
      Map<String, String> values = new TreeMap<>();
      for (ExpressionTree argument : annotation.getArguments()) {
        if (argument instanceof AssignmentTree assignment) {
          values.put(assignment.getVariable().toString(), constant(assignment.getExpression()));
        } else {
          values.put("value", constant(argument));
        }
      }
      all.put(type.substring(type.lastIndexOf('.') + 1), values);
    }
    return all;
  }

  private static String constant(ExpressionTree expression) {
    return expression instanceof com.sun.source.tree.LiteralTree literal
        ? String.valueOf(literal.getValue())
        : expression.toString();
  }
}
