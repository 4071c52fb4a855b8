// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Predicting } from "./Predicting.sol";
import { overflow, vm } from "./Vm.sol";

/// The payer's calls in any state with any arguments: what each does is told beforehand, down to the reason for which it refuses.
contract PayerPredictionTest is Predicting {
    uint256 private constant PAYER_KEY = 0xA11CE;

    /// Accounts, allowances and purses of all kinds.
    function begin(uint256 seed) private {
        roll(seed);
        payer = vm.addr(PAYER_KEY);
        fund(payer);
        if (rarely(4)) overPlenty();
        uint96 free_ = rarely(2) ? 0 : amountAround(LOT);
        if (rarely(8) && token.balanceOf(payer) > type(uint96).max) free_ = type(uint96).max - uint96(draw(LOT));
        if (free_ != 0) {
            vm.prank(payer);
            channels.deposit(free_);
        }
        limitAllowance(payer, address(channels));
    }

    /// Around what the payer has, or around the largest number.
    function anyAmount() private returns (uint96) {
        if (rarely(8)) return amountAround(type(uint96).max);
        return rarely(2) ? amountAround(free(payer)) : amountAround(LOT);
    }

    function orZero(address account) private returns (address) {
        return rarely(6) ? address(0) : account;
    }

    function named(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector);
    }

    function callAs(address actor, bytes memory call, bytes memory reason) private returns (bytes memory) {
        return outcome(address(channels), actor, call, reason);
    }

    /// Why an opening's parts are refused.
    function refusedParts(address payee_, address signer_, uint96 amount) private pure returns (bytes memory) {
        if (amount == 0) return named(IPaymentChannels.ZeroAmount.selector);
        if (payee_ == address(0) || signer_ == address(0)) return named(IPaymentChannels.ZeroAddress.selector);
        return "";
    }

    function missingOf(uint256 amount) private view returns (uint256) {
        return amount > free(payer) ? amount - free(payer) : 0;
    }

    // ---------------------------------------------------------------------------------------- accounts

    function testFuzz_deposit_isPredicted(uint256 seed) public {
        begin(seed);
        uint96 amount = anyAmount();
        bytes memory reason = pulling(payer, address(channels), amount);
        if (uint256(free(payer)) + amount > type(uint96).max) reason = overflow();
        if (amount == 0) reason = named(IPaymentChannels.ZeroAmount.selector);
        uint96 before = free(payer);
        callAs(payer, abi.encodeCall(channels.deposit, (amount)), reason);
        vm.assertEq(free(payer), reason.length == 0 ? before + amount : before, "free");
    }

    function testFuzz_depositFor_isPredicted(uint256 seed) public {
        begin(seed);
        address to = orZero(rarely(2) ? payer : stranger);
        uint96 amount = anyAmount();
        bytes memory reason = pulling(payer, address(channels), amount);
        if (uint256(free(to)) + amount > type(uint96).max) reason = overflow();
        if (amount == 0) reason = named(IPaymentChannels.ZeroAmount.selector);
        if (to == address(0)) reason = named(IPaymentChannels.ZeroAddress.selector);
        uint96 before = free(to);
        callAs(payer, abi.encodeCall(channels.depositFor, (to, amount)), reason);
        vm.assertEq(free(to), reason.length == 0 ? before + amount : before, "free");
    }

    function testFuzz_withdraw_isPredicted(uint256 seed) public {
        begin(seed);
        uint96 amount = anyAmount();
        address to = orZero(rarely(6) ? address(channels) : stranger);
        bytes memory reason;
        if (to != stranger) reason = abi.encodeWithSelector(IPaymentChannels.InvalidRecipient.selector, to);
        if (amount > free(payer)) {
            reason = abi.encodeWithSelector(IPaymentChannels.InsufficientFree.selector, free(payer), amount);
        }
        if (amount == 0) reason = named(IPaymentChannels.ZeroAmount.selector);
        uint96 before = free(payer);
        callAs(payer, abi.encodeCall(channels.withdraw, (to, amount)), reason);
        if (reason.length != 0) return vm.assertEq(free(payer), before, "free");
        vm.assertEq(free(payer), before - amount, "free");
        vm.assertEq(token.balanceOf(stranger), amount, "tokens");
    }

    // ----------------------------------------------------------------------------------------- opening

    function testFuzz_open_isPredicted(uint256 seed) public {
        begin(seed);
        (address to, address by, uint96 amount) = (orZero(payee), orZero(signer), anyAmount());
        uint256 missing = missingOf(amount);
        bytes memory reason = refusedParts(to, by, amount);
        if (reason.length == 0) reason = pulling(payer, address(channels), missing);
        (uint96 before, uint256 tokens) = (free(payer), token.balanceOf(payer));
        bytes memory result = callAs(payer, abi.encodeCall(channels.open, (to, by, amount)), reason);
        vm.assertEq(channels.accountOf(payer).nextNonce, reason.length == 0 ? 1 : 0, "next nonce");
        if (reason.length != 0) return vm.assertEq(free(payer), before, "free");
        (bytes32 key, uint64 nonce) = abi.decode(result, (bytes32, uint64));
        vm.assertEq(nonce, 0, "nonce");
        vm.assertEq(key, channels.key(payer, to, by, 0), "key");
        check(key, amount, 0, 0, 0);
        vm.assertEq(free(payer), before - (amount - missing), "free");
        vm.assertEq(token.balanceOf(payer), tokens - missing, "tokens");
    }

    function testFuzz_openMany_isPredicted(uint256 seed) public {
        begin(seed);
        address by = orZero(signer);
        uint256 count = draw(4);
        bytes memory batch;
        bytes memory reason;
        uint256 total;
        for (uint256 i = 0; i < count; i++) {
            (address to, uint96 amount) = (rarely(12) ? address(0) : payee, rarely(12) ? 0 : anyAmount());
            batch = bytes.concat(batch, abi.encodePacked(to, amount));
            if (reason.length != 0) continue;
            reason = refusedParts(to, by, amount);
            total += amount;
            if (reason.length == 0 && total > type(uint96).max) reason = overflow();
        }
        if (rarely(8)) batch = bytes.concat(batch, new bytes(1 + draw(31)));
        if (batch.length == 0 || batch.length % 32 != 0) {
            reason = abi.encodeWithSelector(IPaymentChannels.InvalidBatch.selector, batch.length);
        }
        uint256 missing = missingOf(total);
        if (reason.length == 0) reason = pulling(payer, address(channels), missing);
        (uint96 before, uint256 tokens) = (free(payer), token.balanceOf(payer));
        callAs(payer, abi.encodeCall(channels.openMany, (by, batch)), reason);
        vm.assertEq(channels.accountOf(payer).nextNonce, reason.length == 0 ? count : 0, "next nonce");
        if (reason.length != 0) return vm.assertEq(free(payer), before, "free");
        vm.assertEq(free(payer), before - (total - missing), "free");
        vm.assertEq(token.balanceOf(payer), tokens - missing, "tokens");
        uint256 locked;
        for (uint64 i = 0; i < count; i++) {
            locked += channels.channelOf(channels.key(payer, payee, signer, i)).deposit;
        }
        vm.assertEq(locked, total, "deposits");
    }

    /// A nonce on either side of the salted ones, that may be used.
    function anyNonce() private returns (uint64) {
        uint64[4] memory nonces = [0, SALTED - 1, SALTED, type(uint64).max];
        uint64 nonce = nonces[draw(4)];
        if (nonce < SALTED || rarely(2)) return nonce;
        // The payer has used it: the channel is open, or closed for ever.
        vm.prank(payer);
        token.approve(address(channels), type(uint256).max);
        vm.prank(payer);
        channels.openSalted(payee, signer, nonce, 7);
        if (rarely(2)) {
            vm.prank(payee);
            channels.release(payer, signer, nonce);
        }
        limitAllowance(payer, address(channels));
        return nonce;
    }

    function used(bytes32 key) private view returns (bool) {
        IPaymentChannels.Channel memory c = channels.channelOf(key);
        return c.deposit != 0 || c.flags != 0;
    }

    function testFuzz_openSalted_isPredicted(uint256 seed) public {
        begin(seed);
        (address to, address by, uint96 amount, uint64 nonce) = (orZero(payee), orZero(signer), anyAmount(), anyNonce());
        bytes32 key = channels.key(payer, to, by, nonce);
        bytes memory reason = refusedParts(to, by, amount);
        if (reason.length == 0 && used(key)) reason = abi.encodeWithSelector(IPaymentChannels.KeyUsed.selector, key);
        if (reason.length == 0) reason = pulling(payer, address(channels), amount);
        if (nonce < SALTED) reason = abi.encodeWithSelector(IPaymentChannels.InvalidNonce.selector, nonce, SALTED);
        (uint96 before, uint256 tokens) = (free(payer), token.balanceOf(payer));
        callAs(payer, abi.encodeCall(channels.openSalted, (to, by, nonce, amount)), reason);
        vm.assertEq(free(payer), before, "free");
        vm.assertEq(token.balanceOf(payer), reason.length == 0 ? tokens - amount : tokens, "tokens");
        if (reason.length == 0) check(key, amount, 0, 0, 0);
    }

    function testFuzz_openWithPermit_isPredicted(uint256 seed) public {
        begin(seed);
        (address to, address by, uint96 amount, uint64 nonce) = (orZero(payee), orZero(signer), anyAmount(), anyNonce());
        bool permitted = !rarely(3);
        (uint8 v, bytes32 r, bytes32 s) = loose
            ? (27, bytes32(0), bytes32(0))
            : permit(permitted ? PAYER_KEY : 0xBAD, address(channels), amount, block.timestamp);
        bytes32 key = channels.key(payer, to, by, nonce);
        bytes memory reason = refusedParts(to, by, amount);
        if (reason.length == 0 && used(key)) reason = abi.encodeWithSelector(IPaymentChannels.KeyUsed.selector, key);
        uint256 allowed = permitted ? amount : token.allowance(payer, address(channels));
        if (reason.length == 0) reason = pullingAllowed(payer, address(channels), amount, allowed);
        if (nonce == SALTED - 1) reason = abi.encodeWithSelector(IPaymentChannels.InvalidNonce.selector, nonce, 0);
        bytes memory call = abi.encodeCall(channels.openWithPermit, (to, by, nonce, amount, block.timestamp, v, r, s));
        callAs(payer, call, reason);
        vm.assertEq(channels.accountOf(payer).nextNonce, reason.length == 0 && nonce == 0 ? 1 : 0, "next nonce");
        if (reason.length == 0) check(key, amount, 0, 0, 0);
    }

    function testFuzz_topUp_isPredicted(uint256 seed) public {
        begin(seed);
        if (free(payer) < LOT && token.allowance(payer, address(channels)) < LOT) return; // it cannot open
        vm.prank(payer);
        (bytes32 key,) = channels.open(payee, signer, 1 + uint96(draw(LOT)));
        if (rarely(2)) {
            vm.prank(payer);
            channels.startClose(payee, signer, 0);
        }
        if (rarely(6)) {
            vm.prank(payee);
            channels.release(payer, signer, 0);
        }
        IPaymentChannels.Channel memory c = channels.channelOf(key);
        uint96 amount = anyAmount();
        (uint96 before, uint256 missing) = (free(payer), missingOf(amount));
        bytes memory reason = pulling(payer, address(channels), missing);
        if (uint256(c.deposit) + amount > type(uint96).max) reason = overflow();
        if (c.deposit == 0) reason = abi.encodeWithSelector(IPaymentChannels.NoChannel.selector, key);
        if (amount == 0) reason = named(IPaymentChannels.ZeroAmount.selector);
        callAs(payer, abi.encodeCall(channels.topUp, (payee, signer, 0, amount)), reason);
        if (reason.length != 0) return check(key, c.deposit, 0, c.closeAt, 0);
        check(key, c.deposit + amount, 0, 0, 0);
        vm.assertEq(free(payer), before - (amount - missing), "free");
    }
}
