package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.tree.Spot;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import java.util.List;

/** Refusals that name the place in the text, in Trino's form {@code line 1:8: …}. */
final class Problems {
  private Problems() {}

  static ProblemException at(ErrorCode code, Node node, String reason) {
    return at(code, spot(node), reason);
  }

  static ProblemException at(ErrorCode code, Spot spot, String reason) {
    if (spot.line() == 0) {
      return new ProblemException(code, reason);
    }
    return new ProblemException(
        code,
        "line " + spot + ": " + reason,
        List.of(Place.atLine(spot.line(), spot.column(), reason)));
  }

  /** The refusal of a construct that is well formed, but not translated. */
  static ProblemException notSupported(Node node, String what) {
    return at(ErrorCode.NOT_SUPPORTED, node, what + " is not supported");
  }

  static Spot spot(Node node) {
    return node.getLocation().map(Problems::spot).orElse(Spot.NONE);
  }

  private static Spot spot(NodeLocation location) {
    return Spot.at(location.getLineNumber(), location.getColumnNumber());
  }
}
