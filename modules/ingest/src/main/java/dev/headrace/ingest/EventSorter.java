package dev.headrace.ingest;

import dev.headrace.auth.Scope;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.MissingId;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.IdOrigin;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.EventRefiner;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.EventValidator;
import dev.headrace.validation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sorts a request's events into those that keep their contract, by schema version, and the others.
 */
final class EventSorter {

    private final EventValidator validator;
    private final Refinery refinery;
    private final StreamRules rules;
    private final LastForms forms;
    private final EventDecoder decoder = new EventDecoder();
    private final EventIds ids;
    private final ContentIds contentIds = new ContentIds();
    private final Map<StreamName, EventFields> fields = new ConcurrentHashMap<>();

    EventSorter(IngestParts parts, StreamRules rules, EventIds ids) {
        this.validator = parts.validator();
        this.refinery = parts.refinery();
        this.rules = rules;
        this.forms = new LastForms(parts);
        this.ids = ids;
    }

    /**
     * A request's events after the checks.
     *
     * @param valid those to be appended, by what the events of a frame have in common
     * @param rejected those that break their contract, in the request's order
     * @param suppressed those that must not be kept, in the request's order
     * @param places where the ones to be appended stood in the request, in its order
     * @param tells what the receipt may tell
     */
    record Sorted(
            Map<FrameGroup, List<RecordDraft>> valid,
            List<Rejection> rejected,
            List<Receipt.Suppression> suppressed,
            List<RequestPlace> places,
            StreamRule.Tells tells) {}

    /**
     * What all events of a request have in common.
     *
     * @param at when it came
     * @param client who sent it; asked for only where that is needed
     * @param signer the deployment that has signed it
     * @param refusal why none of its events may be kept, if that is so
     * @param purpose what its events are sorted for
     */
    record Arrival(
            Instant at,
            Sender sender,
            Supplier<Optional<ClientAddress>> client,
            Optional<String> signer,
            Optional<String> refusal,
            Purpose purpose) {}

    /** What events are sorted for. */
    enum Purpose {
        TO_KEEP,
        /** Only to say what is wrong with them: the rules of streams do not see them. */
        TO_CHECK
    }

    /**
     * What a request says for all of its events.
     *
     * @param version the schema version that it names
     * @param scope what its credentials speak for
     * @param organisation whose key hashes what the contract wants hashed, if no event names
     *     another
     * @param keyed makes the ids of events that bring none, if the request has a key
     */
    record Common(
            OptionalInt version,
            Scope scope,
            Optional<String> organisation,
            Optional<IdempotencyKey.Series> keyed) {}

    /**
     * Sorts a request's events.
     *
     * @throws RequestRefusedException when one belongs to another session
     */
    Sorted sort(
            Contract contract,
            Common common,
            Arrival arrival,
            Body body,
            Iterator<Decoded> events) {
        return new Round(contract, common, arrival, body).sort(events);
    }

    /** A changed stream is another object: comparing all its schemas at each request would cost. */
    @SuppressWarnings("ReferenceEquality")
    private EventFields fieldsOf(Contract contract) {
        EventFields known = fields.get(contract.name());
        if (known == null || known.contract() != contract) {
            known =
                    new EventFields(
                            contract,
                            refinery.refiner(contract),
                            rules.of(contract),
                            forms.of(contract));
            fields.put(contract.name(), known);
        }
        return known;
    }

    /** Where an event goes. */
    private record Group(EventFields fields, int schemaVersion, Optional<String> organisation) {

        /** The newest version of another stream. */
        Group of(EventFields other) {
            return new Group(other, other.contract().newestSchema().number(), organisation);
        }
    }

    /** One request. */
    private final class Round {

        private final Contract contract;
        private final OptionalInt version;
        private final Instant receivedAt;
        private final Body body;
        private final Optional<String> organisation;
        private final EventFields fields;
        private final LastForm.OfRequest form;
        private final Optional<String> signer;
        private final Optional<String> refusal;
        private final Sender sender;
        private final Optional<StreamRule> rule;
        private final OtherVersions otherVersions;
        private final FurtherFaults furtherFaults;
        private final EventIds.Series newIds = ids.series();
        private final Optional<IdempotencyKey.Series> keyed;
        private final Scope scope;
        private final FrameGroups valid = new FrameGroups();
        private final List<Rejection> rejected = new ArrayList<>();
        private final List<Receipt.Suppression> suppressed = new ArrayList<>();
        private final List<RequestPlace> places = new ArrayList<>();

