// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { vm } from "./Vm.sol";

/// Eight relays report, four of them honestly; anybody proves, challenges, answers and judges, anything in any order. What is
/// at fault is known when a report is made, and each call's outcome is told from that and a second set of books.
contract CourtActors is CourtFixture {
    enum Fault {
        NONE,
        OVERCHARGE,
        SUM,
        DUPLICATE,
        NO_LEAVES,
        LOST // honest numbers, whose receipts the relay cannot show
    }

    struct Filed {
        uint256 relay;
        uint64 epoch;
        Fault fault;
        uint256 time;
    }

    struct Asked {
        uint256 filed;
        uint32 index;
        address challenger;
        uint256 deadline;
        bool settled;
    }

    uint256 public constant RELAYS = 8;
    uint256 public constant HONEST = 4; // the first ones
    uint32 private constant LEAVES = 3;
    Filed[] private filed;
    Asked[] private asked;
    mapping(uint256 => uint256) public stakes;
    mapping(uint256 => bool) private here;
    mapping(uint256 => uint256) private unbondAt;
    mapping(uint256 => uint256) private frozen;
    mapping(bytes32 => bool) private punishedBy; // relay, epoch
    mapping(bytes32 => bool) private wasAsked; // report, leaf
    uint256 public openBonds;

    constructor() {
        for (uint256 i = 0; i < RELAYS; i++) {
            fund(relayAt(i));
            vm.prank(relayAt(i));
            token.approve(address(registry), type(uint256).max);
            join(i);
        }
    }

    function relayAt(uint256 i) public pure returns (address) {
        return address(uint160(0x4000 + i % RELAYS));
    }

    function keyAt(uint256 i) private pure returns (uint256) {
        return REPORT_KEY + i % RELAYS;
    }

    function join(uint256 i) private {
        vm.prank(relayAt(i));
        registry.register(MIN_STAKE, vm.addr(keyAt(i)), "/dns4/relay.example.org", "");
        (here[i], stakes[i]) = (true, MIN_STAKE);
    }

    function call(address actor, bytes memory data, bool ok) private returns (bool) {
        vm.prank(actor);
        (bool done,) = address(court).call(data);
        vm.assertTrue(
            done == ok, ok ? "a call that should have succeeded reverted" : "a call that should revert passed"
        );
        return ok;
    }

    // ------------------------------------------------------------------------------------------------ reports

    function file(uint256 who, uint256 fault) external {
        who %= RELAYS;
        if (filed.length > 24) return;
        Fault kind = who < HONEST ? Fault.NONE : Fault(fault % 6);
        filed.push(Filed(who, uint64(filed.length + 1), kind, block.timestamp));
    }

    /// The grant and the receipt of a leaf, as they were when the report was made.
    function made(Filed memory f, uint32 i)
        private
        view
        returns (TypedData.SessionGrant memory grant, TypedData.Receipt memory receipt)
    {
        uint64 begin = uint64(f.time) - 60;
        uint32 viewer = f.fault == Fault.DUPLICATE && i == 2 ? 0 : i;
        grant =
            TypedData.SessionGrant(streamId, relayAt(f.relay), vm.addr(viewerKey(viewer)), begin, begin + 3600, 8000);
        receipt = receiptOf(i, grant);
        receipt.relay = relayAt(f.relay);
        receipt.seq = f.epoch;
        receipt.timeMs = uint64(f.time) * 1000;
    }

    function chargedFor(Filed memory f, TypedData.Receipt memory receipt, uint32 i) private pure returns (uint64) {
        return f.fault == Fault.OVERCHARGE && i == 1 ? receipt.bytesTotal + 1 : receipt.bytesTotal;
    }

    /// The report as it was signed, and one of its leaves.
    function opened(Filed memory f, uint32 index)
        private
        view
        returns (ICourt.SignedReport memory s, ICourt.Leaf memory leaf, TypedData.SessionGrant memory grant)
    {
        Node[] memory list = new Node[](LEAVES);
        for (uint32 i = 0; i < LEAVES; i++) {
            (, TypedData.Receipt memory receipt) = made(f, i);
            list[i] = leafOf(receipt, chargedFor(f, receipt, i));
        }
        Node memory root;
        (root, leaf.siblings) = climb(list, index);
        (grant, leaf.receipt) = made(f, index);
        (leaf.charged, leaf.index) = (chargedFor(f, leaf.receipt, index), index);
        if (f.fault == Fault.SUM) root.sum += 7;
        uint32 sessions = f.fault == Fault.NO_LEAVES ? 0 : LEAVES;
        TypedData.UsageReport memory report =
            TypedData.UsageReport(streamId, relayAt(f.relay), f.epoch, root.sum, sessions, root.hash);
        s = signed(report, keyAt(f.relay));
    }

    /// The root's preimage of a report's tree.
    function top(Filed memory f) private view returns (bytes memory) {
        Node[] memory list = new Node[](LEAVES);
        for (uint32 i = 0; i < LEAVES; i++) {
            (, TypedData.Receipt memory receipt) = made(f, i);
            list[i] = leafOf(receipt, chargedFor(f, receipt, i));
        }
        Node memory left = Node(keccak256(preimage(list[0], list[1])), list[0].sum + list[1].sum);
        return preimage(left, list[2]);
    }

    // ------------------------------------------------------------------------------------------------- proofs

    function markOf(Filed memory f) private pure returns (bytes32) {
        return keccak256(abi.encode(f.relay, f.epoch));
    }

    /// Whether a fault of a report can still be punished.
    function punishable(Filed memory f) private view returns (bool) {
        return here[f.relay] && !punishedBy[markOf(f)];
    }

    function punish(Filed memory f) private {
        punishedBy[markOf(f)] = true;
        stakes[f.relay] -= stakes[f.relay] < PENALTY ? stakes[f.relay] : PENALTY;
    }

    /// Tries every proof on a report, with what the report has to offer; only what it is guilty of succeeds.
    function prove(uint256 which, uint256 how, uint8 index) external {
        if (filed.length == 0) return;
        Filed memory f = filed[which % filed.length];
        uint32 i = index % LEAVES;
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf, TypedData.SessionGrant memory grant) = opened(f, i);
        bytes memory data;
        bool guilty;
        if (how % 5 == 0) {
            data = abi.encodeCall(court.proveUngranted, (s, leaf, grant));
            guilty = f.fault == Fault.OVERCHARGE && i == 1;
        } else if (how % 5 == 1) {
            data = abi.encodeCall(court.proveSum, (s, top(f), 0));
            guilty = f.fault == Fault.SUM;
        } else if (how % 5 == 2) {
            data = abi.encodeCall(court.proveSum, (s, "", 0));
            guilty = f.fault == Fault.NO_LEAVES;
        } else if (how % 5 == 3) {
            (, ICourt.Leaf memory other,) = opened(f, 2);
            data = abi.encodeCall(court.proveDuplicate, (s, leaf, other));
            guilty = f.fault == Fault.DUPLICATE && i == 0;
        } else {
            (ICourt.SignedReport memory other,,) = opened(filed[how % filed.length], 0);
            data = abi.encodeCall(court.proveEquivocation, (s, other)); // of one epoch there is one report
        }
        if (call(payer, data, guilty && punishable(f))) punish(f);
    }

    /// A relay that may be at fault signs a second report of an epoch.
    function equivocate(uint256 which) external {
        if (filed.length == 0) return;
        Filed memory f = filed[which % filed.length];
        if (f.relay < HONEST) return;
        (ICourt.SignedReport memory a,,) = opened(f, 0);
        (ICourt.SignedReport memory b,,) = opened(f, 0);
        b.report.bytesTotal += 1;
        b = signed(b.report, keyAt(f.relay));
        if (call(payer, abi.encodeCall(court.proveEquivocation, (a, b)), punishable(f))) punish(f);
    }

    // --------------------------------------------------------------------------------------------- challenges

    function challenge(uint256 which, uint8 index) external {
        if (filed.length == 0) return;
        which %= filed.length;
        Filed memory f = filed[which];
        uint32 i = index % (LEAVES + 1);
        (ICourt.SignedReport memory s,,) = opened(f, 0);
        bytes32 mark = keccak256(abi.encode(which, i));
        bool ok = here[f.relay] && i < s.report.sessions && !wasAsked[mark]
            && (unbondAt[f.relay] == 0 || block.timestamp < unbondAt[f.relay]);
        if (!call(stranger, abi.encodeCall(court.challengeLeaf, (s, i)), ok)) return;
        wasAsked[mark] = true;
        asked.push(Asked(which, i, stranger, block.timestamp + ANSWER, false));
        openBonds += BOND;
        uint256 until = block.timestamp + 2 * ANSWER;
        if (until > frozen[f.relay]) frozen[f.relay] = until;
    }

    /// The relay answers, if it can: honest ones always can.
    function answer(uint256 which) external {
        if (asked.length == 0) return;
        Asked storage a = asked[which % asked.length];
        Filed memory f = filed[a.filed];
        (ICourt.SignedReport memory s, ICourt.Leaf memory leaf, TypedData.SessionGrant memory grant) =
            opened(f, a.index);
        uint32 viewer = f.fault == Fault.DUPLICATE && a.index == 2 ? 0 : a.index;
        ICourt.Evidence memory e = evidenceOf(viewer, grant, leaf.receipt);
        e.streamKey.notAfter = grant.notAfter;
        (e.streamKeyR, e.streamKeyVs) = sign(STREAMER_KEY, TypedData.hash(e.streamKey));
        if (f.fault == Fault.LOST) (e.receiptR, e.receiptVs) = sign(keyAt(f.relay), TypedData.hash(leaf.receipt));
        bool good = f.fault == Fault.NONE || f.fault == Fault.DUPLICATE || (f.fault == Fault.OVERCHARGE && a.index != 1);
        bool ok = !a.settled && good;
        uint256 before = token.balanceOf(relayAt(f.relay));
        if (!call(relayAt(f.relay), abi.encodeCall(court.answerLeaf, (s.report, leaf, e)), ok)) return;
        vm.assertEq(token.balanceOf(relayAt(f.relay)), before + BOND, "relay's tokens");
        settle(a);
    }

    function judge(uint256 which) external {
        if (asked.length == 0) return;
        Asked storage a = asked[which % asked.length];
        Filed memory f = filed[a.filed];
        // Honest relays answer in time.
        if (f.fault == Fault.NONE && !a.settled && block.timestamp >= a.deadline) this.answer(which);
        bool ok = !a.settled && block.timestamp >= a.deadline;
        (ICourt.SignedReport memory s,,) = opened(f, 0);
        uint256 before = token.balanceOf(a.challenger);
        bool punishes = punishable(f);
        uint256 reward = punishes ? (stakes[f.relay] < PENALTY ? stakes[f.relay] : PENALTY) / 2 : 0;
        if (!call(payee, abi.encodeCall(court.judgeLeaf, (s.report, a.index)), ok)) return;
        vm.assertEq(token.balanceOf(a.challenger), before + BOND + reward, "challenger's tokens");
        if (punishes) punish(f);
        settle(a);
    }

    function settle(Asked storage a) private {
        a.settled = true;
        openBonds -= BOND;
    }

    // ---------------------------------------------------------------------------------------- coming and going

    function unbond(uint256 i) external {
        i %= RELAYS;
        if (!here[i] || unbondAt[i] != 0) return;
        vm.prank(relayAt(i));
        unbondAt[i] = registry.startUnbond();
    }

    function depart(uint256 i) external {
        i %= RELAYS;
        bool ok = unbondAt[i] != 0 && block.timestamp >= unbondAt[i] && block.timestamp >= frozen[i];
        vm.prank(relayAt(i));
        (bool done,) = address(registry).call(abi.encodeCall(registry.withdraw, (relayAt(i))));
        vm.assertTrue(done == ok, "withdraws when it may");
        if (ok) (here[i], stakes[i], unbondAt[i]) = (false, 0, 0);
    }

    function comeBack(uint256 i) external {
        i %= RELAYS;
        if (!here[i]) join(i);
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time % (2 * ANSWER));
    }

    // ------------------------------------------------------------------------------------------- for the suite

    function held() external view returns (uint256) {
        return token.balanceOf(address(court));
    }

    function stakeOf(uint256 i) external view returns (uint256) {
        return registry.relayOf(relayAt(i)).stake;
    }

    function isHere(uint256 i) external view returns (bool) {
        return here[i];
    }

    function minStake() external pure returns (uint256) {
        return MIN_STAKE;
    }
}

contract CourtInvariantTest {
    CourtActors private actors;

    function setUp() public {
        actors = new CourtActors();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// The court holds the bonds of open challenges, stakes are by the second books, and no honest relay ever lost any.
    function invariant_honestRelaysKeepTheirStake() public view {
        vm.assertEq(actors.held(), actors.openBonds(), "held");
        for (uint256 i = 0; i < actors.RELAYS(); i++) {
            vm.assertEq(actors.stakeOf(i), actors.stakes(i), "stake");
            if (i < actors.HONEST() && actors.isHere(i)) vm.assertEq(actors.stakeOf(i), actors.minStake(), "honest");
        }
    }
}
