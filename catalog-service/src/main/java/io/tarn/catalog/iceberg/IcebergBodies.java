package io.tarn.catalog.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTMessage;
import org.apache.iceberg.rest.RESTRequest;

/** Reads the requests and writes the answers of the Iceberg REST protocol. */
@jakarta.ws.rs.ext.Provider
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class IcebergBodies
    implements MessageBodyReader<RESTRequest>, MessageBodyWriter<RESTMessage> {
  /** Asked at each request: providers are made before there is a configuration. */
  private final Provider<IcebergConfig> config;

  IcebergBodies(Provider<IcebergConfig> config) {
    this.config = config;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return RESTRequest.class.isAssignableFrom(type);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return RESTMessage.class.isAssignableFrom(type);
  }

  @Override
  public RESTRequest readFrom(
      Class<RESTRequest> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    int maxBytes = Math.toIntExact(config.get().maxRequest().asLongValue());
    byte[] bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new ProblemException(
          ErrorCode.BODY_TOO_LARGE,
          "The body may have at most %,d bytes here.".formatted(maxBytes));
    }
    try {
      RESTRequest request = IcebergJson.MAPPER.readValue(bytes, type);
      if (request == null) {
        throw IcebergErrors.of(new BadRequestException("The body is null"));
      }
      return request;
    } catch (JsonProcessingException e) {
      throw IcebergErrors.of(
          new BadRequestException(e, "Malformed request: %s", e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      throw IcebergErrors.of(new BadRequestException(e, "Malformed request: %s", e.getMessage()));
    }
  }

  @Override
  public void writeTo(
      RESTMessage answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(IcebergJson.MAPPER.writeValueAsBytes(answer));
  }
}