        private Round(Contract contract, Common common, Arrival arrival, Body body) {
            this.keyed = common.keyed();
            this.scope = common.scope();
            this.organisation = common.organisation();
            this.contract = contract;
            this.version = common.version();
            this.receivedAt = arrival.at();
            this.body = body;
            this.fields = fieldsOf(contract);
            this.form = fields.form().of(arrival);
            this.signer = arrival.signer();
            this.refusal = arrival.refusal();
            this.sender = arrival.sender();
            this.rule = arrival.purpose() == Purpose.TO_KEEP ? fields.rule() : Optional.empty();
            this.otherVersions = new OtherVersions(validator, contract, version);
            this.furtherFaults = new FurtherFaults(validator, contract, version);
        }

        private Sorted sort(Iterator<Decoded> events) {
            int most = contract.limits().events();
            for (int count = 1; events.hasNext(); count++) {
                if (count > most) {
                    throw new RequestRefusedException(
                            Problem.TOO_LARGE,
                            "a request to this stream has at most " + most + " events");
                }
                switch (events.next()) {
                    case Decoded.Candidate candidate -> check(candidate);
                    case Decoded.Refused refused -> rejected.add(refused.rejection());
                }
            }
            return new Sorted(
                    valid.all(),
                    rejected,
                    suppressed,
                    places,
                    rule.map(StreamRule::tells).orElse(StreamRule.Tells.WHERE));
        }

        private void check(Decoded.Candidate event) {
            Optional<String> id = fields.id(event.json());
            switch (validator.validate(contract, version, event.json())) {
                case Verdict.Valid accepted -> {
                    if (signer.isPresent() && !fields.isOf(signer.get(), event.json())) {
                        rejected.add(
                                Rejections.anothers(
                                        event.index(), id, contract.signer().orElse("")));
                    } else {
                        keep(event, id, accepted.schemaVersion());
                    }
                }
                case Verdict.Invalid broken ->
                        rejected.add(
                                Rejections.brokenContract(event.index(), id, broken)
                                        .acceptedBy(otherVersions.accepting(event.json()))
                                        .further(furtherFaults.of(event.json(), broken)));
            }
        }

        private void keep(Decoded.Candidate event, Optional<String> id, int schemaVersion) {
            requireOwnSession(event.json());
            Optional<String> named = organisation(event.json());
            if (named.filter(other -> !scope.holds(other)).isPresent()) {
                rejected.add(
                        Rejections.wrongOrganisation(
                                event.index(), id, contract.bound().organisation().orElse("")));
                return;
            }
            Kept kept = refined(event, named.or(() -> organisation));
            Optional<String> time = fields.occurredAt(kept.json());
            Optional<Instant> occurredAt = time.flatMap(Timestamps::parse);
            if (time.isPresent() && occurredAt.isEmpty()) {
                rejected.add(
                        Rejections.unreadableTime(
                                event.index(), id, contract.occurredAt().orElse("")));
            } else if (isTooFarAhead(occurredAt)) {
                rejected.add(
                        Rejections.tooFarAhead(
                                event.index(),
                                id,
                                contract.occurredAt().orElse(""),
                                contract.limits().ahead().orElseThrow()));
            } else if (refusal.isPresent()) {
                suppressed.add(new Receipt.Suppression(event.index(), refusal.get()));
            } else {
                Instant at = occurredAt.orElse(receivedAt);
                var group = new Group(fields, schemaVersion, named);
                if (rule.isEmpty()) {
                    add(event, id, group, kept, at);
                } else {
                    obey(rule.get(), event, id, group, kept, at);
                }
            }
        }

