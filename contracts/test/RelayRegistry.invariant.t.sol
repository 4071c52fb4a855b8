// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Fixture } from "./Fixture.sol";
import { deploy, vm } from "./Vm.sol";

/// Relays and the court do anything in any order, beside a second set of books.
contract RelayActors is Fixture {
    uint96 private constant MIN_STAKE = 1000;
    uint40 private constant UNBOND = 7 days;
    address private constant COURT = address(0xC0);

    IRelayRegistry public registry;
    address[3] public relays = [address(0x31), address(0x32), address(0x33)];
    mapping(address => uint256) public stakes;
    mapping(address => address) public keys;
    mapping(address => uint256) public unbondAt;
    mapping(address => mapping(address => bool)) private used;
    uint256 public burned;

    constructor() {
        registry = IRelayRegistry(deploy("RelayRegistry", abi.encode(token, MIN_STAKE, UNBOND, COURT)));
        for (uint256 i = 0; i < relays.length; i++) {
            fund(relays[i]);
            vm.prank(relays[i]);
            token.approve(address(registry), type(uint256).max);
        }
    }

    function expect(address actor, bytes memory call, bool ok) private returns (bool) {
        vm.prank(actor);
        (bool done,) = address(registry).call(call);
        vm.assertTrue(
            done == ok, ok ? "a call that should have succeeded reverted" : "a call that should revert passed"
        );
        return ok;
    }

    function register(uint256 i, uint16 stake, uint8 key) external {
        (address relay, address reportKey) = (relays[i % 3], address(uint160(key % 16)));
        bool ok = stake >= MIN_STAKE && key % 16 != 0 && keys[relay] == address(0) && !used[relay][reportKey];
        if (expect(relay, abi.encodeCall(registry.register, (stake, reportKey, "/ip4/192.0.2.1", "")), ok)) {
            (stakes[relay], keys[relay]) = (stake, reportKey);
        }
    }

    function addStake(uint256 i, uint16 amount) external {
        address relay = relays[i % 3];
        bool ok = amount != 0 && keys[relay] != address(0);
        if (expect(relay, abi.encodeCall(registry.addStake, (amount)), ok)) stakes[relay] += amount;
    }

    function rotate(uint256 i, uint8 key) external {
        (address relay, address reportKey) = (relays[i % 3], address(uint160(key % 16)));
        bool ok = keys[relay] != address(0) && key % 16 != 0 && keys[relay] != reportKey && !used[relay][reportKey];
        if (expect(relay, abi.encodeCall(registry.rotateReportKey, (reportKey)), ok)) {
            used[relay][keys[relay]] = true;
            keys[relay] = reportKey;
        }
    }

    function startUnbond(uint256 i) external {
        address relay = relays[i % 3];
        bool ok = keys[relay] != address(0) && unbondAt[relay] == 0;
        if (expect(relay, abi.encodeCall(registry.startUnbond, ()), ok)) unbondAt[relay] = block.timestamp + UNBOND;
    }

    function cancelUnbond(uint256 i) external {
        address relay = relays[i % 3];
        if (expect(relay, abi.encodeCall(registry.cancelUnbond, ()), unbondAt[relay] != 0)) unbondAt[relay] = 0;
    }

    function withdraw(uint256 i) external {
        address relay = relays[i % 3];
        bool ok = unbondAt[relay] != 0 && block.timestamp >= unbondAt[relay];
        if (expect(relay, abi.encodeCall(registry.withdraw, (relay)), ok)) {
            (stakes[relay], keys[relay], unbondAt[relay]) = (0, address(0), 0);
        }
    }

    function slash(uint256 i, uint16 amount, bool byCourt) external {
        address relay = relays[i % 3];
        bool ok = byCourt && amount != 0 && keys[relay] != address(0);
        if (expect(byCourt ? COURT : relay, abi.encodeCall(registry.slash, (relay, amount, stranger)), ok)) {
            uint256 taken = amount < stakes[relay] ? amount : stakes[relay];
            stakes[relay] -= taken;
            burned += taken - taken / 2;
        }
    }

    function wait(uint24 time) external {
        vm.warp(block.timestamp + time % UNBOND);
    }

    function tokensOf(address account) external view returns (uint256) {
        return token.balanceOf(account);
    }
}

contract RegistryInvariantTest {
    RelayActors private actors;

    function setUp() public {
        actors = new RelayActors();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// Stake leaves by its relay's withdrawal or the court's slash and in no other way; at least half of a slash is burned.
    function invariant_stakesMatchGhosts() public view {
        IRelayRegistry registry = actors.registry();
        uint256 sum;
        for (uint256 i = 0; i < 3; i++) {
            address relay = actors.relays(i);
            IRelayRegistry.Relay memory r = registry.relayOf(relay);
            vm.assertEq(r.stake, actors.stakes(relay), "stake");
            vm.assertEq(r.reportKey, actors.keys(relay), "report key");
            vm.assertEq(r.unbondAt, actors.unbondAt(relay), "unbondAt");
            vm.assertTrue(registry.isActive(relay) == (r.stake >= 1000 && r.unbondAt == 0), "active");
            sum += r.stake;
        }
        vm.assertEq(actors.tokensOf(address(registry)), sum, "held");
        vm.assertEq(actors.tokensOf(registry.BURN_ADDRESS()), actors.burned(), "burned");
    }
}
