package dev.asterbridge.paper;

import java.util.Optional;

/**
 * Lets requests of the V3 scheme in. Checked in this order: {@code nonce}, {@code signer} and {@code signature} are
 * there ({@code -1102}), user and signer are known ({@code -1000 No agent found}), the signature is the signer's
 * ({@code -1000 Signature check failed}), the nonce is fresh ({@code -4225}).
 *
 * <p>The user may be left out, as AsterDEX's own Python sample does, or be the signer itself, as clients without a
 * separate agent send it.
 */
final class AgentGate {

    private final AgentSignature signatures;
    private final NonceLedger nonces;
    private final String user;
    private final String signer;

    AgentGate(AgentSignature signatures, NonceLedger nonces, String user, String signer) {
        this.signatures = signatures;
        this.nonces = nonces;
        this.user = user;
        this.signer = signer;
    }

    Parameters admit(Transmission sent) {
        Parameters parameters = sent.strictParameters();
        String claimed = parameters.required("signer");
        long nonce = parameters.whole("nonce").orElseThrow(() -> Parameters.missing("nonce"));
        String signature = sent.signature().orElseThrow(() -> Parameters.missing("signature"));
        if (!claimed.equalsIgnoreCase(signer) || !isUser(parameters.text("user"))) {
            throw new VenueError(-1000, "No agent found");
        }
        boolean signed = signatures
                .signer(sent.message(), signature)
                .filter(signer::equalsIgnoreCase)
                .isPresent();
        if (!signed) {
            throw new VenueError(-1000, "Signature check failed");
        }
        nonces.use(nonce);
        return parameters;
    }

    private boolean isUser(Optional<String> claimed) {
        return claimed.isEmpty()
                || claimed.get().equalsIgnoreCase(user)
                || claimed.get().equalsIgnoreCase(signer);
    }
}
