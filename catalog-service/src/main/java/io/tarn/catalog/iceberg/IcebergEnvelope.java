package io.tarn.catalog.iceberg;

import io.tarn.rest.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Sees to it that no route of the Iceberg REST protocol answers with a problem document. */
@Provider
public class IcebergEnvelope implements ContainerResponseFilter {
  private static final String ROUTES = "/iceberg/";

  @ServerExceptionMapper
  Response problem(IcebergProblem problem) {
    return Response.status(problem.answer().code())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(problem.answer())
        .build();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Problem problem
        && request.getUriInfo().getPath().startsWith(ROUTES)) {
      response.setEntity(
          IcebergErrors.of(problem), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
