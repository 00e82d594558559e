package dev.headrace.publishing;

import dev.headrace.event.Addition;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import dev.headrace.event.PrivacyRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the sinks that contracts would give more than the sinks are cleared for. */
final class ClearanceCheck {

    private final Map<String, Clearance> sinks = new TreeMap<>();

    ClearanceCheck(List<SinkSettings> sinks) {
        sinks.forEach(sink -> this.sinks.put(sink.name(), sink.clearance()));
    }

    List<String> problems(Collection<Contract> contracts) {
        var problems = new ArrayList<String>();
        for (Contract contract : contracts) {
            for (String sink : new TreeSet<>(contract.privacy().omit().keySet())) {
                if (!sinks.containsKey(sink)) {
                    problems.add(
                            "stream "
                                    + contract.name()
                                    + ": omit names sink "
                                    + sink
                                    + ", which is not configured"
                                    + NearestName.hint(sink, sinks.keySet()));
                }
            }
            sinks.forEach((sink, clearance) -> {
                if (contract.isRoutedTo(sink)) {
                    uncleared(contract, sink, clearance)
                            .forEach(place -> problems.add(text(contract, sink, clearance, place)));
                }
            });
        }
        return problems;
    }

    private static String text(Contract contract, String sink, Clearance clearance, String place) {
        return "stream %s would send %s to sink %s, whose clearance is %s: give the field a stricter rule, write omit: {%s: [%s]}, or raise headrace.sinks.%s.clearance"
                .formatted(
                        contract.name(),
                        place,
                        sink,
                        clearance.name().toLowerCase(Locale.ROOT),
                        sink,
                        place,
                        sink);
    }

    private static List<String> uncleared(Contract contract, String sink, Clearance clearance) {
        var uncleared = new ArrayList<String>();
        contract.privacy()
                .fields()
                .forEach((place, rule) -> {
                    if (needed(rule).compareTo(clearance) < 0) {
                        uncleared.add(place);
                    }
                    if (rule.base() instanceof FieldRule.HashAs(String member)
                            && Clearance.PSEUDONYMOUS.compareTo(clearance) < 0) {
                        uncleared.add(member);
                    }
                });
        contract.adds()
                .forEach((member, addition) -> {
                    if (needed(addition).compareTo(clearance) < 0) {
                        uncleared.add("/" + member.replace("~", "~0").replace("/", "~1"));
                    }
                });
        if (neededForEmail(contract).compareTo(clearance) < 0) {
            uncleared.add(PrivacyRules.PRINCIPAL_EMAIL);
        }
        if (neededForName(contract).compareTo(clearance) < 0) {
            uncleared.add(PrivacyRules.PRINCIPAL_NAME);
        }
        Set<String> omitted = contract.privacy().omit().getOrDefault(sink, Set.of());
        uncleared.removeIf(place -> isOmitted(place, omitted));
        return uncleared;
    }

    /** It, or what it lies in. */
    private static boolean isOmitted(String place, Set<String> omitted) {
        return omitted.stream()
                .anyMatch(other -> place.equals(other) || place.startsWith(other + "/"));
    }

    private static Clearance needed(FieldRule rule) {
        return switch (rule) {
            case FieldRule.Keep keep -> Clearance.PERSONAL;
            case FieldRule.Drop drop -> Clearance.ANONYMOUS;
            case FieldRule.Hash hash -> Clearance.PSEUDONYMOUS;
            case FieldRule.HashAs hash -> Clearance.ANONYMOUS; // of the field itself nothing
            case FieldRule.Unless unless -> Clearance.PERSONAL; // of some events in clear
            case FieldRule.TruncateAddress truncate -> Clearance.PSEUDONYMOUS;
            case FieldRule.TruncateTime truncate -> Clearance.PSEUDONYMOUS;
            case FieldRule.Redact redact -> Clearance.PSEUDONYMOUS;
        };
    }

    private static Clearance needed(Addition addition) {
        return switch (addition) {
            case Addition.Fixed fixed -> Clearance.ANONYMOUS;
            case Addition.Known known -> needed(known);
            case Addition.OfField(Addition.Derived what, String field) -> needed(what);
        };
    }

    /** The network and the region are what is left of somebody's address. */
    private static Clearance needed(Addition.Known known) {
        return switch (known) {
            case CLIENT_NETWORK, CLIENT_REGION -> Clearance.PSEUDONYMOUS;
            case CLIENT_COUNTRY,
                    CLIENT_TIMEZONE,
                    CLIENT_BROWSER,
                    CLIENT_SYSTEM,
                    CLIENT_DEVICE,
                    TRUST ->
                    Clearance.ANONYMOUS;
        };
    }

    private static Clearance needed(Addition.Derived what) {
        return switch (what) {
            case COUNTRY, TIMEZONE -> Clearance.ANONYMOUS;
            case REGION, CITY, POSITION, HASH -> Clearance.PSEUDONYMOUS;
        };
    }

    /** Only who comes with a cookie has an address. */
    private static Clearance neededForEmail(Contract contract) {
        return contract.auth().contains(AuthMethod.PANDA)
                ? needed(contract.principalEmail())
                : Clearance.ANONYMOUS;
    }

    private static Clearance needed(EmailRule rule) {
        return switch (rule) {
            case KEEP -> Clearance.PERSONAL;
            case HASH -> Clearance.PSEUDONYMOUS;
            case DROP -> Clearance.ANONYMOUS;
        };
    }

    /** A session's name is a person's; a service's counts when the contract classifies it. */
    private static Clearance neededForName(Contract contract) {
        boolean sessions = contract.auth().contains(AuthMethod.SESSION);
        return contract.privacy()
                .principalName()
                .map(ClearanceCheck::needed)
                .orElse(sessions ? Clearance.PSEUDONYMOUS : Clearance.ANONYMOUS);
    }
}
