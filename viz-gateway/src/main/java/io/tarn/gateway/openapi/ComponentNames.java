package io.tarn.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The new names of a document's components, where another document has a different component under
 * the same name. A component that refers to a renamed one is itself different, and renamed too.
 */
final class ComponentNames {
  private static final String PREFIX = "#/components/";

  /** Pointer after {@code #/components/} of the old name → of the new one. */
  private final Map<String, String> renamed = new HashMap<>();

  private ComponentNames() {}

  /**
   * The names that fit a document's components between others.
   *
   * @param taken the components that are there
   * @param added the components to be added
   * @param prefix put before a name that is taken by something else
   */
  static ComponentNames of(ObjectNode taken, ObjectNode added, String prefix) {
    ComponentNames names = new ComponentNames();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, JsonNode> section : added.properties()) {
        for (Map.Entry<String, JsonNode> component : section.getValue().properties()) {
          String pointer = section.getKey() + "/" + component.getKey();
          JsonNode other = taken.path(section.getKey()).path(component.getKey());
          if (!names.renamed.containsKey(pointer)
              && !other.isMissingNode()
              && (!other.equals(component.getValue())
                  || names.refersToRenamed(component.getValue()))) {
            names.renamed.put(
                pointer, names.free(taken, added, section.getKey(), prefix + component.getKey()));
            changed = true;
          }
        }
      }
    }
    return names;
  }

  /** The name of a component. */
  String name(String section, String name) {
    String pointer = renamed.get(section + "/" + name);
    return pointer == null ? name : pointer.substring(section.length() + 1);
  }

  /** A copy in which all references have the new names. */
  JsonNode rewrite(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = object.objectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), rewrite(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = array.arrayNode();
        array.forEach(element -> copy.add(rewrite(element)));
        yield copy;
      }
      case TextNode text when text.textValue().startsWith(PREFIX) -> {
        String pointer = text.textValue().substring(PREFIX.length());
        yield TextNode.valueOf(PREFIX + renamed.getOrDefault(pointer, pointer));
      }
      default -> node;
    };
  }

  private String free(ObjectNode taken, ObjectNode added, String section, String wanted) {
    Set<String> used = new HashSet<>(renamed.values());
    String name = wanted;
    for (int i = 2;
        taken.path(section).has(name)
            || added.path(section).has(name)
            || used.contains(section + "/" + name);
        i++) {
      name = wanted + i;
    }
    return section + "/" + name;
  }

  private boolean refersToRenamed(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().startsWith(PREFIX)
          && renamed.containsKey(node.textValue().substring(PREFIX.length()));
    }
    for (JsonNode child : node) {
      if (refersToRenamed(child)) {
        return true;
      }
    }
    return false;
  }
}
