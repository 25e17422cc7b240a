package io.tarn.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the API server of one Kubernetes version knows, from the models that the Kubernetes project
 * generates from its OpenAPI document: a kind that is not among them, a field that an object does
 * not have, and a value of another type are faults, which the server itself would drop in silence.
 */
final class KubernetesSchema implements AutoCloseable {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  /** The prefix of the models' names for a group's kinds is the version alone. */
  private final ClassLoader models;

  private final boolean deep;

  private KubernetesSchema(ClassLoader models, boolean deep) {
    this.models = models;
    this.deep = deep;
  }

  /** Of a current Kubernetes; required fields are checked too. */
  static KubernetesSchema current() {
    return new KubernetesSchema(KubernetesSchema.class.getClassLoader(), true);
  }

  /** Of Kubernetes 1.20. */
  static KubernetesSchema oldest() throws IOException {
    Path jar = Path.of("target/models/kubernetes-oldest.jar").toAbsolutePath();
    if (Files.notExists(jar)) {
      throw new IllegalStateException("There is no " + jar + ": the build copies it there.");
    }
    URL gson = Gson.class.getProtectionDomain().getCodeSource().getLocation();
    return new KubernetesSchema(
        new URLClassLoader(
            new URL[] {jar.toUri().toURL(), gson}, ClassLoader.getPlatformClassLoader()),
        false);
  }

  /** What is wrong with a manifest; empty if nothing is. */
  List<String> faults(JsonNode manifest) {
    String version = manifest.path("apiVersion").asText();
    String kind = manifest.path("kind").asText();
    String name = kind + " " + manifest.at("/metadata/name").asText();
    Optional<Class<?>> model = model(version, kind);
    if (model.isEmpty()) {
      return List.of(name + ": this Kubernetes knows no " + version + " " + kind);
    }
    List<String> faults = new ArrayList<>();
    check(name, manifest, model.get(), faults);
    if (deep) {
      validate(name, manifest, model.get(), faults);
    }
    return faults;
  }

  private Optional<Class<?>> model(String apiVersion, String kind) {
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    String prefix = Character.toUpperCase(version.charAt(0)) + version.substring(1);
    return load(MODELS + prefix + kind);
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, models));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private void check(String at, JsonNode value, Type type, List<String> faults) {
    switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class -> {
        if (!value.isArray()) {
          faults.add(at + ": must be a list");
        }
        int index = 0;
        for (JsonNode each : value) {
          check(at + "[" + index++ + "]", each, generic.getActualTypeArguments()[0], faults);
        }
      }
      case ParameterizedType generic when generic.getRawType() == Map.class -> {
        if (!value.isObject()) {
          faults.add(at + ": must be a map");
        }
        value
            .properties()
            .forEach(
                entry ->
                    check(
                        at + "." + entry.getKey(),
                        entry.getValue(),
                        generic.getActualTypeArguments()[1],
                        faults));
      }
      case Class<?> model when model.getName().startsWith(MODELS) ->
          checkObject(at, value, model, faults);
      case Class<?> plain -> checkPlain(at, value, plain, faults);
      default -> throw new IllegalStateException(at + " has the type " + type);
    }
  }

  private void checkObject(String at, JsonNode value, Class<?> model, List<String> faults) {
    Map<String, Type> fields = fields(model);
    if (!value.isObject()) {
      faults.add(at + ": must be an object");
      return;
    }
    value
        .properties()
        .forEach(
            entry -> {
              Type type = fields.get(entry.getKey());
              if (type == null) {
                faults.add(at + ": there is no field '" + entry.getKey() + "'");
              } else {
                check(at + "." + entry.getKey(), entry.getValue(), type, faults);
              }
            });
  }

  private static void checkPlain(String at, JsonNode value, Class<?> type, List<String> faults) {
    boolean right =
        switch (type.getSimpleName()) {
          case "String", "OffsetDateTime", "byte[]" -> value.isTextual();
          case "Integer", "Long" -> value.isIntegralNumber();
          case "Boolean" -> value.isBoolean();
          case "Double" -> value.isNumber();
          // a number or text; a number with a unit
          case "IntOrString", "Quantity" -> value.isIntegralNumber() || value.isTextual();
          default -> true;
        };
    if (!right) {
      faults.add("%s: %s is no %s".formatted(at, value, type.getSimpleName()));
    }
  }

  private static Map<String, Type> fields(Class<?> model) {
    Map<String, Type> fields = new TreeMap<>();
    for (Field field : model.getDeclaredFields()) {
      Arrays.stream(field.getAnnotations())
          .filter(a -> a.annotationType().getName().equals(SerializedName.class.getName()))
          .forEach(a -> fields.put(name(a), field.getGenericType()));
    }
    return fields;
  }

  /** The annotation may be of another class loader: it is asked by reflection. */
  private static String name(java.lang.annotation.Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void validate(
      String name, JsonNode manifest, Class<?> model, List<String> faults) {
    try {
      model
          .getMethod("validateJsonElement", com.google.gson.JsonElement.class)
          .invoke(null, JsonParser.parseString(manifest.toString()));
    } catch (InvocationTargetException e) {
      faults.add(name + ": " + e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Faults of many manifests, one a line. */
  String faultsOf(List<JsonNode> manifests) {
    return manifests.stream()
        .flatMap(manifest -> faults(manifest).stream())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    if (models instanceof URLClassLoader own) {
      own.close();
    }
  }
}
