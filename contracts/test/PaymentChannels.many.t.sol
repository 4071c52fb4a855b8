// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Fixture } from "./Fixture.sol";
import { overflow, vm } from "./Vm.sol";
import { Plenty } from "./mocks/WeirdTokens.sol";

/// openMany, payMany and channelsOf: what they do in one call, and each reason for which they refuse.
contract ManyTest is Fixture {
    function opening(address to, uint96 amount) private pure returns (bytes memory) {
        return abi.encodePacked(to, amount);
    }

    function payment(address to, uint64 nonce, uint96 cumulative) private pure returns (bytes memory) {
        return abi.encodePacked(to, nonce, cumulative);
    }

    function invalidBatch(uint256 length) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, length);
    }

    function openManyReverts(address signer_, bytes memory openings, bytes memory reason) private {
        vm.prank(payer);
        vm.expectRevert(reason);
        channels.openMany(signer_, openings);
    }

    function payManyReverts(bytes memory payments, bytes memory reason) private {
        vm.prank(payer);
        vm.expectRevert(reason);
        channels.payMany(signer, payments);
    }

    // ---------------------------------------------------------------------------------------- openMany

    function test_openMany_opensInOrderAndPullsWhatIsMissingOnce() public {
        openCounted(); // nonce 0
        vm.prank(payer);
        channels.deposit(5);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Opened(payer, payee, signer, 1, 7);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Opened(payer, stranger, signer, 2, 11);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Opened(payer, payee, signer, 3, 13);
        vm.prank(payer);
        uint64 first =
            channels.openMany(signer, bytes.concat(opening(payee, 7), opening(stranger, 11), opening(payee, 13)));
        vm.assertEq(first, 1, "first nonce");
        check(channels.key(payer, payee, signer, 1), 7, 0, 0, 0);
        check(channels.key(payer, stranger, signer, 2), 11, 0, 0, 0);
        check(channels.key(payer, payee, signer, 3), 13, 0, 0, 0);
        vm.assertEq(channels.accountOf(payer).nextNonce, 4, "next nonce");
        vm.assertEq(free(payer), 0, "free");
        vm.assertEq(token.balanceOf(payer), FUNDS - LOT - 31, "tokens");
    }

    function test_openMany_fromTheAccountMovesNoTokens() public {
        vm.prank(payer);
        channels.deposit(100);
        vm.prank(payer);
        channels.openMany(signer, bytes.concat(opening(payee, 40), opening(payee, 2)));
        vm.assertEq(free(payer), 58, "free");
        vm.assertEq(token.balanceOf(payer), FUNDS - 100, "tokens");
        vm.assertEq(redeem(1, 2), 2, "redeemed");
    }

    function test_openMany_isAllOrNothing() public {
        openManyReverts(signer, "", invalidBatch(0));
        openManyReverts(signer, bytes.concat(opening(payee, 1), hex"00"), invalidBatch(33));
        openManyReverts(address(0), opening(payee, 1), abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector));
        openManyReverts(
            signer,
            bytes.concat(opening(payee, 1), opening(address(0), 1)),
            abi.encodeWithSelector(IPaymentChannels.ZeroAddress.selector)
        );
        openManyReverts(
            signer,
            bytes.concat(opening(payee, 1), opening(payee, 0)),
            abi.encodeWithSelector(IPaymentChannels.ZeroAmount.selector)
        );
        vm.assertEq(channels.accountOf(payer).nextNonce, 0, "next nonce");
        check(channels.key(payer, payee, signer, 0), 0, 0, 0, 0);
    }

    function test_openMany_refusesASumThatOverflows() public {
        Plenty plenty = new Plenty();
        channels = deployChannels(address(plenty), CHALLENGE);
        openManyReverts(signer, bytes.concat(opening(payee, type(uint96).max), opening(payee, 1)), overflow());
    }

    // ----------------------------------------------------------------------------------------- payMany

    function test_payMany_creditsThePayees() public {
        bytes32 first = openCounted();
        vm.prank(payer);
        (bytes32 second,) = channels.open(stranger, signer, LOT);
        redeem(0, 3);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(first, payee, 10, 7);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(second, stranger, 20, 20);
        vm.prank(payer);
        uint96 paid = channels.payMany(signer, bytes.concat(payment(payee, 0, 10), payment(stranger, 1, 20)));
        vm.assertEq(paid, 27, "paid");
        vm.assertEq(free(payee), 7, "payee's free");
        vm.assertEq(free(stranger), 20, "stranger's free");
        check(first, LOT, 10, 0, 0);
        redeemReverts(0, 10, abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 10, 10));
        vm.assertEq(redeem(0, 12), 2, "later voucher");
    }

    function test_payMany_paysOutOfClosingChannels() public {
        bytes32 key = openCounted();
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        vm.prank(payer);
        channels.payMany(signer, payment(payee, 0, LOT));
        check(key, LOT, LOT, closeAt, 0);
        vm.warp(closeAt);
        vm.prank(payer);
        vm.assertEq(channels.finishClose(payee, signer, 0, payer), 0, "refunded");
    }

    function test_payMany_isAllOrNothing() public {
        bytes32 key = openCounted();
        redeem(0, 5);
        payManyReverts("", invalidBatch(0));
        payManyReverts(bytes.concat(payment(payee, 0, 6), hex"00"), invalidBatch(41));
        payManyReverts(
            bytes.concat(payment(payee, 0, 6), payment(payee, 0, 6)),
            abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 6, 6)
        );
        payManyReverts(
            payment(payee, 0, LOT + 1), abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, LOT + 1, LOT)
        );
        bytes32 unopened = channels.key(payer, payee, signer, 1);
        payManyReverts(
            bytes.concat(payment(payee, 0, 6), payment(payee, 1, 6)),
            abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, unopened)
        );
        check(key, LOT, 5, 0, 0);
        vm.assertEq(free(payee), 0, "free");
    }

    function test_payMany_byAnybodyElseFindsNoChannel() public {
        openCounted();
        bytes32 key = channels.key(stranger, payee, signer, 0);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key));
        channels.payMany(signer, payment(payee, 0, 1));
    }

    // -------------------------------------------------------------------------------------- channelsOf

    function test_channelsOf_keepsTheOrder() public {
        bytes32[] memory keys = new bytes32[](3);
        keys[0] = openSalted();
        keys[2] = openCounted();
        redeem(0, 9);
        IPaymentChannels.Channel[] memory list = channels.channelsOf(keys);
        vm.assertEq(list.length, 3, "length");
        vm.assertEq(list[0].deposit, LOT, "salted");
        vm.assertEq(list[1].deposit, 0, "none");
        vm.assertEq(list[2].claimed, 9, "counted");
    }
}
