package io.tarn.local.reference;

import java.util.List;

/**
 * The keys of one interface.
 *
 * @param prefix what all its keys begin with
 * @param module the folder of the module that it stands in, as {@code query-service}
 * @param text what it is about, in Markdown
 */
record SettingsGroup(String prefix, String module, String text, List<Setting> settings) {
  SettingsGroup {
    settings = List.copyOf(settings);
  }
}
