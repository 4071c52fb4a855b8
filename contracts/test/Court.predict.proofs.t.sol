// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { Predicting } from "./Predicting.sol";
import { vm } from "./Vm.sol";

/// Proofs of all kinds, sound and unsound, before the court: each outcome is told beforehand.
contract ProofPredictionTest is CourtFixture, Predicting {
    function named(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector);
    }

    function already() private view returns (bytes memory) {
        return abi.encodeWithSelector(ICourt.AlreadyPunished.selector, relay, streamId, EPOCH);
    }

    /// Makes a call that proves a fault of EPOCH, or is refused.
    function proving(bytes memory call, bytes memory reason) private {
        if (reason.length == 0 && rarely(3)) {
            outcome(address(court), payee, call, "");
            reason = already();
        }
        (uint256 tokens, uint96 staked) = (token.balanceOf(stranger), stake());
        outcome(address(court), stranger, call, reason);
        if (reason.length != 0) vm.assertEq(stake(), staked, "stake");
        else punished(stranger, tokens);
    }

    // --------------------------------------------------------------------------------------- proveEquivocation

    /// A report that is honest, or differs from it in one thing, with its signature, and why that is refused.
    function anyReport() private returns (ICourt.SignedReport memory s, bytes memory reason) {
        TypedData.UsageReport memory r = honest().report;
        uint256 kind = draw(10);
        if (kind == 0) r.bytesTotal += 1 + uint64(draw(1e9));
        if (kind == 1) r.sessions += 1;
        if (kind == 2) r.sumRoot = ~r.sumRoot;
        if (kind == 3) r.epoch += 1;
        if (kind == 4) r.streamId = ~r.streamId;
        if (kind == 5) r.relay = payer;
        uint256 fault = draw(12);
        s = signed(r, fault == 0 ? STREAM_KEY : REPORT_KEY);
        if (fault == 0) {
            reason = abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, r.relay, vm.addr(STREAM_KEY));
        }
        if (fault == 1) {
            s.vs = bytes32(uint256(HALF_ORDER + 1));
            reason = named(Signatures.InvalidSignature.selector);
        }
    }

    function testFuzz_proveEquivocation_isPredicted(uint256 seed) public {
        roll(seed);
        // Another relay that uses the same report key.
        vm.startPrank(payer);
        token.approve(address(registry), type(uint256).max);
        registry.register(MIN_STAKE, vm.addr(REPORT_KEY), "x", "");
        vm.stopPrank();
        (ICourt.SignedReport memory a, bytes memory reason) = anyReport();
        (ICourt.SignedReport memory b, bytes memory second) = anyReport();
        if (reason.length == 0) reason = second;
        bool together = a.report.relay == b.report.relay && a.report.streamId == b.report.streamId
            && a.report.epoch == b.report.epoch;
        bool same = a.report.bytesTotal == b.report.bytesTotal && a.report.sessions == b.report.sessions
            && a.report.sumRoot == b.report.sumRoot;
        if (reason.length == 0 && (!together || same)) reason = named(ICourt.NoEquivocation.selector);
        bool ours = a.report.relay == relay && a.report.streamId == streamId && a.report.epoch == EPOCH;
        if (reason.length != 0 || ours) return proving(abi.encodeCall(court.proveEquivocation, (a, b)), reason);
        outcome(address(court), stranger, abi.encodeCall(court.proveEquivocation, (a, b)), "");
        vm.assertTrue(court.isPunished(a.report.relay, a.report.streamId, a.report.epoch), "punished");
    }

    // ------------------------------------------------------------------------------------------------ proveSum

    struct Walk {
        bytes[] nodes; // from the root down, the last a leaf
        uint256 path;
        uint256 liar; // which of them holds other bytes than it is said to; as many as there are when none does
        Node root;
    }

    /// A way down a tree of one to six levels, made from the leaf up.
    function anyWalk() private returns (Walk memory w) {
        uint256 depth = 1 + draw(6);
        w.nodes = new bytes[](depth);
        w.liar = draw(2 * depth);
        if (w.liar > depth) w.liar = depth;
        Node memory node;
        for (uint256 i = depth; i > 0;) {
            i--;
            if (i == depth - 1) {
                node.sum = uint64(10 + draw(1e12));
                w.nodes[i] = abi.encodePacked(bytes1(0x00), bytes32(draw(type(uint256).max)), node.sum);
            } else {
                Node memory other = Node(bytes32(draw(type(uint256).max)), uint64(10 + draw(1e12)));
                bool right = rarely(2);
                if (right) w.path |= 1 << i;
                w.nodes[i] = right ? preimage(other, node) : preimage(node, other);
                node.sum += other.sum;
            }
            node.hash = keccak256(w.nodes[i]);
            if (i == w.liar) node.sum = rarely(2) ? node.sum + 1 : node.sum - 1;
        }
        w.root = node;
    }

    function testFuzz_proveSum_isPredicted(uint256 seed) public {
        roll(seed);
        Walk memory w = anyWalk();
        uint256 count = draw(w.nodes.length + 1);
        bytes memory proof;
        uint256 behind; // bytes behind the node that lies
        for (uint256 i = 0; i < count; i++) {
            proof = bytes.concat(proof, w.nodes[i]);
            if (i > w.liar) behind += w.nodes[i].length;
        }
        bytes memory reason;
        if (w.liar >= count) reason = named(ICourt.NoFault.selector);
        if (behind != 0) reason = abi.encodeWithSelector(ICourt.InvalidProof.selector, behind);
        uint256 spoil = draw(8);
        uint256 last = count == 0 ? 0 : w.nodes[count - 1].length;
        if (spoil == 0 && count != 0 && w.liar + 1 >= count) {
            // The last node cut short.
            uint256 left = 1 + draw(last - 1);
            bytes memory cut = new bytes(proof.length - last + left);
            for (uint256 i = 0; i < cut.length; i++) {
                cut[i] = proof[i];
            }
            proof = cut;
            reason = abi.encodeWithSelector(ICourt.InvalidProof.selector, left);
        }
        if (spoil == 1 && count != 0 && w.liar + 1 >= count) {
            // The last node changed anywhere but in its first byte, which tells its kind.
            proof[proof.length - 1 - draw(last - 1)] ^= 0x01;
            bytes32 want = count == 1 ? w.root.hash : keccak256(w.nodes[count - 1]);
            reason = abi.encodeWithSelector(ICourt.NotInTree.selector, want);
        }
        // More levels than leaves can have matters as little as their number, as long as the bytes suffice.
        ICourt.SignedReport memory s = signed(reportOf(w.root, 1 + uint32(draw(9))), REPORT_KEY);
        if (rarely(12)) {
            s = signed(s.report, STREAM_KEY);
            reason = abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(STREAM_KEY));
        } else if (rarely(12)) {
            // Without leaves, or with more of them than bytes, the report is a fault by itself, to which nothing is added.
            s.report.sessions = rarely(2) ? 0 : uint32(s.report.bytesTotal) + 1;
            if (s.report.sessions != 0) s.report.bytesTotal = s.report.sessions - 1;
            s = signed(s.report, REPORT_KEY);
            reason = count == 0 ? bytes("") : abi.encodeWithSelector(ICourt.InvalidProof.selector, proof.length);
        }
        proving(abi.encodeCall(court.proveSum, (s, proof, w.path)), reason);
    }

    // ------------------------------------------------------------------------------------------ proveDuplicate

    function testFuzz_proveDuplicate_isPredicted(uint256 seed) public {
        roll(seed);
        uint32 sessions = uint32(2 + draw(5));
        (uint32 i, uint32 j) = (uint32(draw(sessions)), uint32(draw(sessions)));
        bool one = rarely(2); // grant for both
        Node[] memory list = new Node[](sessions);
        ICourt.Leaf[] memory found = new ICourt.Leaf[](sessions);
        for (uint32 k = 0; k < sessions; k++) {
            TypedData.SessionGrant memory grant = grantOf(one && k == j ? i : k);
            found[k] = ICourt.Leaf(receiptOf(k, grant), uint64(1 + draw(1e6)), k, "");
            list[k] = leafOf(found[k].receipt, found[k].charged);
        }
        Node memory root;
        for (uint32 k = 0; k < sessions; k++) {
            (root, found[k].siblings) = climb(list, k);
        }
        ICourt.SignedReport memory s = signed(reportOf(root, sessions), REPORT_KEY);
        bytes memory reason = i == j || !one ? named(ICourt.NoFault.selector) : bytes("");
        uint256 fault = draw(8);
        if (fault < 2 && i != j) {
            ICourt.Leaf memory bad = found[fault == 0 ? i : j];
            bad.charged += 1;
            list[bad.index] = leafOf(bad.receipt, bad.charged);
            (root,) = climb(list, bad.index);
            reason = abi.encodeWithSelector(ICourt.NotInTree.selector, root.hash);
        }
        if (fault == 2) {
            s = signed(s.report, STREAM_KEY);
            reason = abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(STREAM_KEY));
        }
        proving(abi.encodeCall(court.proveDuplicate, (s, found[i], found[j])), reason);
    }
}
