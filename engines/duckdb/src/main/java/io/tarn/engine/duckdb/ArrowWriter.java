package io.tarn.engine.duckdb;

import com.google.flatbuffers.FlatBufferBuilder;
import io.tarn.sql.OutputColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Writes rows as Arrow's IPC stream: a schema, then batches of rows, uncompressed. */
final class ArrowWriter {
  private static final int BATCH_ROWS = 2048;
  private static final int CONTINUATION = -1;
  private static final int ALIGNMENT = 8;

  private final OutputStream out;
  private final List<OutputColumn> columns;
  private final List<List<@Nullable Object>> batch = new ArrayList<>();

  ArrowWriter(OutputStream out, List<OutputColumn> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int schema = ArrowSchema.write(builder, columns);
    message(builder, MessageHeader.Schema, schema, 0);
  }

  void row(List<@Nullable Object> values) throws IOException {
    batch.add(values);
    if (batch.size() == BATCH_ROWS) {
      flush();
    }
  }

  /** Writes the last rows and the end of the stream, which stays open. */
  void end() throws IOException {
    if (!batch.isEmpty()) {
      flush();
    }
    prefix(0);
    out.flush();
  }

  private void flush() throws IOException {
    ArrowBatch vectors = new ArrowBatch();
    for (int i = 0; i < columns.size(); i++) {
      List<@Nullable Object> column = new ArrayList<>(batch.size());
      for (List<@Nullable Object> row : batch) {
        column.add(row.get(i));
      }
      vectors.add(columns.get(i).type(), column);
    }
    FlatBufferBuilder builder = new FlatBufferBuilder();
    List<byte[]> buffers = vectors.buffers();
    long[] starts = new long[buffers.size()];
    long length = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = length;
      length += padded(buffers.get(i).length);
    }
    RecordBatch.startBuffersVector(builder, starts.length);
    for (int i = starts.length - 1; i >= 0; i--) {
      int unused = Buffer.createBuffer(builder, starts[i], buffers.get(i).length);
    }
    int bufferVector = builder.endVector();
    List<ArrowBatch.Node> nodes = vectors.nodes();
    RecordBatch.startNodesVector(builder, nodes.size());
    for (ArrowBatch.Node node : nodes.reversed()) {
      int unused = FieldNode.createFieldNode(builder, node.length(), node.nulls());
    }
    int nodeVector = builder.endVector();
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, batch.size());
    RecordBatch.addNodes(builder, nodeVector);
    RecordBatch.addBuffers(builder, bufferVector);
    message(builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), length);
    for (byte[] buffer : buffers) {
      out.write(buffer);
      out.write(new byte[padded(buffer.length) - buffer.length]);
    }
    batch.clear();
  }

  private void message(FlatBufferBuilder builder, byte kind, int header, long bodyLength)
      throws IOException {
    Message.startMessage(builder);
    Message.addVersion(builder, MetadataVersion.V5);
    Message.addHeaderType(builder, kind);
    Message.addHeader(builder, header);
    Message.addBodyLength(builder, bodyLength);
    builder.finish(Message.endMessage(builder));
    byte[] metadata = builder.sizedByteArray();
    int length = padded(metadata.length);
    prefix(length);
    out.write(metadata);
    out.write(new byte[length - metadata.length]);
  }

  private void prefix(int length) throws IOException {
    out.write(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(CONTINUATION)
            .putInt(length)
            .array());
  }

  private static int padded(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
