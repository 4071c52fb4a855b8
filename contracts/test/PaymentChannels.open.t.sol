// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";
import { IERC20Errors } from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// Construction, accounts, and all ways to put money into a channel.
contract OpeningTest is Fixture {
    // ------------------------------------------------------------------------------------ construction

    function test_constructor_refusesTokenWithoutCode() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidToken.selector, stranger));
        deployChannels(stranger, CHALLENGE);
    }

    function test_constructor_boundsChallengePeriod() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidChallengePeriod.selector, 1 hours - 1));
        deployChannels(address(token), 1 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidChallengePeriod.selector, 14 days + 1));
        deployChannels(address(token), 14 days + 1);
        vm.assertEq(deployChannels(address(token), 1 hours).challengePeriod(), 1 hours, "shortest");
        vm.assertEq(deployChannels(address(token), 14 days).challengePeriod(), 14 days, "longest");
        vm.assertEq(channels.token(), address(token), "token");
    }

    // ---------------------------------------------------------------------------------------- accounts

    function test_deposit_creditsCaller() public {
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Deposited(payer, payer, LOT);
        vm.prank(payer);
        channels.deposit(LOT);
        vm.assertEq(free(payer), LOT, "free");
        vm.assertEq(token.balanceOf(address(channels)), LOT, "held");
    }

    function test_depositFor_creditsTheOther() public {
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Deposited(stranger, payer, LOT);
        vm.prank(payer);
        channels.depositFor(stranger, LOT);
        vm.assertEq(free(stranger), LOT, "free");
        vm.assertEq(free(payer), 0, "free of the payer");
    }

    function test_deposit_refusesZeroAmount() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.deposit(0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.depositFor(payer, 0);
    }

    function test_depositFor_refusesZeroAddress() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.depositFor(address(0), LOT);
    }

    function test_withdraw_sendsFree() public {
        vm.startPrank(payer);
        channels.deposit(LOT);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Withdrawn(payer, stranger, LOT - 1);
        channels.withdraw(stranger, LOT - 1);
        vm.stopPrank();
        vm.assertEq(free(payer), 1, "free");
        vm.assertEq(token.balanceOf(stranger), LOT - 1, "sent");
    }

    function test_withdraw_refusesMoreThanFree() public {
        vm.startPrank(payer);
        channels.deposit(LOT);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InsufficientFree.selector, LOT, LOT + 1));
        channels.withdraw(payer, LOT + 1);
        vm.stopPrank();
    }

    function test_withdraw_refusesZeroAmount() public {
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.withdraw(payer, 0);
    }

    function test_withdraw_refusesRecipientsThatLoseTokens() public {
        vm.startPrank(payer);
        channels.deposit(LOT);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, address(0)));
        channels.withdraw(address(0), LOT);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, address(channels)));
        channels.withdraw(address(channels), LOT);
        vm.stopPrank();
    }

    // -------------------------------------------------------------------------------------------- open

    function test_open_pullsWhenNothingIsFree() public {
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Opened(payer, payee, signer, 0, LOT);
        vm.prank(payer);
        (bytes32 key, uint64 nonce) = channels.open(payee, signer, LOT);
        vm.assertEq(key, channels.key(payer, payee, signer, 0), "key");
        vm.assertEq(nonce, 0, "nonce");
        check(key, LOT, 0, 0, 0);
        vm.assertEq(token.balanceOf(payer), FUNDS - LOT, "payer's tokens");
    }

    function test_open_spendsFreeFirst() public {
        vm.startPrank(payer);
        channels.deposit(LOT + 5);
        token.approve(address(channels), 0);
        channels.open(payee, signer, LOT); // needs no allowance
        vm.assertEq(free(payer), 5, "free after the first");
        token.approve(address(channels), LOT - 5);
        channels.open(payee, signer, LOT); // pulls exactly what is missing
        vm.stopPrank();
        vm.assertEq(free(payer), 0, "free after the second");
        vm.assertEq(token.balanceOf(address(channels)), 2 * LOT, "held");
        vm.assertEq(channels.accountOf(payer).nextNonce, 2, "next nonce");
    }

    function test_open_countsNonces() public {
        bytes32 first = openCounted();
        bytes32 second = openCounted();
        vm.assertEq(second, channels.key(payer, payee, signer, 1), "second key");
        vm.assertTrue(first != second, "keys differ");
    }

    function test_open_refusesZeroes() public {
        vm.startPrank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.open(payee, signer, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.open(address(0), signer, LOT);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.open(payee, address(0), LOT);
        vm.stopPrank();
    }

    function test_open_withoutAllowanceReverts() public {
        vm.startPrank(payer);
        channels.deposit(1);
        token.approve(address(channels), LOT - 2);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(channels), LOT - 2, LOT - 1
            )
        );
        channels.open(payee, signer, LOT);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------------------------------ salted

    function test_openSalted_leavesAccountAlone() public {
        vm.startPrank(payer);
        channels.deposit(LOT);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Opened(payer, payee, signer, SALTED + 7, LOT);
        bytes32 key = channels.openSalted(payee, signer, SALTED + 7, LOT);
        vm.stopPrank();
        vm.assertEq(key, channels.key(payer, payee, signer, SALTED + 7), "key");
        check(key, LOT, 0, 0, 0);
        vm.assertEq(free(payer), LOT, "free");
        vm.assertEq(channels.accountOf(payer).nextNonce, 0, "next nonce");
    }

    function test_openSalted_refusesCountedNonces() public {
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidNonce.selector, SALTED - 1, SALTED));
        channels.openSalted(payee, signer, SALTED - 1, LOT);
    }

    function test_openSalted_refusesZeroes() public {
        vm.startPrank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.openSalted(payee, signer, SALTED, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.openSalted(address(0), signer, SALTED, LOT);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.openSalted(payee, address(0), SALTED, LOT);
        vm.stopPrank();
    }

    function test_openSalted_refusesKeyInUse() public {
        bytes32 key = openSalted();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.KeyUsed.selector, key));
        channels.openSalted(payee, signer, SALTED, LOT);
    }

    // ------------------------------------------------------------------------------------------ permit

    uint256 private constant WALLET_KEY = 0xFEE1;

    /// A wallet with tokens and without allowances.
    function wallet() private returns (address owner) {
        owner = vm.addr(WALLET_KEY);
        require(token.transfer(owner, LOT), "fund");
    }

    function openWithPermit(address owner, uint64 nonce) private returns (bytes32 key) {
        uint256 deadline = block.timestamp + 60;
        (uint8 v, bytes32 r, bytes32 s) = permit(WALLET_KEY, address(channels), LOT, deadline);
        vm.prank(owner);
        return channels.openWithPermit(payee, signer, nonce, LOT, deadline, v, r, s);
    }

    function test_openWithPermit_opensInOneTransaction() public {
        address owner = wallet();
        bytes32 key = openWithPermit(owner, SALTED);
        vm.assertEq(key, channels.key(owner, payee, signer, SALTED), "key");
        check(key, LOT, 0, 0, 0);
        vm.assertEq(token.balanceOf(owner), 0, "wallet's tokens");
    }

    function test_openWithPermit_takesTheNextCountedNonceOnly() public {
        address owner = wallet();
        check(openWithPermit(owner, 0), LOT, 0, 0, 0);
        vm.assertEq(channels.accountOf(owner).nextNonce, 1, "next nonce");
        for (uint64 nonce = 0; nonce < 3; nonce += 2) {
            (uint8 v, bytes32 r, bytes32 s) = permit(WALLET_KEY, address(channels), LOT, block.timestamp);
            vm.prank(owner);
            vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidNonce.selector, nonce, 1));
            channels.openWithPermit(payee, signer, nonce, LOT, block.timestamp, v, r, s);
        }
    }

    function test_openWithPermit_survivesFrontRunner() public {
        address owner = wallet();
        uint256 deadline = block.timestamp + 60;
        (uint8 v, bytes32 r, bytes32 s) = permit(WALLET_KEY, address(channels), LOT, deadline);
        vm.prank(stranger);
        token.permit(owner, address(channels), LOT, deadline, v, r, s);
        vm.prank(owner);
        check(channels.openWithPermit(payee, signer, SALTED, LOT, deadline, v, r, s), LOT, 0, 0, 0);
    }

    function test_openWithPermit_withoutValidPermitReverts() public {
        address owner = wallet();
        vm.prank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(channels), 0, LOT)
        );
        channels.openWithPermit(payee, signer, SALTED, LOT, block.timestamp, 27, bytes32("r"), bytes32("s"));
    }

    function test_openWithPermit_refusesKeyInUse() public {
        bytes32 key = openSalted();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.KeyUsed.selector, key));
        channels.openWithPermit(payee, signer, SALTED, LOT, 0, 27, 0, 0);
    }

    function test_openWithPermit_refusesZeroes() public {
        vm.startPrank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.openWithPermit(payee, signer, SALTED, 0, 0, 27, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.openWithPermit(address(0), signer, SALTED, LOT, 0, 27, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        channels.openWithPermit(payee, address(0), SALTED, LOT, 0, 27, 0, 0);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------------------------------- topUp

    function test_topUp_raisesDeposit() public {
        bytes32 key = openCounted();
        redeem(0, 7);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.ToppedUp(key, payee, LOT + 5);
        vm.prank(payer);
        channels.topUp(payee, signer, 0, 5);
        check(key, LOT + 5, 7, 0, 0);
    }

    function test_topUp_spendsFreeFirst() public {
        openCounted();
        vm.startPrank(payer);
        channels.deposit(3);
        uint256 before = token.balanceOf(payer);
        channels.topUp(payee, signer, 0, 5);
        vm.stopPrank();
        vm.assertEq(free(payer), 0, "free");
        vm.assertEq(before - token.balanceOf(payer), 2, "pulled");
    }

    function test_topUp_cancelsStartedClose() public {
        bytes32 key = openCounted();
        vm.startPrank(payer);
        channels.startClose(payee, signer, 0);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.CloseCancelled(key, payee);
        channels.topUp(payee, signer, 0, 1);
        vm.stopPrank();
        check(key, LOT + 1, 0, 0, 0);
    }

    function test_topUp_ofOpenChannelCancelsNothing() public {
        openCounted();
        vm.recordLogs();
        vm.prank(payer);
        channels.topUp(payee, signer, 0, 1);
        vm.assertEq(vm.getRecordedLogs().length, 2, "logs: ToppedUp, and the token's Transfer");
    }

    function test_topUp_byAnyoneElseFindsNoChannel() public {
        openCounted();
        vm.prank(payer);
        channels.startClose(payee, signer, 0);
        bytes32 other = channels.key(payee, payee, signer, 0);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, other));
        channels.topUp(payee, signer, 0, 1);
    }

    function test_topUp_refusesZeroAmount() public {
        openCounted();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector));
        channels.topUp(payee, signer, 0, 0);
    }

    function test_topUp_ofClosedChannelReverts() public {
        bytes32 key = openCounted();
        close(0, 1);
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key));
        channels.topUp(payee, signer, 0, 1);
    }
}
