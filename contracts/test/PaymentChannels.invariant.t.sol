// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";

/// Any actor does anything in any order. Beside the contract stands a second set of books ("ghosts"), kept by rules of its
/// own; every call's outcome is told from them before it is made.
contract ChannelActors is Fixture {
    struct Ghost {
        address payer;
        address payee;
        uint64 nonce;
        uint256 deposit;
        uint256 claimed;
        uint256 closeAt;
        bool closed;
    }

    address[3] public payers = [address(0x11), address(0x12), address(0x13)];
    address[3] public payees = [address(0x21), address(0x22), address(0x13)]; // the third is on both sides
    Ghost[] public ghosts;
    mapping(address => uint256) public ghostFree;
    mapping(address => uint256) public ghostTokens;
    uint256 public redeemed;
    uint256 public closes;
    uint256 public refusals;

    constructor() {
        for (uint256 i = 0; i < 3; i++) {
            fund(payers[i]);
            ghostTokens[payers[i]] = FUNDS;
        }
    }

    // ------------------------------------------------------------------------------------------- money in

    function deposit(uint256 who, uint64 amount) external {
        address actor = payers[who % 3];
        if (expect(actor, abi.encodeCall(channels.deposit, (amount)), amount != 0)) {
            ghostTokens[actor] -= amount;
            ghostFree[actor] += amount;
        }
    }

    function open(uint256 who, uint256 whom, uint64 amount) external {
        (address from, address to) = (payers[who % 3], payees[whom % 3]);
        uint64 nonce = channels.accountOf(from).nextNonce;
        if (expect(from, abi.encodeCall(channels.open, (to, signer, amount)), amount != 0)) {
            spend(from, amount);
            ghosts.push(Ghost(from, to, nonce, amount, 0, 0, false));
        }
    }

    function openSalted(uint256 who, uint256 whom, uint8 salt, uint64 amount) external {
        (address from, address to) = (payers[who % 3], payees[whom % 3]);
        uint64 nonce = SALTED + salt % 8; // few, so that they meet again
        bool used = false;
        for (uint256 i = 0; i < ghosts.length; i++) {
            used = used || (ghosts[i].payer == from && ghosts[i].payee == to && ghosts[i].nonce == nonce);
        }
        if (expect(from, abi.encodeCall(channels.openSalted, (to, signer, nonce, amount)), amount != 0 && !used)) {
            ghostTokens[from] -= amount;
            ghosts.push(Ghost(from, to, nonce, amount, 0, 0, false));
        }
    }

    function topUp(uint256 i, uint256 who, uint64 amount) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        address actor = who % 4 == 0 ? payees[who % 2] : g.payer;
        bool ok = amount != 0 && !g.closed && actor == g.payer;
        if (expect(actor, abi.encodeCall(channels.topUp, (g.payee, signer, g.nonce, amount)), ok)) {
            spend(actor, amount);
            g.deposit += amount;
            g.closeAt = 0;
        }
    }

    // ------------------------------------------------------------------------------------------ redeeming

    function redeem(uint256 i, uint256 sum, uint256 door) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        uint96 cumulative = sumFor(g, sum);
        (bytes32 r, bytes32 vs) = sign(g, cumulative);
        bytes memory call;
        if (door % 4 == 0) call = abi.encodeCall(channels.redeem, (g.payer, g.nonce, cumulative, r, vs, g.payee));
        if (door % 4 == 1) call = abi.encodeCall(channels.redeem, (g.payer, g.nonce, cumulative, r, vs, address(0)));
        if (door % 4 == 2) call = abi.encodeCall(channels.redeemFor, (g.payee, g.payer, g.nonce, cumulative, r, vs));
        if (door % 4 == 3) {
            call = abi.encodeCall(channels.redeemMany, (g.payee, abi.encodePacked(g.payer, g.nonce, cumulative, r, vs)));
        }
        bool ok = !g.closed && cumulative > g.claimed && cumulative <= g.deposit;
        if (expect(door % 4 == 2 ? stranger : g.payee, call, ok)) {
            pay(g, cumulative, door % 4 == 0 || door % 4 == 3);
        }
    }

    /// One voucher of each channel of a payee in one batch; some channel twice when asked.
    function redeemMany(uint256 who, uint256 sum, bool twice) external {
        address to = payees[who % 3];
        bytes memory batch;
        bool ok = !twice;
        for (uint256 i = 0; i < ghosts.length; i++) {
            Ghost storage g = ghosts[i];
            if (g.payee != to || g.closed || g.claimed == g.deposit) continue;
            uint96 cumulative = uint96(g.claimed + 1 + sum % (g.deposit - g.claimed));
            (bytes32 r, bytes32 vs) = sign(g, cumulative);
            bytes memory one = abi.encodePacked(g.payer, g.nonce, cumulative, r, vs);
            batch = twice && batch.length == 0 ? bytes.concat(one, one) : bytes.concat(batch, one);
        }
        if (!expect(to, abi.encodeCall(channels.redeemMany, (address(0), batch)), ok && batch.length != 0)) return;
        for (uint256 i = 0; i < ghosts.length; i++) {
            Ghost storage g = ghosts[i];
            if (g.payee != to || g.closed || g.claimed == g.deposit) continue;
            pay(g, uint96(g.claimed + 1 + sum % (g.deposit - g.claimed)), false);
        }
    }

    // -------------------------------------------------------------------------------------------- closing

    function close(uint256 i, uint256 sum, bool tokens) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        uint96 cumulative = sumFor(g, sum);
        (bytes32 r, bytes32 vs) = sign(g, cumulative);
        address to = tokens ? g.payee : address(0);
        bool ok = !g.closed && cumulative >= g.claimed && cumulative <= g.deposit;
        if (expect(g.payee, abi.encodeCall(channels.close, (g.payer, g.nonce, cumulative, r, vs, to)), ok)) {
            pay(g, cumulative, tokens);
            end(g, g.nonce >= SALTED);
        }
    }

    function release(uint256 i) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        if (expect(g.payee, abi.encodeCall(channels.release, (g.payer, signer, g.nonce)), !g.closed)) {
            end(g, g.nonce >= SALTED);
        }
    }

    function startClose(uint256 i) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        bool ok = !g.closed && g.closeAt == 0;
        if (expect(g.payer, abi.encodeCall(channels.startClose, (g.payee, signer, g.nonce)), ok)) {
            g.closeAt = block.timestamp + CHALLENGE;
        }
    }

    function finishClose(uint256 i, bool tokens) external {
        if (ghosts.length == 0) return;
        Ghost storage g = ghosts[i % ghosts.length];
        bool ok = !g.closed && g.closeAt != 0 && block.timestamp >= g.closeAt;
        address to = tokens ? g.payer : address(0);
        if (expect(g.payer, abi.encodeCall(channels.finishClose, (g.payee, signer, g.nonce, to)), ok)) end(g, tokens);
    }

    // ------------------------------------------------------------------------------------------- money out

    function withdraw(uint256 who, uint64 amount) external {
        address actor = who % 2 == 0 ? payers[(who / 2) % 3] : payees[(who / 2) % 3];
        bool ok = amount != 0 && amount <= ghostFree[actor];
        if (expect(actor, abi.encodeCall(channels.withdraw, (actor, amount)), ok)) {
            ghostFree[actor] -= amount;
            ghostTokens[actor] += amount;
        }
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time % (2 * CHALLENGE));
    }

    /// Anybody may send tokens to the contract; they belong to nobody.
    function donate(uint8 amount) external {
        require(token.transfer(address(channels), amount), "donate");
    }

    // ---------------------------------------------------------------------------------------- the ghosts' rules

    /// Makes a call that must succeed, or must not.
    function expect(address actor, bytes memory call, bool ok) private returns (bool) {
        vm.prank(actor);
        (bool done,) = address(channels).call(call);
        vm.assertTrue(
            done == ok, ok ? "a call that should have succeeded reverted" : "a call that should revert passed"
        );
        if (!ok) refusals++;
        return ok;
    }

    function spend(address actor, uint256 amount) private {
        uint256 fromFree = amount < ghostFree[actor] ? amount : ghostFree[actor];
        ghostFree[actor] -= fromFree;
        ghostTokens[actor] -= amount - fromFree;
    }

    function pay(Ghost storage g, uint256 cumulative, bool tokens) private {
        if (tokens) ghostTokens[g.payee] += cumulative - g.claimed;
        else ghostFree[g.payee] += cumulative - g.claimed;
        if (cumulative != g.claimed) redeemed++;
        g.claimed = cumulative;
    }

    function end(Ghost storage g, bool tokens) private {
        if (tokens) ghostTokens[g.payer] += g.deposit - g.claimed;
        else ghostFree[g.payer] += g.deposit - g.claimed;
        g.closed = true;
        closes++;
    }

    /// Mostly a sum that the channel can pay, sometimes an old one or one too large.
    function sumFor(Ghost storage g, uint256 sum) private view returns (uint96) {
        return uint96(sum % (g.deposit + 1 + g.deposit / 8));
    }

    function sign(Ghost storage g, uint96 cumulative) private view returns (bytes32 r, bytes32 vs) {
        return compact(SIGNER_KEY, channels.hashVoucher(g.payer, g.payee, g.nonce, cumulative));
    }

    // ------------------------------------------------------------------------------------------- for the suite

    function count() external view returns (uint256) {
        return ghosts.length;
    }

    function books() external view returns (IPaymentChannels) {
        return channels;
    }

    /// Base units that the contract owes to anybody, by its own books.
    function owed() external view returns (uint256 sum) {
        for (uint256 i = 0; i < 3; i++) {
            sum += free(payers[i]);
            if (payees[i] != payers[2]) sum += free(payees[i]);
        }
        for (uint256 i = 0; i < ghosts.length; i++) {
            IPaymentChannels.Channel memory c = channels.channelOf(keyOf(i));
            sum += c.deposit - c.claimed;
        }
    }

    function keyOf(uint256 i) public view returns (bytes32) {
        return channels.key(ghosts[i].payer, ghosts[i].payee, signer, ghosts[i].nonce);
    }

    function held() external view returns (uint256) {
        return token.balanceOf(address(channels));
    }

    function tokensOf(address account) external view returns (uint256) {
        return token.balanceOf(account);
    }
}

