package dev.headrace.operations;

import dev.headrace.publishing.Accounts;
import dev.headrace.publishing.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows whether the accounts close; always up, since a counting bug must not take the fleet down.
 * People are called by the metric {@code headrace_unaccounted_events}.
 */
@ApplicationScoped
@Readiness
class AccountsHealth implements HealthCheck {

    private final Publishing publishing;

    @Inject
    AccountsHealth(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public HealthCheckResponse call() {
        return response(publishing.accounts());
    }

    static HealthCheckResponse response(Accounts accounts) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("accounts")
                        .up()
                        .withData("unaccounted", accounts.unaccounted())
                        .withData("at", accounts.at().toString());
        for (Accounts.Account account : accounts.accounts()) {
            if (account.unaccounted() != 0) {
                answer.withData(
                        account.sink() + ", " + streamOf(account),
                        "%d unaccounted: %d routed, %d delivered, %d dead letters, %d expired, %d pending"
                                .formatted(
                                        account.unaccounted(),
                                        account.routed(),
                                        account.delivered(),
                                        account.deadLettered(),
                                        account.expired(),
                                        account.pending()));
            }
        }
        return answer.build();
    }

    /** What the log could not read has no stream. */
    private static String streamOf(Accounts.Account account) {
        return account.stream().isEmpty() ? "unknown stream" : account.stream();
    }
}
