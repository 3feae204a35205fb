package dev.asterbridge.aster;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The keys of the account on the built-in paper exchange; known to everyone and worth nothing. */
@ConfigurationProperties("bridge.paper")
record PaperAccount(String userAddress, String signerAddress, String privateKey) {

    Credentials credentials() {
        return Credentials.ApiWallet.of(userAddress, signerAddress, privateKey);
    }

    @Override
    public String toString() {
        return "PaperAccount[userAddress=" + userAddress + "]";
    }
}
