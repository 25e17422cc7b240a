package io.tarn.catalog.browse;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.NearNames;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds what a path names, or says what it might have meant. */
@ApplicationScoped
public class Existing {
  private final Listing listing;

  Existing(Listing listing) {
    this.listing = listing;
  }

  /**
   * @param name in any case
   * @throws ProblemException {@code DATABASE_NOT_FOUND}, {@code INVALID_NAME}
   */
  DatabaseSummary database(String name) {
    String folded = Names.fold("database", name);
    return listing.database(folded).orElseThrow(() -> noDatabase(folded));
  }

  /**
   * @throws ProblemException {@code TABLE_NOT_FOUND}, {@code DATABASE_NOT_FOUND}
   */
  TableSummary table(TableName name) {
    return listing.table(name).orElseThrow(() -> noTable(name));
  }

  ProblemException noDatabase(String name) {
    return new ProblemException(
        ErrorCode.DATABASE_NOT_FOUND,
        "There is no database '%s'.%s"
            .formatted(name, NearNames.hint(name, listing.databasesLike(name))));
  }

  ProblemException noTable(TableName name) {
    if (listing.database(name.database()).isEmpty()) {
      return noDatabase(name.database());
    }
    return new ProblemException(
        ErrorCode.TABLE_NOT_FOUND,
        "There is no table '%s' in the database '%s'.%s"
            .formatted(
                name.table(),
                name.database(),
                NearNames.hint(name.table(), listing.tablesLike(name))));
  }
}
