package io.tarn.rest;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses a query parameter that the resource method does not name, so that a mistyped one is not
 * silently without effect. Only under {@code /api/}, and not with {@link AnyParameters}.
 */
@Provider
public class KnownParameters implements ContainerRequestFilter {
  private static final String STRICT = "/api/";

  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  private final ResourceInfo resource;

  KnownParameters(ResourceInfo resource) {
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Set<String> given = request.getUriInfo().getQueryParameters().keySet();
    Method method = resource.getResourceMethod();
    if (given.isEmpty()
        || !request.getUriInfo().getPath().startsWith(STRICT)
        || method.isAnnotationPresent(AnyParameters.class)
        || resource.getResourceClass().isAnnotationPresent(AnyParameters.class)) {
      return;
    }
    Set<String> names = known.computeIfAbsent(method, KnownParameters::names);
    for (String name : given) {
      if (!names.contains(name)) {
        throw new ProblemException(
            ErrorCode.INVALID_ARGUMENT,
            "There is no parameter '%s' here.%s"
                .formatted(
                    name, names.isEmpty() ? "" : " Known are " + String.join(", ", names) + "."));
      }
    }
  }

  private static Set<String> names(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        names.add(query.value());
      } else if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          QueryParam inner = field.getAnnotation(QueryParam.class);
          if (inner != null) {
            names.add(inner.value());
          }
        }
      }
    }
    return names;
  }
}
