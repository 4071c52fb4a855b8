// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { Moods } from "./Moods.sol";
import { vm } from "./Vm.sol";
import { MoodyToken } from "./mocks/MoodyToken.sol";
import { Reenterer } from "./mocks/WeirdTokens.sol";

/// Any of many actors does anything to any other in any order. Beside the contract stands a second set of books ("ghosts"),
/// kept by rules of its own; every call's outcome is told from them before it is made. One more, the attacker, withdraws a unit
/// whenever the token calls it back.
contract ChannelActors is Moods {
    struct Ghost {
        address payer;
        address payee;
        uint256 signerKey;
        uint64 nonce;
        uint256 deposit;
        uint256 claimed;
        uint256 closeAt;
        bool closed;
    }

    uint256 public immutable ACTORS;
    Ghost[] public ghosts;
    mapping(address => uint256) public ghostFree;
    mapping(address => uint64) private nextNonce;
    uint256 public ghostOwed; // to all, by the second books
    uint256 public touched; // the channel of the last call
    Reenterer public attacker;

    constructor(bool hostile, uint256 actors) Moods(hostile) {
        ACTORS = actors;
        for (uint256 i = 0; i < ACTORS; i++) {
            give(actorAt(i), address(channels));
        }
        attacker = new Reenterer();
        attacker.prepare(address(channels), abi.encodeCall(channels.withdraw, (address(attacker), 1)));
        if (hostile) moody.setReenterer(attacker);
    }

    function actorAt(uint256 i) public view returns (address) {
        return address(uint160(0x1000 + i % ACTORS));
    }

    function signerAt(uint256 i) private pure returns (uint256) {
        return SIGNER_KEY + i % 2;
    }

    function call(address actor, bytes memory data, bool ok) private returns (bool) {
        return expect(address(channels), actor, data, ok);
    }

    /// Whether a pull goes well: the attacker's withdrawal in the midst of it spoils it.
    function pullable(uint256 amount, uint256 attackersFree) private view returns (bool) {
        if (amount != 0 && mood == MoodyToken.Mood.CALLBACK && attackersFree != 0) return false;
        return pulls(amount);
    }

    // ---------------------------------------------------------------------------------------------- money in

    function deposit(uint256 who, uint256 whom, uint64 amount) external {
        address actor = actorAt(who);
        address to = whom % (ACTORS + 1) == ACTORS ? address(attacker) : actorAt(whom);
        uint256 raided = ghostFree[address(attacker)] + (to == address(attacker) ? amount : 0);
        bool ok = amount != 0 && pullable(amount, raided);
        bytes memory data = abi.encodeCall(channels.depositFor, (to, amount));
        if (to == actor) data = abi.encodeCall(channels.deposit, (amount));
        if (!call(actor, data, ok)) return;
        ghostTokens[actor] -= amount;
        ghostFree[to] += amount;
        ghostOwed += amount;
    }

    function open(uint256 who, uint256 whom, uint256 by, uint64 amount) external {
        (address from, address to, uint256 key) = (actorAt(who), actorAt(whom), signerAt(by));
        bool ok = amount != 0 && pullable(missing(from, amount), ghostFree[address(attacker)]);
        if (call(from, abi.encodeCall(channels.open, (to, vm.addr(key), amount)), ok)) {
            spend(from, amount);
            begin(Ghost(from, to, key, nextNonce[from]++, amount, 0, 0, false));
        }
    }

    function openMany(uint256 who, uint256 whom, uint64 amount, uint8 openings) external {
        (address from, uint256 key) = (actorAt(who), signerAt(who));
        openings %= 4;
        bytes memory batch;
        for (uint256 i = 0; i < openings; i++) {
            batch = bytes.concat(batch, abi.encodePacked(actorAt(whom % ACTORS + i), uint96(amount)));
        }
        uint256 total = uint256(amount) * openings;
        bool ok = total != 0 && pullable(missing(from, total), ghostFree[address(attacker)]);
        if (!call(from, abi.encodeCall(channels.openMany, (vm.addr(key), batch)), ok)) return;
        spend(from, total);
        for (uint256 i = 0; i < openings; i++) {
            begin(Ghost(from, actorAt(whom % ACTORS + i), key, nextNonce[from]++, amount, 0, 0, false));
        }
    }

    function openSalted(uint256 who, uint256 whom, uint8 salt, uint64 amount) external {
        (address from, address to) = (actorAt(who), actorAt(who % ACTORS + 1 + whom % 2));
        (uint256 key, uint64 nonce) = (signerAt(whom), SALTED + salt % 2); // few, so that they meet again
        bool used = find(from, to, key, nonce) != ghosts.length;
        bool ok = amount != 0 && !used && pullable(amount, ghostFree[address(attacker)]);
        if (call(from, abi.encodeCall(channels.openSalted, (to, vm.addr(key), nonce, amount)), ok)) {
            ghostTokens[from] -= amount;
            begin(Ghost(from, to, key, nonce, amount, 0, 0, false));
        }
    }

    function topUp(uint256 i, uint256 who, uint64 amount) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        address actor = who % 4 == 0 ? actorAt(who) : g.payer;
        // Somebody else's call may concern a channel of its own, of the same payee, signer and nonce.
        uint256 its = find(actor, g.payee, g.signerKey, g.nonce);
        if (its != ghosts.length) g = at(its);
        bool ok = amount != 0 && its != ghosts.length && !g.closed
            && pullable(missing(actor, amount), ghostFree[address(attacker)]);
        if (call(actor, abi.encodeCall(channels.topUp, (g.payee, vm.addr(g.signerKey), g.nonce, amount)), ok)) {
            spend(actor, amount);
            g.deposit += amount;
            g.closeAt = 0;
            ghostOwed += amount;
        }
    }

    // --------------------------------------------------------------------------------------------- redeeming

    function redeem(uint256 i, uint256 sum, uint256 door) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        uint96 cumulative = sumFor(g, sum);
        (bytes32 r, bytes32 vs) = sign(g, cumulative);
        bytes memory data;
        if (door % 4 == 0) data = abi.encodeCall(channels.redeem, (g.payer, g.nonce, cumulative, r, vs, g.payee));
        if (door % 4 == 1) data = abi.encodeCall(channels.redeem, (g.payer, g.nonce, cumulative, r, vs, address(0)));
        if (door % 4 == 2) data = abi.encodeCall(channels.redeemFor, (g.payee, g.payer, g.nonce, cumulative, r, vs));
        if (door % 4 == 3) {
            data = abi.encodeCall(channels.redeemMany, (g.payee, abi.encodePacked(g.payer, g.nonce, cumulative, r, vs)));
        }
        bool tokens = door % 4 == 0 || door % 4 == 3;
        bool ok = !g.closed && cumulative > g.claimed && cumulative <= g.deposit && (!tokens || pushes(1));
        if (call(door % 4 == 2 ? stranger : g.payee, data, ok)) pay(g, cumulative, tokens);
    }

    /// One voucher of each channel of a payee in one batch; some channel twice when asked.
    function redeemMany(uint256 who, uint256 sum, bool twice) external {
        address to = actorAt(who);
        bytes memory batch;
        for (uint256 i = 0; i < ghosts.length; i++) {
            Ghost storage g = ghosts[i];
            if (g.payee != to || g.closed || g.claimed == g.deposit) continue;
            (bytes32 r, bytes32 vs) = sign(g, risen(g, sum));
            bytes memory one = abi.encodePacked(g.payer, g.nonce, risen(g, sum), r, vs);
            batch = twice && batch.length == 0 ? bytes.concat(one, one) : bytes.concat(batch, one);
        }
        bool ok = !twice && batch.length != 0;
        if (!call(to, abi.encodeCall(channels.redeemMany, (address(0), batch)), ok)) return;
        for (uint256 i = 0; i < ghosts.length; i++) {
            Ghost storage g = ghosts[i];
            if (g.payee == to && !g.closed && g.claimed != g.deposit) pay(g, risen(g, sum), false);
        }
    }

    /// The payer pays without vouchers, out of one channel, or twice the same when asked.
    function payMany(uint256 i, uint256 sum, bool twice) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        uint96 cumulative = sumFor(g, sum);
        bytes memory batch = abi.encodePacked(g.payee, g.nonce, cumulative);
        if (twice) batch = bytes.concat(batch, batch);
        bool ok = !twice && !g.closed && cumulative > g.claimed && cumulative <= g.deposit;
        if (call(g.payer, abi.encodeCall(channels.payMany, (vm.addr(g.signerKey), batch)), ok)) {
            pay(g, cumulative, false);
        }
    }

    // ----------------------------------------------------------------------------------------------- closing

    function close(uint256 i, uint256 sum, bool tokens) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        uint96 cumulative = sumFor(g, sum);
        (bytes32 r, bytes32 vs) = sign(g, cumulative);
        bool ok = !g.closed && cumulative >= g.claimed && cumulative <= g.deposit;
        if (ok && tokens) ok = pushes(cumulative - g.claimed);
        if (ok && g.nonce >= SALTED) ok = pushes(g.deposit - cumulative);
        address to = tokens ? g.payee : address(0);
        if (!call(g.payee, abi.encodeCall(channels.close, (g.payer, g.nonce, cumulative, r, vs, to)), ok)) return;
        // All credits come before all transfers.
        if (!tokens) pay(g, cumulative, false);
        if (g.nonce < SALTED) end(g, cumulative, false);
        if (tokens) pay(g, cumulative, true);
        if (g.nonce >= SALTED) end(g, cumulative, true);
    }

    function release(uint256 i) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        bool salted = g.nonce >= SALTED;
        bool ok = !g.closed && (!salted || pushes(g.deposit - g.claimed));
        if (call(g.payee, abi.encodeCall(channels.release, (g.payer, vm.addr(g.signerKey), g.nonce)), ok)) {
            end(g, g.claimed, salted);
        }
    }

    function startClose(uint256 i) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        bool ok = !g.closed && g.closeAt == 0;
        if (call(g.payer, abi.encodeCall(channels.startClose, (g.payee, vm.addr(g.signerKey), g.nonce)), ok)) {
            g.closeAt = block.timestamp + CHALLENGE;
        }
    }

    /// A started close ends at its time, whatever others did: only a top-up by the payer, or a token that refuses, stops it.
    function finishClose(uint256 i, bool tokens) external {
        if (ghosts.length == 0) return;
        Ghost storage g = at(i);
        bool ok = !g.closed && g.closeAt != 0 && block.timestamp >= g.closeAt;
        if (ok && tokens) ok = pushes(g.deposit - g.claimed);
        address to = tokens ? g.payer : address(0);
        bytes memory data = abi.encodeCall(channels.finishClose, (g.payee, vm.addr(g.signerKey), g.nonce, to));
        if (call(g.payer, data, ok)) end(g, g.claimed, tokens);
    }

    // --------------------------------------------------------------------------------------------- money out

    function withdraw(uint256 who, uint64 amount) external {
        address actor = actorAt(who);
        if (ghostFree[actor] != 0) amount %= uint64(ghostFree[actor] + 1 + ghostFree[actor] / 8);
        bool ok = amount != 0 && amount <= ghostFree[actor] && pushes(amount);
        if (call(actor, abi.encodeCall(channels.withdraw, (actor, amount)), ok)) {
            ghostFree[actor] -= amount;
            ghostOwed -= amount;
            send(actor, amount);
        }
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time % (2 * CHALLENGE));
    }

    /// Anybody may send tokens to the contract; they belong to nobody.
    function donate(uint8 amount) external {
        if (mood == MoodyToken.Mood.FAIR) require(token.transfer(address(channels), amount), "donate");
    }

    // --------------------------------------------------------------------------------------- the ghosts' rules

    function at(uint256 i) private returns (Ghost storage) {
        touched = i % ghosts.length;
        return ghosts[touched];
    }

    /// The channel of these parts, or as many as there are.
    function find(address payer_, address payee_, uint256 signerKey, uint64 nonce) private view returns (uint256 i) {
        for (; i < ghosts.length; i++) {
            Ghost storage g = ghosts[i];
            if (g.payer == payer_ && g.payee == payee_ && g.nonce == nonce && g.signerKey == signerKey) break;
        }
    }

    function begin(Ghost memory g) private {
        touched = ghosts.length;
        ghosts.push(g);
        ghostOwed += g.deposit;
    }

    function missing(address account, uint256 amount) private view returns (uint256) {
        return amount > ghostFree[account] ? amount - ghostFree[account] : 0;
    }

    function spend(address account, uint256 amount) private {
        uint256 pulled = missing(account, amount);
        ghostFree[account] -= amount - pulled;
        ghostOwed -= amount - pulled;
        ghostTokens[account] -= pulled;
    }

    /// Tokens go out, and the attacker is called back.
    function send(address to, uint256 amount) private {
        if (amount == 0) return;
        arrive(to, amount);
        if (mood != MoodyToken.Mood.CALLBACK || ghostFree[address(attacker)] == 0) return;
        ghostFree[address(attacker)] -= 1;
        ghostOwed -= 1;
        ghostTokens[address(attacker)] += 1;
    }

    function pay(Ghost storage g, uint256 cumulative, bool tokens) private {
        uint256 paid = cumulative - g.claimed;
        g.claimed = cumulative;
        if (!tokens) ghostFree[g.payee] += paid;
        else ghostOwed -= paid;
        if (tokens) send(g.payee, paid);
    }

    function end(Ghost storage g, uint256 claimed, bool tokens) private {
        uint256 rest = g.deposit - claimed;
        g.closed = true;
        if (!tokens) ghostFree[g.payer] += rest;
        else ghostOwed -= rest;
        if (tokens) send(g.payer, rest);
    }

    /// Mostly a sum that the channel can pay, sometimes an old one or one too large.
    function sumFor(Ghost storage g, uint256 sum) private view returns (uint96) {
        return uint96(sum % (g.deposit + 1 + g.deposit / 8));
    }

    function risen(Ghost storage g, uint256 sum) private view returns (uint96) {
        return uint96(g.claimed + 1 + sum % (g.deposit - g.claimed));
    }

    function sign(Ghost storage g, uint96 cumulative) private view returns (bytes32 r, bytes32 vs) {
        return compact(g.signerKey, channels.hashVoucher(g.payer, g.payee, g.nonce, cumulative));
    }

    // ---------------------------------------------------------------------------------------- for the suite

    function count() external view returns (uint256) {
        return ghosts.length;
    }

    function books() external view returns (IPaymentChannels) {
        return channels;
    }

    function keyOf(uint256 i) external view returns (bytes32) {
        Ghost storage g = ghosts[i];
        return channels.key(g.payer, g.payee, vm.addr(g.signerKey), g.nonce);
    }
}
