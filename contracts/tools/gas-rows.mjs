// The calls that gas.mjs measures, in the order in which they build on each other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  concatHex, createPublicClient, createWalletClient, defineChain, encodeDeployData, http, keccak256, maxUint256, numberToHex,
  parseEther, parseSignature, serializeCompactSignature, signatureToCompactSignature, slice, toHex, zeroAddress,
} from "viem";
import { mnemonicToAccount, privateKeyToAccount } from "viem/accounts";

const challenge = 3600;
const salted = 1n << 63n;
const token1 = 10n ** 18n;
/** Far enough for every run, and of a fixed number of calldata bytes. */
const deadline = 4_102_444_800n;

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
  const registry = await deploy("RelayRegistry", token.address, token1, 86_400, zeroAddress);

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
  return { token, channels, registry, actor, permit, voucher, send, later };
}

/** measure runs every row on the chain at url and returns the gas of each. */
export async function measure(root, url) {
  const { token, channels, registry, actor, permit, voucher, send, later } = await bench(root, url);
  const rows = {};
  const payer = await actor("payer");
  const relay = await actor("relay");
  const signer = account("signer");
  const lot = 100n * token1;
  const sum = (k) => BigInt(k) * 123_456_789_012_345_678n;

  // The contracts and the accounts that follow have their first slots written before anything is measured.
  await send(payer, channels, "depositFor", relay.address, lot);
  await send(await actor("first relay"), registry, "register", token1, signer.address, "/ip4/192.0.2.1/udp/4001/quic-v1", "0x");

  rows["deploy CastoToken"] = token.gas;
  rows["deploy PaymentChannels"] = channels.gas;
  rows["deploy RelayRegistry"] = registry.gas;
  rows["deposit, first"] = await send(payer, channels, "deposit", 50n * lot);
  rows["deposit, again"] = await send(payer, channels, "deposit", lot);
  await send(payer, channels, "open", relay.address, signer.address, lot); // counted nonce 0
  rows["open from the account"] = await send(payer, channels, "open", relay.address, signer.address, lot); // nonce 1
  rows["open salted, approved"] = await send(payer, channels, "openSalted", relay.address, signer.address, salted, lot);
  const outsider = await actor("outsider");
  rows["open counted, approved, new payer"] = await send(outsider, channels, "open", relay.address, signer.address, lot);
  rows["open counted, approved, again"] = await send(outsider, channels, "open", relay.address, signer.address, lot);
  for (const [name, nonce] of [["salted", salted], ["counted", 0n]]) {
    const fresh = await actor(`fresh ${name}`, { approve: false });
    rows[`open ${name} with permit, new payer`] = await send(
      fresh, channels, "openWithPermit", relay.address, signer.address, nonce, lot, deadline,
      ...(await permit(fresh, channels, lot)),
    );
  }

  let [r, vs] = await voucher(signer, payer, relay, 0n, sum(1));
  rows["redeem, tokens out"] = await send(relay, channels, "redeem", payer.address, 0n, sum(1), r, vs, relay.address);
  [r, vs] = await voucher(signer, payer, relay, 0n, sum(2));
  rows["redeem, tokens out, again"] = await send(relay, channels, "redeem", payer.address, 0n, sum(2), r, vs, relay.address);
  [r, vs] = await voucher(signer, payer, relay, 0n, sum(3));
  rows["redeem, credit"] = await send(relay, channels, "redeem", payer.address, 0n, sum(3), r, vs, zeroAddress);
  [r, vs] = await voucher(signer, payer, relay, 0n, sum(4));
  rows["redeemFor"] = await send(outsider, channels, "redeemFor", relay.address, payer.address, 0n, sum(4), r, vs);

  // Nonces 2 to 101 are for the batches; the salted channel and nonces 0 and 1 are closed below.
  for (let n = 2; n < 102; n++) await send(payer, channels, "open", relay.address, signer.address, token1 * 10n);
  for (const [size, k] of [[10, 1], [100, 2]]) {
    const parts = [];
    for (let n = 2n; n < BigInt(size) + 2n; n++) {
      parts.push(payer.address, numberToHex(n, { size: 8 }), numberToHex(sum(k), { size: 12 }));
      parts.push(...(await voucher(signer, payer, relay, n, sum(k))));
    }
    const gas = await send(relay, channels, "redeemMany", relay.address, concatHex(parts));
    rows[`redeemMany of ${size}, each`] = Math.ceil(gas / size);
  }

  rows["topUp from the account"] = await send(payer, channels, "topUp", relay.address, signer.address, 0n, lot);
  [r, vs] = await voucher(signer, payer, relay, 0n, sum(5));
  rows["close, rest credited"] = await send(relay, channels, "close", payer.address, 0n, sum(5), r, vs, relay.address);
  [r, vs] = await voucher(signer, payer, relay, salted, sum(1));
  rows["close salted, both in tokens"] = await send(
    relay, channels, "close", payer.address, salted, sum(1), r, vs, relay.address,
  );
  rows["release"] = await send(relay, channels, "release", payer.address, signer.address, 3n);
  const started = await send(payer, channels, "startClose", relay.address, signer.address, 1n);
  await later(challenge + 1);
  const finished = await send(payer, channels, "finishClose", relay.address, signer.address, 1n, payer.address);
  rows["startClose + finishClose, tokens out"] = started + finished;
  rows["withdraw"] = await send(relay, channels, "withdraw", relay.address, token1);

  const profile = [signer.address, "/dns4/relay.example.org/udp/4001/quic-v1", "0x"];
  rows["register, approved"] = await send(relay, registry, "register", token1, ...profile);
  const permitted = await actor("permitted relay", { approve: false });
  rows["register with permit"] = await send(
    permitted, registry, "registerWithPermit", token1, ...profile, deadline, ...(await permit(permitted, registry, token1)),
  );
  rows["addStake"] = await send(relay, registry, "addStake", token1);
  rows["update"] = await send(relay, registry, "update", profile[1], profile[2]);
  rows["startUnbond"] = await send(relay, registry, "startUnbond");
  await later(86_401);
  rows["withdraw stake"] = await send(relay, registry, "withdraw", relay.address);
  return rows;
}
