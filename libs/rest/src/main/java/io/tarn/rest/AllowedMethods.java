package io.tarn.rest;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods that the resources of this service know at a path, for {@code Allow}. */
@ApplicationScoped
public class AllowedMethods {
  private static final Pattern PARAMETER =
      Pattern.compile("\\{\\s*[^{}:]+(?::((?:[^{}]|\\{[^{}]*})+))?}");

  private record Endpoint(Pattern path, String method) {}

  private volatile @Nullable List<Endpoint> endpoints;

  /** The methods, sorted; {@code HEAD} and {@code OPTIONS} come with what there is. */
  SequencedSet<String> of(String path) {
    SequencedSet<String> methods = new TreeSet<>();
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.path().matcher(path).matches()) {
        methods.add(endpoint.method());
      }
    }
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    methods.add(HttpMethod.OPTIONS);
    return methods;
  }

  private List<Endpoint> endpoints() {
    List<Endpoint> known = endpoints;
    if (known == null) {
      known = scan();
      endpoints = known;
    }
    return known;
  }

  private static List<Endpoint> scan() {
    List<Endpoint> found = new ArrayList<>();
    for (Bean<?> bean :
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
      Class<?> type = bean.getBeanClass();
      Path root = type.getAnnotation(Path.class);
      if (root != null) {
        for (Method method : type.getMethods()) {
          String verb = verb(method);
          if (verb != null) {
            Path below = method.getAnnotation(Path.class);
            found.add(new Endpoint(pattern(root, below), verb));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static Pattern pattern(Path root, @Nullable Path below) {
    String template = "/" + root.value() + "/" + (below == null ? "" : below.value()) + "/";
    template = template.replaceAll("/{2,}", "/");
    StringBuilder regex = new StringBuilder();
    var parameters = PARAMETER.matcher(template);
    int from = 0;
    while (parameters.find()) {
      regex.append(Pattern.quote(template.substring(from, parameters.start())));
      regex.append(parameters.group(1) == null ? "[^/]+" : "(?:" + parameters.group(1) + ")");
      from = parameters.end();
    }
    String rest = template.substring(from);
    regex.append(Pattern.quote(rest.substring(0, rest.length() - 1))).append("/?");
    return Pattern.compile(regex.toString());
  }
}
