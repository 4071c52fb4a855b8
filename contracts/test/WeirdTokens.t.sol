// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { ExactTransfer } from "../src/libraries/ExactTransfer.sol";
import { Fixture } from "./Fixture.sol";
import { deploy, vm } from "./Vm.sol";
import {
    CallbackToken,
    FalseToken,
    GenerousToken,
    ListToken,
    LyingToken,
    RebasingToken,
    Reenterer,
    RevertingToken,
    SilentToken,
    TaxedToken
} from "./mocks/WeirdTokens.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Tokens that are not what ERC-20 promises: each is either served right or refused, and the books stay true.
contract WeirdTokensTest is Fixture {
    IRelayRegistry private registry;

    /// Puts both contracts over a token; this test is the payer, and relays.
    function over(address token_) private {
        channels = deployChannels(token_, CHALLENGE);
        registry = IRelayRegistry(deploy("RelayRegistry", abi.encode(token_, LOT, uint40(1 days), address(0))));
        payer = address(this);
    }

    /// Every way in must revert so, for pulls of LOT.
    function refusesPulls(bytes memory reason) private {
        vm.expectRevert(reason);
        channels.deposit(LOT);
        vm.expectRevert(reason);
        channels.depositFor(payee, LOT);
        vm.expectRevert(reason);
        channels.open(payee, signer, LOT);
        vm.expectRevert(reason);
        channels.openSalted(payee, signer, SALTED, LOT);
        vm.expectRevert(reason);
        channels.openWithPermit(payee, signer, SALTED, LOT, 0, 27, 0, 0);
        vm.expectRevert(reason);
        registry.register(LOT, signer, "/ip4/192.0.2.1", "");
        vm.expectRevert(reason);
        registry.registerWithPermit(LOT, signer, "/ip4/192.0.2.1", "", 0, 27, 0, 0);
    }

    function wrongAmount(uint256 received) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ExactTransfer.WrongAmountReceived.selector, received, LOT);
    }

    function failed(address token_) private pure returns (bytes memory) {
        return abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token_);
    }

    function test_taxedToken_isRefused() public {
        over(address(new TaxedToken()));
        refusesPulls(wrongAmount(LOT - LOT / 100));
    }

    function test_generousToken_isRefused() public {
        over(address(new GenerousToken()));
        refusesPulls(wrongAmount(LOT + 1));
    }

    function test_lyingToken_isRefused() public {
        over(address(new LyingToken()));
        refusesPulls(wrongAmount(0));
    }

    function test_falseToken_losesNothingOnPushes() public {
        FalseToken weird = new FalseToken();
        over(address(weird));
        channels.open(payee, signer, LOT);
        channels.deposit(LOT);
        weird.setMute(true);
        vm.expectRevert(failed(address(weird)));
        channels.withdraw(payer, 1);
        redeemReverts(0, 1, failed(address(weird)));
        weird.setMute(false);
        vm.assertEq(redeem(0, 1), 1, "nothing was lost");
    }

    function test_falseToken_isRefused() public {
        FalseToken weird = new FalseToken();
        over(address(weird));
        weird.setMute(true);
        refusesPulls(failed(address(weird)));
    }

    function test_revertingToken_isRefusedWithItsOwnReason() public {
        over(address(new RevertingToken()));
        refusesPulls(abi.encodeWithSelector(RevertingToken.NotToday.selector));
    }

    /// Balances that shrink while tokens come in.
    function test_rebasingToken_isRefusedWhenItRebasesInATransfer() public {
        RebasingToken token_ = new RebasingToken();
        over(address(token_));
        channels.deposit(LOT);
        token_.setSudden(true);
        vm.expectRevert(wrongAmount(LOT / 2)); // half of what was there, and LOT
        channels.deposit(LOT);
    }

    /// Between calls nobody notices a rebase. What the balances lose, those who withdraw last lose; the books stay as they are, and
    /// what the balances gain belongs to nobody. Hence: no rebasing tokens.
    function test_rebasingToken_leavesTheBooksAlone() public {
        RebasingToken token_ = new RebasingToken();
        over(address(token_));
        channels.deposit(LOT);
        channels.depositFor(payee, LOT);
        token_.rebase(50);
        vm.assertEq(free(payer) + free(payee), 2 * LOT, "free after a fall");
        channels.withdraw(stranger, LOT);
        vm.prank(payee);
        (bool ok,) = address(channels).call(abi.encodeCall(channels.withdraw, (payee, LOT)));
        vm.assertTrue(!ok && free(payee) == LOT, "what is not there was paid");
        token_.rebase(400);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InsufficientFree.selector, LOT, 2 * LOT));
        channels.withdraw(payee, 2 * LOT);
    }

    function test_silentToken_isServed() public {
        SilentToken weird = new SilentToken();
        over(address(weird));
        channels.open(payee, signer, LOT);
        vm.assertEq(redeem(0, 5), 5, "redeemed");
        vm.assertEq(weird.balanceOf(payee), 5, "payee's tokens");
        close(0, 7);
        channels.withdraw(stranger, LOT - 7);
        vm.assertEq(weird.balanceOf(stranger), LOT - 7, "withdrawn");
        registry.register(LOT, signer, "/ip4/192.0.2.1", "");
        vm.warp(registry.startUnbond());
        vm.assertEq(registry.withdraw(stranger), LOT, "stake");
    }

    /// A payer that the token refuses to pay cannot keep the payee from its money.
    function test_listToken_payeeIsPaidAllTheSame() public {
        ListToken weird = new ListToken();
        over(address(weird));
        channels.openSalted(payee, signer, SALTED, LOT);
        weird.list(payer);
        closeReverts(SALTED, 7, abi.encodeWithSelector(ListToken.Listed.selector, payer));
        vm.assertEq(redeem(SALTED, 7), 7, "redeemed");
        vm.warp(channels.startClose(payee, signer, SALTED));
        channels.finishClose(payee, signer, SALTED, stranger);
        vm.assertEq(weird.balanceOf(stranger), LOT - 7, "the payer's rest, elsewhere");
    }

    // ------------------------------------------------------------------------------- tokens that call back

    /// The attacker has an account with LOT free; other people's LOT lies beside it.
    function arm() private returns (CallbackToken weird, Reenterer attacker) {
        weird = new CallbackToken();
        over(address(weird));
        attacker = new Reenterer();
        require(weird.transfer(address(attacker), 10 * LOT), "fund");
        channels.deposit(LOT);
        channels.depositFor(address(attacker), LOT);
    }

    function prepared(CallbackToken weird, Reenterer attacker, bytes memory call) private {
        attacker.prepare(address(channels), call);
        weird.arm(attacker);
    }

    function test_callback_withdrawDuringWithdrawGetsNoMoreThanFree() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        bytes memory call = abi.encodeCall(channels.withdraw, (address(attacker), LOT));
        prepared(weird, attacker, call);
        attacker.run(address(channels), call);
        vm.assertTrue(!attacker.struck(), "a second withdrawal passed");
        bytes memory reason = abi.encodeWithSelector(IPaymentChannels.InsufficientFree.selector, 0, LOT);
        vm.assertEq(attacker.refusal(), reason, "refusal");
        vm.assertEq(weird.balanceOf(address(channels)), LOT, "other people's");
    }

    function test_callback_withdrawDuringDepositReverts() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        prepared(weird, attacker, abi.encodeCall(channels.withdraw, (address(attacker), 2 * LOT)));
        // LOT comes in and 2 LOT went out meanwhile: the balance fell by LOT.
        unchecked {
            vm.expectRevert(wrongAmount(uint256(0) - LOT));
        }
        attacker.run(address(channels), abi.encodeCall(channels.deposit, (LOT)));
    }

    function test_callback_depositDuringDepositReverts() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        prepared(weird, attacker, abi.encodeCall(channels.deposit, (LOT)));
        vm.expectRevert(wrongAmount(2 * LOT));
        attacker.run(address(channels), abi.encodeCall(channels.deposit, (LOT)));
    }

    function test_callback_redeemDuringRedeemPaysOnce() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        payee = address(attacker);
        channels.open(payee, signer, LOT);
        (bytes32 r, bytes32 vs) = voucher(0, 7);
        bytes memory call = abi.encodeCall(channels.redeem, (payer, 0, 7, r, vs, payee));
        prepared(weird, attacker, call);
        attacker.run(address(channels), call);
        vm.assertEq(attacker.refusal(), abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 7, 7), "refusal");
        vm.assertEq(weird.balanceOf(payee), 10 * LOT + 7, "payee's tokens");
    }

    function test_callback_closeDuringClosePaysOnce() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        payee = address(attacker);
        channels.openSalted(payee, signer, SALTED, LOT);
        (bytes32 r, bytes32 vs) = voucher(SALTED, 7);
        bytes memory call = abi.encodeCall(channels.close, (payer, SALTED, 7, r, vs, payee));
        prepared(weird, attacker, call);
        attacker.run(address(channels), call);
        bytes memory reason =
            abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, channels.key(payer, payee, signer, SALTED));
        vm.assertEq(attacker.refusal(), reason, "refusal");
        vm.assertEq(weird.balanceOf(address(channels)), 2 * LOT, "the two accounts'");
    }

    function test_callback_stakeWithdrawsOnce() public {
        (CallbackToken weird, Reenterer attacker) = arm();
        registry.register(LOT, signer, "/ip4/192.0.2.1", "");
        bytes memory register = abi.encodeCall(registry.register, (LOT, signer, "/ip4/192.0.2.1", ""));
        attacker.run(address(registry), register);
        vm.warp(abi.decode(attacker.run(address(registry), abi.encodeCall(registry.startUnbond, ())), (uint40)));
        bytes memory call = abi.encodeCall(registry.withdraw, (address(attacker)));
        attacker.prepare(address(registry), call);
        weird.arm(attacker);
        attacker.run(address(registry), call);
        bytes memory reason = abi.encodeWithSelector(IRelayRegistry.NotUnbonding.selector, address(attacker));
        vm.assertEq(attacker.refusal(), reason, "refusal");
        vm.assertEq(IERC20(address(weird)).balanceOf(address(registry)), LOT, "the other stake");
    }
}
