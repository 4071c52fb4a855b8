// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";

/// close, release, startClose and finishClose, and the views.
contract ClosingTest is Fixture {
    function noChannel(bytes32 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key);
    }

    // --------------------------------------------------------------------------------- close, by the payee

    function test_close_paysPayeeAndCreditsPayer() public {
        bytes32 key = openCounted();
        redeem(0, 10);
        (bytes32 r, bytes32 vs) = voucher(0, 30);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Closed(key, payee, 30, LOT - 30);
        vm.prank(payee);
        vm.assertEq(channels.close(payer, 0, 30, r, vs, stranger), 20, "paid");
        check(key, 0, 0, 0, 0);
        vm.assertEq(token.balanceOf(stranger), 20, "recipient's tokens");
        vm.assertEq(free(payer), LOT - 30, "payer's free");
        vm.assertEq(free(payee), 0, "payee's free");
    }

    function test_close_ofSaltedChannelPaysBothInTokens() public {
        bytes32 key = openSalted();
        close(SALTED, 30);
        check(key, 0, 0, 0, 1);
        vm.assertEq(token.balanceOf(payee), FUNDS + 30, "payee's tokens");
        vm.assertEq(token.balanceOf(payer), FUNDS - 30, "payer's tokens");
        vm.assertEq(token.balanceOf(address(channels)), 0, "held");
    }

    function test_close_creditsCallerWithoutRecipient() public {
        openCounted();
        openSalted();
        for (uint64 i = 0; i < 2; i++) {
            (bytes32 r, bytes32 vs) = voucher(i * SALTED, 30);
            vm.prank(payee);
            channels.close(payer, i * SALTED, 30, r, vs, address(0));
        }
        vm.assertEq(free(payee), 60, "payee's free");
        vm.assertEq(free(payer), LOT - 30, "payer's free, of the counted channel");
        vm.assertEq(token.balanceOf(payer), FUNDS - LOT - 30, "payer's tokens, of the salted channel");
    }

    function test_close_takesARedeemedVoucherAgainForNothing() public {
        bytes32 key = openCounted();
        redeem(0, 30);
        vm.assertEq(close(0, 30), 0, "paid");
        check(key, 0, 0, 0, 0);
        vm.assertEq(free(payer), LOT - 30, "payer's free");
    }

    function test_close_withTheWholeDepositLeavesNothing() public {
        openCounted();
        openSalted();
        close(0, LOT);
        close(SALTED, LOT);
        vm.assertEq(free(payer), 0, "payer's free");
        vm.assertEq(token.balanceOf(payee), FUNDS + 2 * LOT, "payee's tokens");
        vm.assertEq(token.balanceOf(address(channels)), 0, "held");
    }

    function test_close_endsAPayersCloseEarly() public {
        bytes32 key = openCounted();
        vm.startPrank(payer);
        channels.startClose(payee, signer, 0);
        vm.stopPrank();
        close(0, 30);
        check(key, 0, 0, 0, 0);
    }

    function test_close_refusesStaleVouchers() public {
        openCounted();
        redeem(0, 30);
        closeReverts(0, 29, abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, 29, 30));
    }

    function test_close_refusesMoreThanTheDeposit() public {
        openCounted();
        closeReverts(0, LOT + 1, abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, LOT + 1, LOT));
    }

    function test_close_refusesUnfundedKeyEvenForNothing() public {
        closeReverts(0, 0, noChannel(channels.key(payer, payee, signer, 0)));
        closeReverts(SALTED, 0, noChannel(channels.key(payer, payee, signer, SALTED)));
    }

    function test_close_twiceReverts() public {
        bytes32 key = openCounted();
        close(0, 30);
        closeReverts(0, 30, noChannel(key));
    }

    function test_close_refusesBadSignature() public {
        openCounted();
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(Signatures.InvalidSignature.selector));
        channels.close(payer, 0, 0, 0, 0, payee);
    }

    function test_close_byThePayerFindsNoChannel() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 0);
        address other = Signatures.recover(channels.hashVoucher(payer, payer, 0, 0), r, vs);
        bytes32 key = channels.key(payer, payer, other, 0);
        vm.prank(payer);
        vm.expectRevert(noChannel(key));
        channels.close(payer, 0, 0, r, vs, payer);
    }

    function test_close_refusesToSendTokensToItself() public {
        openCounted();
        (bytes32 r, bytes32 vs) = voucher(0, 1);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, address(channels)));
        channels.close(payer, 0, 1, r, vs, address(channels));
    }

    // ------------------------------------------------------------------------------- release, by the payee

    function test_release_givesTheRestBack() public {
        bytes32 key = openCounted();
        redeem(0, 10);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Closed(key, payee, 10, LOT - 10);
        vm.prank(payee);
        channels.release(payer, signer, 0);
        check(key, 0, 0, 0, 0);
        vm.assertEq(free(payer), LOT - 10, "payer's free");
    }

    function test_release_ofSaltedChannelPaysTokens() public {
        bytes32 key = openSalted();
        vm.prank(payee);
        channels.release(payer, signer, SALTED);
        check(key, 0, 0, 0, 1);
        vm.assertEq(token.balanceOf(payer), FUNDS, "payer's tokens");
    }

    function test_release_byAnyoneElseFindsNoChannel() public {
        openCounted();
        bytes32 key = channels.key(payer, payer, signer, 0);
        vm.prank(payer);
        vm.expectRevert(noChannel(key));
        channels.release(payer, signer, 0);
    }

    // --------------------------------------------------------------- startClose, finishClose, by the payer

    function test_startClose_setsTheTime() public {
        bytes32 key = openCounted();
        uint40 closeAt = uint40(block.timestamp) + CHALLENGE;
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Closing(key, payee, closeAt);
        vm.prank(payer);
        vm.assertEq(channels.startClose(payee, signer, 0), closeAt, "closeAt");
        check(key, LOT, 0, closeAt, 0);
    }

    function test_startClose_twiceReverts() public {
        bytes32 key = openCounted();
        vm.startPrank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.AlreadyClosing.selector, key, closeAt));
        channels.startClose(payee, signer, 0);
        vm.stopPrank();
    }

    function test_startClose_byAnyoneElseFindsNoChannel() public {
        openCounted();
        bytes32 key = channels.key(stranger, payee, signer, 0);
        vm.prank(stranger);
        vm.expectRevert(noChannel(key));
        channels.startClose(payee, signer, 0);
    }

    function test_finishClose_paysTheRest() public {
        bytes32 key = openCounted();
        redeem(0, 10);
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        redeem(0, 15); // counts, though it came after the start
        vm.warp(closeAt);
        vm.expectEmit(true, true, true, true, address(channels));
        emit IPaymentChannels.Closed(key, payee, 15, LOT - 15);
        vm.prank(payer);
        vm.assertEq(channels.finishClose(payee, signer, 0, stranger), LOT - 15, "refunded");
        check(key, 0, 0, 0, 0);
        vm.assertEq(token.balanceOf(stranger), LOT - 15, "recipient's tokens");
    }

    function test_finishClose_creditsCallerWithoutRecipient() public {
        bytes32 key = openSalted();
        vm.startPrank(payer);
        vm.warp(channels.startClose(payee, signer, SALTED));
        channels.finishClose(payee, signer, SALTED, address(0));
        vm.stopPrank();
        check(key, 0, 0, 0, 1);
        vm.assertEq(free(payer), LOT, "free");
    }

    function test_finishClose_ofASpentChannelPaysNothing() public {
        bytes32 key = openCounted();
        redeem(0, LOT);
        vm.startPrank(payer);
        vm.warp(channels.startClose(payee, signer, 0));
        vm.assertEq(channels.finishClose(payee, signer, 0, payer), 0, "refunded");
        vm.stopPrank();
        check(key, 0, 0, 0, 0);
    }

    function test_finishClose_tooEarlyReverts() public {
        openCounted();
        vm.startPrank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        vm.warp(closeAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.TooEarly.selector, closeAt));
        channels.finishClose(payee, signer, 0, payer);
        vm.stopPrank();
    }

    function test_finishClose_withoutStartReverts() public {
        bytes32 key = openCounted();
        bytes memory reason = abi.encodeWithSelector(IPaymentChannels.NotClosing.selector, key);
        vm.startPrank(payer);
        vm.expectRevert(reason);
        channels.finishClose(payee, signer, 0, payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        channels.topUp(payee, signer, 0, 1); // the payer's own top-up cancels
        vm.warp(closeAt);
        vm.expectRevert(reason);
        channels.finishClose(payee, signer, 0, payer);
        vm.stopPrank();
    }

    function test_finishClose_byAnyoneElseFindsNoChannel() public {
        openCounted();
        vm.prank(payer);
        vm.warp(channels.startClose(payee, signer, 0));
        bytes32 key = channels.key(payee, payee, signer, 0);
        vm.prank(payee);
        vm.expectRevert(noChannel(key));
        channels.finishClose(payee, signer, 0, payee);
    }

    function test_finishClose_afterThePayeeClosedFindsNoChannel() public {
        bytes32 key = openCounted();
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        close(0, 1);
        vm.warp(closeAt);
        vm.prank(payer);
        vm.expectRevert(noChannel(key));
        channels.finishClose(payee, signer, 0, payer);
    }

    function test_finishClose_refusesToSendTokensToItself() public {
        openCounted();
        vm.startPrank(payer);
        vm.warp(channels.startClose(payee, signer, 0));
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, address(channels)));
        channels.finishClose(payee, signer, 0, address(channels));
        vm.stopPrank();
    }

    // -------------------------------------------------------------------------- closed channels stay closed

    /// Each way of closing, for a salted nonce: it never opens again, and no old voucher finds it.
    function test_closed_saltedKeyNeverComesBack() public {
        for (uint256 way = 0; way < 3; way++) {
            uint64 nonce = SALTED + uint64(way);
            vm.prank(payer);
            bytes32 key = channels.openSalted(payee, signer, nonce, LOT);
            if (way == 0) {
                close(nonce, 1);
            } else if (way == 1) {
                vm.prank(payee);
                channels.release(payer, signer, nonce);
            } else {
                vm.startPrank(payer);
                vm.warp(channels.startClose(payee, signer, nonce));
                channels.finishClose(payee, signer, nonce, payer);
                vm.stopPrank();
            }
            vm.prank(payer);
            vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.KeyUsed.selector, key));
            channels.openSalted(payee, signer, nonce, LOT);
            redeemReverts(nonce, 2, noChannel(key));
        }
    }

    /// The channel that a payer opens next with the same payee and signer takes none of the old one's vouchers.
    function test_closed_oldVouchersDoNotFitTheNextChannel() public {
        bytes32 first = openCounted();
        close(0, 1);
        bytes32 second = openCounted();
        redeemReverts(0, 2, noChannel(first));
        check(second, LOT, 0, 0, 0);
    }

    // ------------------------------------------------------------------------------------------------ views

    function test_views_ofUnknownAreZero() public view {
        check(bytes32("nobody's"), 0, 0, 0, 0);
        vm.assertEq(channels.accountOf(stranger).free, 0, "free");
        vm.assertEq(channels.accountOf(stranger).nextNonce, 0, "next nonce");
    }

    function test_views_keyIsTheHashOfItsParts() public view {
        bytes32 want = keccak256(abi.encode(payer, payee, signer, uint64(7)));
        vm.assertEq(channels.key(payer, payee, signer, 7), want, "key");
    }

    function test_views_domainIsThatOfERC5267() public {
        for (uint256 id = 1; id < 3; id++) {
            vm.chainId(id);
            (
                bytes1 fields,
                string memory name,
                string memory version,
                uint256 chainId,
                address verifyingContract,
                bytes32 salt,
                uint256[] memory extensions
            ) = channels.eip712Domain();
            vm.assertEq(bytes32(fields), bytes32(hex"0f"), "fields");
            vm.assertEq(name, "CASTO PaymentChannels", "name");
            vm.assertEq(version, "1", "version");
            vm.assertEq(chainId, id, "chain id");
            vm.assertEq(verifyingContract, address(channels), "contract");
            vm.assertEq(salt, 0, "salt");
            vm.assertEq(extensions.length, 0, "extensions");
            bytes32 want = TypedData.domainSeparator(name, version, verifyingContract);
            vm.assertEq(channels.DOMAIN_SEPARATOR(), want, "separator");
        }
    }
}
