// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { vm } from "./Vm.sol";

/// Challenges: what is answered costs the challenger, what is not costs the relay.
contract CourtChallengeTest is CourtFixture {
    bytes32 internal id;
    ICourt.SignedReport internal report;

    function setUp() public {
        ICourt.SignedReport memory s = honest();
        report.report = s.report;
        (report.r, report.vs) = (s.r, s.vs);
        id = TypedData.hash(s.report);
    }

    function challenge(uint32 index) private returns (uint40) {
        vm.prank(stranger);
        return court.challengeLeaf(report, index);
    }

    function noChallenge(uint32 index) private view returns (bytes memory) {
        return abi.encodeWithSelector(ICourt.NoChallenge.selector, id, index);
    }

    // ------------------------------------------------------------------------------------- challengeLeaf

    function test_challengeLeaf_takesTheBondAndFreezesTheStake() public {
        uint40 deadline = uint40(block.timestamp) + ANSWER;
        vm.expectEmit(true, true, true, true, address(court));
        emit ICourt.Challenged(relay, id, 2, stranger, deadline);
        vm.assertEq(challenge(2), deadline, "deadline");
        vm.assertEq(token.balanceOf(address(court)), BOND, "held");
        vm.assertEq(token.balanceOf(stranger), FUNDS - BOND, "challenger's tokens");
        vm.assertEq(registry.frozenUntil(relay), deadline + ANSWER, "frozen");
        ICourt.Challenge memory c = court.challengeOf(id, 2);
        vm.assertEq(c.challenger, stranger, "challenger");
        vm.assertEq(c.deadline, deadline, "deadline kept");
        vm.assertTrue(!c.settled, "open");
    }

    function test_challengeLeaf_keepsTheStakeFromLeaving() public {
        vm.prank(relay);
        uint40 unbondAt = registry.startUnbond();
        vm.warp(unbondAt - 1);
        uint40 frozen = challenge(0) + ANSWER;
        vm.warp(unbondAt);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.StakeFrozen.selector, frozen));
        registry.withdraw(relay);
        vm.warp(frozen);
        vm.prank(relay);
        vm.assertEq(registry.withdraw(relay), MIN_STAKE, "withdrawn");
    }

    function test_challengeLeaf_oncePerLeaf() public {
        challenge(0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.AlreadyChallenged.selector, id, 0));
        challenge(0);
        ICourt.Leaf memory leaf = honestLeaf(0);
        court.answerLeaf(report.report, leaf, evidenceOf(0, grantOf(0), leaf.receipt));
        vm.expectRevert(abi.encodeWithSelector(ICourt.AlreadyChallenged.selector, id, 0));
        challenge(0);
    }

    function test_challengeLeaf_refusesLeavesThatThereAreNot() public {
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoLeaf.selector, SESSIONS, SESSIONS));
        challenge(SESSIONS);
    }

    function test_challengeLeaf_refusesRelaysThatAreGone() public {
        vm.startPrank(relay);
        vm.warp(registry.startUnbond());
        registry.rotateReportKey(address(0x4E11));
        registry.withdraw(relay);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotRegistered.selector, relay));
        challenge(0);
    }

    // ---------------------------------------------------------------------------------------- answerLeaf

    function test_answerLeaf_ofEveryPlaceEarnsTheBond() public {
        for (uint32 i = 0; i < SESSIONS; i++) {
            challenge(i);
            ICourt.Leaf memory leaf = honestLeaf(i);
            ICourt.Evidence memory evidence = evidenceOf(i, grantOf(i), leaf.receipt);
            vm.expectEmit(true, true, true, true, address(court));
            emit ICourt.Answered(relay, id, i);
            court.answerLeaf(report.report, leaf, evidence);
        }
        vm.assertEq(token.balanceOf(relay), FUNDS - MIN_STAKE + SESSIONS * BOND, "relay's tokens");
        vm.assertEq(token.balanceOf(address(court)), 0, "held");
        vm.warp(block.timestamp + ANSWER);
        vm.expectRevert(noChallenge(3));
        court.judgeLeaf(report.report, 3);
        vm.assertEq(stake(), MIN_STAKE, "stake");
    }

    function test_answerLeaf_countsUntilItIsJudged() public {
        vm.warp(challenge(1) + 10 days);
        vm.warp(1_790_000_000); // the fixture's receipts are of that time
        ICourt.Leaf memory leaf = honestLeaf(1);
        ICourt.Evidence memory evidence = evidenceOf(1, grantOf(1), leaf.receipt);
        vm.warp(block.timestamp + 10 days);
        court.answerLeaf(report.report, leaf, evidence);
        vm.expectRevert(noChallenge(1));
        court.judgeLeaf(report.report, 1);
    }

    function test_answerLeaf_needsAChallenge() public {
        ICourt.Leaf memory leaf = honestLeaf(0);
        ICourt.Evidence memory evidence = evidenceOf(0, grantOf(0), leaf.receipt);
        vm.expectRevert(noChallenge(0));
        court.answerLeaf(report.report, leaf, evidence);
        challenge(1);
        vm.expectRevert(noChallenge(0));
        court.answerLeaf(report.report, leaf, evidence);
    }

    /// Each thing that evidence has to show, wrong by itself.
    function test_answerLeaf_refusesBadEvidence() public {
        challenge(0);
        ICourt.Leaf memory leaf = honestLeaf(0);
        for (uint256 wrong = 0; wrong < 8; wrong++) {
            ICourt.Evidence memory e = evidenceOf(0, grantOf(0), leaf.receipt);
            if (wrong == 0) (e.receiptR, e.receiptVs) = sign(viewerKey(1), TypedData.hash(leaf.receipt));
            if (wrong == 1) (e.grantR, e.grantVs) = sign(STREAMER_KEY, TypedData.hash(e.grant));
            if (wrong == 2) (e.streamKeyR, e.streamKeyVs) = sign(STREAM_KEY, TypedData.hash(e.streamKey));
            if (wrong == 3) e.name = "other";
            if (wrong == 4) e.streamKey.streamId = ~e.streamKey.streamId;
            if (wrong == 5) e.streamKey.notAfter = e.grant.notBefore - 3601;
            if (wrong == 6) {
                (e.streamKey.streamer, e.streamKey.streamId) = (relay, keccak256(abi.encodePacked(relay, NAME)));
            }
            if (wrong == 7) (e.name, e.streamKey.streamId) = ("b", keccak256(abi.encodePacked(streamer, "b"))); // all in order
            if (wrong >= 4) (e.streamKeyR, e.streamKeyVs) = sign(STREAMER_KEY, TypedData.hash(e.streamKey));
            vm.expectRevert(abi.encodeWithSelector(ICourt.BadEvidence.selector));
            court.answerLeaf(report.report, leaf, e);
        }
        ICourt.Evidence memory evidence = evidenceOf(0, grantOf(0), leaf.receipt);
        evidence.streamKey.notAfter = evidence.grant.notBefore - 3600;
        (evidence.streamKeyR, evidence.streamKeyVs) = sign(STREAMER_KEY, TypedData.hash(evidence.streamKey));
        court.answerLeaf(report.report, leaf, evidence);
    }

    function test_answerLeaf_refusesWhatProvesAFault() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        TypedData.Receipt memory receipt = receiptOf(0, grant);
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf) = single(receipt, receipt.bytesTotal + 1);
        vm.prank(stranger);
        court.challengeLeaf(s, 0);
        ICourt.Evidence memory evidence = evidenceOf(0, grant, receipt);
        vm.expectRevert(abi.encodeWithSelector(ICourt.BadEvidence.selector));
        court.answerLeaf(s.report, leaf, evidence);
        evidence.grant = grantOf(1);
        vm.expectRevert(abi.encodeWithSelector(ICourt.WrongGrant.selector, receipt.grantHash));
        court.answerLeaf(s.report, leaf, evidence);
        evidence = evidenceOf(0, grant, receipt);
        evidence.receiptVs = bytes32(uint256(HALF_ORDER + 1));
        (s, leaf) = single(receipt, receipt.bytesTotal);
        vm.prank(stranger);
        court.challengeLeaf(s, 0);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        court.answerLeaf(s.report, leaf, evidence);
    }

    function test_answerLeaf_refusesAnotherPlacesLeaf() public {
        challenge(0);
        ICourt.Leaf memory leaf = honestLeaf(1);
        ICourt.Evidence memory evidence = evidenceOf(1, grantOf(1), leaf.receipt);
        leaf.index = 0;
        Node memory here = leafOf(leaf.receipt, leaf.charged);
        Node[] memory list = leaves();
        (list[0], list[1]) = (here, list[0]);
        (Node memory root,) = climb(list, 0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NotInTree.selector, root.hash));
        court.answerLeaf(report.report, leaf, evidence);
    }

    // ----------------------------------------------------------------------------------------- judgeLeaf

    function test_judgeLeaf_slashesWhoDoesNotAnswer() public {
        uint40 deadline = challenge(4);
        vm.warp(deadline - 1);
        vm.expectRevert(abi.encodeWithSelector(ICourt.TooEarly.selector, deadline));
        court.judgeLeaf(report.report, 4);
        vm.warp(deadline);
        vm.expectEmit(true, true, true, true, address(court));
        emit ICourt.Punished(relay, streamId, EPOCH, stranger, PENALTY);
        court.judgeLeaf(report.report, 4);
        punished(stranger, FUNDS);
        vm.expectRevert(noChallenge(4));
        court.judgeLeaf(report.report, 4);
    }

    function test_judgeLeaf_givesTheBondBackWhereTheRelayWasPunished() public {
        challenge(0);
        vm.warp(challenge(1));
        court.judgeLeaf(report.report, 0);
        court.judgeLeaf(report.report, 1);
        punished(stranger, FUNDS);
        vm.assertEq(token.balanceOf(address(court)), 0, "held");
    }

    function test_judgeLeaf_givesTheBondBackWhereTheRelayIsGone() public {
        vm.prank(relay);
        registry.startUnbond();
        challenge(0);
        vm.warp(block.timestamp + UNBOND);
        vm.prank(relay);
        registry.withdraw(relay);
        court.judgeLeaf(report.report, 0);
        vm.assertEq(token.balanceOf(stranger), FUNDS, "challenger's tokens");
        vm.assertTrue(!court.isPunished(relay, streamId, EPOCH), "not punished");
    }

    function test_judgeLeaf_needsAChallenge() public {
        vm.expectRevert(noChallenge(0));
        court.judgeLeaf(report.report, 0);
    }

    // ------------------------------------------------------------------------------------------- freeze

    function test_freeze_isTheCourtsAndBounded() public {
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotCourt.selector, address(this)));
        registry.freeze(relay, 1);
        uint40 most = uint40(block.timestamp) + UNBOND;
        vm.prank(address(court));
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.FreezeTooLong.selector, most + 1, most));
        registry.freeze(relay, most + 1);
        vm.prank(address(court));
        registry.freeze(relay, most);
        vm.prank(address(court));
        registry.freeze(relay, most - 1);
        vm.assertEq(registry.frozenUntil(relay), most, "frozen");
        vm.prank(address(court));
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotRegistered.selector, stranger));
        registry.freeze(stranger, most);
    }
}
