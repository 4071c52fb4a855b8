// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { Predicting } from "./Predicting.sol";
import { overflow, vm } from "./Vm.sol";

/// What takes money out of channels, in any state of two channels with any arguments: each outcome is told beforehand.
contract ChannelPredictionTest is Predicting {
    struct Line {
        uint64 nonce;
        bytes32 key;
        uint96 deposit; // 0: there is no channel
        uint96 claimed;
        uint40 closeAt;
    }

    Line[2] private lines; // counted, salted
    uint96 private payeeFree;

    /// Two channels, each none, open, closing or closed, with anything claimed.
    function begin(uint256 seed) private {
        roll(seed);
        if (rarely(4)) {
            overPlenty();
            vm.prank(payee);
            channels.deposit(payeeFree = type(uint96).max - uint96(draw(LOT)));
        }
        vm.prank(payer);
        channels.deposit(1 + uint96(draw(9)));
        for (uint256 i = 0; i < 2; i++) {
            Line storage l = lines[i];
            l.nonce = i == 0 ? 0 : SALTED;
            l.key = channels.key(payer, payee, signer, l.nonce);
            uint256 state = draw(8);
            if (state == 0) continue;
            l.deposit = 1 + amountAround(LOT);
            vm.prank(payer);
            if (i == 0) channels.open(payee, signer, l.deposit);
            else channels.openSalted(payee, signer, l.nonce, l.deposit);
            l.claimed = amountAround(l.deposit);
            if (l.claimed > l.deposit) l.claimed = 0;
            if (l.claimed != 0) redeem(l.nonce, l.claimed);
            if (state < 4) {
                vm.prank(payer);
                l.closeAt = channels.startClose(payee, signer, l.nonce);
            }
            if (state != 1) continue;
            vm.prank(payee);
            channels.release(payer, signer, l.nonce);
            (l.deposit, l.claimed, l.closeAt) = (0, 0, 0);
        }
        uint256 time = draw(4);
        if (time != 0) vm.warp(block.timestamp + CHALLENGE + time - 2);
    }

    function callAs(address actor, bytes memory call, bytes memory reason) private returns (bytes memory) {
        return outcome(address(channels), actor, call, reason);
    }

    function noChannel(bytes32 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key);
    }

    /// A line, a sum and a signature of it, and why the voucher is refused by its signature alone.
    function anyVoucher() private returns (Line storage l, uint96 sum, bytes32 r, bytes32 vs, bytes memory reason) {
        l = lines[draw(2)];
        sum = amountAround(rarely(2) ? l.claimed : l.deposit);
        (r, vs) = voucher(l.nonce, sum);
        uint256 fault = draw(12);
        if (fault == 0) {
            (r, vs) = (bytes32(0), bytes32(0)); // no key's
            reason = abi.encodeWithSelector(Signatures.InvalidSignature.selector);
        } else if (fault == 1) {
            // An s above half of the curve's order, as far as the compact form has room for one.
            vs = bytes32(0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1 + draw(1 << 100));
            reason = abi.encodeWithSelector(Signatures.InvalidSignature.selector);
        } else if (fault == 2) {
            (r, vs) = compact(0xBAD, channels.hashVoucher(payer, payee, l.nonce, sum));
            reason = noChannel(channels.key(payer, payee, vm.addr(0xBAD), l.nonce));
        }
    }

    /// Why a sum is not booked on a line.
    function refused(Line memory l, uint96 sum) private pure returns (bytes memory) {
        if (l.deposit == 0) return noChannel(l.key);
        if (sum <= l.claimed) return abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, sum, l.claimed);
        if (sum > l.deposit) return abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, sum, l.deposit);
        return "";
    }

    /// Why a payment to `to` (zero: to the payee's account) is refused.
    function refusedPayment(address to, uint256 amount) private view returns (bytes memory) {
        if (to == address(channels)) return abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, to);
        return to == address(0) && payeeFree + amount > type(uint96).max ? overflow() : bytes("");
    }

    function anyRecipient() private returns (address) {
        return rarely(8) ? address(channels) : rarely(2) ? address(0) : stranger;
    }

    /// The lines are as the test has them.
    function checkLines() private view {
        for (uint256 i = 0; i < 2; i++) {
            Line storage l = lines[i];
            IPaymentChannels.Channel memory c = channels.channelOf(l.key);
            vm.assertEq(c.deposit, l.deposit, "deposit");
            vm.assertEq(c.claimed, l.claimed, "claimed");
            vm.assertEq(c.closeAt, l.closeAt, "closeAt");
        }
    }

    // --------------------------------------------------------------------------------------- redeeming

    function testFuzz_redeem_isPredicted(uint256 seed) public {
        begin(seed);
        (Line storage l, uint96 sum, bytes32 r, bytes32 vs, bytes memory reason) = anyVoucher();
        address to = anyRecipient();
        if (reason.length == 0) reason = refused(l, sum);
        if (reason.length == 0) reason = refusedPayment(to, sum - l.claimed);
        callAs(payee, abi.encodeCall(channels.redeem, (payer, l.nonce, sum, r, vs, to)), reason);
        if (reason.length != 0) return checkLines();
        if (to == stranger) vm.assertEq(token.balanceOf(stranger), sum - l.claimed, "tokens");
        else vm.assertEq(free(payee), payeeFree + (sum - l.claimed), "free");
        l.claimed = sum;
        checkLines();
    }

    function testFuzz_redeemFor_isPredicted(uint256 seed) public {
        begin(seed);
        (Line storage l, uint96 sum, bytes32 r, bytes32 vs, bytes memory reason) = anyVoucher();
        if (reason.length == 0) reason = refused(l, sum);
        if (reason.length == 0) reason = refusedPayment(address(0), sum - l.claimed);
        callAs(stranger, abi.encodeCall(channels.redeemFor, (payee, payer, l.nonce, sum, r, vs)), reason);
        if (reason.length != 0) return checkLines();
        vm.assertEq(free(payee), payeeFree + (sum - l.claimed), "free");
        l.claimed = sum;
        checkLines();
    }

    function testFuzz_redeemMany_isPredicted(uint256 seed) public {
        begin(seed);
        Line[2] memory before = lines;
        address to = anyRecipient();
        bytes memory batch;
        bytes memory reason;
        uint256 paid;
        for (uint256 count = draw(4); count > 0; count--) {
            (Line storage l, uint96 sum, bytes32 r, bytes32 vs, bytes memory fault) = anyVoucher();
            batch = bytes.concat(batch, abi.encodePacked(payer, l.nonce, sum, r, vs));
            if (reason.length != 0) continue;
            reason = fault.length == 0 ? refused(l, sum) : fault;
            if (reason.length != 0) continue;
            paid += sum - l.claimed;
            l.claimed = sum;
        }
        if (rarely(8)) batch = bytes.concat(batch, new bytes(1 + draw(103)));
        if (batch.length == 0 || batch.length % 104 != 0) {
            reason = abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, batch.length);
        }
        if (reason.length == 0) reason = refusedPayment(to, paid);
        bytes memory result = callAs(payee, abi.encodeCall(channels.redeemMany, (to, batch)), reason);
        if (reason.length != 0) return restored(before);
        vm.assertEq(abi.decode(result, (uint96)), paid, "paid");
        if (to == stranger) vm.assertEq(token.balanceOf(stranger), paid, "tokens");
        else vm.assertEq(free(payee), payeeFree + paid, "free");
        checkLines();
    }

    /// A batch that was refused has changed nothing.
    function restored(Line[2] memory before) private {
        (lines[0], lines[1]) = (before[0], before[1]);
        checkLines();
        vm.assertEq(free(payee), payeeFree, "free");
    }

    function testFuzz_payMany_isPredicted(uint256 seed) public {
        begin(seed);
        Line[2] memory before = lines;
        bytes memory batch;
        bytes memory reason;
        uint256 paid;
        for (uint256 count = draw(4); count > 0; count--) {
            Line storage l = lines[draw(2)];
            uint96 sum = amountAround(rarely(2) ? l.claimed : l.deposit);
            batch = bytes.concat(batch, abi.encodePacked(payee, l.nonce, sum));
            if (reason.length != 0) continue;
            reason = refused(l, sum);
            if (reason.length != 0) continue;
            paid += sum - l.claimed;
            if (payeeFree + paid > type(uint96).max) reason = overflow();
            l.claimed = sum;
        }
        if (rarely(8)) batch = bytes.concat(batch, new bytes(1 + draw(39)));
        if (batch.length == 0 || batch.length % 40 != 0) {
            reason = abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, batch.length);
        }
        bytes memory result = callAs(payer, abi.encodeCall(channels.payMany, (signer, batch)), reason);
        if (reason.length != 0) return restored(before);
        vm.assertEq(abi.decode(result, (uint96)), paid, "paid");
        vm.assertEq(free(payee), payeeFree + paid, "free");
        checkLines();
    }

    // ----------------------------------------------------------------------------------------- closing

    /// What the payer gets back of a closed line, to where it came from.
    function givenBack(Line storage l, uint96 rest, uint96 freeBefore, uint256 tokensBefore) private {
        bool salted = l.nonce >= SALTED;
        vm.assertEq(free(payer), salted ? freeBefore : freeBefore + rest, "payer's free");
        vm.assertEq(token.balanceOf(payer), salted ? tokensBefore + rest : tokensBefore, "payer's tokens");
        (l.deposit, l.claimed, l.closeAt) = (0, 0, 0);
        checkLines();
        vm.assertEq(channels.channelOf(l.key).flags, salted ? 1 : 0, "flags");
    }

    function testFuzz_close_isPredicted(uint256 seed) public {
        begin(seed);
        (Line storage l, uint96 sum, bytes32 r, bytes32 vs, bytes memory reason) = anyVoucher();
        address to = anyRecipient();
        bool same = l.deposit != 0 && sum == l.claimed; // nothing new: a close may, a redeem may not
        if (reason.length == 0 && !same) reason = refused(l, sum);
        if (reason.length == 0 && !same) reason = refusedPayment(to, sum - l.claimed);
        (uint96 freeBefore, uint256 tokensBefore) = (free(payer), token.balanceOf(payer));
        callAs(payee, abi.encodeCall(channels.close, (payer, l.nonce, sum, r, vs, to)), reason);
        if (reason.length != 0) return checkLines();
        if (to == address(0)) vm.assertEq(free(payee), payeeFree + (sum - l.claimed), "free");
        if (to == stranger) vm.assertEq(token.balanceOf(stranger), sum - l.claimed, "tokens");
        givenBack(l, l.deposit - sum, freeBefore, tokensBefore);
    }

    function testFuzz_release_isPredicted(uint256 seed) public {
        begin(seed);
        Line storage l = lines[draw(2)];
        address actor = rarely(4) ? payer : payee;
        bytes memory reason;
        if (actor == payer) reason = noChannel(channels.key(payer, payer, signer, l.nonce));
        else if (l.deposit == 0) reason = noChannel(l.key);
        (uint96 freeBefore, uint256 tokensBefore) = (free(payer), token.balanceOf(payer));
        callAs(actor, abi.encodeCall(channels.release, (payer, signer, l.nonce)), reason);
        if (reason.length != 0) return checkLines();
        vm.assertEq(free(payee), payeeFree, "payee's free");
        givenBack(l, l.deposit - l.claimed, freeBefore, tokensBefore);
    }

    function testFuzz_startClose_isPredicted(uint256 seed) public {
        begin(seed);
        Line storage l = lines[draw(2)];
        address actor = rarely(4) ? payee : payer;
        bytes memory reason;
        if (actor == payee) {
            reason = noChannel(channels.key(payee, payee, signer, l.nonce));
        } else if (l.deposit == 0) {
            reason = noChannel(l.key);
        } else if (l.closeAt != 0) {
            reason = abi.encodeWithSelector(IPaymentChannels.AlreadyClosing.selector, l.key, l.closeAt);
        }
        callAs(actor, abi.encodeCall(channels.startClose, (payee, signer, l.nonce)), reason);
        if (reason.length == 0) l.closeAt = uint40(block.timestamp) + CHALLENGE;
        checkLines();
    }

    function testFuzz_finishClose_isPredicted(uint256 seed) public {
        begin(seed);
        Line storage l = lines[draw(2)];
        address to = anyRecipient();
        bytes memory reason;
        if (l.deposit == 0) {
            reason = noChannel(l.key);
        } else if (l.closeAt == 0) {
            reason = abi.encodeWithSelector(IPaymentChannels.NotClosing.selector, l.key);
        } else if (block.timestamp < l.closeAt) {
            reason = abi.encodeWithSelector(IPaymentChannels.TooEarly.selector, l.closeAt);
        } else if (to == address(channels) && l.claimed != l.deposit) {
            reason = abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, to);
        }
        (uint96 before, uint96 rest) = (free(payer), l.deposit - l.claimed);
        callAs(payer, abi.encodeCall(channels.finishClose, (payee, signer, l.nonce, to)), reason);
        if (reason.length != 0) return checkLines();
        vm.assertEq(free(payer), to == address(0) ? before + rest : before, "free");
        vm.assertEq(token.balanceOf(stranger), to == stranger ? rest : 0, "tokens");
        (l.deposit, l.claimed, l.closeAt) = (0, 0, 0);
        checkLines();
    }
}
