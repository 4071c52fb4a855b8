// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title ExactTransfer
/// @notice Moves tokens in and out of the calling contract so that its books stay true with any token: what comes in is
/// measured, so that tokens with a fee on transfer, or that lie, are refused.
library ExactTransfer {
    using SafeERC20 for IERC20;

    /// @notice The contract's balance did not rise by the amount pulled (base units).
    /// @param received Base units by which it rose.
    /// @param amount Base units pulled.
    error WrongAmountReceived(uint256 received, uint256 amount);
    /// @notice The transaction has too little gas to tell whether the token refuses a transfer.
    error OutOfGas();

    /// Gas that must be left behind a transfer that failed. Of what a caller has, it keeps a 64th: the token had 63 times this.
    uint256 private constant GAS_LEFT = 20_000;

    /// @notice Pulls exactly `amount` base units from `from`, or reverts. The difference of balances also catches a token
    /// that calls back during the transfer and moves other funds of the contract.
    function pull(IERC20 token, address from, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(from, address(this), amount);
        uint256 afterwards = token.balanceOf(address(this));
        // The subtraction is not checked: a balance that fell gives a huge difference, which is no amount either.
        unchecked {
            if (afterwards - before != amount) revert WrongAmountReceived(afterwards - before, amount);
        }
    }

    /// @notice Tries an ERC-2612 permit of `amount` for the calling contract. A permit that fails is ignored: somebody may
    /// have sent it first, and then the allowance is there; if it is not, the pull fails.
    function tryPermit(IERC20 token, address owner, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        internal
    {
        try IERC20Permit(address(token)).permit(owner, address(this), amount, deadline, v, r, s) { } catch { }
    }

    /// @notice Sends `amount` base units to `to`, and returns false if the token does not. So that one party which the token
    /// refuses to pay, or which has it refuse, cannot stop what concerns others.
    function tryPush(IERC20 token, address to, uint256 amount) internal returns (bool sent) {
        sent = token.trySafeTransfer(to, amount);
        // A caller that gives too little gas must not pass for a token that refuses.
        if (!sent && gasleft() < GAS_LEFT) revert OutOfGas();
    }

    /// @notice Sends `amount` base units to `to`, or reverts.
    function push(IERC20 token, address to, uint256 amount) internal {
        token.safeTransfer(to, amount);
    }
}
