package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Store;
import java.util.Optional;

/**
 * Reads {@code headrace.store}: one word, or an address with user and password. Where both are
 * written, the source of the higher priority decides; in one and the same source they are a
 * contradiction.
 */
final class StoreReader {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final SettingValues values;
    private final Problems problems;

    StoreReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    Store read() {
        Optional<StoreWord> word = values.find(KnownSettings.STORE);
        Optional<String> url = values.find(KnownSettings.STORE_URL);
        Optional<String> user = values.find(KnownSettings.STORE_USER);
        Optional<String> password = values.find(KnownSettings.STORE_PASSWORD);
        Optional<String> appUser = values.find(KnownSettings.STORE_APP_USER);
        Optional<String> appPassword = values.find(KnownSettings.STORE_APP_PASSWORD);
        if (word.isPresent() && url.isPresent()) {
            int wordPriority = values.priority(KnownSettings.STORE.key());
            int urlPriority = values.priority(KnownSettings.STORE_URL.key());
            if (wordPriority == urlPriority) {
                problems.add(
                        KnownSettings.STORE.key(),
                        "is a word and an address at once; keep one of them",
                        values.place(KnownSettings.STORE.key()));
            }
            if (wordPriority >= urlPriority) {
                return ofWord(word.get());
            }
        }
        if (url.isPresent()) {
            return database(url.get(), user, password).with(app(appUser, appPassword));
        }
        refuseLonely(user, KnownSettings.STORE_USER);
        refuseLonely(password, KnownSettings.STORE_PASSWORD);
        refuseLonely(appUser, KnownSettings.STORE_APP_USER);
        refuseLonely(appPassword, KnownSettings.STORE_APP_PASSWORD);
        return ofWord(word.orElse(StoreWord.NONE));
    }

    private static Store ofWord(StoreWord word) {
        return switch (word) {
            case NONE -> new Store.None();
            case EMBEDDED -> new Store.Embedded();
        };
    }

    private Store.Database database(String url, Optional<String> user, Optional<String> password) {
        if (!url.startsWith(POSTGRESQL)) {
            problems.add(
                    KnownSettings.STORE_URL.key(),
                    "is not an address such as jdbc:postgresql://host:5432/database",
                    values.place(KnownSettings.STORE_URL.key()));
        }
        if (user.isEmpty()) {
            problems.add(
                    KnownSettings.STORE_USER.key(), "is missing: headrace.store.url needs a user");
        }
        return new Store.Database(url, user.orElse(""), password.orElse(""));
    }

    private Optional<Store.Database.Login> app(Optional<String> user, Optional<String> password) {
        if (user.isEmpty() && password.isPresent()) {
            problems.add(
                    KnownSettings.STORE_APP_PASSWORD.key(),
                    "is of no use without headrace.store.app-user",
                    values.place(KnownSettings.STORE_APP_PASSWORD.key()));
        }
        return user.map(name -> new Store.Database.Login(name, password.orElse("")));
    }

    private void refuseLonely(Optional<String> given, Setting<String> setting) {
        if (given.isPresent()) {
            problems.add(
                    setting.key(),
                    "is of no use without headrace.store.url",
                    values.place(setting.key()));
        }
    }
}
