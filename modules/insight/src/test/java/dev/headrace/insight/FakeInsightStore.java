package dev.headrace.insight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps in memory what it is given; it can be away. */
final class FakeInsightStore implements InsightStore, CountStore, AuditStore {

    private final Set<String> known = new HashSet<>();
    private final List<String> counted = new ArrayList<>();
    private final List<Count> answer = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private Optional<CountQuery> asked = Optional.empty();
    private final List<String> searched = new ArrayList<>();
    private long unknown;
    private boolean away;

    /** So many events do not tell who has sent them. */
    void forgetSenders(long events) {
        unknown = events;
    }

    /** The searches for persons, as {@code mode organisation senders}. */
    List<String> searched() {
        return searched;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void answer(Count... counts) {
        answer.addAll(List.of(counts));
    }

    /** What was counted, as {@code organisation/stream/id event dimensions}. */
    List<String> counted() {
        return counted;
    }

    /** What was appended to the audit trail, as {@code organisation/id}. */
    List<String> audited() {
        return audited;
    }

    /** What bears on rules, as {@code organisation/rule}. */
    List<String> observed() {
        return observed;
    }

    CountQuery asked() {
        return asked.orElseThrow();
    }

    @Override
    public void ready() {
        if (away) {
            throw new StoreUnavailableException("away");
        }
    }

    @Override
    public CountStore counts() {
        return this;
    }

    @Override
    public RetentionStore retention() {
        throw new IllegalStateException("nothing is dropped here");
    }

    @Override
    public SecurityStore security() {
        return new Security();
    }

    private final class Security implements SecurityStore {

        @Override
        public int add(Optional<String> organisation, List<Observation> observations) {
            ready();
            observations.forEach(
                    one -> observed.add(organisation.orElse("-") + "/" + one.rule().word()));
            return 0;
        }

        @Override
        public List<SecurityAlert> find(
                Optional<String> organisation, Standing standing, int limit) {
            throw new IllegalStateException("nothing is suspicious here");
        }

        @Override
        public Optional<SecurityAlert> acknowledge(String id, String who) {
            throw new IllegalStateException("nothing is suspicious here");
        }
    }

    @Override
    public AuditStore audit() {
        return this;
    }

    @Override
    public Appended append(Optional<String> organisation, List<AuditEntry> entries) {
        ready();
        entries.forEach(entry -> audited.add(organisation.orElse("-") + "/" + entry.id()));
        return new Appended(entries.size(), 0, 0);
    }

    @Override
    public List<AuditChain> verify(Optional<String> organisation) {
        throw new IllegalStateException("nothing is chained here");
    }

    @Override
    public AuditWalk walk() {
        throw new IllegalStateException("nothing is chained here");
    }

    @Override
    public MediaStore media() {
        throw new IllegalStateException("no media here");
    }

    /** Two events of every sender. */
    @Override
    public PersonStore persons() {
        return new Persons();
    }

    private final class Persons implements PersonStore {

        @Override
        public Found count(Optional<String> organisation, Set<String> senders) {
            ready();
            searched.add("count " + organisation.orElse("-") + " " + new TreeSet<>(senders));
            return new Found(List.of(new Place("media.events", 2L * senders.size())), unknown);
        }

        @Override
        public Found erase(Optional<String> organisation, Set<String> senders) {
            ready();
            searched.add("erase " + organisation.orElse("-") + " " + new TreeSet<>(senders));
            return new Found(List.of(new Place("media.events", 2L * senders.size())), unknown);
        }
    }

    @Override
    public Added add(Optional<String> organisation, List<CountedEvent> events) {
        ready();
        int added = 0;
        for (CountedEvent event : events) {
            String key = organisation.orElse("-") + "/" + event.stream() + "/" + event.id();
            if (known.add(key)) {
                added++;
                counted.add(key + " " + event.event() + " " + event.dimensions());
            }
        }
        return new Added(added, events.size() - added, 0);
    }

    @Override
    public List<Count> find(Optional<String> organisation, CountQuery query, int limit) {
        ready();
        asked = Optional.of(query);
        return answer.stream().limit(limit).toList();
    }
}
