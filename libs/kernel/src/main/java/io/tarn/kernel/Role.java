package io.tarn.kernel;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a caller may do; each role includes those before it. */
public enum Role {
  /** Reads dashboards, KPIs and the catalogue. */
  VIEWER,
  /** Also runs queries and estimates. */
  ANALYST,
  /** Also uploads, defines tables and dashboards, and writes by SQL. */
  EDITOR,
  /** Also keys, work groups, grants, maintenance and deletion of databases. */
  ADMIN;

  public static final String VIEWER_NAME = "viewer";
  public static final String ANALYST_NAME = "analyst";
  public static final String EDITOR_NAME = "editor";
  public static final String ADMIN_NAME = "admin";

  /** The name in keys, tokens and documents, as {@code viewer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws ProblemException {@code INVALID_ARGUMENT} if there is no such role
   */
  public static Role fromString(String label) {
    for (Role role : values()) {
      if (role.label().equals(label)) {
        return role;
      }
    }
    throw new ProblemException(
        ErrorCode.INVALID_ARGUMENT,
        "There is no role '" + label + "': use viewer, analyst, editor or admin.");
  }

  /** This role and all that it includes. */
  public Set<Role> included() {
    return EnumSet.range(VIEWER, this);
  }

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
