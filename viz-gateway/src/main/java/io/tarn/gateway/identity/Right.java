package io.tarn.gateway.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tarn.kernel.Role;
import java.util.Arrays;
import java.util.List;

/** Something that a caller may do, by role; the page shows what is there to use. */
public enum Right {
  DASHBOARDS_READ("dashboards:read", Role.VIEWER),
  CATALOG_READ("catalog:read", Role.VIEWER),
  QUERIES_RUN("queries:run", Role.ANALYST),
  FILES_UPLOAD("files:upload", Role.EDITOR),
  TABLES_WRITE("tables:write", Role.EDITOR),
  DASHBOARDS_WRITE("dashboards:write", Role.EDITOR),
  KEYS_MANAGE("keys:manage", Role.ADMIN),
  WORK_GROUPS_MANAGE("workgroups:manage", Role.ADMIN),
  DATABASES_DELETE("databases:delete", Role.ADMIN);

  private final String label;
  private final Role least;

  Right(String label, Role least) {
    this.label = label;
    this.least = least;
  }

  @JsonValue
  public String label() {
    return label;
  }

  static List<Right> of(Role role) {
    return Arrays.stream(values()).filter(right -> role.includes(right.least)).toList();
  }
}
