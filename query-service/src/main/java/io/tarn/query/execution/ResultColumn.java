package io.tarn.query.execution;

import io.tarn.kernel.type.TypeText;
import io.tarn.sql.OutputColumn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A column of an answer.
 *
 * @param type the type's text, as Trino writes it
 */
@Schema(name = "ResultColumn")
public record ResultColumn(
    @Schema(examples = "code_module") String name,
    @Schema(examples = {"bigint", "decimal(12,2)", "array(row(a bigint))"}) String type) {

  static ResultColumn of(OutputColumn column) {
    return new ResultColumn(column.name(), column.type().toString());
  }

  public OutputColumn output() {
    return new OutputColumn(name, TypeText.parse(type));
  }
}
