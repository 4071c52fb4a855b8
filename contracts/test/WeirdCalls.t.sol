// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../src/interfaces/ICourt.sol";
import { ExactTransfer } from "../src/libraries/ExactTransfer.sol";
import { CourtFixture } from "./CourtFixture.sol";
import { vm } from "./Vm.sol";
import { MoodyToken } from "./mocks/MoodyToken.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Every call of the three contracts that moves tokens, while the token does what it must not: each reverts with the reason, and
/// succeeds as soon as the token is fair again, so that nothing else was in its way and nothing was lost.
contract WeirdCallsTest is CourtFixture {
    struct Call {
        address from;
        address to;
        bytes data;
        uint96 amount; // base units that it pulls
    }

    address private constant NEWCOMER = address(0x4E1B0);
    address private constant LEAVER = address(0x4E1B1);
    string private constant ENDPOINT = "/dns4/relay.example.org";
    MoodyToken private moody;
    Call[] private calls;

    function setUp() public {
        moody = new MoodyToken();
        over(address(moody));
        address[4] memory others = [payer, payee, NEWCOMER, LEAVER];
        for (uint256 i = 0; i < others.length; i++) {
            fund(others[i]);
        }
        vm.prank(stranger);
        channels.deposit(LOT);
        vm.startPrank(LEAVER);
        registry.register(MIN_STAKE, LEAVER, ENDPOINT, "");
        vm.warp(registry.startUnbond());
        vm.stopPrank();
        vm.startPrank(payer);
        channels.open(payee, signer, LOT);
        channels.open(payee, signer, LOT);
        channels.openSalted(payee, signer, SALTED, LOT);
        channels.openSalted(payee, signer, SALTED + 1, LOT);
        vm.warp(channels.startClose(payee, signer, 1));
        vm.stopPrank();
    }

    function pulling() private {
        address c = address(channels);
        bytes memory one = abi.encodePacked(payee, LOT);
        calls.push(Call(payer, c, abi.encodeCall(channels.deposit, (LOT)), LOT));
        calls.push(Call(stranger, c, abi.encodeCall(channels.depositFor, (NEWCOMER, LOT)), LOT));
        calls.push(Call(payee, c, abi.encodeCall(channels.open, (payer, signer, LOT)), LOT));
        calls.push(Call(relay, c, abi.encodeCall(channels.openMany, (signer, one)), LOT));
        calls.push(Call(payer, c, abi.encodeCall(channels.openSalted, (payee, signer, SALTED + 2, LOT)), LOT));
        bytes memory data =
            abi.encodeCall(channels.openWithPermit, (payee, signer, SALTED + 3, LOT, 0, 27, bytes32(0), bytes32(0)));
        calls.push(Call(payer, c, data, LOT));
        calls.push(Call(LEAVER, address(registry), abi.encodeCall(registry.addStake, (LOT)), LOT));
        data = abi.encodeCall(registry.register, (LOT, NEWCOMER, ENDPOINT, ""));
        calls.push(Call(NEWCOMER, address(registry), data, LOT));
        data = abi.encodeCall(registry.registerWithPermit, (LOT, payer, ENDPOINT, "", 0, 27, bytes32(0), bytes32(0)));
        calls.push(Call(payer, address(registry), data, LOT));
        calls.push(Call(stranger, address(court), abi.encodeCall(court.challengeLeaf, (honest(), 0)), BOND));
    }

    function pushing() private {
        address c = address(channels);
        calls.push(Call(stranger, c, abi.encodeCall(channels.withdraw, (stranger, LOT)), 0));
        (bytes32 r, bytes32 vs) = voucher(0, 7);
        calls.push(Call(payee, c, abi.encodeCall(channels.redeem, (payer, 0, 7, r, vs, payee)), 0));
        calls.push(Call(payee, c, abi.encodeCall(channels.redeemMany, (payee, packed(0, 8))), 0));
        (r, vs) = voucher(0, 9);
        calls.push(Call(payee, c, abi.encodeCall(channels.close, (payer, 0, 9, r, vs, payee)), 0));
        (r, vs) = voucher(SALTED, 9);
        calls.push(Call(payee, c, abi.encodeCall(channels.close, (payer, SALTED, 9, r, vs, address(0))), 0));
        calls.push(Call(payee, c, abi.encodeCall(channels.release, (payer, signer, SALTED + 1)), 0));
        calls.push(Call(payer, c, abi.encodeCall(channels.finishClose, (payee, signer, 1, payer)), 0));
        calls.push(Call(LEAVER, address(registry), abi.encodeCall(registry.withdraw, (LEAVER)), 0));
        ICourt.SignedReport memory a = honest();
        ICourt.SignedReport memory b = honest();
        b.report.bytesTotal += 1;
        b = signed(b.report, REPORT_KEY);
        calls.push(Call(stranger, address(court), abi.encodeCall(court.proveEquivocation, (a, b)), 0));
    }

    /// What a call reverts with in a mood.
    function reasonOf(MoodyToken.Mood mood, uint96 amount) private view returns (bytes memory) {
        if (mood == MoodyToken.Mood.SILENT_REFUSAL) {
            return abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(moody));
        }
        if (mood == MoodyToken.Mood.REVERT) return abi.encodeWithSignature("Error(string)", "moody");
        uint96 received = mood == MoodyToken.Mood.TAX ? amount - amount / 100 : 0;
        return abi.encodeWithSelector(ExactTransfer.WrongAmountReceived.selector, received, amount);
    }

    function refused(MoodyToken.Mood mood) private {
        moody.setMood(mood);
        for (uint256 i = 0; i < calls.length; i++) {
            Call memory x = calls[i];
            vm.prank(x.from);
            (bool ok, bytes memory got) = x.to.call(x.data);
            vm.assertTrue(!ok, string.concat("passed: ", vm.toString(i)));
            vm.assertEq(got, reasonOf(mood, x.amount), string.concat("reason: ", vm.toString(i)));
        }
    }

    function served() private {
        moody.setMood(MoodyToken.Mood.FAIR);
        for (uint256 i = 0; i < calls.length; i++) {
            Call memory x = calls[i];
            vm.prank(x.from);
            (bool ok,) = x.to.call(x.data);
            vm.assertTrue(ok, string.concat("refused: ", vm.toString(i)));
        }
    }

    /// What the token holds for each contract, which no refused call may change.
    function held() private view returns (uint256, uint256, uint256) {
        return (token.balanceOf(address(channels)), token.balanceOf(address(registry)), token.balanceOf(address(court)));
    }

    function test_everyPull_isRefusedUnlessTheAmountComesIn() public {
        pulling();
        (uint256 a, uint256 b, uint256 c) = held();
        refused(MoodyToken.Mood.SILENT_REFUSAL);
        refused(MoodyToken.Mood.REVERT);
        refused(MoodyToken.Mood.TAX);
        refused(MoodyToken.Mood.LIE);
        (uint256 x, uint256 y, uint256 z) = held();
        vm.assertTrue(a == x && b == y && c == z, "what is held");
        served();
        (x, y, z) = held();
        vm.assertTrue(x == a + 6 * LOT && y == b + 3 * LOT && z == c + BOND, "what came in");
    }

    function test_topUp_isRefusedUnlessTheAmountComesIn() public {
        calls.push(Call(payer, address(channels), abi.encodeCall(channels.topUp, (payee, signer, 1, LOT)), LOT));
        bytes32 key = channels.key(payer, payee, signer, 1);
        uint40 closeAt = channels.channelOf(key).closeAt;
        refused(MoodyToken.Mood.SILENT_REFUSAL);
        refused(MoodyToken.Mood.REVERT);
        refused(MoodyToken.Mood.TAX);
        refused(MoodyToken.Mood.LIE);
        check(key, LOT, 0, closeAt, 0); // the close goes on
        served();
        check(key, 2 * LOT, 0, 0, 0);
    }

    function test_everyPush_isUndoneWhenTheTokenRefuses() public {
        pushing();
        (uint256 a, uint256 b,) = held();
        refused(MoodyToken.Mood.SILENT_REFUSAL);
        refused(MoodyToken.Mood.REVERT);
        (uint256 x, uint256 y,) = held();
        vm.assertTrue(a == x && b == y && stake() == MIN_STAKE, "what is held");
        served();
        // What is left is the rest of the counted channel, the payer's, and the payee's share of the salted one.
        vm.assertEq(token.balanceOf(address(channels)), free(payer) + free(payee), "held");
        vm.assertEq(free(payer), LOT - 9, "payer's");
        vm.assertEq(free(payee), 9, "payee's");
        vm.assertEq(token.balanceOf(address(registry)), MIN_STAKE - PENALTY, "stakes");
    }
}
