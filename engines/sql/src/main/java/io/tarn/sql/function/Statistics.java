package io.tarn.sql.function;

/** Distributions. */
final class Statistics {
  private Statistics() {}

  static void addTo(FunctionTable table) {
    String three = "(double, double, double) double";
    table.scalar("normal_cdf" + three).duckdb("tarn_normal_cdf($1, $2, $3)");
    table.scalar("inverse_normal_cdf" + three).duckdb("tarn_inverse_normal_cdf($1, $2, $3)");
    table.scalar("beta_cdf" + three).duckdb("tarn_beta_cdf($1, $2, $3)");
    table.scalar("inverse_beta_cdf" + three).duckdb("tarn_inverse_beta_cdf($1, $2, $3)");
    table.scalar("t_cdf(double, double) double").duckdb("tarn_t_cdf($1, $2)");
    table.scalar("t_pdf(double, double) double").duckdb("tarn_t_pdf($1, $2)");
    String wilson = "(bigint, bigint, double) double";
    table.scalar("wilson_interval_lower" + wilson).duckdb("tarn_wilson_lower($1, $2, $3)");
    table.scalar("wilson_interval_upper" + wilson).duckdb("tarn_wilson_upper($1, $2, $3)");
  }
}
