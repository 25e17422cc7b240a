package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Char;
import java.util.List;

/** Functions on binary values. */
final class Binaries {
  private Binaries() {}

  static void addTo(FunctionTable table) {
    table.scalar("to_utf8(varchar(x)) varbinary").duckdb("encode($1)");
    table
        .scalar("to_utf8(char(x)) varbinary")
        .duckdb(
            call ->
                "encode(rpad(%s, %d, ' '))"
                    .formatted(call.text(0), ((Char) call.type(0)).length()));
    table.scalar("from_utf8(varbinary) varchar").duckdb("tarn_from_utf8(hex($1))");
    table.scalar("to_hex(varbinary) varchar").duckdb("hex($1)");
    for (String type : List.of("varchar(x)", "varbinary")) {
      String text = type.equals("varbinary") ? "decode($1)" : "$1";
      table
          .scalar("from_hex(" + type + ") varbinary")
          .duckdb(
              call ->
                  "(CASE WHEN regexp_full_match(%s, '([0-9a-fA-F]{2})*') THEN unhex(%s) WHEN %s IS NULL THEN NULL ELSE %s END)"
                      .formatted(
                          text.replace("$1", call.text(0)),
                          text.replace("$1", call.text(0)),
                          call.text(0),
                          call.failure(
                              ErrorCode.INVALID_FUNCTION_ARGUMENT, "The text is not hexadecimal")));
      table
          .scalar("from_base64(" + type + ") varbinary")
          .duckdb("unhex(tarn_from_base64(" + text + "))");
      table
          .scalar("from_base64url(" + type + ") varbinary")
          .duckdb("unhex(tarn_from_base64url(" + text + "))");
      table
          .scalar("from_base32(" + type + ") varbinary")
          .duckdb("unhex(tarn_from_base32(" + text + "))");
    }
    table.scalar("to_base64(varbinary) varchar").duckdb("to_base64($1)");
    table.scalar("to_base64url(varbinary) varchar").duckdb("translate(to_base64($1), '+/', '-_')");
    table.scalar("to_base32(varbinary) varchar").duckdb("tarn_to_base32(hex($1))");
    table.scalar("md5(varbinary) varbinary").duckdb("unhex(md5($1))");
    table.scalar("sha1(varbinary) varbinary").duckdb("unhex(sha1($1))");
    table.scalar("sha256(varbinary) varbinary").duckdb("unhex(sha256($1))");
    table.scalar("sha512(varbinary) varbinary").duckdb("unhex(tarn_digest(hex($1), 'SHA-512'))");
    for (String name : List.of("md5", "sha1", "sha256", "sha512")) {
      table
          .scalar("hmac_" + name + "(varbinary, varbinary) varbinary")
          .duckdb(
              "unhex(tarn_hmac(hex($1), hex($2), 'Hmac"
                  + name.toUpperCase(java.util.Locale.ROOT)
                  + "'))");
    }
    table.scalar("crc32(varbinary) bigint").duckdb("tarn_crc32(hex($1))");
    table.scalar("to_big_endian_64(bigint) varbinary").duckdb("unhex(tarn_whole_hex($1, 16))");
    table
        .scalar("to_big_endian_32(integer) varbinary")
        .duckdb("unhex(tarn_whole_hex(CAST($1 AS BIGINT), 8))");
    table.scalar("from_big_endian_64(varbinary) bigint").duckdb("tarn_hex_whole(hex($1), 16)");
    table
        .scalar("from_big_endian_32(varbinary) integer")
        .duckdb("CAST(tarn_hex_whole(hex($1), 8) AS INTEGER)");
    table.scalar("to_ieee754_32(real) varbinary").duckdb("unhex(tarn_real_hex($1))");
    table.scalar("to_ieee754_64(double) varbinary").duckdb("unhex(tarn_double_hex($1))");
    table.scalar("from_ieee754_32(varbinary) real").duckdb("tarn_hex_real(hex($1))");
    table.scalar("from_ieee754_64(varbinary) double").duckdb("tarn_hex_double(hex($1))");
    table.scalar("reverse(varbinary) varbinary").duckdb("unhex(tarn_reverse_hex(hex($1)))");
    for (String name : List.of("substr", "substring")) {
      if (name.equals("substr")) {
        table
            .scalar(name + "(varbinary, bigint) varbinary")
            .duckdb("unhex(tarn_substr_hex(hex($1), $2, 9223372036854775807))");
        table
            .scalar(name + "(varbinary, bigint, bigint) varbinary")
            .duckdb("unhex(tarn_substr_hex(hex($1), $2, $3))");
      }
    }
    for (String name : List.of("lpad", "rpad")) {
      table
          .scalar(name + "(varbinary, bigint, varbinary) varbinary")
          .duckdb("unhex(tarn_" + name + "_hex(hex($1), $2, hex($3)))");
    }
  }
}
