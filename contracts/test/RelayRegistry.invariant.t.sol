// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Moods } from "./Moods.sol";
import { deploy, vm } from "./Vm.sol";
import { MoodyToken } from "./mocks/MoodyToken.sol";
import { Reenterer } from "./mocks/WeirdTokens.sol";

/// Eight relays and the court do anything in any order, beside a second set of books.
contract RelayActors is Moods {
    uint96 public constant MIN_STAKE = 1000;
    uint40 private constant UNBOND = 7 days;
    address private constant COURT = address(0xC0);
    uint256 public constant RELAYS = 8;

    IRelayRegistry public registry;
    mapping(address => uint256) public stakes;
    mapping(address => address) public keys;
    mapping(address => uint256) public unbondAt;
    mapping(address => uint256) public frozen;
    mapping(address => mapping(address => bool)) private used;
    uint256 public taken; // by slashes, in all
    uint256 public rewarded; // of that, at most
    uint256 public staked; // by all
    address public touched; // the relay of the last call
    Reenterer public attacker;
    uint256 private ripe; // from when on it can withdraw; 0 when it has

    constructor(bool hostile) Moods(hostile) {
        registry = IRelayRegistry(deploy("RelayRegistry", abi.encode(token, MIN_STAKE, UNBOND, COURT)));
        for (uint256 i = 0; i < RELAYS; i++) {
            give(relayAt(i), address(registry));
        }
        touched = relayAt(0);
        if (hostile) admit();
    }

    /// Another relay, which unbonds, and withdraws as soon as it can when the token calls it back.
    function admit() private {
        attacker = new Reenterer();
        require(token.transfer(address(attacker), MIN_STAKE), "fund");
        attacker.run(address(registry), abi.encodeCall(registry.register, (MIN_STAKE, address(1), "x", "")));
        ripe = abi.decode(attacker.run(address(registry), abi.encodeCall(registry.startUnbond, ())), (uint40));
        attacker.prepare(address(registry), abi.encodeCall(registry.withdraw, (address(attacker))));
        moody.setReenterer(attacker);
        staked = MIN_STAKE;
    }

    function raids() private view returns (bool) {
        return mood == MoodyToken.Mood.CALLBACK && ripe != 0 && block.timestamp >= ripe;
    }

    /// Whether a pull goes well: the attacker's withdrawal in the midst of it spoils it.
    function pullable(uint256 amount) private view returns (bool) {
        return pulls(amount) && !raids();
    }

    /// Tokens went out, and the attacker was called back.
    function sent(uint256 amount) private {
        staked -= amount;
        if (amount == 0 || !raids()) return;
        staked -= MIN_STAKE;
        ghostTokens[address(attacker)] += MIN_STAKE;
        ripe = 0;
    }

    function relayOf(uint256 i) private returns (address) {
        return touched = relayAt(i);
    }

    function relayAt(uint256 i) public pure returns (address) {
        return address(uint160(0x3000 + i % RELAYS));
    }

    function keyAt(uint256 i) private pure returns (address) {
        return address(uint160(i % 12));
    }

    function call(address actor, bytes memory data, bool ok) private returns (bool) {
        return expect(address(registry), actor, data, ok);
    }

    function register(uint256 i, uint16 stake, uint8 by) external {
        (address relay, address key) = (relayOf(i), keyAt(by));
        bool ok = stake >= MIN_STAKE && key != address(0) && keys[relay] == address(0) && !used[relay][key];
        ok = ok && pullable(stake);
        if (!call(relay, abi.encodeCall(registry.register, (stake, key, "/ip4/192.0.2.1", "")), ok)) return;
        (stakes[relay], keys[relay]) = (stake, key);
        ghostTokens[relay] -= stake;
        staked += stake;
    }

    function addStake(uint256 i, uint16 amount) external {
        address relay = relayOf(i);
        bool ok = amount != 0 && keys[relay] != address(0) && pullable(amount);
        if (!call(relay, abi.encodeCall(registry.addStake, (amount)), ok)) return;
        stakes[relay] += amount;
        staked += amount;
        ghostTokens[relay] -= amount;
    }

    function rotate(uint256 i, uint8 by) external {
        (address relay, address key) = (relayOf(i), keyAt(by));
        bool ok = keys[relay] != address(0) && key != address(0) && keys[relay] != key && !used[relay][key];
        if (!call(relay, abi.encodeCall(registry.rotateReportKey, (key)), ok)) return;
        used[relay][keys[relay]] = true;
        keys[relay] = key;
    }

    function update(uint256 i, uint16 length) external {
        address relay = relayOf(i);
        length %= 300;
        bool ok = keys[relay] != address(0) && length != 0 && length <= 255;
        call(relay, abi.encodeCall(registry.update, (string(new bytes(length)), "")), ok);
    }

    function startUnbond(uint256 i) external {
        address relay = relayOf(i);
        bool ok = keys[relay] != address(0) && unbondAt[relay] == 0;
        if (call(relay, abi.encodeCall(registry.startUnbond, ()), ok)) unbondAt[relay] = block.timestamp + UNBOND;
    }

    function cancelUnbond(uint256 i) external {
        address relay = relayOf(i);
        if (call(relay, abi.encodeCall(registry.cancelUnbond, ()), unbondAt[relay] != 0)) unbondAt[relay] = 0;
    }

    /// An unbonding that was not cancelled ends: whatever the court did, after two periods nothing but the token is in the way.
    function withdraw(uint256 i) external {
        address relay = relayOf(i);
        bool ok = unbondAt[relay] != 0 && block.timestamp >= unbondAt[relay] && block.timestamp >= frozen[relay];
        if (unbondAt[relay] != 0 && block.timestamp >= unbondAt[relay] + UNBOND) vm.assertTrue(ok, "frozen for ever");
        ok = ok && pushes(stakes[relay]);
        if (!call(relay, abi.encodeCall(registry.withdraw, (relay)), ok)) return;
        arrive(relay, stakes[relay]);
        sent(stakes[relay]);
        (stakes[relay], keys[relay], unbondAt[relay]) = (0, address(0), 0);
    }

    function slash(uint256 i, uint16 amount, uint8 caller) external {
        address relay = relayOf(i);
        bool byCourt = caller % 4 != 0;
        uint256 least = amount < stakes[relay] ? amount : stakes[relay];
        bool ok = byCourt && amount != 0 && keys[relay] != address(0) && pushes(least);
        bytes memory data = abi.encodeCall(registry.slash, (relay, amount, stranger));
        if (!call(byCourt ? COURT : relay, data, ok)) return;
        stakes[relay] -= least;
        taken += least;
        rewarded += least / 2;
        arrive(stranger, least / 2);
        arrive(registry.BURN_ADDRESS(), least - least / 2);
        sent(least);
    }

    function freeze(uint256 i, uint24 time, uint8 caller) external {
        address relay = relayOf(i);
        bool byCourt = caller % 4 != 0;
        uint40 until = uint40(block.timestamp + time % (UNBOND * 9 / 8));
        bool ok = byCourt && keys[relay] != address(0) && until <= block.timestamp + UNBOND
            && (unbondAt[relay] == 0 || block.timestamp < unbondAt[relay]);
        if (!call(byCourt ? COURT : relay, abi.encodeCall(registry.freeze, (relay, until)), ok)) return;
        if (until > frozen[relay]) frozen[relay] = until;
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time % UNBOND);
    }
}

