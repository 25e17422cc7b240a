package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
  private static final String TEXT = "id,name\n1,학번\n2,\"x\ny\"\n";

  @ParameterizedTest
  @ValueSource(strings = {"t.csv.gz", "t.csv"})
  void neverAcceptsATruncatedGzipFile(String name) {
    byte[] whole = gzip(TEXT.getBytes(UTF_8));
    CsvOptions options = CsvOptions.of(name).withHeader(HeaderMode.PRESENT);

    assertThat(Csv.read(whole, options).rows()).isEqualTo(2);
    for (int length = 0; length < whole.length; length++) {
      assertThat(Csv.problem(Arrays.copyOf(whole, length), options))
          .as("the first %d of %d bytes", length, whole.length)
          .isNotNull();
    }
  }

  @Test
  void neverReadsADamagedGzipFileDifferently() {
    byte[] whole = gzip(TEXT.getBytes(UTF_8));
    CsvOptions options = CsvOptions.of("t.csv.gz").withHeader(HeaderMode.PRESENT);
    byte[] expected = spool(whole, options);

    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      if (Csv.problem(damaged, options) == null) {
        assertThat(spool(damaged, options)).as("bit %d flipped", bit).isEqualTo(expected);
      }
    }
  }

  @Test
  void tellsWhereAGzipFileIsCutOff() {
    byte[] whole = gzip(("a,b\n" + "1,2\n".repeat(500_000)).getBytes(UTF_8));
    ProblemException problem = Csv.problem(Arrays.copyOf(whole, whole.length - 4), Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_MALFORMED);
    assertThat(problem.detail()).contains("it ends after " + (whole.length - 4) + " bytes");
    assertThat(problem.places().getFirst().line()).isEqualTo(500_002);
    assertThat(problem.places().getFirst().byteOffset()).isEqualTo(2_000_004);
  }

  @Test
  void readsAllMembersOfAGzipFile() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (byte b : TEXT.getBytes(UTF_8)) {
      members.write(gzip(new byte[] {b}));
      members.write(gzip(new byte[0]));
    }
    members.write(new byte[512]);

    assertThat(Csv.read(members.toByteArray(), Csv.HEADER).rows()).isEqualTo(2);
    members.write('x');
    assertThat(Csv.problem(members.toByteArray(), Csv.HEADER).detail())
        .contains("something else follows its end");
  }

  @Test
  void neverAcceptsATruncatedZstdFile() {
    byte[] whole = Zstd.compress(TEXT.getBytes(UTF_8));
    CsvOptions options = CsvOptions.of("t.csv.zst").withHeader(HeaderMode.PRESENT);

    assertThat(Csv.read(whole, options).dialect().compression()).isEqualTo(Compression.ZSTD);
    for (int length = 0; length < whole.length; length++) {
      assertThat(Csv.problem(Arrays.copyOf(whole, length), options))
          .as("the first %d of %d bytes", length, whole.length)
          .isNotNull();
    }
  }

  @Test
  void readsAllFramesOfAZstdFile() throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress("id,name\n1,".getBytes(UTF_8)));
    frames.write(Zstd.compress("x\n2,y\n".getBytes(UTF_8)));

    assertThat(Csv.read(frames.toByteArray(), Csv.HEADER).rows()).isEqualTo(2);
    frames.write('x');
    assertThat(Csv.problem(frames.toByteArray(), Csv.HEADER).code())
        .isEqualTo(ErrorCode.FILE_MALFORMED);
  }

  @Test
  void refusesANameThatPromisesAnotherCompression() {
    assertThat(Csv.problem("a\n1\n", CsvOptions.of("t.csv.gz")).detail())
        .contains("it does not begin as gzip");
    assertThat(Csv.problem("a\n1\n", CsvOptions.of("t.csv.zst")).detail()).contains("zstd");
  }

  @Test
  void refusesWhatUnpacksToMoreThanTheLimit() {
    byte[] bomb = gzip(("a\n" + "1\n".repeat(5_000_000)).getBytes(UTF_8));
    CsvOptions options = Csv.HEADER.withLimits(new CsvLimits(1 << 20, 100, 1000, 10));

    assertThat(Csv.problem(bomb, options).code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void readsOtherEncodings() {
    assertThat(spool(("\uFEFF" + TEXT).getBytes(UTF_16LE), Csv.HEADER)).isEqualTo(spool(TEXT));
    assertThat(spool(("\uFEFF" + TEXT).getBytes(UTF_16BE), Csv.HEADER)).isEqualTo(spool(TEXT));
    assertThat(spool(("\uFEFF" + TEXT).getBytes(Charset.forName("UTF-32LE")), Csv.HEADER))
        .isEqualTo(spool(TEXT));
    assertThat(
            spool(
                TEXT.getBytes(Charset.forName("MS949")),
                Csv.HEADER.withEncoding(Encodings.named("euc-kr"))))
        .isEqualTo(spool(TEXT));
    assertThat(
            spool(
                "a\nGröße €\n".getBytes(Charset.forName("windows-1252")),
                Csv.HEADER.withEncoding(Encodings.named("Windows-1252"))))
        .isEqualTo(spool("a\nGröße €\n"));
  }

  @Test
  void transcodesLongTexts() {
    String text = "a,b\n" + "가나다,😀\n".repeat(100_000);

    assertThat(spool(("\uFEFF" + text).getBytes(UTF_16LE), Csv.HEADER)).isEqualTo(spool(text));
  }

  @ParameterizedTest
  @CsvSource({
    "C3,6",
    "C328,6",
    "80,6",
    "FF,6",
    "EDA080,6",
    "C0AF,6",
    "E28228,6",
    "F4908080,6",
    "F09F98,6"
  })
  void locatesBytesThatAreNotUtf8(String hex, long offset) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] text = concat("a,b\n1,".getBytes(UTF_8), bad, ",3\n4,5\n".getBytes(UTF_8));
    ProblemException problem = Csv.problem(text, Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.ENCODING_INVALID);
    assertThat(problem.places().getFirst().line()).isEqualTo(2);
    assertThat(problem.places().getFirst().byteOffset()).isBetween(offset, offset + 3);
    assertThat(problem.detail()).contains("encoding=MS949");
  }

  @Test
  void refusesAFileThatEndsInACharacter() {
    byte[] text = "a\n학".getBytes(UTF_8);

    assertThat(Csv.problem(Arrays.copyOf(text, text.length - 1), Csv.HEADER).code())
        .isEqualTo(ErrorCode.ENCODING_INVALID);
  }

  @Test
  void locatesBytesThatMeanNothingInTheEncodingAskedFor() {
    byte[] text = "a\n1\n\u00FFx\n".getBytes(ISO_8859_1);
    ProblemException problem = Csv.problem(text, Csv.HEADER.withEncoding(Encodings.named("MS949")));

    assertThat(problem.code()).isEqualTo(ErrorCode.ENCODING_INVALID);
    assertThat(problem.places().getFirst().line()).isEqualTo(3);
    assertThat(problem.detail()).contains("The byte FF at offset 4 of the unpacked file");
  }

  @Test
  void refusesAnEncodingThatTheMarkContradicts() {
    CsvOptions options = Csv.HEADER.withEncoding(Encodings.named("MS949"));

    assertThat(Csv.problem("\uFEFFa\n1\n", options).code()).isEqualTo(ErrorCode.ENCODING_INVALID);
  }

  @Test
  void saysWhatAFileLooksLikeThatIsNoCsv() {
    assertThat(refusal("PAR1\u0015\u0004\u0000\u0000")).contains("Parquet");
    assertThat(refusal("PK\u0003\u0004\u0014\u0000")).contains("ZIP");
    assertThat(refusal("\u0089PNG\r\n\u001a\n\u0000")).contains("PNG");
    assertThat(refusal("%PDF-1.7\n")).contains("PDF");
    assertThat(refusal("BZh91AY&SY\u0000")).contains("bzip2");
    assertThat(refusal("{\"a\": 1, \"b\": 2}\n")).contains("JSON");
    assertThat(refusal("[\n  {\"a\": 1}\n]")).contains("JSON");
    assertThat(refusal("<!DOCTYPE html>\n<html>")).contains("HTML");
    assertThat(refusal("<?xml version=\"1.0\"?>\n<a/>")).contains("XML");
    assertThat(refusal("a,b\n1,\u0000\n")).contains("NUL byte at byte offset 6");
    assertThat(refusal("a\u0000,\u0000b\u0000")).contains("encoding=UTF-16LE");
  }

  @Test
  void readsTextThatOnlyBeginsLikeAnotherFile() {
    assertThat(Csv.names("ORC,PAR1\n1,2\n", Csv.HEADER)).containsExactly("orc", "par1");
    assertThat(Csv.names("BZh\n1\n", Csv.HEADER)).containsExactly("bzh");
  }

  @Test
  void passesOnAFailureOfTheStore() {
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream("a,b\n1,2\n".getBytes(UTF_8))) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
              throw new IOException("connection reset");
            }
            return count;
          }
        };

    assertThatThrownBy(() -> CsvReader.read(failing, OutputStream.nullOutputStream(), Csv.HEADER))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BrokenFileException.class)
        .hasMessageContaining("connection reset");
  }

  private static String refusal(String latin) {
    ProblemException problem = Csv.problem(latin.getBytes(ISO_8859_1), CsvOptions.of("t.csv"));
    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_MALFORMED);
    return problem.detail();
  }

  private static byte[] spool(String text) {
    return spool(text.getBytes(UTF_8), Csv.HEADER);
  }

  private static byte[] spool(byte[] bytes, CsvOptions options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      CsvReader.read(new ByteArrayInputStream(bytes), out, options);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
