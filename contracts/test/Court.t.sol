// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { SumTree } from "../src/libraries/SumTree.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { deploy, vm } from "./Vm.sol";

/// The proofs: each fault is punished once, and no near miss is.
contract CourtTest is CourtFixture {
    function reverts(bytes4 selector) private {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }

    function test_constructor_refusesWhatCannotWork() public {
        bytes memory code = abi.encode(channels, MIN_STAKE, UNBOND, uint96(0), BOND, ANSWER);
        reverts(ICourt.InvalidAmount.selector);
        this.deployCourt(code);
        code = abi.encode(channels, MIN_STAKE, UNBOND, PENALTY, uint96(0), ANSWER);
        reverts(ICourt.InvalidAmount.selector);
        this.deployCourt(code);
        uint40[3] memory periods = [uint40(1 hours - 1), 30 days + 1, UNBOND / 2 + 1];
        for (uint256 i = 0; i < periods.length; i++) {
            code = abi.encode(channels, MIN_STAKE, i == 1 ? 90 days : UNBOND, PENALTY, BOND, periods[i]);
            vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidAnswerPeriod.selector, periods[i]));
            this.deployCourt(code);
        }
        this.deployCourt(abi.encode(channels, MIN_STAKE, 60 days, PENALTY, BOND, 30 days));
        this.deployCourt(abi.encode(channels, MIN_STAKE, 2 hours, PENALTY, BOND, 1 hours));
    }

    function deployCourt(bytes calldata arguments) external returns (address) {
        return deploy("Court", arguments);
    }

    function test_views_tellWhatItWasMadeWith() public view {
        vm.assertEq(court.channels(), address(channels), "channels");
        vm.assertEq(court.penalty(), PENALTY, "penalty");
        vm.assertEq(court.bond(), BOND, "bond");
        vm.assertEq(court.answerPeriod(), ANSWER, "answer period");
        vm.assertEq(registry.court(), address(court), "registry's court");
        vm.assertEq(registry.token(), address(token), "registry's token");
        vm.assertEq(registry.minStake(), MIN_STAKE, "least stake");
        vm.assertEq(registry.unbondPeriod(), UNBOND, "unbond period");
    }

    // ---------------------------------------------------------------------------------- proveEquivocation

    function another() private view returns (ICourt.SignedReport memory) {
        TypedData.UsageReport memory report = honest().report;
        report.bytesTotal += 1;
        return signed(report, REPORT_KEY);
    }

    function test_proveEquivocation_slashesOnce() public {
        uint256 before = token.balanceOf(stranger);
        vm.expectEmit(true, true, true, true, address(court));
        emit ICourt.Punished(relay, streamId, EPOCH, stranger, PENALTY);
        vm.prank(stranger);
        court.proveEquivocation(honest(), another());
        punished(stranger, before);
        (ICourt.SignedReport memory a, ICourt.SignedReport memory b) = (another(), honest());
        vm.expectRevert(abi.encodeWithSelector(ICourt.AlreadyPunished.selector, relay, streamId, EPOCH));
        court.proveEquivocation(a, b);
    }

    function test_proveEquivocation_bindsARetiredKeyAndWhoUnbonds() public {
        ICourt.SignedReport memory old = another();
        vm.startPrank(relay);
        registry.rotateReportKey(address(0x4E11));
        registry.startUnbond();
        vm.stopPrank();
        ICourt.SignedReport memory first = honest();
        court.proveEquivocation(first, old);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
    }

    function test_proveEquivocation_refusesTheSameReportTwice() public {
        ICourt.SignedReport memory a = honest();
        reverts(ICourt.NoEquivocation.selector);
        court.proveEquivocation(a, a);
    }

    function test_proveEquivocation_refusesOtherEpochsAndStreams() public {
        ICourt.SignedReport memory a = honest();
        TypedData.UsageReport memory report = honest().report;
        report.epoch += 1;
        ICourt.SignedReport memory b = signed(report, REPORT_KEY);
        reverts(ICourt.NoEquivocation.selector);
        court.proveEquivocation(a, b);
        report = honest().report;
        report.streamId = ~report.streamId;
        b = signed(report, REPORT_KEY);
        reverts(ICourt.NoEquivocation.selector);
        court.proveEquivocation(a, b);
    }

    function test_proveEquivocation_refusesTwoRelaysReports() public {
        fund(payer);
        vm.startPrank(payer);
        token.approve(address(registry), type(uint256).max);
        registry.register(MIN_STAKE, vm.addr(REPORT_KEY), "x", "");
        vm.stopPrank();
        ICourt.SignedReport memory a = honest();
        TypedData.UsageReport memory report = another().report;
        report.relay = payer;
        ICourt.SignedReport memory b = signed(report, REPORT_KEY);
        reverts(ICourt.NoEquivocation.selector);
        court.proveEquivocation(a, b);
    }

    function test_proofs_refuseAnotherKeysSignature() public {
        ICourt.SignedReport memory a = honest();
        ICourt.SignedReport memory b = signed(another().report, STREAM_KEY);
        bytes memory reason = abi.encodeWithSelector(ICourt.NotSignedByRelay.selector, relay, vm.addr(STREAM_KEY));
        vm.expectRevert(reason);
        court.proveEquivocation(a, b);
        vm.expectRevert(reason);
        court.proveSum(b, "", 0);
        ICourt.Leaf memory leaf = honestLeaf(0);
        TypedData.SessionGrant memory grant = grantOf(0);
        vm.expectRevert(reason);
        court.proveUngranted(b, leaf, grant);
        vm.expectRevert(reason);
        court.challengeLeaf(b, 0);
        b.vs = bytes32(uint256(HALF_ORDER + 1));
        reverts(Signatures.InvalidSignature.selector);
        court.proveEquivocation(a, b);
    }

    // ------------------------------------------------------------------------------------------ proveSum

    function test_proveSum_slashesATotalThatIsNotTheRoots() public {
        Node[] memory list = leaves();
        Node memory left = Node(keccak256(preimage(list[0], list[1])), list[0].sum + list[1].sum);
        Node[] memory two = new Node[](2);
        (two[0], two[1]) = (left, list[2]);
        (Node memory root,) = climb(two, 0);
        root.sum += 1;
        ICourt.SignedReport memory s = signed(reportOf(root, 3), REPORT_KEY);
        uint256 before = token.balanceOf(stranger);
        vm.prank(stranger);
        court.proveSum(s, preimage(left, list[2]), 0);
        punished(stranger, before);
    }

    /// A tree of three whose inner node claims one byte more than its children have, the root adding up.
    function padded() private view returns (ICourt.SignedReport memory s, bytes memory top, bytes memory below) {
        Node[] memory list = leaves();
        below = preimage(list[0], list[1]);
        Node memory left = Node(keccak256(below), list[0].sum + list[1].sum + 1);
        top = preimage(left, list[2]);
        s = signed(reportOf(Node(keccak256(top), left.sum + list[2].sum), 3), REPORT_KEY);
    }

    function test_proveSum_slashesAnInnerNode() public {
        (ICourt.SignedReport memory s, bytes memory top, bytes memory below) = padded();
        reverts(ICourt.NoFault.selector);
        court.proveSum(s, top, 0);
        bytes memory proof = bytes.concat(top, below);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NotInTree.selector, leaves()[2].hash));
        court.proveSum(s, proof, 1);
        court.proveSum(s, proof, 0);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
    }

    function test_proveSum_slashesALeaf() public {
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        bytes32 digest = TypedData.digest(domain, TypedData.hash(receipt));
        Node memory leaf = leafOf(receipt, 10);
        Node memory other = leaves()[1];
        leaf.sum = 11; // the leaf's own preimage says 10
        bytes memory top = preimage(other, leaf);
        ICourt.SignedReport memory s = signed(reportOf(Node(keccak256(top), other.sum + 11), 2), REPORT_KEY);
        court.proveSum(s, bytes.concat(top, abi.encodePacked(bytes1(0x00), digest, uint64(10))), 1);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
    }

    function test_proveSum_slashesASumThatWraps() public {
        Node memory a = Node(keccak256("a"), type(uint64).max);
        Node memory b = Node(keccak256("b"), 3);
        ICourt.SignedReport memory s = signed(reportOf(Node(keccak256(preimage(a, b)), 2), 2), REPORT_KEY);
        court.proveSum(s, preimage(a, b), 0);
        vm.assertEq(stake(), MIN_STAKE - PENALTY, "stake");
    }

    function test_proveSum_findsNothingInAnHonestTree() public {
        ICourt.SignedReport memory s = honest();
        Node[] memory list = leaves();
        Node memory a = Node(keccak256(preimage(list[0], list[1])), list[0].sum + list[1].sum);
        Node memory b = Node(keccak256(preimage(list[2], list[3])), list[2].sum + list[3].sum);
        Node memory ab = Node(keccak256(preimage(a, b)), a.sum + b.sum);
        bytes memory top = preimage(ab, list[4]);
        bytes[4] memory proofs = [bytes(""), top, bytes.concat(top, preimage(a, b)), ""];
        proofs[3] = bytes.concat(proofs[2], preimage(list[2], list[3]));
        for (uint256 i = 0; i < proofs.length; i++) {
            reverts(ICourt.NoFault.selector);
            court.proveSum(s, proofs[i], 2);
        }
    }

    function test_proveSum_refusesOddBytes() public {
        (ICourt.SignedReport memory s, bytes memory top, bytes memory below) = padded();
        bytes memory short = bytes.concat(top, hex"01");
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 1));
        court.proveSum(s, short, 0);
        short = bytes.concat(top, hex"00");
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 1));
        court.proveSum(s, short, 0);
        bytes memory long = bytes.concat(top, below, hex"00");
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 1));
        court.proveSum(s, long, 0);
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        (s,) = single(receipt, 5);
        bytes32 digest = TypedData.digest(domain, TypedData.hash(receipt));
        long = abi.encodePacked(bytes1(0x00), digest, uint64(5), bytes1(0x00));
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 1));
        court.proveSum(s, long, 0);
        bytes memory leaf = abi.encodePacked(bytes1(0x00), digest, uint64(5));
        vm.expectRevert(abi.encodeWithSelector(ICourt.InvalidProof.selector, 41));
        court.proveSum(s, bytes.concat(leaf, leaf), 0);
    }

    // ------------------------------------------------------------------------------------- proveUngranted

    /// One leaf under a grant must be a fault.
    function fault(TypedData.SessionGrant memory grant, TypedData.Receipt memory receipt, uint64 charged) private {
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf) = single(receipt, charged);
        uint96 before = stake();
        court.proveUngranted(s, leaf, grant);
        vm.assertEq(stake(), before - PENALTY, "stake");
    }

    /// One leaf under a grant must be none.
    function noFault(TypedData.SessionGrant memory grant, TypedData.Receipt memory receipt, uint64 charged) private {
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf) = single(receipt, charged);
        reverts(ICourt.NoFault.selector);
        court.proveUngranted(s, leaf, grant);
    }

    function test_proveUngranted_findsNothingInAnHonestReport() public {
        ICourt.SignedReport memory s = honest();
        for (uint32 i = 0; i < SESSIONS; i++) {
            (ICourt.Leaf memory leaf, TypedData.SessionGrant memory grant) = (honestLeaf(i), grantOf(i));
            reverts(ICourt.NoFault.selector);
            court.proveUngranted(s, leaf, grant);
        }
    }

    function test_proveUngranted_slashesAnotherRelaysGrant() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        grant.relay = stranger;
        fault(grant, receiptOf(0, grant), 5);
    }

    function test_proveUngranted_slashesAnotherStreamsGrant() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        grant.streamId = ~grant.streamId;
        fault(grant, receiptOf(0, grant), 5);
    }

    function test_proveUngranted_slashesAnotherRelaysReceipt() public {
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        receipt.relay = stranger;
        fault(grantOf(0), receipt, 5);
    }

    function test_proveUngranted_slashesWhatIsChargedBeyondTheReceipt() public {
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        noFault(grantOf(0), receipt, 1);
        noFault(grantOf(0), receipt, receipt.bytesTotal);
        fault(grantOf(0), receipt, receipt.bytesTotal + 1);
    }

    function test_proveUngranted_slashesALeafOfNothing() public {
        fault(grantOf(0), receiptOf(0, grantOf(0)), 0);
    }

    function test_proveUngranted_slashesAnHourOutsideTheGrant() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        TypedData.Receipt memory receipt = receiptOf(0, grant);
        receipt.timeMs = (grant.notBefore - 3600) * 1000;
        noFault(grant, receipt, 5);
        receipt.timeMs = (grant.notAfter + 3600) * 1000;
        noFault(grant, receipt, 5);
        receipt.timeMs += 1;
        fault(grant, receipt, 5);
    }

    function test_proveUngranted_slashesAnHourBeforeTheGrant() public {
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        receipt.timeMs = (grantOf(0).notBefore - 3600) * 1000 - 1;
        fault(grantOf(0), receipt, 5);
    }

    function test_proveUngranted_slashesMoreBytesThanTheGrantEverAllows() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        TypedData.Receipt memory receipt = receiptOf(0, grant);
        receipt.bytesTotal = 3_960_000_000; // 8,000 kbit/s for an hour are 3.6e9 bytes, and a tenth
        noFault(grant, receipt, 5);
        receipt.bytesTotal += 1;
        fault(grant, receipt, 5);
    }

    function test_proveUngranted_slashesAGrantWithoutTime() public {
        TypedData.SessionGrant memory grant = grantOf(0);
        grant.notAfter = grant.notBefore;
        fault(grant, receiptOf(0, grant), 5);
    }

    function test_proveUngranted_refusesWhatIsNotInTheTree() public {
        ICourt.SignedReport memory s = honest();
        ICourt.Leaf memory leaf = honestLeaf(1);
        TypedData.SessionGrant memory grant = grantOf(1);
        grant.relay = stranger;
        vm.expectRevert(abi.encodeWithSelector(ICourt.WrongGrant.selector, leaf.receipt.grantHash));
        court.proveUngranted(s, leaf, grant);
        grant = grantOf(1);

        leaf.index = SESSIONS;
        vm.expectRevert(abi.encodeWithSelector(ICourt.NoLeaf.selector, SESSIONS, SESSIONS));
        court.proveUngranted(s, leaf, grant);
        leaf = honestLeaf(1);
        bytes memory siblings = leaf.siblings;
        leaf.siblings = bytes.concat(siblings, siblings);
        vm.expectRevert(abi.encodeWithSelector(SumTree.WrongSiblings.selector, 2 * siblings.length));
        court.proveUngranted(s, leaf, grant);
        leaf.siblings = "";
        vm.expectRevert(abi.encodeWithSelector(SumTree.WrongSiblings.selector, 0));
        court.proveUngranted(s, leaf, grant);

        leaf.siblings = siblings;
        leaf.charged += 1;
        Node memory wrong = leafOf(leaf.receipt, leaf.charged);
        Node[] memory list = leaves();
        list[1] = wrong;
        (Node memory root,) = climb(list, 0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NotInTree.selector, root.hash));
        court.proveUngranted(s, leaf, grant);
    }

    /// A leaf whose tree adds up to other bytes than the report says is proveSum's matter.
    function test_proveUngranted_refusesATotalThatIsNotTheRoots() public {
        TypedData.Receipt memory receipt = receiptOf(0, grantOf(0));
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf) = single(receipt, 0);
        s.report.bytesTotal = 7;
        s = signed(s.report, REPORT_KEY);
        TypedData.SessionGrant memory grant = grantOf(0);
        vm.expectRevert(abi.encodeWithSelector(ICourt.NotInTree.selector, s.report.sumRoot));
        court.proveUngranted(s, leaf, grant);
    }
}