abstract contract RegistryInvariants {
    RelayActors internal actors;

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// Stake leaves by its relay's withdrawal or the court's slash and in no other way.
    function invariant_stakesAreThere() public view {
        vm.assertGe(actors.tokensOf(address(actors.registry())), actors.staked(), "held");
        checkRelay(actors.touched());
    }

    /// At least half of what was slashed is burned.
    function afterInvariant() public view {
        for (uint256 i = 0; i < actors.RELAYS(); i++) {
            checkRelay(actors.relayAt(i));
        }
        address burn = actors.registry().BURN_ADDRESS();
        address attacker = address(actors.attacker());
        vm.assertEq(actors.tokensOf(burn), actors.ghostTokens(burn), "burned");
        vm.assertEq(actors.tokensOf(attacker), actors.ghostTokens(attacker), "attacker's tokens");
        vm.assertGe(actors.taken(), 2 * actors.rewarded(), "half of it at most");
    }

    function checkRelay(address relay) private view {
        IRelayRegistry registry = actors.registry();
        IRelayRegistry.Relay memory r = registry.relayOf(relay);
        vm.assertEq(r.stake, actors.stakes(relay), "stake");
        vm.assertEq(r.reportKey, actors.keys(relay), "report key");
        vm.assertEq(r.unbondAt, actors.unbondAt(relay), "unbondAt");
        vm.assertEq(registry.frozenUntil(relay), actors.frozen(relay), "frozen");
        vm.assertTrue(registry.isActive(relay) == (r.stake >= actors.MIN_STAKE() && r.unbondAt == 0), "active");
        vm.assertEq(actors.tokensOf(relay), actors.ghostTokens(relay), "tokens");
    }
}

contract RegistryInvariantTest is RegistryInvariants {
    function setUp() public {
        actors = new RelayActors(false);
    }
}

/// The same over a token that changes its mood.
contract HostileRegistryInvariantTest is RegistryInvariants {
    function setUp() public {
        actors = new RelayActors(true);
    }
}
