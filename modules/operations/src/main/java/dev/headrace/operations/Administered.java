package dev.headrace.operations;

import dev.headrace.auth.KeyEvidence;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.publishing.Accounts;
import dev.headrace.publishing.Replays;
import dev.headrace.publishing.SinkControl;
import java.util.function.Supplier;

/** What the admin resources show and change; the application makes it. */
public record Administered(
        SinkControl sinks,
        Supplier<Accounts> accounts,
        Replays replays,
        DeadLetters deadLetters,
        RejectLog rejects,
        KeyEvidence keys,
        StreamCatalog streams,
        EventLog log,
        PersonalChoices choices,
        PseudonymKeys pseudonyms) {}
