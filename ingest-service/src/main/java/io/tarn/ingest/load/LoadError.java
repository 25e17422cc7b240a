package io.tarn.ingest.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.List;

/**
 * Why a load did not go on.
 *
 * @param errors the places in the file, left out of JSON if there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoadError(ErrorCode code, String detail, List<Place> errors) {
  public LoadError {
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  static LoadError of(ProblemException e) {
    return new LoadError(e.code(), e.detail(), e.places());
  }
}
