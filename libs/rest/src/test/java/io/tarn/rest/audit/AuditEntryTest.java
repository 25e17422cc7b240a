package io.tarn.rest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEntryTest {
  @Test
  void isWrittenInTheOrderInWhichItIsRead() {
    AuditEntry entry =
        new AuditEntry(
            Instant.EPOCH,
            "7",
            "ada",
            "editor",
            Access.WRITE,
            "uploadFile",
            "/files",
            AuditEntry.Outcome.SUCCESS,
            202,
            Map.of("loadId", "1"));

    assertThat(entry.fields("ingest-service").toString())
        .isEqualTo(
            "{log=audit, time=1970-01-01T00:00:00Z, service=ingest-service, requestId=7,"
                + " principal=ada, role=editor, access=write, action=uploadFile, resource=/files,"
                + " outcome=success, status=202, details={loadId=1}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0,ABORTED",
    "200,SUCCESS",
    "304,SUCCESS",
    "400,REFUSED",
    "401,DENIED",
    "403,DENIED",
    "404,REFUSED",
    "503,FAILED"
  })
  void takesItsOutcomeFromTheStatus(int status, AuditEntry.Outcome outcome) {
    assertThat(AuditEntry.Outcome.of(status)).isEqualTo(outcome);
  }
}
