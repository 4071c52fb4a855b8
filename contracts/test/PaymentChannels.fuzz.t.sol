// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Signatures } from "../src/libraries/Signatures.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";

/// Rules about money over any input.
contract FuzzTest is Fixture {
    /// Vouchers in any order, any of them again, through any door, pay the largest of them and nothing else.
    function testFuzz_redeem_inAnyOrderPaysTheLargest(uint96[8] calldata sums, uint8[8] calldata doors) public {
        bytes32 key = openCounted();
        uint96 largest;
        for (uint256 i = 0; i < sums.length; i++) {
            uint96 sum = sums[i] % (LOT + LOT / 4); // one in five is above the deposit
            bool due = sum > largest && sum <= LOT;
            vm.assertTrue(redeemThrough(doors[i] % 4, sum) == due, "is redeemed when it adds something");
            if (due) largest = sum;
            check(key, LOT, largest, 0, 0);
        }
        vm.assertEq(token.balanceOf(payee) - FUNDS + free(payee), largest, "paid");
        if (largest != 0) {
            close(0, largest);
        } else {
            vm.prank(payee);
            channels.release(payer, signer, 0);
        }
        vm.assertEq(token.balanceOf(payee) - FUNDS + free(payee), largest, "paid after the close");
        vm.assertEq(free(payer), LOT - largest, "given back");
    }

    function redeemThrough(uint256 door, uint96 sum) private returns (bool ok) {
        (bytes32 r, bytes32 vs) = voucher(0, sum);
        bytes memory call;
        if (door == 0) call = abi.encodeCall(channels.redeem, (payer, 0, sum, r, vs, payee));
        if (door == 1) call = abi.encodeCall(channels.redeem, (payer, 0, sum, r, vs, address(0)));
        if (door == 2) call = abi.encodeCall(channels.redeemFor, (payee, payer, 0, sum, r, vs));
        if (door == 3) call = abi.encodeCall(channels.redeemMany, (payee, packed(0, sum)));
        vm.prank(payee);
        (ok,) = address(channels).call(call);
    }

    /// What redeem and close do is known beforehand, down to the reason for which they refuse.
    function testFuzz_voucher_outcomeIsPredicted(
        uint96 deposit,
        uint96 claimed,
        uint96 cumulative,
        uint8 fault,
        bool closing,
        bool closes
    ) public {
        deposit = 1 + deposit % FUNDS;
        claimed %= deposit + 1;
        vm.prank(payer);
        (bytes32 key,) = channels.open(payee, signer, deposit);
        if (claimed != 0) redeem(0, claimed);
        if (closing) {
            vm.prank(payer);
            channels.startClose(payee, signer, 0);
        }
        cumulative = fault % 8 < 4 ? cumulative % (deposit + 1) : cumulative;

        (bytes32 r, bytes32 vs) = voucher(0, cumulative);
        bytes memory reason;
        if (fault == 0) {
            (r, vs) = (bytes32(0), bytes32(0));
            reason = abi.encodeWithSelector(Signatures.InvalidSignature.selector);
        } else if (fault == 1) {
            (r, vs) = compact(0xBAD, channels.hashVoucher(payer, payee, 0, cumulative));
            bytes32 other = channels.key(payer, payee, vm.addr(0xBAD), 0);
            reason = abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, other);
        } else if (closes ? cumulative < claimed : cumulative <= claimed) {
            reason = abi.encodeWithSelector(IPaymentChannels.StaleVoucher.selector, cumulative, claimed);
        } else if (cumulative > deposit) {
            reason = abi.encodeWithSelector(IPaymentChannels.ExceedsDeposit.selector, cumulative, deposit);
        }

        if (reason.length != 0) vm.expectRevert(reason);
        vm.prank(payee);
        if (closes) channels.close(payer, 0, cumulative, r, vs, payee);
        else channels.redeem(payer, 0, cumulative, r, vs, payee);

        if (reason.length != 0) return vm.assertEq(channels.channelOf(key).claimed, claimed, "unchanged");
        vm.assertEq(token.balanceOf(payee), FUNDS + cumulative, "payee's tokens");
        vm.assertEq(channels.channelOf(key).claimed, closes ? 0 : cumulative, "claimed");
        vm.assertEq(free(payer), closes ? deposit - cumulative : 0, "payer's free");
    }

    /// One bit of a signature changed: the voucher is worth nothing.
    function testFuzz_redeem_refusesChangedSignatures(uint96 cumulative, uint16 bit) public {
        openCounted();
        cumulative = 1 + cumulative % LOT;
        (bytes32 r, bytes32 vs) = voucher(0, cumulative);
        if (bit % 512 < 256) r ^= bytes32(1 << (bit % 256));
        else vs ^= bytes32(1 << (bit % 256));
        vm.prank(payee);
        (bool ok,) = address(channels).call(abi.encodeCall(channels.redeem, (payer, 0, cumulative, r, vs, payee)));
        vm.assertTrue(!ok, "redeemed");
        vm.assertEq(redeem(0, cumulative), cumulative, "the voucher as it was signed");
    }

    /// Vouchers for another chain or contract are worth nothing here.
    function testFuzz_redeem_refusesOtherDomains(uint64 chainId, address verifyingContract, uint96 cumulative) public {
        chainId = uint64(1 + chainId % (type(uint64).max - 1));
        vm.assume(chainId != block.chainid || verifyingContract != address(channels));
        openCounted();
        cumulative = 1 + cumulative % LOT;
        uint256 here = block.chainid;
        vm.chainId(chainId);
        bytes32 domain = TypedData.domainSeparator("CASTO PaymentChannels", "1", verifyingContract);
        vm.chainId(here);
        bytes32 digest = TypedData.digest(domain, TypedData.hashVoucher(payer, payee, 0, cumulative));
        (bytes32 r, bytes32 vs) = compact(SIGNER_KEY, digest);
        vm.prank(payee);
        (bool ok,) = address(channels).call(abi.encodeCall(channels.redeem, (payer, 0, cumulative, r, vs, payee)));
        vm.assertTrue(!ok, "redeemed");
    }

    /// Any part of the key changed is another key.
    function testFuzz_key_isInjective(address a, address b, address c, uint64 n, address d, uint64 m) public view {
        bytes32 key = channels.key(a, b, c, n);
        if (d != a) vm.assertTrue(key != channels.key(d, b, c, n), "payer");
        if (d != b) vm.assertTrue(key != channels.key(a, d, c, n), "payee");
        if (d != c) vm.assertTrue(key != channels.key(a, b, d, n), "signer");
        if (m != n) vm.assertTrue(key != channels.key(a, b, c, m), "nonce");
    }

    /// A batch pays what its vouchers would pay one by one.
    function testFuzz_redeemMany_paysWhatSinglesPay(uint96[5] calldata sums, bool tokens) public {
        bytes memory batch;
        uint256 total;
        for (uint64 i = 0; i < sums.length; i++) {
            openCounted();
            uint96 sum = 1 + sums[i] % LOT;
            batch = bytes.concat(batch, packed(i, sum));
            total += sum;
        }
        vm.prank(payee);
        vm.assertEq(channels.redeemMany(tokens ? payee : address(0), batch), total, "paid");
        vm.assertEq(tokens ? token.balanceOf(payee) - FUNDS : free(payee), total, "got");
        vm.prank(payee);
        (bool ok,) = address(channels).call(abi.encodeCall(channels.redeemMany, (payee, batch)));
        vm.assertTrue(!ok, "redeemed twice");
    }
}
