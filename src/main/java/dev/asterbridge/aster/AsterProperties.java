package dev.asterbridge.aster;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to reach AsterDEX, and as whom; checked by the settings room before anything starts.
 *
 * @param baseUrl of the exchange, without the {@code /fapi}
 * @param chainId of the signatures
 * @param userAddress the wallet that owns the money
 * @param signerAddress the API wallet that signs for it
 * @param privateKey of the API wallet
 * @param apiKey of the older kind of authentication
 * @param secretKey belongs to {@code apiKey}
 * @param nonceWindow how far from its own time the exchange may take a nonce
 * @param requestTimeout for one request, answer included
 * @param maxRetries how often a read is repeated
 * @param retryDelay before the first repetition; doubles each time
 */
@ConfigurationProperties("bridge.aster")
record AsterProperties(
        URI baseUrl,
        int chainId,
        String userAddress,
        String signerAddress,
        String privateKey,
        String apiKey,
        String secretKey,
        Duration nonceWindow,
        Duration requestTimeout,
        int maxRetries,
        Duration retryDelay) {

    /** An API wallet where there is one, an API key otherwise. */
    Credentials credentials() {
        return privateKey.isEmpty()
                ? new Credentials.ApiKey(apiKey, secretKey)
                : Credentials.ApiWallet.of(userAddress, signerAddress, privateKey);
    }

    @Override
    public String toString() {
        return "AsterProperties[baseUrl=%s, chainId=%d]".formatted(baseUrl, chainId);
    }
}
