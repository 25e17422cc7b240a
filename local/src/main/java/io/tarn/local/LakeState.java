package io.tarn.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tarn.embedded.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a running lake, kept in its data folder for the other commands, and for cleaning
 * up when the launcher was killed.
 *
 * @param launcher the process of {@code up}
 * @param ready whether all parts were ready at once
 * @param gatewayUrl the lake's address
 * @param s3Endpoint the object store's address
 * @param postgresPort the database's port
 * @param parts the parts in the order of their start
 */
record LakeState(
    ProcessId launcher,
    boolean ready,
    String gatewayUrl,
    String s3Endpoint,
    int postgresPort,
    List<Part> parts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  LakeState {
    parts = List.copyOf(parts);
  }

  /** How a part of the lake is. */
  enum Condition {
    STARTING,
    READY,
    UNREADY,
    RESTARTING,
    STOPPED
  }

  /**
   * A part of the lake.
   *
   * @param process its process, null while there is none
   * @param restarts how often it was started again
   * @param detail why it is not ready, if it is not
   */
  record Part(
      String name,
      Condition condition,
      @Nullable ProcessId process,
      int restarts,
      @Nullable String detail) {}

  /** A process, named for ever by its id and the time at which the system started it. */
  record ProcessId(long pid, Instant startedAt) {
    /** Clocks are set while processes run, which moves start times that are reckoned from boot. */
    private static final long TOLERANCE_SECONDS = 10;

    static ProcessId current() {
      ProcessHandle self = ProcessHandle.current();
      return new ProcessId(self.pid(), self.info().startInstant().orElseGet(Instant::now));
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle candidate) {
      return candidate
          .info()
          .startInstant()
          .map(start -> Math.abs(start.getEpochSecond() - startedAt.getEpochSecond()))
          .map(difference -> difference <= TOLERANCE_SECONDS)
          .orElse(false);
    }
  }

  static Optional<LakeState> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), LakeState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new LauncherException(
          "%s cannot be read: delete it if no lake runs there.".formatted(file), e);
    }
  }

  void write(Path file) throws IOException {
    Secrets.write(file, JSON.writeValueAsString(this));
  }
}
