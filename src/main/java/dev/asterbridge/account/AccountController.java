package dev.asterbridge.account;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.Balance;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account}: what the account has. */
@RestController
@RequestMapping("/account")
@Tag(name = "Account", description = "Balances and totals")
class AccountController {

    private final AccountService accounts;

    AccountController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/balance")
    @Operation(operationId = "listBalances", summary = "Balance of each asset; at most five seconds old")
    List<Balance> balance() {
        return accounts.balances();
    }

    @GetMapping("/info")
    @Operation(operationId = "getAccount", summary = "The whole account: totals, assets, positions")
    Account info() {
        return accounts.account();
    }
}
