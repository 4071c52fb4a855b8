// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { Fixture } from "./Fixture.sol";
import { overflow, vm } from "./Vm.sol";
import { Plenty } from "./mocks/WeirdTokens.sol";

/// redeem, redeemFor and redeemMany: what they pay, and each reason for which they refuse.
contract RedeemingTest is Fixture {
    /// secp256k1's order.
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function noChannel(bytes32 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key);
    }

    // ------------------------------------------------------------------------------------------ redeem

    function test_redeem_paysTheDifferenceInTokens() public {
        bytes32 key = openCounted();
        vm.assertEq(redeem(0, 30), 30, "first");
        (bytes32 r, bytes32 vs) = voucher(0, 42);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(key, payee, 42, 12);
        vm.prank(payee);
        vm.assertEq(channels.redeem(payer, 0, 42, r, vs, stranger), 12, "second");
        check(key, LOT, 42, 0, 0);
        vm.assertEq(token.balanceOf(payee), FUNDS + 30, "payee's tokens");
        vm.assertEq(token.balanceOf(stranger), 12, "recipient's tokens");
    }

    function test_redeem_creditsCallerWithoutRecipient() public {
        bytes32 key = openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 42);
        vm.prank(payee);
        channels.redeem(payer, 0, 42, r, vs, address(0));
        vm.assertEq(free(payee), 42, "free");
        check(key, LOT, 42, 0, 0);
        vm.assertEq(token.balanceOf(address(channels)), LOT, "held");
    }

    function test_redeem_takesTheWholeDeposit() public {
        bytes32 key = openCounted();
        vm.assertEq(redeem(0, LOT), LOT, "paid");
        check(key, LOT, LOT, 0, 0);
    }

    function test_redeem_worksWhileClosingAndAfterCloseAt() public {
        bytes32 key = openCounted();
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        redeem(0, 10);
        vm.warp(closeAt + 1);
        redeem(0, 20);
        check(key, LOT, 20, closeAt, 0);
    }

    function test_redeem_refusesStaleVouchers() public {
        openCounted();
        redeem(0, 30);
        redeemReverts(0, 30, abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 30, 30));
        redeemReverts(0, 29, abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 29, 30));
    }

    function test_redeem_refusesVoucherOfNothing() public {
        openCounted();
        redeemReverts(0, 0, abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 0, 0));
    }

    function test_redeem_refusesMoreThanTheDeposit() public {
        openCounted();
        redeemReverts(0, LOT + 1, abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, LOT + 1, LOT));
    }

    function test_redeem_refusesUnopenedAndClosedChannels() public {
        redeemReverts(0, 1, noChannel(channels.key(payer, payee, signer, 0)));
        bytes32 key = openCounted();
        close(0, 1);
        redeemReverts(0, 2, noChannel(key));
    }

    function test_redeem_byAnyoneButThePayeeFindsNoChannel() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 1);
        // With another payee in the voucher another signer is recovered: no deposit stands there.
        bytes32 digest = channels.hashVoucher(payer, stranger, 0, 1);
        bytes32 key = channels.key(payer, stranger, Signatures.recover(digest, r, vs), 0);
        vm.prank(stranger);
        vm.expectRevert(noChannel(key));
        channels.redeem(payer, 0, 1, r, vs, stranger);
    }

    function test_redeem_ofAnotherSignerFindsNoChannel() public {
        openCounted();
        (bytes32 r, bytes32 vs) = compact(0xBAD, channels.hashVoucher(payer, payee, 0, 1));
        bytes32 key = channels.key(payer, payee, vm.addr(0xBAD), 0);
        vm.prank(payee);
        vm.expectRevert(noChannel(key));
        channels.redeem(payer, 0, 1, r, vs, payee);
    }

    function test_redeem_refusesHighS() public {
        openCounted();
        bytes32 digest = channels.hashVoucher(payer, payee, 0, 1);
        bytes32 r = bytes32(uint256(1)); // the x of a point: together with any s it is somebody's signature
        address somebody = ecrecover(digest, 27, r, bytes32(ORDER / 2 + 1));
        vm.assertTrue(somebody != address(0), "the precompile takes a high s");
        vm.startPrank(payee);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.redeem(payer, 0, 1, r, bytes32(ORDER / 2 + 1), payee);
        somebody = ecrecover(digest, 27, r, bytes32(ORDER / 2));
        vm.expectRevert(noChannel(keccak256(abi.encode(payer, payee, somebody, uint64(0)))));
        channels.redeem(payer, 0, 1, r, bytes32(ORDER / 2), payee);
        vm.stopPrank();
    }

    function test_redeem_refusesSignatureOfNobody() public {
        openCounted();
        vm.startPrank(payee);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.redeem(payer, 0, 1, 0, 0, payee);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.redeem(payer, 0, 1, bytes32(ORDER), bytes32(uint256(1)), payee); // r out of range
        vm.stopPrank();
    }

    function test_redeem_refusesVoucherOfAnotherChain() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 1);
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        bytes32 digest = channels.hashVoucher(payer, payee, 0, 1);
        bytes32 key = channels.key(payer, payee, Signatures.recover(digest, r, vs), 0);
        vm.prank(payee);
        vm.expectRevert(noChannel(key));
        channels.redeem(payer, 0, 1, r, vs, payee);
        vm.chainId(here);
        vm.assertEq(redeem(0, 1), 1, "at home");
    }

    function test_redeem_refusesVoucherOfAnotherContract() public {
        openCounted();
        IPaymentChannels other = deployChannels(address(token), CHALLENGE);
        (bytes32 r, bytes32 vs) = compact(SIGNER_KEY, other.hashVoucher(payer, payee, 0, 1));
        bytes32 digest = channels.hashVoucher(payer, payee, 0, 1);
        bytes32 key = channels.key(payer, payee, Signatures.recover(digest, r, vs), 0);
        vm.prank(payee);
        vm.expectRevert(noChannel(key));
        channels.redeem(payer, 0, 1, r, vs, payee);
    }

    function test_redeem_refusesToSendTokensToItself() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 1);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, address(channels)));
        channels.redeem(payer, 0, 1, r, vs, address(channels));
    }

    // --------------------------------------------------------------------------------------- redeemFor

    function test_redeemFor_byAnybodyCreditsThePayee() public {
        bytes32 key = openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 42);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(key, payee, 42, 42);
        vm.prank(stranger);
        vm.assertEq(channels.redeemFor(payee, payer, 0, 42, r, vs), 42, "paid");
        vm.assertEq(free(payee), 42, "payee's free");
        vm.assertEq(free(stranger), 0, "caller's free");
        check(key, LOT, 42, 0, 0);
    }

    function test_redeemFor_refusesAsRedeem() public {
        bytes32 key = openCounted();
        redeem(0, 30);
        (bytes32 r, bytes32 vs) = voucher(0, 30);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 30, 30));
        channels.redeemFor(payee, payer, 0, 30, r, vs);
        (r, vs) = voucher(0, LOT + 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, LOT + 1, LOT));
        channels.redeemFor(payee, payer, 0, LOT + 1, r, vs);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.redeemFor(payee, payer, 0, 31, 0, 0);
        close(0, 30);
        (r, vs) = voucher(0, 31);
        vm.expectRevert(noChannel(key));
        channels.redeemFor(payee, payer, 0, 31, r, vs);
    }

    // -------------------------------------------------------------------------------------- redeemMany

    function test_redeemMany_paysTheSumOnce() public {
        bytes32 first = openCounted();
        bytes32 second = openCounted();
        bytes32 third = openSalted();
        bytes memory batch = bytes.concat(packed(0, 5), packed(1, 7), packed(SALTED, 11));
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(first, payee, 5, 5);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(second, payee, 7, 7);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Redeemed(third, payee, 11, 11);
        vm.prank(payee);
        vm.assertEq(channels.redeemMany(stranger, batch), 23, "paid");
        vm.assertEq(token.balanceOf(stranger), 23, "recipient's tokens");
        check(first, LOT, 5, 0, 0);
        check(second, LOT, 7, 0, 0);
        check(third, LOT, 11, 0, 0);
    }

    function test_redeemMany_creditsCallerWithoutRecipient() public {
        openCounted();
        openCounted();
        bytes memory batch = bytes.concat(packed(0, 5), packed(1, 7));
        vm.prank(payee);
        channels.redeemMany(address(0), batch);
        vm.assertEq(free(payee), 12, "free");
    }

    function test_redeemMany_refusesOddLengths() public {
        openCounted();
        bytes memory odd = bytes.concat(packed(0, 5), hex"00");
        vm.startPrank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, 0));
        channels.redeemMany(payee, "");
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, 105));
        channels.redeemMany(payee, odd);
        vm.stopPrank();
    }

    function test_redeemMany_isAllOrNothing() public {
        bytes32 key = openCounted();
        bytes memory batch = bytes.concat(packed(0, 5), packed(0, 5));
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 5, 5));
        channels.redeemMany(payee, batch);
        check(key, LOT, 0, 0, 0);
        batch = bytes.concat(packed(0, 5), packed(1, 5));
        bytes32 unopened = channels.key(payer, payee, signer, 1);
        vm.prank(payee);
        vm.expectRevert(noChannel(unopened));
        channels.redeemMany(payee, batch);
        batch = bytes.concat(packed(0, 5), packed(0, LOT + 1));
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, LOT + 1, LOT));
        channels.redeemMany(payee, batch);
        batch = bytes.concat(packed(0, 5), new bytes(104));
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.redeemMany(payee, batch);
        check(key, LOT, 0, 0, 0);
    }

    function test_redeemMany_ofAnotherPayeeFindsNoChannel() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 5);
        bytes32 digest = channels.hashVoucher(payer, stranger, 0, 5);
        bytes32 key = channels.key(payer, stranger, Signatures.recover(digest, r, vs), 0);
        bytes memory batch = packed(0, 5);
        vm.prank(stranger);
        vm.expectRevert(noChannel(key));
        channels.redeemMany(stranger, batch);
    }

    // ----------------------------------------------------------------------------------- limits of uint96

    function test_deposit_refusesToOverflowAnAccount() public {
        Plenty plenty = new Plenty();
        channels = deployChannels(address(plenty), CHALLENGE);
        channels.deposit(type(uint96).max);
        vm.expectRevert(overflow());
        channels.deposit(1);
    }

    function test_topUp_refusesToOverflowAChannel() public {
        Plenty plenty = new Plenty();
        channels = deployChannels(address(plenty), CHALLENGE);
        channels.openSalted(payee, signer, SALTED, type(uint96).max);
        vm.expectRevert(overflow());
        channels.topUp(payee, signer, SALTED, 1);
    }
}
