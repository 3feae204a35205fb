package dev.asterbridge.paper;

/** Why the wallet balance changed. */
enum IncomeType {
    TRANSFER,
    REALIZED_PNL,
    COMMISSION,
    FUNDING_FEE,
    INSURANCE_CLEAR
}
