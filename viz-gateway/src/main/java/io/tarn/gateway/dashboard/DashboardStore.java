package io.tarn.gateway.dashboard;

import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The definitions of dashboards in PostgreSQL, each with a version. */
@ApplicationScoped
class DashboardStore {
  /** A dashboard in a list. */
  @Schema(name = "DashboardSummary")
  record Summary(
      String id, String title, @Nullable String description, Instant updatedAt, String updatedBy) {}

  /** What a change came to. */
  record Change(StoredDashboard dashboard, boolean created) {}

  private final Jdbi jdbi;

  DashboardStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<StoredDashboard> find(String id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  /**
   * Keeps a definition under its id.
   *
   * @param condition looks at what is there, if anything; nothing changes unless it holds
   * @return empty if the condition does not hold
   */
  Optional<Change> put(
      Dashboard dashboard,
      String document,
      String by,
      Predicate<Optional<StoredDashboard>> condition) {
    return jdbi.inTransaction(
        handle -> {
          Optional<StoredDashboard> before = locked(handle, dashboard.id());
          if (!condition.test(before)) {
            return Optional.empty();
          }
          long version =
              handle
                  .createQuery(
                      """
                      INSERT INTO dashboard (id, version, title, description, document, updated_by)
                      VALUES (:id, nextval('dashboard_version'), :title, :description, :document, :by)
                      ON CONFLICT (id) DO UPDATE SET version = excluded.version,
                          title = excluded.title, description = excluded.description,
                          document = excluded.document, updated_by = excluded.updated_by,
                          updated_at = now()
                      RETURNING version
                      """)
                  .bind("id", dashboard.id())
                  .bind("title", dashboard.title())
                  .bind("description", dashboard.description())
                  .bind("document", document)
                  .bind("by", by)
                  .mapTo(Long.class)
                  .one();
          return Optional.of(
              new Change(new StoredDashboard(dashboard.id(), version, document), before.isEmpty()));
        });
  }

  /** Deletes a definition if the condition holds for what is there; tells what was there. */
  Optional<StoredDashboard> delete(String id, Predicate<StoredDashboard> condition) {
    return jdbi.inTransaction(
        handle -> {
          Optional<StoredDashboard> before = locked(handle, id);
          if (before.filter(condition).isPresent()) {
            handle.execute("DELETE FROM dashboard WHERE id = ?", id);
          }
          return before;
        });
  }

  Page<Summary> list(PageRequest page) {
    List<Summary> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT id, title, description, updated_at, updated_by FROM dashboard
                        WHERE (CAST(:after AS text) IS NULL OR id > :after)
                        ORDER BY id LIMIT :limit
                        """)
                    .bind("after", page.after())
                    .bind("limit", page.limit() + 1)
                    .map(
                        (row, context) ->
                            new Summary(
                                row.getString("id"),
                                row.getString("title"),
                                row.getString("description"),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                                row.getString("updated_by")))
                    .list());
    return Page.cut(rows, page, Summary::id);
  }

  /**
   * What is there, with changes by others held off until the transaction ends, also if nothing is.
   */
  private static Optional<StoredDashboard> locked(Handle handle, String id) {
    handle
        .createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))")
        .bind("id", "dashboard " + id)
        .mapToMap()
        .list();
    return find(handle, id);
  }

  private static Optional<StoredDashboard> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT id, version, document FROM dashboard WHERE id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new StoredDashboard(
                    row.getString("id"), row.getLong("version"), row.getString("document")))
        .findOne();
  }
}
