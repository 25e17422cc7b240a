package io.tarn.ingest.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the caller said of the file; null where it is to be found out.
 *
 * @param format {@code csv} or {@code parquet}
 * @param contentEncoding {@code gzip}, {@code zstd} or {@code identity}
 * @param delimiter one character, or {@code \t}
 * @param encoding the text's charset
 * @param header {@code present}, {@code absent} or {@code auto}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadOptions(
    @Nullable String format,
    @Nullable String contentEncoding,
    @Nullable String delimiter,
    @Nullable String encoding,
    @Nullable String header) {}
