// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { ChannelActors } from "./ChannelActors.sol";
import { vm } from "./Vm.sol";

/// What holds after every call of a run (invariant_), and in every corner when the run is over (afterInvariant).
abstract contract ChannelsInvariants {
    ChannelActors internal actors;

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// For ever: what is held covers what is owed, in all and in the channel of the last call.
    function invariant_solventAndByTheBooks() public view virtual {
        vm.assertGe(actors.tokensOf(address(actors.books())), actors.ghostOwed(), "held");
        if (actors.count() != 0) checkChannel(actors.touched());
    }

    function afterInvariant() public view {
        uint256 owed;
        for (uint256 i = 0; i < actors.count(); i++) {
            checkChannel(i);
            IPaymentChannels.Channel memory c = actors.books().channelOf(actors.keyOf(i));
            owed += c.deposit - c.claimed;
        }
        for (uint256 i = 0; i <= actors.ACTORS(); i++) {
            address actor = i == actors.ACTORS() ? address(actors.attacker()) : actors.actorAt(i);
            vm.assertEq(actors.books().accountOf(actor).free, actors.ghostFree(actor), "free");
            vm.assertEq(actors.tokensOf(actor), actors.ghostTokens(actor), "tokens");
            owed += actors.ghostFree(actor);
        }
        vm.assertEq(owed, actors.ghostOwed(), "owed");
        vm.assertGe(actors.tokensOf(address(actors.books())), owed, "held");
    }

    /// A channel is as the second books have it; a closed one is empty, and marked when it is salted.
    function checkChannel(uint256 i) private view {
        (,,, uint64 nonce, uint256 deposit, uint256 claimed, uint256 closeAt, bool closed) = actors.ghosts(i);
        IPaymentChannels.Channel memory c = actors.books().channelOf(actors.keyOf(i));
        vm.assertEq(c.deposit, closed ? 0 : deposit, "deposit");
        vm.assertEq(c.claimed, closed ? 0 : claimed, "claimed");
        vm.assertEq(c.closeAt, closed ? 0 : closeAt, "closeAt");
        vm.assertEq(c.flags, closed && nonce >= 1 << 63 ? 1 : 0, "flags");
        vm.assertGe(c.deposit, c.claimed, "deposit");
    }
}

contract ChannelsInvariantTest is ChannelsInvariants {
    function setUp() public {
        actors = new ChannelActors(false, 8);
    }
}

/// The same over a token that changes its mood.
contract HostileChannelsInvariantTest is ChannelsInvariants {
    function setUp() public {
        actors = new ChannelActors(true, 8);
    }
}

/// The same in a crowd of 64: deposits of many stand beside one another, and none pays for another.
contract CrowdedChannelsInvariantTest is ChannelsInvariants {
    function setUp() public {
        actors = new ChannelActors(true, 64);
    }

    /// forge-config: default.invariant.runs = 40
    function invariant_solventAndByTheBooks() public view override {
        super.invariant_solventAndByTheBooks();
    }
}
