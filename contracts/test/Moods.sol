// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Fixture, Token } from "./Fixture.sol";
import { vm } from "./Vm.sol";
import { MoodyToken } from "./mocks/MoodyToken.sol";

/// Handlers of an invariant suite over a token whose moods they know; without moods it is CastoToken, which is always fair.
abstract contract Moods is Fixture {
    MoodyToken internal moody;
    MoodyToken.Mood internal mood;
    /// Base units of each account, by the test's own books.
    mapping(address => uint256) public ghostTokens;

    constructor(bool hostile) {
        if (!hostile) return;
        moody = new MoodyToken();
        token = Token(address(moody));
        channels = deployChannels(address(token), CHALLENGE);
    }

    function give(address account, address spender) internal {
        require(token.transfer(account, FUNDS), "fund");
        ghostTokens[account] += FUNDS;
        vm.prank(account);
        token.approve(spender, type(uint256).max);
    }

    /// The token changes its mood; it is fair half of the time.
    function swing(uint8 to) external {
        if (address(moody) == address(0)) return;
        mood = to % 2 == 0 ? MoodyToken.Mood.FAIR : MoodyToken.Mood(to / 2 % 6);
        moody.setMood(mood);
    }

    /// Whether the token takes so much from somebody in full.
    function pulls(uint256 amount) internal view returns (bool) {
        if (amount == 0 || mood == MoodyToken.Mood.FAIR || mood == MoodyToken.Mood.CALLBACK) return true;
        return mood == MoodyToken.Mood.TAX && amount < 100;
    }

    /// Whether the token pays so much to somebody, or at least says so.
    function pushes(uint256 amount) internal view returns (bool) {
        return amount == 0 || (mood != MoodyToken.Mood.SILENT_REFUSAL && mood != MoodyToken.Mood.REVERT);
    }

    /// Books what reaches an account.
    function arrive(address account, uint256 amount) internal {
        if (mood == MoodyToken.Mood.LIE) return;
        ghostTokens[account] += mood == MoodyToken.Mood.TAX ? amount - amount / 100 : amount;
    }

    /// Makes a call that must succeed, or must not.
    function expect(address target, address actor, bytes memory call, bool ok) internal returns (bool) {
        vm.prank(actor);
        (bool done,) = target.call(call);
        vm.assertTrue(
            done == ok, ok ? "a call that should have succeeded reverted" : "a call that should revert passed"
        );
        return ok;
    }

    function tokensOf(address account) external view returns (uint256) {
        return token.balanceOf(account);
    }
}
