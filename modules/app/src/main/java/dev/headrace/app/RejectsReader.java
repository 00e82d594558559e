package dev.headrace.app;

import dev.headrace.event.ByteSize;

/** Reads how large the reject log may be. */
final class RejectsReader {

    /** Below it a busy hour would not fit. */
    private static final ByteSize LEAST = ByteSize.ofMebibytes(1);

    private static final ByteSize USUAL = ByteSize.ofMebibytes(256);

    private final SettingValues values;
    private final Problems problems;

    RejectsReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    ByteSize quota() {
        ByteSize quota = values.find(KnownSettings.REJECTS_QUOTA).orElse(USUAL);
        if (quota.compareTo(LEAST) < 0) {
            problems.add(
                    KnownSettings.REJECTS_QUOTA.key(),
                    quota + " is less than " + LEAST,
                    values.place(KnownSettings.REJECTS_QUOTA.key()));
        }
        return quota;
    }
}
