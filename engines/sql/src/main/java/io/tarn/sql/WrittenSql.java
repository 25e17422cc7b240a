package io.tarn.sql;

import io.tarn.sql.duckdb.DuckDbWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * SQL that the front end wrote for one kind of engine: the only text an engine may run. Only this
 * package makes it. Immutable.
 */
public final class WrittenSql {
  private final Target target;
  private final List<Piece> pieces;

  private WrittenSql(Target target, List<Piece> pieces) {
    this.target = target;
    this.pieces = List.copyOf(pieces);
  }

  /** The SQL of a text in which {@link io.tarn.sql.duckdb.DuckDbWriter#TABLE} marks tables. */
  static WrittenSql of(Target target, String marked) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    for (int mark = marked.indexOf(DuckDbWriter.TABLE);
        mark >= 0;
        mark = marked.indexOf(DuckDbWriter.TABLE, at)) {
      int end = marked.indexOf(DuckDbWriter.TABLE, mark + 1);
      pieces.add(new Piece.Text(marked.substring(at, mark)));
      pieces.add(new Piece.Table(Integer.parseInt(marked.substring(mark + 1, end))));
      at = end + 1;
    }
    pieces.add(new Piece.Text(marked.substring(at)));
    return new WrittenSql(target, pieces);
  }

  /** The kind of engine that understands it. */
  public Target target() {
    return target;
  }

  /**
   * The SQL with its tables filled in.
   *
   * @param tables the engine's own expression for the statement's table of that number (from 0, as
   *     in {@link AnalysedQuery#tables()}); its columns are {@code c0…cn} in the snapshot's order
   */
  public String text(IntFunction<String> tables) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text(String sql) -> text.append(sql);
        case Piece.Table(int number) -> text.append(tables.apply(number));
      }
    }
    return text.toString();
  }

  /** Part of a text. */
  sealed interface Piece {
    record Text(String sql) implements Piece {}

    record Table(int number) implements Piece {}
  }
}
