package io.tarn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rules for request bodies: at most 1 MiB, announced or not, unless the method has {@link
 * StreamedBody}; not absent where one is expected; JSON that fits, or a problem that says where
 * not.
 */
@Provider
public class RequestBodies implements ContainerRequestFilter, ReaderInterceptor {
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final String STREAMED = "tarn.streamed-body";

  private final ResourceInfo resource;

  RequestBodies(ResourceInfo resource) {
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (resource.getResourceMethod().isAnnotationPresent(StreamedBody.class)
        || resource.getResourceClass().isAnnotationPresent(StreamedBody.class)) {
      request.setProperty(STREAMED, true);
      return;
    }
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > MAX_BODY_BYTES) {
      throw LimitedBody.tooLarge(MAX_BODY_BYTES);
    }
  }

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getProperty(STREAMED) != null) {
      return context.proceed();
    }
    context.setInputStream(new LimitedBody(context.getInputStream(), MAX_BODY_BYTES));
    Object body;
    try {
      body = context.proceed();
    } catch (JsonProcessingException e) {
      throw JsonProblem.of(e);
    } catch (WebApplicationException e) {
      throw e.getCause() instanceof JsonProcessingException json ? JsonProblem.of(json) : e;
    }
    if (body == null) {
      throw new ProblemException(ErrorCode.BODY_EMPTY, "Send a body with this request.");
    }
    return body;
  }
}