contract ChannelsInvariantTest {
    ChannelActors private actors;

    function setUp() public {
        actors = new ChannelActors();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// For ever: what is held covers what is owed.
    function invariant_solvent() public view {
        vm.assertGe(actors.held(), actors.owed(), "held");
    }

    /// Accounts and purses are those of the ghosts.
    function invariant_accountsMatchGhosts() public view {
        for (uint256 i = 0; i < 6; i++) {
            address actor = i < 3 ? actors.payers(i) : actors.payees(i - 3);
            vm.assertEq(actors.books().accountOf(actor).free, actors.ghostFree(actor), "free");
            vm.assertEq(actors.tokensOf(actor), actors.ghostTokens(actor), "tokens");
        }
    }

    /// Channels are those of the ghosts; a closed one is empty, and marked when it is salted.
    function invariant_channelsMatchGhosts() public view {
        for (uint256 i = 0; i < actors.count(); i++) {
            (,, uint64 nonce, uint256 deposit, uint256 claimed, uint256 closeAt, bool closed) = actors.ghosts(i);
            IPaymentChannels.Channel memory c = actors.books().channelOf(actors.keyOf(i));
            vm.assertEq(c.deposit, closed ? 0 : deposit, "deposit");
            vm.assertEq(c.claimed, closed ? 0 : claimed, "claimed");
            vm.assertEq(c.closeAt, closed ? 0 : closeAt, "closeAt");
            vm.assertEq(c.flags, closed && nonce >= 1 << 63 ? 1 : 0, "flags");
            vm.assertGe(c.deposit, c.claimed, "deposit");
        }
    }
}
