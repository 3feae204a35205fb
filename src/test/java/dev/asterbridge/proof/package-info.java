/**
 * Proofs: the packaged service against a stand-in exchange whose ledger is the judge.
 *
 * <p>Nothing here uses the service's own code. The stand-in keeps its own books, the service runs as a process of its own,
 * and what it says of an alert is compared with what the books say. Classes named {@code *ProofTests} run in
 * {@code verify} after packaging, small by default and in full size with {@code -Pproof}; each leaves its figures in
 * {@code target/proofs}.
 */
package dev.asterbridge.proof;
