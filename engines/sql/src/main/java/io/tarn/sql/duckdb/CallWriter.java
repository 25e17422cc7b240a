package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.function.BoundFunction;
import io.tarn.sql.function.Form;
import io.tarn.sql.function.Written;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Spot;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a function's application. An argument that the form uses more than once and that is not
 * short is bound to the parameter of a lambda, so that texts do not grow with every level.
 */
class CallWriter implements Written {
  private static final char MARK = '\u0002';

  private final ExpressionWriter expressions;
  private final BoundFunction function;
  private final List<Expression> arguments;
  private final Spot spot;

  CallWriter(
      ExpressionWriter expressions, BoundFunction function, List<Expression> arguments, Spot spot) {
    this.expressions = expressions;
    this.function = function;
    this.arguments = arguments;
    this.spot = spot;
  }

  final ExpressionWriter expressions() {
    return expressions;
  }

  final String write(Form form) {
    String marked = form.write(this);
    List<@Nullable String> texts = new ArrayList<>();
    boolean bind = false;
    for (int i = 0; i < arguments.size(); i++) {
      int uses = marked.split(mark(i), -1).length - 1;
      String text = uses == 0 ? null : expressions.write(arguments.get(i));
      texts.add(text);
      bind |= text != null && uses > 1 && !Text.isShort(text);
    }
    if (!bind) {
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        marked = text == null ? marked : marked.replace(mark(i), text);
      }
      return marked;
    }
    String name = expressions.writing().name("v");
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text == null) {
        continue;
      }
      if (arguments.get(i) instanceof Expression.Lambda
          || arguments.get(i) instanceof Expression.Constant) {
        marked = marked.replace(mark(i), text);
      } else {
        values.append(values.isEmpty() ? "" : ", ").append("a").append(i).append(" := ");
        values.append(text);
        marked = marked.replace(mark(i), "struct_extract(" + name + ", 'a" + i + "')");
      }
    }
    return "list_transform([struct_pack(%s)], lambda %s: %s)[1]".formatted(values, name, marked);
  }

  private static String mark(int index) {
    return MARK + String.valueOf(index) + MARK;
  }

  @Override
  public int size() {
    return arguments.size();
  }

  @Override
  public String text(int index) {
    return mark(index);
  }

  @Override
  public Expression argument(int index) {
    return arguments.get(index);
  }

  @Override
  public DataType type() {
    return function.type();
  }

  @Override
  public String typeName(DataType type) {
    return DuckDbTypes.name(type);
  }

  @Override
  public String quoted(String value) {
    return Text.quoted(value);
  }

  @Override
  public String constantText(int index) {
    if (arguments.get(index) instanceof Expression.Constant(var _, String text)) {
      return text;
    }
    throw refused("with an argument " + (index + 1) + " that is not constant");
  }

  @Override
  public String failure(ErrorCode code, String detail) {
    return ExpressionWriter.failure(type(), code, detail);
  }

  @Override
  public String failure(DataType type, ErrorCode code, String detail) {
    return ExpressionWriter.failure(type, code, detail);
  }

  @Override
  public String body(int index, String... parameters) {
    if (!(arguments.get(index) instanceof Expression.Lambda(var symbols, var body))) {
      throw new IllegalStateException("argument " + index + " is no lambda");
    }
    for (int i = 0; i < parameters.length; i++) {
      expressions.writing().call(symbols.get(i), parameters[i]);
    }
    return expressions.write(body);
  }

  @Override
  public String name() {
    return expressions.writing().name("v");
  }

  @Override
  public @Nullable ZoneId zone(int index) {
    return new Zones(expressions.writing()).of(arguments.get(index));
  }

  @Override
  public ZoneId constantZone(int index) {
    return Zones.constant(arguments.get(index), spot);
  }

  @Override
  public String local(String instant, ZoneId zone) {
    return ZoneText.local(instant, zone);
  }

  @Override
  public String instant(String local, ZoneId zone) {
    return ZoneText.instant(local, zone);
  }

  @Override
  public String cast(String text, DataType from, DataType to) {
    return new CastWriter(expressions).write(text, from, to, spot);
  }

  @Override
  public RuntimeException refused(String why) {
    String name = function.name();
    String shown =
        name.startsWith("$") ? "The operator " + name.substring(1) : "The function " + name;
    return Writing.notSupported(spot, shown + " " + why);
  }

  @Override
  public String aggregate(String name, String arguments) {
    throw new IllegalStateException(name + " is no aggregate here");
  }

  @Override
  public boolean distinct() {
    return false;
  }

  @Override
  public boolean windowed() {
    return false;
  }
}
