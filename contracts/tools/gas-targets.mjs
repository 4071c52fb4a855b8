// What each call of the table in README.md may cost at most, and what it costs elsewhere.
//
// `measured` are other systems' contracts, built from their sources and called on anvil at osaka prices as gas-rows.mjs calls
// ours (their embedded-chain figures for amsterdam), in November 2026: the same token, escrows that held tokens before, and
// the sum of all transactions that the operation takes there. `published` is what a system says of itself, where it does.

/** EIP-170: no contract's code may be longer, in bytes. */
export const codeLimit = 24_576;

const raiden = "raiden-contracts, data/gas.json";
const livepeer = "go-livepeer, redeemGasL1";

/** The rows of the table: operation, fork, row of gas-rows.mjs, the most it may cost, and the others. */
export const targets = [
  {
    operation: "open and fund, approved before", fork: "osaka", row: "open salted, approved", most: 67_500,
    measured: "67,700 Orchid (one pool), 70,437 microRaiden, 112,018 Tempo",
    published: `161,624 Raiden (openChannel + setTotalDeposit; ${raiden})`,
  },
  {
    operation: "open and fund from nothing, one transaction", fork: "osaka", row: "open salted with permit, new payer", most: 103_000,
    measured: "113,896 Orchid, 116,640 microRaiden, 158,221 Tempo (two transactions each)",
  },
  { operation: "openMany of 100, each", fork: "osaka", row: "openMany of 100, each", most: 27_500, measured: "none has it" },
  {
    operation: "redeem, tokens out", fork: "osaka", row: "redeem, tokens out", most: 53_500,
    measured: "57,491 Tempo, 76,249 microRaiden, 97,244 Raiden, 105,310 Swarm, 156,096 The Graph",
  },
  {
    operation: "redeem, inner credit", fork: "osaka", row: "redeem, credit", most: 43_000,
    measured: "68,359 Orchid, 197,338 Livepeer", published: `350,000 Livepeer (estimate of its client; ${livepeer})`,
  },
  {
    operation: "redeemMany of 10, each", fork: "osaka", row: "redeemMany of 10, each", most: 18_000,
    measured: "35,043 Orchid, 93,505 Livepeer",
  },
  {
    operation: "redeemMany of 100, each", fork: "osaka", row: "redeemMany of 100, each", most: 14_000,
    measured: "31,711 Orchid, 81,903 Livepeer",
  },
  {
    operation: "cooperative close", fork: "osaka", row: "close, rest credited", most: 54_000,
    measured: "68,902 Tempo, 69,666 microRaiden, 125,256 Raiden",
  },
  {
    operation: "cooperative close, both paid in tokens", fork: "osaka", row: "close salted, both in tokens", most: 62_000,
    measured: "68,902 Tempo",
  },
  {
    operation: "close by the payer, tokens out, all transactions", fork: "osaka", row: "startClose + finishClose, tokens out",
    most: 75_000, measured: "85,085 Tempo, 106,237 microRaiden, 114,955 Orchid",
    published: `238,904 Raiden (closeChannel + settleChannel; ${raiden})`,
  },
  { operation: "payee withdraws", fork: "osaka", row: "withdraw", most: 45_000, measured: "52,773 Orchid, 329,754 Livepeer" },
  { operation: "register a relay", fork: "osaka", row: "register, approved", most: 110_000, measured: "644,220 Livepeer (bond)" },
  {
    operation: "open and fund, approved before", fork: "amsterdam", row: "open salted, approved", most: 165_500,
    measured: "167,357 microRaiden, 384,878 Tempo",
  },
  {
    operation: "redeem, tokens out", fork: "amsterdam", row: "redeem, tokens out", most: 70_000,
    measured: "73,491 Tempo, 173,169 microRaiden, 264,622 Orchid",
  },
  {
    operation: "redeemMany of 100, each", fork: "amsterdam", row: "redeemMany of 100, each", most: 22_000,
    measured: "119,815 Orchid, 171,934 Livepeer",
  },
];
