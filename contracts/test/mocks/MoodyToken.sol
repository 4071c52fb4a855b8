// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { LooseToken, Reenterer } from "./WeirdTokens.sol";

/// Behaves as its mood of the moment: an upgradeable token that may become anything.
contract MoodyToken is LooseToken(1e30) {
    /// Fair, returns false, reverts, keeps a hundredth, moves nothing and says true, calls back.
    enum Mood {
        FAIR,
        SILENT_REFUSAL,
        REVERT,
        TAX,
        LIE,
        CALLBACK
    }

    Mood public mood;
    Reenterer public reenterer;

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    function setReenterer(Reenterer reenterer_) external {
        reenterer = reenterer_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return move(from, to, value);
    }

    function move(address from, address to, uint256 value) private returns (bool) {
        Mood now_ = mood;
        if (now_ == Mood.SILENT_REFUSAL) return false;
        if (now_ == Mood.REVERT) revert("moody");
        if (now_ == Mood.LIE) return true;
        if (now_ == Mood.TAX) {
            _transfer(from, address(0xFEE), value / 100);
            value -= value / 100;
        }
        _transfer(from, to, value);
        if (now_ == Mood.CALLBACK) {
            mood = Mood.FAIR; // for what the callback moves
            reenterer.strike();
            mood = Mood.CALLBACK;
        }
        return true;
    }
}
