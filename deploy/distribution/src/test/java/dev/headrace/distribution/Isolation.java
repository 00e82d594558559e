package dev.headrace.distribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold where organisations share a node, whatever the node is made of. It looks at what
 * was sent and at what comes out, and says what is wrong; {@link IsolationMutantsTest} shows that
 * it finds each of these wrongs.
 */
final class Isolation {

    /** What an organisation may rely upon. */
    enum Promise {
        /** What a sink holds names the organisation that sent it, and no other. */
        NAMES_ITS_OWNER,
        /** It holds no word, id or caller of the other. */
        HOLDS_NOTHING_OF_THE_OTHER,
        /** It is something that was sent. */
        WAS_SENT,
        /** It is where its stream leads. */
        STAYS_ON_ITS_WAY,
        /** All that was sent there is there: an empty place would hold no leak either. */
        EVERYTHING_ARRIVES,
        /** One person has another pseudonym in each organisation. */
        PSEUDONYMS_DIFFER,
        /** No event is taken for a repeat of the other's, nor refused for what the other sent. */
        IS_TAKEN_AS_NEW,
        /** A receipt is shown to its owner alone. */
        RECEIPTS_ARE_THEIR_OWNERS,
        /** A number counts the asker's own events. */
        COUNTS_ITS_OWN,
        /** No answer holds a word or id of the other. */
        ANSWERS_HOLD_NOTHING_OF_THE_OTHER
    }

    /**
     * An event that was taken.
     *
     * @param id another organisation may have sent the same
     * @param mark a word that this event alone has
     */
    record Sent(String organisation, String stream, String id, String mark) {}

    /** A promise that was not kept, and where that shows. */
    record Breach(Promise promise, String evidence) {}

    private static final Pattern MARK = Pattern.compile("mark[0-9]+x[0-9a-f]{8}");
    private static final Pattern NAMED = Pattern.compile("organisation\\W{1,5}([\\w.-]+)");
    private static final Pattern PSEUDONYM = Pattern.compile("\\bh[0-9]+:[\\w-]{22}");
    private static final int MOST_EVIDENCE = 600;

    private final List<Sent> sent;
    private final Map<String, Sent> byMark;

    Isolation(Collection<Sent> sent) {
        this.sent = List.copyOf(sent);
        this.byMark = sent.stream().collect(Collectors.toMap(Sent::mark, one -> one));
    }

    /**
     * What is wrong with what a sink holds.
     *
     * @param led the events whose streams lead there
     * @param held every record, row or line there, with all that is written beside the event
     */
    List<Breach> delivered(Collection<Sent> led, Collection<String> held) {
        var breaches = new ArrayList<Breach>();
        var missing = new LinkedHashSet<>(led);
        for (String text : held) {
            Set<Sent> in = sentIn(text);
            missing.removeAll(in);
            breaches.addAll(ofOne(Set.copyOf(led), in, text));
        }
        missing.forEach(
                one -> breaches.add(new Breach(Promise.EVERYTHING_ARRIVES, "missing: " + one)));
        breaches.addAll(ofPeople(held));
        return breaches;
    }

    private List<Breach> ofOne(Set<Sent> led, Set<Sent> in, String text) {
        Set<String> owners = in.stream().map(Sent::organisation).collect(Collectors.toSet());
        if (owners.isEmpty()) {
            return List.of(breach(Promise.WAS_SENT, text));
        }
        var breaches = new ArrayList<Breach>();
        if (!found(NAMED, 1, text).equals(owners)) {
            breaches.add(breach(Promise.NAMES_ITS_OWNER, text));
        }
        if (owners.size() > 1
                || owners.stream()
                        .flatMap(this::wordsOfOthers)
                        .anyMatch(word -> text.contains(word))) {
            breaches.add(breach(Promise.HOLDS_NOTHING_OF_THE_OTHER, text));
        }
        if (!led.containsAll(in)) {
            breaches.add(breach(Promise.STAYS_ON_ITS_WAY, text));
        }
        return breaches;
    }

