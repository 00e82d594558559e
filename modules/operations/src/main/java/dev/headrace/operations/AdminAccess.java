package dev.headrace.operations;

import dev.headrace.auth.AdminTokens;
import dev.headrace.auth.Administrator;
import dev.headrace.event.Meters;
import java.net.InetAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides who may call the admin resources. The order is from the cheap to the costly: host,
 * origin, too many failures, token, role. Safe for use by any number of threads.
 */
public final class AdminAccess {

    private static final List<AdminProblem> REFUSALS =
            List.of(
                    AdminProblem.FOREIGN_HOST,
                    AdminProblem.FOREIGN_ORIGIN,
                    AdminProblem.UNAUTHENTICATED,
                    AdminProblem.FORBIDDEN,
                    AdminProblem.TOO_MANY_FAILURES);

    private static final String BEARER = "bearer ";

    private final AdminTokens tokens;
    private final AllowedHosts hosts;
    private final FailedAttempts failures;
    private final Map<AdminProblem, LongAdder> refused = new EnumMap<>(AdminProblem.class);

    public AdminAccess(AdminTokens tokens, AllowedHosts hosts, Clock clock) {
        this.tokens = tokens;
        this.hosts = hosts;
        this.failures = new FailedAttempts(clock);
        REFUSALS.forEach(problem -> refused.put(problem, new LongAdder()));
    }

    /**
     * What a request says of itself.
     *
     * @param method the HTTP method
     * @param local the address of this machine that it came to
     * @param from the address that it came from
     */
    record Knock(
            String method,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> authorization,
            InetAddress local,
            String from) {}

    /**
     * Lets a caller in.
     *
     * @throws AdminRefusedException when it may not
     */
    AdminCaller admit(Knock knock) {
        try {
            return judge(knock);
        } catch (AdminRefusedException e) {
            Optional.ofNullable(refused.get(e.problem())).ifPresent(LongAdder::increment);
            throw e;
        }
    }

    /** Registers what was refused since the start, by reason; once per process. */
    public void register(Meters meters) {
        refused.forEach((problem, count) ->
                meters.gauge("admin_refused_requests", Map.of("code", problem.word()), count::sum));
    }

    private AdminCaller judge(Knock knock) {
        String host = knock.host().orElse("");
        if (!hosts.allowsHost(host, knock.local())) {
            throw new AdminRefusedException(
                    AdminProblem.FOREIGN_HOST,
                    "call by a loopback name, by the listener's address, or by a name of headrace.admin.allowed-hosts");
        }
        if (knock.origin().isPresent() && !hosts.allowsOrigin(knock.origin().get(), host)) {
            throw new AdminRefusedException(
                    AdminProblem.FOREIGN_ORIGIN,
                    "only pages of this listener, or of a host of headrace.admin.allowed-hosts, may call");
        }
        var caller = new AdminCaller(known(knock), knock.from());
        if (!knock.method().equals("GET") && !knock.method().equals("HEAD")) {
            caller.requireOperator();
        }
        return caller;
    }

    private Administrator known(Knock knock) {
        if (failures.mustWait(knock.from())) {
            throw new AdminRefusedException(
                    AdminProblem.TOO_MANY_FAILURES, "come again in a second");
        }
        Optional<Administrator> known =
                knock.authorization()
                        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(text -> text.substring(BEARER.length()).strip())
                        .flatMap(tokens::verify);
        if (known.isEmpty()) {
            failures.failed(knock.from());
            throw new AdminRefusedException(
                    AdminProblem.UNAUTHENTICATED,
                    "send Authorization: Bearer and a token of headrace.admin.tokens-file");
        }
        return known.get();
    }
}
