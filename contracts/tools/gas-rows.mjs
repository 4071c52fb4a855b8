// The calls that gas.mjs measures, in the order in which they build on each other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  concatHex, createPublicClient, createWalletClient, defineChain, encodeDeployData, http, keccak256, maxUint256, numberToHex,
  parseEther, parseSignature, serializeCompactSignature, signatureToCompactSignature, slice, toHex, zeroAddress,
} from "viem";
import { mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import { judge } from "./gas-court.mjs";

const challenge = 3600;
const unbond = 86_400;
const endpoint = "/dns4/relay.example.org/udp/4001/quic-v1";
const salted = 1n << 63n;
const token1 = 10n ** 18n;
/** Far enough for every run, and of a fixed number of calldata bytes. */
const deadline = 4_102_444_800n;
const lot = 100n * token1;
const sum = (k) => BigInt(k) * 123_456_789_012_345_678n;

const account = (name) => privateKeyToAccount(keccak256(toHex(`casto gas ${name}`)));

/** bench deploys the contracts and returns how to call them. */
async function bench(root, url) {
  const transport = http(url);
  const reader = createPublicClient({ transport, pollingInterval: 10 });
  const chain = defineChain({
    id: await reader.getChainId(), name: "bench", nativeCurrency: { name: "", symbol: "", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const writer = createWalletClient({ chain, transport });
  const funder = mnemonicToAccount("test test test test test test test test test test test junk");

  async function transact(from, request) {
    const hash = await writer.sendTransaction({ account: from, ...request });
    const receipt = await reader.waitForTransactionReceipt({ hash, timeout: 20_000 });
    if (receipt.status !== "success") throw new Error(`transaction ${hash} of ${from.address} reverted`);
    return receipt;
  }
  async function deploy(name, ...args) {
    const { abi, bytecode } = JSON.parse(readFileSync(join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
    const receipt = await transact(funder, { data: encodeDeployData({ abi, bytecode: bytecode.object, args }) });
    return { address: receipt.contractAddress, abi, gas: Number(receipt.gasUsed) };
  }
  /** send calls a contract and returns the gas used. */
  async function send(from, contract, functionName, ...args) {
    const hash = await writer.writeContract({
      account: from, address: contract.address, abi: contract.abi, functionName, args, gas: 12_000_000n,
    });
    const receipt = await reader.waitForTransactionReceipt({ hash, timeout: 20_000 });
    if (receipt.status !== "success") throw new Error(`${functionName} of ${from.address} reverted`);
    return Number(receipt.gasUsed);
  }
  const read = (contract, functionName, ...args) =>
    reader.readContract({ address: contract.address, abi: contract.abi, functionName, args });
  async function later(seconds) {
    await reader.request({ method: "evm_increaseTime", params: [seconds] });
    await reader.request({ method: "evm_mine", params: [] });
  }

  const token = await deploy("CastoToken");
  const channels = await deploy("PaymentChannels", token.address, challenge);
  const registry = await deploy("RelayRegistry", token.address, token1, unbond, zeroAddress);
  const court = await deploy("Court", channels.address, token1, unbond, token1, token1, challenge);

  /** actor is a funded account with tokens; with allowances, unless it is to use permits. */
  async function actor(name, { approve = true } = {}) {
    const who = account(name);
    await transact(funder, { to: who.address, value: parseEther("1") });
    await send(funder, token, "transfer", who.address, 1_000_000n * token1);
    for (const spender of approve ? [channels, registry] : []) {
      await send(who, token, "approve", spender.address, maxUint256);
    }
    return who;
  }
  /** permit signs an ERC-2612 permit and returns v, r and s. */
  async function permit(owner, spender, value) {
    const signature = parseSignature(await owner.signTypedData({
      domain: { name: "CASTO Test Token", version: "1", chainId: chain.id, verifyingContract: token.address },
      types: {
        Permit: [
          { name: "owner", type: "address" }, { name: "spender", type: "address" }, { name: "value", type: "uint256" },
          { name: "nonce", type: "uint256" }, { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "Permit",
      message: {
        owner: owner.address, spender: spender.address, value, deadline,
        nonce: await read(token, "nonces", owner.address),
      },
    }));
    return [Number(signature.v), signature.r, signature.s];
  }
  /** voucher signs one and returns r and vs. */
  async function voucher(signer, payer, payee, nonce, cumulative) {
    const signature = await signer.signTypedData({
      domain: { name: "CASTO PaymentChannels", version: "1", chainId: chain.id, verifyingContract: channels.address },
      types: {
        Voucher: [
          { name: "payer", type: "address" }, { name: "payee", type: "address" }, { name: "nonce", type: "uint64" },
          { name: "cumulative", type: "uint96" },
        ],
      },
      primaryType: "Voucher",
      message: { payer: payer.address, payee: payee.address, nonce, cumulative },
    });
    const compact = serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)));
    return [slice(compact, 0, 32), slice(compact, 32, 64)];
  }
  return { token, channels, registry, court, actor, permit, voucher, send, read, later, chainId: chain.id, answerPeriod: challenge };
}

/** measure runs every row on the chain at url and returns the gas of each. */
export async function measure(root, url) {
  const world = await bench(root, url);
  const { token, channels, registry, court, actor, send } = world;
  const payer = await actor("payer");
  const relay = await actor("relay");
  const signer = account("signer");
  // The contracts and the relay's account have their first slots written before anything is measured.
  await send(payer, channels, "depositFor", relay.address, lot);
  await send(await actor("first relay"), registry, "register", token1, signer.address, endpoint, "0x");

  const rows = {
    "deploy CastoToken": token.gas,
    "deploy PaymentChannels": channels.gas,
    "deploy RelayRegistry": registry.gas,
    "deploy Court with its RelayRegistry": court.gas,
  };
  const parties = { payer, relay, signer };
  await open(world, parties, rows);
  await redeem(world, parties, rows);
  await close(world, parties, rows);
  await register(world, parties, rows);
  await judge(world, account, rows);
  return rows;
}

/** open measures what puts money in. After it the payer has counted channels 0 and 1 and a salted one. */
async function open({ channels, actor, permit, send }, { payer, relay, signer }, rows) {
  const to = [relay.address, signer.address];
  rows["deposit, first"] = await send(payer, channels, "deposit", 50n * lot);
  rows["deposit, again"] = await send(payer, channels, "deposit", lot);
  await send(payer, channels, "open", ...to, lot);
  rows["open from the account"] = await send(payer, channels, "open", ...to, lot);
  rows["open salted, approved"] = await send(payer, channels, "openSalted", ...to, salted, lot);
  const other = await actor("outsider");
  rows["open counted, approved, new payer"] = await send(other, channels, "open", ...to, lot);
  rows["open counted, approved, again"] = await send(other, channels, "open", ...to, lot);
  for (const [name, nonce] of [["salted", salted], ["counted", 0n]]) {
    const fresh = await actor(`fresh ${name}`, { approve: false });
    const signature = await permit(fresh, channels, lot);
    rows[`open ${name} with permit, new payer`] = await send(
      fresh, channels, "openWithPermit", ...to, nonce, lot, deadline, ...signature,
    );
  }
}

/** redeem measures vouchers on channel 0, and in batches on channels 2 to 101. */
async function redeem({ channels, voucher, send }, { payer, relay, signer }, rows) {
  const single = async (name, k, to) => {
    const signature = await voucher(signer, payer, relay, 0n, sum(k));
    rows[name] = await send(relay, channels, "redeem", payer.address, 0n, sum(k), ...signature, to);
  };
  await single("redeem, tokens out", 1, relay.address);
  await single("redeem, tokens out, again", 2, relay.address);
  await single("redeem, credit", 3, zeroAddress);
  const signature = await voucher(signer, payer, relay, 0n, sum(4));
  rows["redeemFor"] = await send(account("outsider"), channels, "redeemFor", relay.address, payer.address, 0n, sum(4), ...signature);

  const openings = concatHex(Array(100).fill([relay.address, numberToHex(token1 * 10n, { size: 12 })]).flat());
  rows["openMany of 100, each"] = Math.ceil((await send(payer, channels, "openMany", signer.address, openings)) / 100);
  for (const [size, k] of [[10, 1], [100, 2]]) {
    const parts = [];
    for (let n = 2n; n < BigInt(size) + 2n; n++) {
      parts.push(payer.address, numberToHex(n, { size: 8 }), numberToHex(sum(k), { size: 12 }));
      parts.push(...(await voucher(signer, payer, relay, n, sum(k))));
    }
    const gas = await send(relay, channels, "redeemMany", relay.address, concatHex(parts));
    rows[`redeemMany of ${size}, each`] = Math.ceil(gas / size);
  }
  const payments = [];
  for (let n = 2n; n < 102n; n++) payments.push(relay.address, numberToHex(n, { size: 8 }), numberToHex(sum(3), { size: 12 }));
  rows["payMany of 100, each"] = Math.ceil((await send(payer, channels, "payMany", signer.address, concatHex(payments))) / 100);
}

/** close measures every way to end a channel, and what takes money out. */
async function close({ channels, voucher, send, later }, { payer, relay, signer }, rows) {
  const to = [relay.address, signer.address];
  const cooperative = async (name, nonce, k) => {
    const signature = await voucher(signer, payer, relay, nonce, sum(k));
    rows[name] = await send(relay, channels, "close", payer.address, nonce, sum(k), ...signature, relay.address);
  };
  rows["topUp from the account"] = await send(payer, channels, "topUp", ...to, 0n, lot);
  await cooperative("close, rest credited", 0n, 5);
  await cooperative("close salted, both in tokens", salted, 1);
  rows["release"] = await send(relay, channels, "release", payer.address, signer.address, 3n);
  const started = await send(payer, channels, "startClose", ...to, 1n);
  await later(challenge + 1);
  const finished = await send(payer, channels, "finishClose", ...to, 1n, payer.address);
  rows["startClose + finishClose, tokens out"] = started + finished;
  rows["withdraw"] = await send(relay, channels, "withdraw", relay.address, token1);
}

/** register measures a relay's life in the registry. */
async function register({ registry, actor, permit, send, later }, { relay, signer }, rows) {
  const profile = [signer.address, endpoint, "0x"];
  rows["register, approved"] = await send(relay, registry, "register", token1, ...profile);
  const permitted = await actor("permitted relay", { approve: false });
  const signature = await permit(permitted, registry, token1);
  rows["register with permit"] = await send(
    permitted, registry, "registerWithPermit", token1, ...profile, deadline, ...signature,
  );
  rows["addStake"] = await send(relay, registry, "addStake", token1);
  rows["update"] = await send(relay, registry, "update", endpoint, "0x");
  rows["startUnbond"] = await send(relay, registry, "startUnbond");
  await later(unbond + 1);
  rows["withdraw stake"] = await send(relay, registry, "withdraw", relay.address);
}