    /** What would tell of another organisation: its marks, its ids, its service. */
    private Stream<String> wordsOfOthers(String organisation) {
        Set<String> own =
                sent.stream()
                        .filter(one -> one.organisation().equals(organisation))
                        .map(Sent::id)
                        .collect(Collectors.toSet());
        return sent.stream()
                .filter(one -> !one.organisation().equals(organisation))
                .flatMap(one ->
                        Stream.of(
                                Tenant.markOf(one.organisation()),
                                Tenant.serviceOf(one.organisation()),
                                own.contains(one.id()) ? one.mark() : one.id()))
                .distinct();
    }

    private List<Breach> ofPeople(Collection<String> held) {
        var organisations = new TreeMap<String, Set<String>>();
        var people = new HashMap<String, Set<String>>();
        sent.forEach(one -> organisations.put(one.organisation(), new TreeSet<>()));
        for (String text : held) {
            for (String pseudonym : found(PSEUDONYM, 0, text)) {
                for (Sent one : sentIn(text)) {
                    organisations
                            .computeIfAbsent(one.organisation(), any -> new TreeSet<>())
                            .add(pseudonym);
                    people.computeIfAbsent(pseudonym, any -> new TreeSet<>())
                            .add(one.organisation());
                }
            }
        }
        var breaches = new ArrayList<Breach>();
        organisations.forEach((organisation, pseudonyms) -> {
            if (pseudonyms.isEmpty()) {
                breaches.add(breach(Promise.PSEUDONYMS_DIFFER, "nobody in " + organisation));
            }
        });
        people.forEach((pseudonym, in) -> {
            if (in.size() > 1) {
                breaches.add(breach(Promise.PSEUDONYMS_DIFFER, pseudonym + " in " + in));
            }
        });
        return breaches;
    }

    /**
     * What is wrong with the answer to a post of one event, whose id this organisation has never
     * sent before.
     *
     * @param accepted how many events the answer says are new
     */
    static Optional<Breach> posted(Sent event, long accepted, String answer) {
        return accepted == 1
                ? Optional.empty()
                : Optional.of(breach(Promise.IS_TAKEN_AS_NEW, event + ": " + answer));
    }

    /** What is wrong with the answer to somebody who asks for the receipt of another's event. */
    Optional<Breach> foreignReceipt(Sent event, int status, String answer) {
        boolean isRefused = status == 401 || status == 403 || status == 404;
        return isRefused && !answer.contains(event.id()) && !answer.contains(event.mark())
                ? Optional.empty()
                : Optional.of(
                        breach(
                                Promise.RECEIPTS_ARE_THEIR_OWNERS,
                                "%s, %d: %s".formatted(event, status, answer)));
    }

    /** What is wrong with a number that an organisation is told of its events. */
    Optional<Breach> counted(String asker, Predicate<Sent> which, long answered) {
        long own =
                sent.stream().filter(one -> one.organisation().equals(asker)).filter(which).count();
        return own == answered
                ? Optional.empty()
                : Optional.of(
                        breach(
                                Promise.COUNTS_ITS_OWN,
                                "%s has sent %d, and is told %d".formatted(asker, own, answered)));
    }

    /** What is wrong with any other answer to an organisation's credentials. */
    Optional<Breach> answered(String asker, String answer) {
        return wordsOfOthers(asker).anyMatch(answer::contains)
                ? Optional.of(breach(Promise.ANSWERS_HOLD_NOTHING_OF_THE_OTHER, answer))
                : Optional.empty();
    }

    /** What is wrong with a page that tells of no event at all, whoever asks. */
    Optional<Breach> shownToAnybody(String answer) {
        return sent.stream()
                        .flatMap(one -> Stream.of(Tenant.markOf(one.organisation()), one.id()))
                        .anyMatch(answer::contains)
                ? Optional.of(breach(Promise.ANSWERS_HOLD_NOTHING_OF_THE_OTHER, answer))
                : Optional.empty();
    }

    private Set<Sent> sentIn(String text) {
        return found(MARK, 0, text).stream()
                .flatMap(mark -> Optional.ofNullable(byMark.get(mark)).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        var found = new TreeSet<String>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static Breach breach(Promise promise, String evidence) {
        return new Breach(
                promise, evidence.substring(0, Math.min(evidence.length(), MOST_EVIDENCE)));
    }
}
