package io.tarn.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says in the OpenAPI document which properties are always there: the components of a record that
 * are neither {@code @Nullable} nor {@code Optional}, by the same rule as {@link
 * RequiredComponents}. Runs at build time, for each service on its own document.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class RequiredProperties implements OASFilter {
  private static final DotName SCHEMA =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
  private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
  private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
  private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
  private static final List<DotName> CONTAINERS =
      List.of(
          DotName.createSimple(Collection.class),
          DotName.createSimple(List.class),
          DotName.createSimple(Map.class));
  private static final String OURS = "io.tarn.";

  private final IndexView classes;

  /**
   * @param classes all that the document may speak of
   */
  public RequiredProperties(IndexView classes) {
    this.classes = classes;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, List<ClassInfo>> records = new HashMap<>();
    for (ClassInfo type : classes.getKnownClasses()) {
      if (type.isRecord() && type.name().toString().startsWith(OURS)) {
        records.computeIfAbsent(schemaName(type), name -> new ArrayList<>()).add(type);
      }
    }
    document
        .getComponents()
        .getSchemas()
        .forEach((name, schema) -> complete(name, schema, records));
  }

  private void complete(String name, Schema schema, Map<String, List<ClassInfo>> records) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null || schema.getRequired() != null) {
      return;
    }
    for (Map.Entry<String, List<ClassInfo>> candidates : records.entrySet()) {
      for (ClassInfo type : candidates.getValue()) {
        boolean named =
            type.typeParameters().isEmpty()
                ? name.equals(candidates.getKey())
                : name.startsWith(candidates.getKey());
        Map<String, Boolean> components = components(type);
        if (named && components.keySet().equals(properties.keySet())) {
          components.forEach(
              (component, required) -> {
                if (required) {
                  schema.addRequired(component);
                }
              });
          return;
        }
      }
    }
  }

  /** The record's components in order, by their names in JSON: whether each is always there. */
  private Map<String, Boolean> components(ClassInfo type) {
    boolean leavesOutEmpty = leavesOutEmpty(type.declaredAnnotation(INCLUDE));
    Map<String, Boolean> components = new LinkedHashMap<>();
    for (RecordComponentInfo component : type.recordComponents()) {
      FieldInfo field = type.field(component.name());
      if (field.hasDeclaredAnnotation(UNWRAPPED)) {
        components.putAll(components(classes.getClassByName(component.type().name())));
        continue;
      }
      AnnotationInstance schema = field.declaredAnnotation(SCHEMA);
      boolean leftOutWhenEmpty =
          CONTAINERS.contains(component.type().name())
              && (leavesOutEmpty || leavesOutEmpty(field.declaredAnnotation(INCLUDE)));
      components.put(
          nameIn(schema).orElse(component.name()),
          !component.type().hasAnnotation(NULLABLE)
              && !component.type().name().equals(OPTIONAL)
              && !leftOutWhenEmpty);
    }
    return components;
  }

  private static boolean leavesOutEmpty(@Nullable AnnotationInstance include) {
    return include != null
        && include.value() != null
        && include.value().asEnum().equals(JsonInclude.Include.NON_EMPTY.name());
  }

  private static String schemaName(ClassInfo type) {
    AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
    boolean onClass = schema != null && schema.target().kind() == AnnotationTarget.Kind.CLASS;
    return onClass ? nameIn(schema).orElse(type.simpleName()) : type.simpleName();
  }

  private static Optional<String> nameIn(@Nullable AnnotationInstance schema) {
    return schema == null || schema.value("name") == null
        ? Optional.empty()
        : Optional.of(schema.value("name").asString());
  }
}
