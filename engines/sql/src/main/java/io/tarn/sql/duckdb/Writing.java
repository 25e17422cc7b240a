package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.tree.Statement;
import io.tarn.sql.tree.Symbol;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What belongs to one statement while it is written. */
final class Writing {
  private final Statement statement;
  private final Usage usage;
  private final Map<Symbol, String> texts = new HashMap<>();
  private final Map<Symbol, ZoneId> zones = new HashMap<>();
  private int names;

  Writing(Statement statement) {
    this.statement = statement;
    this.usage = Usage.of(statement);
  }

  Statement statement() {
    return statement;
  }

  Usage usage() {
    return usage;
  }

  /** A new name with that letter. */
  String name(String letter) {
    return letter + names++;
  }

  /** What the symbol is called at this point. */
  String text(Symbol symbol) {
    String text = texts.get(symbol);
    if (text == null) {
      throw new IllegalStateException("no text for " + symbol);
    }
    return text;
  }

  void call(Symbol symbol, String text) {
    texts.put(symbol, text);
  }

  /** The time zone of the symbol's values, if it is known to be the same for all. */
  ZoneId zone(Symbol symbol) {
    return zones.getOrDefault(symbol, ZoneOffset.UTC);
  }

  void zone(Symbol symbol, @Nullable ZoneId zone) {
    if (zone != null) {
      zones.put(symbol, zone);
    }
  }

  static ProblemException notSupported(Spot spot, String what) {
    String reason = what + " is not supported";
    return spot.line() == 0
        ? new ProblemException(ErrorCode.NOT_SUPPORTED, reason)
        : new ProblemException(
            ErrorCode.NOT_SUPPORTED,
            "line " + spot + ": " + reason,
            List.of(Place.atLine(spot.line(), spot.column(), reason)));
  }
}
