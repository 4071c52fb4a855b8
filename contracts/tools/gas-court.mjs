// The calls of the court that gas.mjs measures: against reports of a hundred sessions, the most that casto-node bills at once.
import { concatHex, encodePacked, hashTypedData, keccak256, maxUint256, parseSignature, serializeCompactSignature, signatureToCompactSignature, slice, zeroHash } from "viem";

const token1 = 10n ** 18n;
const sessions = 100;
const kbps = 8000;
/** When the grants begin: no court compares it with the chain's clock, and a run's bytes stay the same. */
const begin = 1_800_000_000n;
const name = "live";

const field = (type, ...names) => names.map((n) => ({ name: n, type }));
const types = {
  SessionGrant: [
    ...field("bytes32", "streamId"), ...field("address", "relay", "viewerKey"), ...field("uint64", "notBefore", "notAfter"),
    ...field("uint32", "maxKbps"),
  ],
  Receipt: [
    ...field("bytes32", "grantHash"), ...field("address", "relay"), ...field("uint64", "seq", "bytesTotal", "timeMs"),
    ...field("bytes32", "mediaDigest"),
  ],
  UsageReport: [
    ...field("bytes32", "streamId"), ...field("address", "relay"), ...field("uint64", "epoch", "bytesTotal"),
    ...field("uint32", "sessions"), ...field("bytes32", "sumRoot"),
  ],
  StreamKey: [
    ...field("address", "streamer"), ...field("bytes32", "streamId"), ...field("address", "key"), ...field("uint64", "notAfter"),
  ],
};

const preimage = (left, right) =>
  encodePacked(["bytes1", "bytes32", "uint64", "bytes32", "uint64"], ["0x01", left.hash, left.bytes, right.hash, right.bytes]);

/** climb returns a tree's root, and the siblings of one leaf on the way up. */
function climb(level, index) {
  const siblings = [];
  for (; level.length > 1; index >>= 1) {
    const other = level[index ^ 1];
    if (other !== undefined) siblings.push(encodePacked(["bytes32", "uint64"], [other.hash, other.bytes]));
    const above = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      above.push(right === undefined ? left : { hash: keccak256(preimage(left, right)), bytes: left.bytes + right.bytes, left, right });
    }
    level = above;
  }
  return { root: level[0], siblings: siblings.length === 0 ? "0x" : concatHex(siblings) };
}

/** judge measures every call of the court. */
export async function judge(world, account, rows) {
  const { channels, court, token, actor, read, send, later, chainId } = world;
  const domain = { name: "CASTO PaymentChannels", version: "1", chainId, verifyingContract: channels.address };
  const digest = (primaryType, message) => hashTypedData({ domain, types, primaryType, message });
  const sign = async (signer, primaryType, message) => {
    const signature = parseSignature(await signer.signTypedData({ domain, types, primaryType, message }));
    const compact = serializeCompactSignature(signatureToCompactSignature(signature));
    return [slice(compact, 0, 32), slice(compact, 32, 64)];
  };
  const [relay, accuser] = [await actor("judged relay"), await actor("accuser")];
  const [reportKey, streamer, streamKey, viewer] = ["report", "streamer", "stream", "viewer"].map(account);
  const registry = { ...world.registry, address: await read(court, "registry") };
  await send(relay, token, "approve", registry.address, maxUint256);
  await send(accuser, token, "approve", court.address, maxUint256);
  await send(relay, registry, "register", 100n * token1, reportKey.address, "/dns4/relay.example.org", "0x");
  const streamId = keccak256(encodePacked(["address", "string"], [streamer.address, name]));

  /** report signs one of an epoch; change may make its sessions wrong, lie what it says of their sum. */
  const report = async (epoch, { change = () => {}, lie = 0n } = {}) => {
    const list = Array.from({ length: sessions }, (_, i) => {
      const grant = { streamId, relay: relay.address, viewerKey: viewer.address, notBefore: begin + BigInt(i), notAfter: begin + 3600n, maxKbps: kbps };
      const receipt = { relay: relay.address, seq: 7n, bytesTotal: 1_000_000n + BigInt(i), timeMs: (begin + 60n) * 1000n, mediaDigest: zeroHash };
      return { grant, receipt };
    });
    change(list);
    for (const s of list) s.receipt.grantHash = digest("SessionGrant", s.grant);
    const leaves = list.map(({ receipt }) => ({
      hash: keccak256(encodePacked(["bytes1", "bytes32", "uint64"], ["0x00", digest("Receipt", receipt), receipt.bytesTotal])),
      bytes: receipt.bytesTotal,
    }));
    const { root } = climb(leaves, 0);
    const message = { streamId, relay: relay.address, epoch, bytesTotal: root.bytes + lie, sessions, sumRoot: root.hash };
    const [r, vs] = await sign(reportKey, "UsageReport", message);
    const leaf = (index) => ({ receipt: list[index].receipt, charged: leaves[index].bytes, index, siblings: climb(leaves, index).siblings });
    return { signed: { report: message, r, vs }, list, leaf, root };
  };

  const [a, b] = [await report(1n), await report(1n, { lie: 1n })];
  rows["proveEquivocation"] = await send(accuser, court, "proveEquivocation", a.signed, b.signed);
  const lie = await report(2n, { lie: 1n });
  rows["proveSum, at the root"] = await send(accuser, court, "proveSum", lie.signed, preimage(lie.root.left, lie.root.right), 0n);
  const over = await report(3n, { change: (list) => { list[9].grant.maxKbps = 1; } });
  rows["proveUngranted, 100 sessions"] = await send(accuser, court, "proveUngranted", over.signed, over.leaf(9), over.list[9].grant);
  const twice = await report(4n, { change: (list) => { list[9].grant = list[8].grant; } });
  rows["proveDuplicate, 100 sessions"] = await send(accuser, court, "proveDuplicate", twice.signed, twice.leaf(8), twice.leaf(9));

  const shown = await report(5n);
  rows["challengeLeaf"] = await send(accuser, court, "challengeLeaf", shown.signed, 9);
  const { grant, receipt } = shown.list[9];
  const permission = { streamer: streamer.address, streamId, key: streamKey.address, notAfter: begin + 86_400n };
  const evidence = { grant, streamKey: permission, name };
  [evidence.receiptR, evidence.receiptVs] = await sign(viewer, "Receipt", receipt);
  [evidence.grantR, evidence.grantVs] = await sign(streamKey, "SessionGrant", grant);
  [evidence.streamKeyR, evidence.streamKeyVs] = await sign(streamer, "StreamKey", permission);
  rows["answerLeaf, 100 sessions"] = await send(relay, court, "answerLeaf", shown.signed.report, shown.leaf(9), evidence);
  await send(accuser, court, "challengeLeaf", shown.signed, 10);
  await later(world.answerPeriod + 1);
  rows["judgeLeaf"] = await send(accuser, court, "judgeLeaf", shown.signed.report, 10);
}
