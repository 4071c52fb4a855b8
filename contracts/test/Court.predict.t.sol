// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { SumTree } from "../src/libraries/SumTree.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { Predicting } from "./Predicting.sol";
import { vm } from "./Vm.sol";

/// Leaves, grants and challenges of all kinds before the court: each outcome is told beforehand.
contract LeafPredictionTest is CourtFixture, Predicting {
    // The report at hand and one of its leaves.
    ICourt.SignedReport private s;
    ICourt.Leaf private leaf;
    TypedData.SessionGrant private grant;
    Node[] private level;
    bytes32 private id;

    function named(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector);
    }

    function callAs(address actor, bytes memory call, bytes memory reason) private returns (bytes memory) {
        return outcome(address(court), actor, call, reason);
    }

    // ----------------------------------------------------------------------------------- what there is to judge

    /// A report of one to six sessions. The one at hand may be good or bad in any way that a grant can be broken.
    function begin(uint256 seed) private {
        roll(seed);
        uint32 sessions = uint32(1 + draw(6));
        leaf.index = uint32(draw(sessions));
        Node[] memory list = new Node[](sessions);
        for (uint32 i = 0; i < sessions; i++) {
            TypedData.Receipt memory receipt = receiptOf(i, grantOf(i));
            list[i] = leafOf(receipt, receipt.bytesTotal);
        }
        bend();
        list[leaf.index] = leafOf(leaf.receipt, leaf.charged);
        for (uint32 i = 0; i < sessions; i++) {
            level.push(list[i]);
        }
        Node memory root;
        (root, leaf.siblings) = climb(list, leaf.index);
        ICourt.SignedReport memory made = signed(reportOf(root, sessions), REPORT_KEY);
        (s.report, s.r, s.vs) = (made.report, made.r, made.vs);
        id = TypedData.hash(made.report);
    }

    /// Draws the grant, the receipt and the charge at hand.
    function bend() private {
        grant = grantOf(leaf.index);
        grant.maxKbps = uint32(1 + draw(20_000));
        grant.notAfter = grant.notBefore + uint64(rarely(6) ? draw(2) : 1 + draw(7200));
        if (rarely(10)) grant.relay = stranger;
        if (rarely(10)) grant.streamId = ~streamId;
        TypedData.Receipt memory receipt = receiptOf(leaf.index, grant);
        uint64 skew = 3600;
        uint64[8] memory times = [
            (grant.notBefore - skew) * 1000 - 1,
            (grant.notBefore - skew) * 1000,
            (grant.notAfter + skew) * 1000,
            (grant.notAfter + skew) * 1000 + 1,
            0,
            type(uint64).max,
            grant.notBefore * 1000,
            grant.notAfter * 1000
        ];
        if (rarely(3)) receipt.timeMs = times[draw(8)];
        if (rarely(10)) receipt.relay = stranger;
        receipt.bytesTotal = allowed() + 1;
        if (!rarely(6)) receipt.bytesTotal = uint64(draw(receipt.bytesTotal) + 1);
        leaf.receipt = receipt;
        leaf.charged = uint64(1 + draw(receipt.bytesTotal));
        if (rarely(6)) leaf.charged = rarely(2) ? 0 : receipt.bytesTotal + 1;
        if (rarely(6)) leaf.charged = receipt.bytesTotal;
    }

    /// The bytes that the grant allows in all of its time: 137.5 a second and kilobit, of whole milliseconds' worth.
    function allowed() private view returns (uint64) {
        return uint64(uint256(grant.notAfter - grant.notBefore) * 275 / 2 * grant.maxKbps);
    }

    /// Whether the leaf at hand is within its grant, by the rules as ICourt tells them.
    function good() private view returns (bool) {
        TypedData.Receipt memory r = leaf.receipt;
        bool parties = grant.relay == relay && r.relay == relay && grant.streamId == streamId;
        bool early = r.timeMs < (grant.notBefore - 3600) * 1000;
        bool late = r.timeMs > (grant.notAfter + 3600) * 1000;
        bool bytes_ = leaf.charged > 0 && leaf.charged <= r.bytesTotal && r.bytesTotal <= allowed();
        return parties && !early && !late && bytes_ && grant.notAfter > grant.notBefore;
    }

    /// Spoils how the leaf is shown, and tells why that is refused.
    function spoilLeaf() private returns (bytes memory) {
        uint256 kind = draw(12);
        if (kind == 0) {
            leaf.siblings = bytes.concat(leaf.siblings, new bytes(1 + draw(40)));
            return abi.encodeWithSelector(SumTree.WrongSiblings.selector, leaf.siblings.length);
        }
        if (kind == 1 && leaf.siblings.length != 0) {
            leaf.siblings = new bytes(draw(leaf.siblings.length));
            return abi.encodeWithSelector(SumTree.WrongSiblings.selector, leaf.siblings.length);
        }
        if (kind == 2) {
            leaf.charged += 1;
            Node[] memory list = level;
            list[leaf.index] = leafOf(leaf.receipt, leaf.charged);
            (Node memory root,) = climb(list, leaf.index);
            return abi.encodeWithSelector(ICourt.NotInTree.selector, root.hash);
        }
        return "";
    }

    // ------------------------------------------------------------------------------------------ proveUngranted

    function testFuzz_proveUngranted_isPredicted(uint256 seed) public {
        begin(seed);
        bytes memory reason;
        if (good()) reason = named(ICourt.NoFault.selector);
        if (rarely(10)) {
            grant.maxKbps += 1;
            reason = abi.encodeWithSelector(ICourt.WrongGrant.selector, leaf.receipt.grantHash);
        }
        bytes memory spoilt = rarely(3) ? spoilLeaf() : bytes("");
        if (spoilt.length != 0) {
            reason = spoilt;
        } else if (rarely(10)) {
            leaf.index = s.report.sessions + uint32(draw(2));
            reason = abi.encodeWithSelector(ICourt.NoLeaf.selector, leaf.index, s.report.sessions);
        }
        if (rarely(10)) {
            s = signed(s.report, STREAM_KEY);
            reason = abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(STREAM_KEY));
        }
        if (reason.length == 0 && rarely(3)) {
            court.proveUngranted(s, leaf, grant);
            reason = abi.encodeWithSelector(ICourt.AlreadyPunished.selector, relay, streamId, EPOCH);
        }
        (uint256 tokens, uint96 staked) = (token.balanceOf(stranger), stake());
        callAs(stranger, abi.encodeCall(court.proveUngranted, (s, leaf, grant)), reason);
        if (reason.length != 0) vm.assertEq(stake(), staked, "stake");
        else punished(stranger, tokens);
    }

    // ------------------------------------------------------------------------------------------- challengeLeaf

    /// Why a relay's stake cannot be frozen, and why its reports are not heard.
    function trouble(uint32 index) private returns (bytes memory) {
        uint256 kind = draw(8);
        uint40 now_ = uint40(block.timestamp);
        if (kind == 0) {
            s.vs = bytes32(uint256(HALF_ORDER + 1));
            return named(Signatures.InvalidSignature.selector);
        }
        if (kind == 1) {
            vm.prank(relay);
            registry.rotateReportKey(address(0x4E11));
            uint256 later = draw(2);
            vm.warp(now_ + UNBOND - later);
            return later == 0 ? abi.encodeWithSelector(ICourt.TooLate.selector, now_) : bytes("");
        }
        if (kind == 2) return abi.encodeWithSelector(ICourt.NoLeaf.selector, index, s.report.sessions);
        if (kind == 3 || kind == 4) {
            vm.prank(relay);
            registry.startUnbond();
            uint256 left = kind == 3 ? draw(2) : 0;
            vm.warp(now_ + UNBOND - left);
            if (kind == 3) {
                return left == 0 ? abi.encodeWithSelector(IRelayRegistry.Unbonded.selector, now_ + UNBOND) : bytes("");
            }
            vm.prank(relay);
            registry.withdraw(relay);
            return abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(REPORT_KEY));
        }
        if (kind == 5) {
            vm.prank(stranger);
            court.challengeLeaf(s, index);
            return abi.encodeWithSelector(ICourt.AlreadyChallenged.selector, id, index);
        }
        vm.prank(stranger);
        token.approve(address(court), draw(2) * BOND);
        return pulling(stranger, address(court), BOND);
    }

    function testFuzz_challengeLeaf_isPredicted(uint256 seed) public {
        begin(seed);
        uint256 before = token.balanceOf(stranger);
        bytes memory reason = trouble(leaf.index);
        uint32 index = bytes4(reason) == ICourt.NoLeaf.selector ? s.report.sessions + uint32(draw(9)) : leaf.index;
        if (index != leaf.index) reason = abi.encodeWithSelector(ICourt.NoLeaf.selector, index, s.report.sessions);
        if (bytes4(reason) == ICourt.AlreadyChallenged.selector) before -= BOND;
        callAs(stranger, abi.encodeCall(court.challengeLeaf, (s, index)), reason);
        vm.assertEq(token.balanceOf(stranger), reason.length == 0 ? before - BOND : before, "challenger's tokens");
        if (reason.length != 0) return;
        ICourt.Challenge memory c = court.challengeOf(id, index);
        vm.assertEq(c.challenger, stranger, "challenger");
        vm.assertEq(c.deadline, block.timestamp + ANSWER, "deadline");
        vm.assertEq(registry.frozenUntil(relay), block.timestamp + 2 * ANSWER, "frozen");
    }

    // ---------------------------------------------------------------------------------------------- answerLeaf

    /// Spoils the evidence, and tells whether it still holds and why it is refused.
    function spoilEvidence(ICourt.Evidence memory e) private returns (bytes memory) {
        uint256 kind = draw(16);
        bytes32 highS = bytes32(uint256(HALF_ORDER + 1));
        if (kind == 0) e.receiptVs = highS;
        if (kind == 1) e.grantVs = highS;
        if (kind == 2) e.streamKeyVs = highS;
        if (kind < 3) return named(Signatures.InvalidSignature.selector);
        if (kind == 3) (e.receiptR, e.receiptVs) = sign(STREAM_KEY, TypedData.hash(leaf.receipt));
        if (kind == 4) (e.grantR, e.grantVs) = sign(STREAMER_KEY, TypedData.hash(e.grant));
        if (kind == 5) e.name = "other";
        if (kind == 6) e.streamKey.notAfter = e.grant.notBefore - 3601;
        if (kind == 7) e.streamKey.notAfter = e.grant.notBefore - 3600;
        if (kind == 8) e.streamKey.streamer = relay;
        if (kind >= 6) {
            (e.streamKeyR, e.streamKeyVs) = sign(kind == 9 ? STREAM_KEY : STREAMER_KEY, TypedData.hash(e.streamKey));
        }
        return kind < 10 && kind != 7 ? named(ICourt.BadEvidence.selector) : bytes("");
    }

    function testFuzz_answerLeaf_isPredicted(uint256 seed) public {
        begin(seed);
        bool asked = !rarely(6);
        if (asked) {
            vm.prank(stranger);
            court.challengeLeaf(s, leaf.index);
        }
        ICourt.Evidence memory e = evidenceOf(leaf.index, grant, leaf.receipt);
        bytes memory reason = good() ? spoilEvidence(e) : named(ICourt.BadEvidence.selector);
        if (rarely(10)) {
            e.grant.notAfter += 1;
            reason = abi.encodeWithSelector(ICourt.WrongGrant.selector, leaf.receipt.grantHash);
        }
        bytes memory spoilt = rarely(3) ? spoilLeaf() : bytes("");
        if (spoilt.length != 0) reason = spoilt;
        bytes memory none = abi.encodeWithSelector(ICourt.NoChallenge.selector, id, leaf.index);
        if (!asked) reason = none;
        uint256 before = token.balanceOf(relay);
        bytes memory call = abi.encodeCall(court.answerLeaf, (s.report, leaf, e));
        callAs(payer, call, reason);
        vm.assertEq(token.balanceOf(relay), reason.length == 0 ? before + BOND : before, "relay's tokens");
        if (reason.length == 0) callAs(payer, call, none);
    }

    // ----------------------------------------------------------------------------------------------- judgeLeaf

    function testFuzz_judgeLeaf_isPredicted(uint256 seed) public {
        begin(seed);
        bytes memory reason;
        uint256 reward = PENALTY / 2;
        bool leaves_ = rarely(4);
        if (leaves_) {
            vm.prank(relay);
            registry.startUnbond();
        }
        uint40 deadline = uint40(block.timestamp) + ANSWER;
        if (rarely(6)) {
            reason = abi.encodeWithSelector(ICourt.NoChallenge.selector, id, leaf.index);
        } else {
            vm.prank(stranger);
            court.challengeLeaf(s, leaf.index);
        }
        uint256 time = draw(3);
        vm.warp(deadline + time - 1);
        if (leaves_ && rarely(2)) {
            vm.warp(deadline + UNBOND);
            vm.prank(relay);
            registry.withdraw(relay);
            reward = 0;
        } else if (time == 0 && reason.length == 0) {
            reason = abi.encodeWithSelector(ICourt.TooEarly.selector, deadline);
        } else if (!good() && rarely(2)) {
            vm.prank(payee);
            court.proveUngranted(s, leaf, grant);
            reward = 0;
        }
        uint256 before = token.balanceOf(stranger);
        callAs(payer, abi.encodeCall(court.judgeLeaf, (s.report, leaf.index)), reason);
        vm.assertEq(
            token.balanceOf(stranger), reason.length == 0 ? before + BOND + reward : before, "challenger's tokens"
        );
        if (reason.length == 0) vm.assertEq(token.balanceOf(address(court)), 0, "held");
    }
}
