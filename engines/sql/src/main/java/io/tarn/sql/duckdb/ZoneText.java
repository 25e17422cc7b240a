package io.tarn.sql.duckdb;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes changes between instants and what a clock in a time zone shows. */
final class ZoneText {
  private ZoneText() {}

  /** The name of a zone as Trino shows it. */
  static String name(ZoneId zone) {
    return zone.getId().equals("Z") ? "UTC" : zone.getId();
  }

  /** A TIMESTAMPTZ as the TIMESTAMP that a clock shows. */
  static String local(String instant, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      String utc = "timezone('UTC', " + instant + ")";
      int seconds = offset.getTotalSeconds();
      return seconds == 0 ? utc : "(" + utc + " + to_seconds(" + seconds + "))";
    }
    return "timezone(" + Text.quoted(zone.getId()) + ", " + instant + ")";
  }

  /** The TIMESTAMPTZ at which a clock shows the TIMESTAMP. */
  static String instant(String local, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      int seconds = offset.getTotalSeconds();
      return seconds == 0
          ? "timezone('UTC', " + local + ")"
          : "timezone('UTC', " + local + " - to_seconds(" + seconds + "))";
    }
    return "timezone(" + Text.quoted(zone.getId()) + ", " + local + ")";
  }
}
