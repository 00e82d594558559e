package dev.headrace.persistence;

import dev.headrace.insight.AuditStore;
import dev.headrace.insight.CountStore;
import dev.headrace.insight.InsightStore;
import dev.headrace.insight.MediaStore;
import dev.headrace.insight.PersonStore;
import dev.headrace.insight.RetentionStore;
import dev.headrace.insight.SecurityStore;

/** Insight's ports on the relational store. */
final class PostgresInsight implements InsightStore {

    private final RelationalStore store;

    PostgresInsight(RelationalStore store) {
        this.store = store;
    }

    @Override
    public void ready() {
        store.ready();
    }

    @Override
    public RetentionStore retention() {
        return new PostgresRetention(store, store.clock());
    }

    @Override
    public MediaStore media() {
        return new PostgresMedia(store);
    }

    @Override
    public SecurityStore security() {
        return new PostgresSecurity(store);
    }

    @Override
    public AuditStore audit() {
        return new PostgresAudit(store);
    }

    @Override
    public PersonStore persons() {
        return new PostgresPersons(store);
    }

    @Override
    public CountStore counts() {
        return new PostgresCounts(store);
    }
}
