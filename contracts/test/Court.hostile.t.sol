// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { ExactTransfer } from "../src/libraries/ExactTransfer.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { vm } from "./Vm.sol";
import { ListToken, SlowToken } from "./mocks/WeirdTokens.sol";

/// What relays, challengers and tokens try, to escape a penalty or to do harm to an honest relay.
contract CourtHostileTest is CourtFixture {
    function challenge(ICourt.SignedReport memory s, uint32 index) private returns (uint40) {
        vm.prank(stranger);
        return court.challengeLeaf(s, index);
    }

    // ------------------------------------------------------------------- reports that no leaf can speak against

    function reportOfNothing(uint64 bytesTotal, uint32 sessions) private view returns (ICourt.SignedReport memory) {
        return signed(TypedData.UsageReport(streamId, relay, EPOCH, bytesTotal, sessions, keccak256("?")), REPORT_KEY);
    }

    function test_proveSum_slashesBytesWithoutALeaf() public {
        ICourt.SignedReport memory s = reportOfNothing(1, 0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoLeaf.selector, 0, 0));
        challenge(s, 0);
        vm.prank(stranger);
        court.proveSum(s, "", 0);
        punished(stranger, FUNDS);
    }

    function test_proveSum_slashesMoreLeavesThanBytes() public {
        ICourt.SignedReport memory s = reportOfNothing(SESSIONS, SESSIONS);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoFault.selector));
        court.proveSum(s, "", 0);
        s = reportOfNothing(SESSIONS - 1, SESSIONS);
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 41));
        court.proveSum(s, new bytes(41), 0);
        vm.prank(stranger);
        court.proveSum(s, "", 0);
        punished(stranger, FUNDS);
    }

    function test_proveSum_findsNothingInAnEmptyReport() public {
        ICourt.SignedReport memory s = reportOfNothing(0, 0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoFault.selector));
        court.proveSum(s, "", 0);
    }

    // ------------------------------------------------------------------------------------------- duplicates

    /// A report of three leaves, whose first and last are under one grant.
    function twice() private view returns (ICourt.SignedReport memory s, ICourt.Leaf[3] memory found) {
        Node[] memory list = new Node[](3);
        for (uint32 i = 0; i < 3; i++) {
            TypedData.Receipt memory receipt = receiptOf(i % 2, grantOf(i % 2));
            receipt.seq += i; // the same grant, another receipt
            found[i] = ICourt.Leaf(receipt, receipt.bytesTotal, i, "");
            list[i] = leafOf(receipt, receipt.bytesTotal);
        }
        Node memory root;
        for (uint32 i = 0; i < 3; i++) {
            (root, found[i].siblings) = climb(list, i);
        }
        s = signed(reportOf(root, 3), REPORT_KEY);
    }

    function test_proveDuplicate_slashesASessionChargedTwice() public {
        (ICourt.SignedReport memory s, ICourt.Leaf[3] memory found) = twice();
        vm.prank(stranger);
        court.proveDuplicate(s, found[0], found[2]);
        punished(stranger, FUNDS);
        vm.expectRevert(abi.encodeWithSelector(ICourt.AlreadyPunished.selector, relay, streamId, EPOCH));
        court.proveDuplicate(s, found[2], found[0]);
    }

    function test_proveDuplicate_findsNothingInOneLeafOrTwoGrants() public {
        (ICourt.SignedReport memory s, ICourt.Leaf[3] memory found) = twice();
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoFault.selector));
        court.proveDuplicate(s, found[0], found[0]);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoFault.selector));
        court.proveDuplicate(s, found[0], found[1]);
    }

    function test_proveDuplicate_refusesLeavesOfAnotherTreeOrKey() public {
        (ICourt.SignedReport memory s, ICourt.Leaf[3] memory found) = twice();
        ICourt.Leaf memory other = found[2];
        other.charged -= 1;
        bytes memory call = abi.encodeCall(court.proveDuplicate, (s, found[0], other));
        (bool ok, bytes memory reason) = address(court).call(call);
        vm.assertTrue(!ok && bytes4(reason) == ICourt.NotInTree.selector, "second leaf");
        call = abi.encodeCall(court.proveDuplicate, (s, other, found[0]));
        (ok, reason) = address(court).call(call);
        vm.assertTrue(!ok && bytes4(reason) == ICourt.NotInTree.selector, "first leaf");
        s = signed(s.report, STREAM_KEY);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(STREAM_KEY)));
        court.proveDuplicate(s, found[0], found[0]);
    }

    // ------------------------------------------------------------------------------- second preimages

    /// An inner node's preimage is no leaf's and a leaf's is no inner node's, whatever a proof calls it: no path through an
    /// honest tree ends in a fault.
    function testFuzz_proveSum_findsNoFaultInAnHonestTree(bytes calldata tail, uint8 depth, uint8 path) public {
        Node[] memory list = leaves();
        Node memory a = Node(keccak256(preimage(list[0], list[1])), list[0].sum + list[1].sum);
        Node memory b = Node(keccak256(preimage(list[2], list[3])), list[2].sum + list[3].sum);
        Node memory ab = Node(keccak256(preimage(a, b)), a.sum + b.sum);
        bytes memory proof;
        if (depth % 4 > 0) proof = preimage(ab, list[4]);
        if (depth % 4 > 1) proof = bytes.concat(proof, preimage(a, b));
        if (depth % 4 > 2) proof = bytes.concat(proof, preimage(list[0], list[1]));
        ICourt.SignedReport memory s = honest();
        bytes memory call = abi.encodeCall(court.proveSum, (s, bytes.concat(proof, tail), path));
        (bool ok,) = address(court).call(call);
        vm.assertTrue(!ok, "an honest report was punished");
        vm.assertEq(stake(), MIN_STAKE, "stake");
    }

    // ------------------------------------------------------------------------------------ stake that stays

    /// Challenges cannot keep a relay's stake for ever: none counts once the unbond period has passed.
    function test_challengeLeaf_isRefusedOnceTheRelayMayLeave() public {
        ICourt.SignedReport memory s = honest();
        vm.prank(relay);
        uint40 unbondAt = registry.startUnbond();
        vm.warp(unbondAt - 1);
        uint40 until = challenge(s, 0) + ANSWER;
        vm.warp(unbondAt);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.Unbonded.selector, unbondAt));
        challenge(s, 1);
        vm.assertTrue(until <= unbondAt + UNBOND, "two unbond periods at most");
        vm.warp(until);
        vm.prank(relay);
        vm.assertEq(registry.withdraw(relay), MIN_STAKE, "withdrawn");
    }

    /// Who stays after all can be challenged again.
    function test_challengeLeaf_countsAgainAfterCancelUnbond() public {
        ICourt.SignedReport memory s = honest();
        vm.prank(relay);
        vm.warp(registry.startUnbond());
        vm.prank(relay);
        registry.cancelUnbond();
        challenge(s, 0);
        vm.assertEq(registry.frozenUntil(relay), block.timestamp + 2 * ANSWER, "frozen");
    }

    /// A relay need not keep its receipts for ever: an unbond period after it retired a key, that key's reports are no matter
    /// for challenges. What proves itself stays a fault.
    function test_challengeLeaf_isRefusedLongAfterTheKeyWasRetired() public {
        ICourt.SignedReport memory s = honest();
        TypedData.UsageReport memory report = honest().report;
        report.bytesTotal += 1;
        ICourt.SignedReport memory other = signed(report, REPORT_KEY);
        uint40 retired = uint40(block.timestamp);
        vm.prank(relay);
        registry.rotateReportKey(address(0x4E11));
        vm.warp(retired + UNBOND - 1);
        challenge(s, 0);
        vm.warp(retired + UNBOND);
        vm.expectRevert(abi.encodeWithSelector(ICourt.TooLate.selector, retired));
        challenge(s, 1);
        vm.prank(stranger);
        court.proveEquivocation(s, other);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
    }

    /// A relay that comes back answers for what it signed before it left, if a challenge was open then.
    function test_judgeLeaf_slashesWhoCameBack() public {
        ICourt.SignedReport memory s = honest();
        vm.prank(relay);
        registry.startUnbond();
        uint40 deadline = challenge(s, 0);
        vm.warp(deadline + UNBOND);
        vm.startPrank(relay);
        registry.withdraw(relay);
        registry.register(MIN_STAKE, address(0x4E11), "/dns4/relay.example.org", "");
        vm.stopPrank();
        court.judgeLeaf(s.report, 0);
        punished(stranger, FUNDS);
    }

    // ------------------------------------------------------------------------- tokens that refuse somebody

    /// A court over a token that can refuse to pay an account.
    function withList() private returns (ListToken weird) {
        weird = new ListToken();
        over(address(weird));
    }

    /// A challenger whom the token does not pay shields nobody: the relay is punished, all of it burned.
    function test_judgeLeaf_slashesThoughTheTokenRefusesTheChallenger() public {
        ListToken weird = withList();
        ICourt.SignedReport memory s = honest();
        vm.warp(challenge(s, 0));
        weird.list(stranger);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Slashed(relay, stranger, PENALTY, 0);
        court.judgeLeaf(s.report, 0);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
        vm.assertEq(weird.balanceOf(registry.BURN_ADDRESS()), PENALTY, "burned");
        vm.assertEq(weird.balanceOf(address(court)), BOND, "the bond stays");
    }

    /// A relay whom the token does not pay can answer.
    function test_answerLeaf_countsThoughTheTokenRefusesTheRelay() public {
        ListToken weird = withList();
        ICourt.SignedReport memory s = honest();
        challenge(s, 0);
        weird.list(relay);
        ICourt.Leaf memory leaf = honestLeaf(0);
        court.answerLeaf(s.report, leaf, evidenceOf(0, grantOf(0), leaf.receipt));
        vm.assertTrue(court.challengeOf(TypedData.hash(s.report), 0).settled, "settled");
    }

    /// Nobody can have the bond lost by giving a call so little gas that the token's part of it fails and the rest does not.
    function testFuzz_answerLeaf_paysWhateverGasItIsGiven(uint256 gasGiven) public {
        over(address(new SlowToken()));
        ICourt.SignedReport memory s = honest();
        challenge(s, 0);
        ICourt.Leaf memory leaf = honestLeaf(0);
        ICourt.Evidence memory evidence = evidenceOf(0, grantOf(0), leaf.receipt);
        bytes memory call = abi.encodeCall(court.answerLeaf, (s.report, leaf, evidence));
        uint256 before = token.balanceOf(relay);
        (bool ok,) = address(court).call{ gas: 60_000 + gasGiven % 2_000_000 }(call);
        vm.assertEq(token.balanceOf(relay), ok ? before + BOND : before, "relay's tokens");
    }

    /// The same of what the challenger is due.
    function testFuzz_judgeLeaf_paysWhateverGasItIsGiven(uint256 gasGiven) public {
        over(address(new SlowToken()));
        ICourt.SignedReport memory s = honest();
        uint256 before = token.balanceOf(stranger);
        vm.warp(challenge(s, 0));
        bytes memory call = abi.encodeCall(court.judgeLeaf, (s.report, 0));
        (bool ok,) = address(court).call{ gas: 60_000 + gasGiven % 5_000_000 }(call);
        vm.assertEq(token.balanceOf(stranger), ok ? before + PENALTY / 2 : before - BOND, "challenger's tokens");
    }

    /// What would go on without the transfer says so and reverts.
    function test_answerLeaf_saysThatItHasTooLittleGas() public {
        over(address(new SlowToken()));
        ICourt.SignedReport memory s = honest();
        challenge(s, 0);
        ICourt.Leaf memory leaf = honestLeaf(0);
        ICourt.Evidence memory evidence = evidenceOf(0, grantOf(0), leaf.receipt);
        vm.expectRevert(abi.encodeWithSelector(ExactTransfer.OutOfGas.selector));
        court.answerLeaf{ gas: 900_000 }(s.report, leaf, evidence);
        court.answerLeaf(s.report, leaf, evidence);
    }
}
