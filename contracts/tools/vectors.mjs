#!/usr/bin/env node
// Writes ../abi/vectors.json: every EIP-712 message of CASTO, hashed and signed by viem, for the tests of Go, Solidity and
// TypeScript to agree with. The keys in it are public: they must never own anything.
//
//   node tools/vectors.mjs           write ../abi/vectors.json
//   node tools/vectors.mjs --check   write nothing; fail when it is stale
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  bytesToBigInt, domainSeparator, encodeAbiParameters, hashStruct, hashTypedData, hexToBytes, keccak256, parseSignature,
  recoverTypedDataAddress, serializeCompactSignature, signatureToCompactSignature, toHex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";

const strings = [
  "SessionGrant(bytes32 streamId,address relay,address viewerKey,uint64 notBefore,uint64 notAfter,uint32 maxKbps)",
  "Receipt(bytes32 grantHash,address relay,uint64 seq,uint64 bytesTotal,uint64 timeMs,bytes32 mediaDigest)",
  "UsageReport(bytes32 streamId,address relay,uint64 epoch,uint64 bytesTotal,uint32 sessions,bytes32 sumRoot)",
  "Voucher(address payer,address payee,uint64 nonce,uint96 cumulative)",
  "RelayTerms(address relay,uint96 pricePerGiB,uint96 maxUnpaid,uint64 validUntil)",
  "StreamKey(address streamer,bytes32 streamId,address key,uint64 notAfter)",
];

const domains = [
  { chainId: 1337n, verifyingContract: "0x5fbdb2315678afecb367f032d93f642f64180aa3" },
  { chainId: 1n, verifyingContract: "0xfedcba9876543210fedcba9876543210fedcba98" },
  { chainId: 2n ** 53n + 1n, verifyingContract: "0x00000000000000000000000000000000000000ff" },
];

/** Messages that could be real, one for each type. */
const typical = {
  SessionGrant: {
    streamId: keccak256("0xf39fd6e51aad88f6f4ce6ab8827279cfffb922666d61696e"), // streamer || "main"
    relay: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    viewerKey: "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
    notBefore: 1_790_000_000n, notAfter: 1_790_003_600n, maxKbps: 6000n,
  },
  Receipt: {
    grantHash: keccak256(toHex("a grant")), relay: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    seq: 7n, bytesTotal: 10_485_760n, timeMs: 1_790_000_014_000n, mediaDigest: toHex(0n, { size: 32 }),
  },
  UsageReport: {
    streamId: keccak256("0xf39fd6e51aad88f6f4ce6ab8827279cfffb922666d61696e"),
    relay: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    epoch: 42n, bytesTotal: 1_073_741_824n, sessions: 250n, sumRoot: keccak256(toHex("a sum root")),
  },
  Voucher: {
    payer: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", payee: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    nonce: 3n, cumulative: 2_500_000_000_000_000_000n,
  },
  RelayTerms: {
    relay: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8", pricePerGiB: 10_000_000_000_000_000n,
    maxUnpaid: 250_000_000_000_000_000n, validUntil: 1_790_086_400n,
  },
  StreamKey: {
    streamer: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
    streamId: keccak256("0xf39fd6e51aad88f6f4ce6ab8827279cfffb922666d61696e"),
    key: "0x90f79bf6eb2c4f870365e785982e1f101e93b906", notAfter: 1_790_604_800n,
  },
};

/** fieldsOf reads the fields of an EIP-712 type string. */
function fieldsOf(string) {
  const [, name, list] = /^(\w+)\((.*)\)$/.exec(string);
  return { name, fields: list.split(",").map((field) => ({ type: field.split(" ")[0], name: field.split(" ")[1] })) };
}

const bitsOf = (type) => (type === "address" ? 160 : type === "bytes32" ? 256 : Number(type.slice("uint".length)));

/** value makes a field's value from 256 bits. */
function value(type, bits) {
  const cut = bits & ((1n << BigInt(bitsOf(type))) - 1n);
  return type.startsWith("uint") ? cut : toHex(cut, { size: bitsOf(type) / 8 });
}

/** random gives 256 bits that depend on the label alone. */
const random = (label) => bytesToBigInt(hexToBytes(keccak256(toHex(label))));

/** json writes a value as all CASTO messages do: up to 32 bits a number, wider a decimal string, bytes in hex. */
const json = (type, v) => (typeof v !== "bigint" ? v : bitsOf(type) <= 32 ? Number(v) : v.toString());

async function vector(string, label, message, domainIndex) {
  const { name: primaryType, fields } = fieldsOf(string);
  const domain = { name: "CASTO PaymentChannels", version: "1", ...domains[domainIndex] };
  const types = { [primaryType]: fields };
  const privateKey = keccak256(toHex(`casto vector key: ${primaryType} ${label}`));
  const account = privateKeyToAccount(privateKey);
  const typed = { domain, types, primaryType, message };
  const signature = await account.signTypedData(typed);
  if ((await recoverTypedDataAddress({ ...typed, signature })) !== account.address) throw new Error(`${primaryType} ${label}`);
  return {
    type: primaryType,
    case: label,
    domain: { chainId: domain.chainId.toString(), verifyingContract: domain.verifyingContract },
    message: Object.fromEntries(fields.map(({ name, type }) => [name, json(type, message[name])])),
    domainSeparator: domainSeparator({ domain }),
    structHash: hashStruct({ data: message, primaryType, types }),
    digest: hashTypedData(typed),
    privateKey,
    signer: account.address.toLowerCase(),
    signature,
    compact: serializeCompactSignature(signatureToCompactSignature(parseSignature(signature))),
  };
}

/** channelKey adds a channel's key: not signed, but agreed on all the same. */
function channelKey(voucher) {
  const { message: m, signer } = voucher;
  const types = ["address", "address", "address", "uint64"].map((type) => ({ type }));
  return keccak256(encodeAbiParameters(types, [m.payer, m.payee, signer, BigInt(m.nonce)]));
}

const vectors = [];
for (const string of strings) {
  const { name, fields } = fieldsOf(string);
  const fill = (bits) => Object.fromEntries(fields.map((field) => [field.name, value(field.type, bits(field.name))]));
  vectors.push(await vector(string, "typical", typical[name], 0));
  vectors.push(await vector(string, "all zero", fill(() => 0n), 0));
  vectors.push(await vector(string, "all ones", fill(() => (1n << 256n) - 1n), 1));
  for (let k = 0; k < 5; k++) {
    const label = `random ${k}`;
    vectors.push(await vector(string, label, fill((field) => random(`casto vector: ${name} ${label} ${field}`)), k % 3));
  }
}
for (const voucher of vectors.filter(({ type }) => type === "Voucher")) voucher.channelKey = channelKey(voucher);

const document = {
  about: "EIP-712 messages of CASTO as viem hashes and signs them. Written by contracts/tools/vectors.mjs. The keys are public.",
  domainName: "CASTO PaymentChannels",
  domainVersion: "1",
  types: strings.map((string) => ({ name: fieldsOf(string).name, string, typeHash: keccak256(toHex(string)) })),
  vectors,
};
const path = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "abi", "vectors.json");
const text = `${JSON.stringify(document, null, 2)}\n`;
if (!process.argv.includes("--check")) {
  writeFileSync(path, text);
} else if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
  process.stderr.write("vectors: abi/vectors.json is stale; run: node contracts/tools/vectors.mjs\n");
  process.exitCode = 1;
}