        private void obey(
                StreamRule own,
                Decoded.Candidate event,
                Optional<String> id,
                Group group,
                Kept kept,
                Instant at) {
            var occasion =
                    new Occasion(receivedAt, sender, group.organisation().or(() -> organisation));
            switch (own.judge(kept.json(), occasion)) {
                case Ruling.Kept as -> add(event, id, group, kept, at);
                case Ruling.Changed(ObjectNode other, Optional<Instant> happened) ->
                        add(event, id, group, written(other), happened.orElse(at));
                case Ruling.Suppressed(String reason) ->
                        suppressed.add(new Receipt.Suppression(event.index(), reason));
                case Ruling.Elsewhere(Contract other, ObjectNode remains) ->
                        add(
                                event,
                                Optional.empty(),
                                group.of(fieldsOf(other)),
                                written(remains),
                                receivedAt);
            }
        }

        private void add(
                Decoded.Candidate event,
                Optional<String> id,
                Group group,
                Kept refined,
                Instant at) {
            EventFields known = group.fields();
            Kept kept = inLastForm(event, group, refined);
            var record =
                    new RecordDraft(
                            id.orElseGet(() -> newId(event.index(), refined)),
                            at,
                            known.key(kept.json()),
                            known.layout(kept.json()),
                            kept.source(),
                            kept.offset(),
                            kept.length(),
                            id.isPresent() ? IdOrigin.EVENT : newIdsOrigin());
            places.add(new RequestPlace(record, event.index(), id));
            valid.of(known.contract(), group.schemaVersion(), group.organisation()).add(record);
        }

        /** The event as privacy lets it be kept: nearly always the client's own bytes. */
        private Kept refined(Decoded.Candidate event, Optional<String> owner) {
            var asItCame = new Kept(event.json(), body.bytes(), event.offset(), event.length());
            return fields.refiner()
                    .flatMap(refiner -> refined(refiner, event, owner))
                    .orElse(asItCame);
        }

        /** An event that was made here. */
        private Kept written(ObjectNode json) {
            byte[] bytes = decoder.bytes(json);
            body.holdsToo(bytes.length);
            return Kept.of(json, bytes);
        }

        private Optional<Kept> refined(
                EventRefiner refiner, Decoded.Candidate event, Optional<String> owner) {
            return refiner.refine(body.bytes(), event.offset(), event.length(), owner)
                    .map(changed -> {
                        body.holdsToo(changed.length);
                        JsonNode json =
                                refiner.changesEnvelope() || rule.isPresent()
                                        ? decoder.tree(changed)
                                        : event.json();
                        return Kept.of(json, changed);
                    });
        }

        /** Within the bounds of its fields, and with what the server adds. */
        private Kept inLastForm(Decoded.Candidate event, Group group, Kept refined) {
            Optional<String> owner = group.organisation().or(() -> organisation);
            Kept kept =
                    group.fields() == fields
                            ? form.of(refined, event.json(), owner)
                            : group.fields().form().bounded(refined);
            if (kept.source() != refined.source()) {
                body.holdsToo(kept.length());
            }
            return kept;
        }

        private boolean isTooFarAhead(Optional<Instant> occurredAt) {
            return occurredAt.isPresent()
                    && contract.limits().ahead().isPresent()
                    && occurredAt.get().isAfter(receivedAt.plus(contract.limits().ahead().get()));
        }

        private Optional<String> organisation(JsonNode json) {
            return fields.namesOrganisation()
                    ? Optional.of(fields.organisation(json))
                    : Optional.empty();
        }

        /** A token belongs to one session: an event of another is a fault of the whole request. */
        private void requireOwnSession(JsonNode json) {
            Optional<String> named = fields.session(json);
            if (named.isPresent() && !named.get().equalsIgnoreCase(scope.session().orElse(""))) {
                throw new RequestRefusedException(
                        Problem.WRONG_SESSION,
                        contract.bound().session().orElse("")
                                + " is not the session of the token; nothing was stored");
            }
        }

        /** Of what is kept: an id of more would let people try what a rule has taken away. */
        private String newId(int index, Kept kept) {
            if (contract.missingId() instanceof MissingId.Content) {
                return contentIds.id(
                        contract.name(), kept.json(), kept.source(), kept.offset(), kept.length());
            }
            return keyed.map(series -> series.id(index)).orElseGet(newIds::next);
        }

        private IdOrigin newIdsOrigin() {
            if (contract.missingId() instanceof MissingId.Content) {
                return IdOrigin.CONTENT;
            }
            return keyed.isPresent() ? IdOrigin.REQUEST_KEY : IdOrigin.MADE;
        }
    }
}
