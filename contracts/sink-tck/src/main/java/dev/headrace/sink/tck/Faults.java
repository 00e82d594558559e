package dev.headrace.sink.tck;

import dev.headrace.sink.tck.Target.Trouble;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ways in which a target can fail a write, by name. */
final class Faults {

    private static final Set<Trouble> STOPS_A_WRITE =
            Set.of(Trouble.FULL, Trouble.DENIED, Trouble.THROTTLED, Trouble.DOWN);

    private Faults() {}

    static Map<String, Target.Switch> of(Bench bench) {
        var faults = new LinkedHashMap<String, Target.Switch>();
        bench.proxy()
                .ifPresent(proxy -> {
                    faults.put("a lost answer", on(proxy, new Fault.ResetInAnswer()));
                    faults.put("a lost request", on(proxy, new Fault.ResetInRequest()));
                });
        for (Trouble trouble : Trouble.values()) {
            Target.Switch found = bench.target().troubles().get(trouble);
            if (found != null && STOPS_A_WRITE.contains(trouble)) {
                faults.put("the trouble " + trouble, found);
            }
        }
        return faults;
    }

    /** The target is away: by its own switch, else by the proxy. */
    static Target.Switch away(Bench bench) {
        Target.Switch down = bench.target().troubles().get(Trouble.DOWN);
        return down != null ? down : on(bench.network(), new Fault.Away());
    }

    static Target.Switch trouble(Bench bench, Trouble trouble) {
        Target.Switch found = bench.target().troubles().get(trouble);
        if (found == null) {
            throw new IllegalStateException("the check needs the trouble " + trouble);
        }
        return found;
    }

    private static Target.Switch on(FaultProxy proxy, Fault fault) {
        return () -> {
            proxy.set(fault);
            return () -> proxy.set(new Fault.None());
        };
    }
}
