// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";
import { Reenterer } from "./mocks/WeirdTokens.sol";

/// Attacks that payment channels elsewhere have met; README.md lists them all, with the tests of each.
contract AttacksTest is Fixture {
    uint256 private constant OTHER_KEY = 0xB0BB1E;

    function noChannel(bytes32 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key);
    }

    /// Channels between the same three are opened and closed, one after the other, by any way of closing: no voucher of an
    /// earlier one, redeemed or not, is worth anything afterwards.
    function testFuzz_reopened_noEarlierVoucherFits(uint256[4] memory choices) public {
        bytes32[] memory keys = new bytes32[](choices.length);
        for (uint256 i = 0; i < choices.length; i++) {
            uint256 choice = choices[i];
            keys[i] = openCounted();
            uint64 nonce = uint64(i);
            if (choice % 2 == 0) redeem(nonce, 1 + uint96(choice >> 8) % LOT);
            if (choice % 3 == 0) {
                close(nonce, LOT);
            } else if (choice % 3 == 1) {
                vm.prank(payee);
                channels.release(payer, signer, nonce);
            } else {
                vm.startPrank(payer);
                vm.warp(channels.startClose(payee, signer, nonce));
                channels.finishClose(payee, signer, nonce, address(0));
                vm.stopPrank();
            }
        }
        bytes32 live = openCounted();
        for (uint64 nonce = 0; nonce < choices.length; nonce++) {
            redeemReverts(nonce, 1 + uint96(choices[nonce] >> 128) % LOT, noChannel(keys[nonce]));
            closeReverts(nonce, LOT, noChannel(keys[nonce]));
        }
        check(live, LOT, 0, 0, 0);
    }

    /// Between the start of a close and its end the payee, a stranger and the signer do what they like, short of closing the
    /// channel: the payer finishes it in the first second that was promised, and gets what was not claimed.
    function testFuzz_startedClose_endsWhateverOthersDo(uint256 seed, uint96 sum) public {
        openCounted();
        fund(stranger);
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        uint96 claimed;
        for (uint256 step = 0; step < 8; step++) {
            address other = seed >> step & 1 == 0 ? payee : stranger;
            uint256 deed = (seed >> (8 + 4 * step)) % 5;
            bytes32 its = channels.key(other, payee, signer, 0);
            vm.warp(block.timestamp + CHALLENGE / 16);
            if (deed == 0) {
                vm.prank(other);
                channels.depositFor(payer, 1);
            } else if (deed == 1) {
                vm.prank(other);
                vm.expectRevert(noChannel(its));
                channels.topUp(payee, signer, 0, 1);
            } else if (deed == 2 && claimed < LOT) {
                claimed += 1 + sum % (LOT - claimed);
                (bytes32 r, bytes32 vs) = voucher(0, claimed);
                vm.prank(other);
                channels.redeemFor(payee, payer, 0, claimed, r, vs);
            } else if (deed == 3) {
                vm.prank(other);
                vm.expectRevert(noChannel(its));
                channels.startClose(payee, signer, 0);
            } else {
                vm.prank(other);
                channels.openSalted(payer, signer, SALTED + uint64(step), 1);
            }
        }
        vm.warp(closeAt);
        uint256 before = token.balanceOf(payer);
        vm.prank(payer);
        channels.finishClose(payee, signer, 0, payer);
        vm.assertEq(token.balanceOf(payer), before + LOT - claimed, "payer's tokens");
        vm.assertEq(free(payee), claimed, "payee's free");
    }

    /// The payee is off line and blocks are full until the payer could finish: as long as that transaction is not in, anybody's
    /// redeemFor still saves the payee.
    function test_lateWatchtower_stillSavesThePayee() public {
        openCounted();
        vm.prank(payer);
        uint40 closeAt = channels.startClose(payee, signer, 0);
        (bytes32 r, bytes32 vs) = voucher(0, LOT);
        vm.warp(closeAt + 1 days);
        vm.prank(stranger);
        channels.redeemFor(payee, payer, 0, LOT, r, vs);
        vm.assertEq(free(payee), LOT, "payee's free");
        vm.prank(payer);
        vm.assertEq(channels.finishClose(payee, signer, 0, payer), 0, "refund");
    }

    /// Payer and payee are contracts, which sign nothing: the vouchers are those of a key that the payer named.
    function test_contractWallets_payAndArePaid() public {
        Reenterer buyer = new Reenterer();
        Reenterer seller = new Reenterer();
        payer = address(buyer);
        payee = address(seller);
        fund(payer);
        buyer.run(address(channels), abi.encodeCall(channels.open, (payee, signer, LOT)));
        (bytes32 r, bytes32 vs) = voucher(0, 30);
        seller.run(address(channels), abi.encodeCall(channels.redeem, (payer, 0, 30, r, vs, payee)));
        vm.assertEq(token.balanceOf(payee), 30, "payee's tokens");
        (r, vs) = voucher(0, 50);
        seller.run(address(channels), abi.encodeCall(channels.redeem, (payer, 0, 50, r, vs, address(0))));
        vm.assertEq(free(payee), 20, "payee's free");
        buyer.run(address(channels), abi.encodeCall(channels.startClose, (payee, signer, 0)));
        vm.warp(block.timestamp + CHALLENGE);
        buyer.run(address(channels), abi.encodeCall(channels.finishClose, (payee, signer, 0, payer)));
        vm.assertEq(token.balanceOf(payer), FUNDS - 50, "payer's tokens");
        seller.run(address(channels), abi.encodeCall(channels.withdraw, (payee, 20)));
        vm.assertEq(token.balanceOf(payee), 50, "payee's tokens, all");
    }

    /// A thief with the streaming key signs what it likes, and is even the payee's friend: what is in the channels of that key
    /// is lost, and nothing else of the payer's.
    function testFuzz_stolenKey_costsItsDepositsAtMost(uint96 sum) public {
        openCounted();
        vm.startPrank(payer);
        channels.deposit(LOT);
        channels.open(payee, vm.addr(OTHER_KEY), LOT / 2); // from what is free
        vm.stopPrank();
        bytes32 other = channels.key(payer, payee, vm.addr(OTHER_KEY), 1);
        uint256 before = token.balanceOf(payer);
        (bytes32 r, bytes32 vs) = voucher(0, sum);
        vm.prank(payee);
        try channels.redeem(payer, 0, sum, r, vs, payee) { } catch { }
        // The other channel's nonce under the stolen key is nobody's channel.
        redeemReverts(1, 1, noChannel(channels.key(payer, payee, signer, 1)));
        vm.assertEq(token.balanceOf(payer), before, "payer's tokens");
        vm.assertEq(free(payer), LOT - LOT / 2, "payer's free");
        check(other, LOT / 2, 0, 0, 0);
        vm.assertTrue(token.balanceOf(payee) <= FUNDS + LOT, "the thief has more than a deposit");
    }

    /// One voucher that somebody else redeemed first spoils a batch; without it the rest is paid.
    function test_spoiledVoucher_isLeftOutAndTheRestIsPaid() public {
        openCounted();
        openCounted();
        (bytes memory spoiled, bytes memory good) = (packed(0, 5), packed(1, 7));
        (bytes32 r, bytes32 vs) = voucher(0, 5);
        vm.prank(stranger);
        channels.redeemFor(payee, payer, 0, 5, r, vs);
        vm.prank(payee);
        vm.expectRevert(abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, uint96(5), uint96(5)));
        channels.redeemMany(address(0), bytes.concat(spoiled, good));
        vm.prank(payee);
        channels.redeemMany(address(0), good);
        vm.assertEq(free(payee), 12, "payee's free");
    }
}
