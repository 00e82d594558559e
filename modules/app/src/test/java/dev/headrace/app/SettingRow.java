package dev.headrace.app;

import java.util.Map;
import java.util.function.Function;

/** What a setting does: how its value is seen, its default, and another text with its value. */
record SettingRow(
        Setting<?> setting,
        Map<String, String> companions,
        Function<HeadraceSettings, Object> seen,
        Object whenAbsent,
        String text,
        Object whenGiven) {

    @Override
    public String toString() {
        return setting.key();
    }
}
