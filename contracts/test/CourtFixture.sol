// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { Fixture, Token } from "./Fixture.sol";
import { deploy, vm } from "./Vm.sol";

/// A court with its registry, a relay in it, and a report of five sessions as an honest relay makes it.
abstract contract CourtFixture is Fixture {
    uint96 internal constant MIN_STAKE = 10e18;
    uint96 internal constant PENALTY = 4e18;
    uint96 internal constant BOND = 1e17;
    uint40 internal constant UNBOND = 7 days;
    uint40 internal constant ANSWER = 1 days;
    uint256 internal constant REPORT_KEY = 0x4E9047;
    uint256 internal constant STREAMER_KEY = 0x57EA3;
    uint256 internal constant STREAM_KEY = 0x57EA4;
    string internal constant NAME = "live";
    uint64 internal constant EPOCH = 7;
    uint32 internal constant SESSIONS = 5;
    uint256 internal constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    ICourt internal court;
    IRelayRegistry internal registry;
    address internal relay = address(0x4E1A9);
    address internal streamer = vm.addr(STREAMER_KEY);
    bytes32 internal streamId = keccak256(abi.encodePacked(vm.addr(STREAMER_KEY), NAME));
    bytes32 internal domain;

    struct Node {
        bytes32 hash;
        uint64 sum;
    }

    constructor() {
        establish();
    }

    /// Puts channels and court over another token, of which this contract has plenty.
    function over(address token_) internal {
        token = Token(token_);
        channels = deployChannels(token_, CHALLENGE);
        establish();
    }

    function establish() private {
        court = ICourt(deploy("Court", abi.encode(channels, MIN_STAKE, UNBOND, PENALTY, BOND, ANSWER)));
        registry = IRelayRegistry(court.registry());
        domain = channels.DOMAIN_SEPARATOR();
        fund(relay);
        fund(stranger);
        vm.prank(relay);
        token.approve(address(registry), type(uint256).max);
        vm.prank(stranger);
        token.approve(address(court), type(uint256).max);
        vm.prank(relay);
        registry.register(MIN_STAKE, vm.addr(REPORT_KEY), "/dns4/relay.example.org", "");
    }

    // ------------------------------------------------------------------------------- what everybody signs

    function viewerKey(uint32 i) internal pure returns (uint256) {
        return 0x71E3E4 + i;
    }

    /// A grant of an hour that began a minute ago.
    function grantOf(uint32 i) internal view returns (TypedData.SessionGrant memory) {
        uint64 begin = uint64(block.timestamp) - 60;
        return TypedData.SessionGrant(streamId, relay, vm.addr(viewerKey(i)), begin, begin + 3600, 8000);
    }

    function receiptOf(uint32 i, TypedData.SessionGrant memory grant) internal view returns (TypedData.Receipt memory) {
        bytes32 digest = TypedData.digest(domain, TypedData.hash(grant));
        return TypedData.Receipt(digest, relay, 3, 1_000_000 * (uint64(i) + 1), uint64(block.timestamp) * 1000, 0);
    }

    function sign(uint256 key, bytes32 structHash) internal view returns (bytes32 r, bytes32 vs) {
        return compact(key, TypedData.digest(domain, structHash));
    }

    function signed(TypedData.UsageReport memory report, uint256 key)
        internal
        view
        returns (ICourt.SignedReport memory)
    {
        (bytes32 r, bytes32 vs) = sign(key, TypedData.hash(report));
        return ICourt.SignedReport(report, r, vs);
    }

    function evidenceOf(uint32 i, TypedData.SessionGrant memory grant, TypedData.Receipt memory receipt)
        internal
        view
        returns (ICourt.Evidence memory e)
    {
        e.grant = grant;
        e.name = NAME;
        e.streamKey = TypedData.StreamKey(streamer, streamId, vm.addr(STREAM_KEY), uint64(block.timestamp) + 1 weeks);
        (e.receiptR, e.receiptVs) = sign(viewerKey(i), TypedData.hash(receipt));
        (e.grantR, e.grantVs) = sign(STREAM_KEY, TypedData.hash(grant));
        (e.streamKeyR, e.streamKeyVs) = sign(STREAMER_KEY, TypedData.hash(e.streamKey));
    }

    // --------------------------------------------------------------------------------------- sum trees

    function leafOf(TypedData.Receipt memory receipt, uint64 charged) internal view returns (Node memory) {
        bytes32 digest = TypedData.digest(domain, TypedData.hash(receipt));
        return Node(keccak256(abi.encodePacked(bytes1(0x00), digest, charged)), charged);
    }

    function preimage(Node memory left, Node memory right) internal pure returns (bytes memory) {
        return abi.encodePacked(bytes1(0x01), left.hash, left.sum, right.hash, right.sum);
    }

    /// The root of a tree, and the siblings of one leaf on the way up.
    function climb(Node[] memory level, uint32 index) internal pure returns (Node memory, bytes memory siblings) {
        while (level.length > 1) {
            Node[] memory above = new Node[]((level.length + 1) / 2);
            for (uint256 i = 0; i < above.length; i++) {
                if (2 * i + 1 == level.length) {
                    above[i] = level[2 * i];
                } else {
                    (Node memory left, Node memory right) = (level[2 * i], level[2 * i + 1]);
                    above[i] = Node(keccak256(preimage(left, right)), left.sum + right.sum);
                }
            }
            uint256 other = index ^ 1;
            if (other < level.length) {
                siblings = bytes.concat(siblings, abi.encodePacked(level[other].hash, level[other].sum));
            }
            index /= 2;
            level = above;
        }
        return (level[0], siblings);
    }

    /// The leaves of the honest report: each session charges all that its receipt has.
    function leaves() internal view returns (Node[] memory list) {
        list = new Node[](SESSIONS);
        for (uint32 i = 0; i < SESSIONS; i++) {
            TypedData.Receipt memory receipt = receiptOf(i, grantOf(i));
            list[i] = leafOf(receipt, receipt.bytesTotal);
        }
    }

    function reportOf(Node memory root, uint32 sessions) internal view returns (TypedData.UsageReport memory) {
        return TypedData.UsageReport(streamId, relay, EPOCH, root.sum, sessions, root.hash);
    }

    /// The honest report.
    function honest() internal view returns (ICourt.SignedReport memory) {
        (Node memory root,) = climb(leaves(), 0);
        return signed(reportOf(root, SESSIONS), REPORT_KEY);
    }

    /// A leaf of the honest report.
    function honestLeaf(uint32 i) internal view returns (ICourt.Leaf memory) {
        TypedData.Receipt memory receipt = receiptOf(i, grantOf(i));
        (, bytes memory siblings) = climb(leaves(), i);
        return ICourt.Leaf(receipt, receipt.bytesTotal, i, siblings);
    }

    /// A report of one leaf.
    function single(TypedData.Receipt memory receipt, uint64 charged)
        internal
        view
        returns (ICourt.SignedReport memory, ICourt.Leaf memory)
    {
        return (signed(reportOf(leafOf(receipt, charged), 1), REPORT_KEY), ICourt.Leaf(receipt, charged, 0, ""));
    }

    // ------------------------------------------------------------------------------------- what holds

    function stake() internal view returns (uint96) {
        return registry.relayOf(relay).stake;
    }

    /// The relay has been slashed once, and who proved it rewarded.
    function punished(address reporter, uint256 before) internal view {
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
        vm.assertEq(token.balanceOf(reporter), before + PENALTY / 2, "reward");
        vm.assertEq(token.balanceOf(registry.BURN_ADDRESS()), PENALTY / 2, "burned");
        vm.assertTrue(court.isPunished(relay, streamId, EPOCH), "punished");
    }
}
