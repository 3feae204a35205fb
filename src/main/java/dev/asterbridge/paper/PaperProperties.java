package dev.asterbridge.paper;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The paper exchange and its one account.
 *
 * @param userAddress the wallet that owns the paper money
 * @param signerAddress the agent whose key signs V3 requests
 * @param apiKey names the account in V1 requests
 * @param secretKey signs V1 requests
 * @param startingBalance USDT a fresh account holds
 * @param dataFile where the account is kept across restarts
 * @param priceSource whether to follow AsterDEX's public prices
 * @param livePricesUrl whose public prices to follow
 * @param chainId the chain a V3 signature must be made for: 1666, or 714 as on AsterDEX's testnet
 * @param nonceWindow how far a nonce may be from the venue's clock
 * @param seed decides the random walk
 * @param fundingRate the share of the notional that longs pay at each funding time, where AsterDEX's own is not known
 */
@Validated
@ConfigurationProperties("bridge.paper")
record PaperProperties(
        @NotBlank String userAddress,
        @NotBlank String signerAddress,
        @NotBlank String apiKey,
        @NotBlank String secretKey,
        @NotNull @DecimalMin("0") @DefaultValue("10000") BigDecimal startingBalance,
        @NotNull @DefaultValue("data/paper.json") Path dataFile,
        @NotNull @DefaultValue("auto") PriceSource priceSource,
        @NotNull @DefaultValue("https://fapi.asterdex.com") URI livePricesUrl,
        @DefaultValue("1666") long chainId,

        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("10s")
        Duration nonceWindow,

        @DefaultValue("20260112") long seed,

        @NotNull @DecimalMin("-0.0075") @DecimalMax("0.0075") @DefaultValue("0.0001")
        BigDecimal fundingRate) {

    /** {@code AUTO} follows AsterDEX where it can be reached; {@code WALK} never asks. */
    enum PriceSource {
        AUTO,
        WALK
    }

    @Override
    public String toString() {
        return "PaperProperties[signerAddress=" + signerAddress + ", secretKey=***, dataFile=" + dataFile
                + ", priceSource=" + priceSource + "]";
    }
}
