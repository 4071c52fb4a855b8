// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Fixture, Token } from "./Fixture.sol";
import { vm } from "./Vm.sol";
import { Plenty } from "./mocks/WeirdTokens.sol";
import { IERC20Errors } from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// A source of choices from one fuzzed number, and calls whose outcome is told beforehand.
abstract contract Dice {
    uint256 private seed;
    uint256 private drawn;

    function roll(uint256 seed_) internal {
        seed = seed_;
    }

    /// The next choice, below `n`.
    function draw(uint256 n) internal returns (uint256) {
        return uint256(keccak256(abi.encode(seed, drawn++))) % n;
    }

    /// True once in `n` times.
    function rarely(uint256 n) internal returns (bool) {
        return draw(n) == 0;
    }

    /// Zero, one, the most, one more than that, or anything up to twice the most.
    function amountAround(uint96 most) internal returns (uint96) {
        uint256 kind = draw(8);
        if (kind == 0) return 0;
        if (kind == 1) return 1;
        if (kind == 2) return most;
        if (kind == 3) return most == type(uint96).max ? most : most + 1;
        uint256 any = kind == 4 ? draw(2 * (uint256(most) + 1)) : draw(uint256(most) + 1);
        return any > type(uint96).max ? type(uint96).max : uint96(any);
    }
}

abstract contract Predicting is Fixture, Dice {
    /// The token knows neither allowances nor permits.
    bool internal loose;

    /// Makes a call that must revert with `reason`, or succeed when there is none.
    function outcome(address target, address actor, bytes memory call, bytes memory reason)
        internal
        returns (bytes memory result)
    {
        bool ok;
        vm.prank(actor);
        (ok, result) = target.call(call);
        if (ok) vm.assertEq(reason, "", "passed, though it should revert so");
        else vm.assertEq(result, reason, "reason");
    }

    /// Why a pull from an account would fail; nothing when it would not.
    function pulling(address from, address spender, uint256 amount) internal view returns (bytes memory) {
        return pullingAllowed(from, spender, amount, token.allowance(from, spender));
    }

    function pullingAllowed(address from, address spender, uint256 amount, uint256 allowed)
        internal
        view
        returns (bytes memory)
    {
        if (amount == 0) return "";
        if (!loose && allowed < amount) {
            return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, spender, allowed, amount);
        }
        uint256 balance = token.balanceOf(from);
        if (balance < amount) {
            return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, from, balance, amount);
        }
        return "";
    }

    /// Sometimes gives an account an allowance that is not unlimited.
    function limitAllowance(address owner, address spender) internal {
        if (!rarely(3)) return;
        vm.prank(owner);
        token.approve(spender, draw(2 * LOT));
    }

    /// Puts the channels over a token with more than uint96 counts, which payer and payee have and never run out of.
    function overPlenty() internal {
        loose = true;
        token = Token(address(new Plenty()));
        channels = deployChannels(address(token), CHALLENGE);
        require(token.transfer(payer, 1 << 200) && token.transfer(payee, 1 << 200), "fund");
        vm.prank(payer);
        token.approve(address(channels), type(uint256).max);
        vm.prank(payee);
        token.approve(address(channels), type(uint256).max);
    }
}
