package dev.headrace.ingest;

import dev.headrace.auth.DeploymentSignature;
import dev.headrace.auth.Deployments;
import dev.headrace.auth.SignatureVerdict;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import java.util.Optional;

/**
 * Finds the deployment that has signed a request, for streams that take signatures. The others pay
 * for one look at their contract.
 */
final class Signatures {

    private final Optional<Deployments> deployments;

    Signatures(Optional<Deployments> deployments) {
        this.deployments = deployments;
    }

    /**
     * The signer; empty where nobody signed.
     *
     * @throws RequestRefusedException when a signature is wrong, or is missing where it is needed
     */
    Optional<String> signer(Contract contract, Principal caller, Sender sender, Body body) {
        if (!contract.auth().contains(AuthMethod.SIGNATURE)) {
            return Optional.empty();
        }
        Optional<String> signature = sender.header(DeploymentSignature.SIGNATURE);
        if (signature.isPresent()) {
            return Optional.of(verified(read(sender, signature.get()), body));
        }
        if (caller.kind() == Principal.Kind.ANONYMOUS
                && !contract.auth().contains(AuthMethod.NONE)) {
            throw refused(
                    "the stream takes signed reports alone: POST /v1/deployments gives a key");
        }
        return Optional.empty();
    }

    private static DeploymentSignature read(Sender sender, String signature) {
        return new DeploymentSignature(
                sender.header(DeploymentSignature.DEPLOYMENT),
                sender.header(DeploymentSignature.TIMESTAMP),
                sender.header(DeploymentSignature.NONCE),
                signature);
    }

    private String verified(DeploymentSignature signature, Body body) {
        Deployments known =
                deployments.orElseThrow(() -> refused("this node checks no signatures"));
        return switch (known.verify(signature, body.bytes(), body.length())) {
            case SignatureVerdict.Signed(String deployment) -> deployment;
            case SignatureVerdict.Refused(SignatureVerdict.Reason reason) -> throw refused(reason);
        };
    }

    private static RequestRefusedException refused(SignatureVerdict.Reason reason) {
        return reason == SignatureVerdict.Reason.TOO_MANY
                ? new RequestRefusedException(Problem.OVERLOADED, reason.sentence())
                : refused(reason.sentence());
    }

    private static RequestRefusedException refused(String detail) {
        return new RequestRefusedException(Problem.UNAUTHENTICATED, detail);
    }
}
