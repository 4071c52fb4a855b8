// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Predicting } from "./Predicting.sol";
import { deploy, overflow, vm } from "./Vm.sol";

/// Every call of the registry in any state with any arguments: its outcome is told beforehand.
contract RegistryPredictionTest is Predicting {
    uint96 private constant MIN_STAKE = LOT;
    uint40 private constant UNBOND = 7 days;
    address private constant COURT = address(0xC0);
    address private constant OLD_KEY = address(0x0D);
    address private constant KEY = address(0x4E1);
    uint256 private constant RELAY_KEY = 0x4E1A9;

    IRelayRegistry private registry;
    address private relay = vm.addr(RELAY_KEY);
    // What the test knows of the relay.
    uint96 private stake;
    address private reportKey; // zero: not registered
    uint40 private unbondAt;
    uint40 private frozen;

    /// A relay that is not registered, is, unbonds, or is gone; with or without stake left, frozen or not.
    function begin(uint256 seed) private {
        roll(seed);
        if (rarely(4)) overPlenty();
        registry = IRelayRegistry(deploy("RelayRegistry", abi.encode(token, MIN_STAKE, UNBOND, COURT)));
        require(token.transfer(relay, loose ? 1 << 200 : FUNDS), "fund");
        vm.prank(relay);
        token.approve(address(registry), type(uint256).max);
        uint256 state = draw(5);
        if (state != 0) register(state);
        if (state == 4) {
            vm.prank(relay);
            registry.withdraw(relay);
            (stake, reportKey, unbondAt) = (0, address(0), 0);
        }
        limitAllowance(relay, address(registry));
    }

    function register(uint256 state) private {
        stake = loose && rarely(2) ? type(uint96).max - uint96(draw(LOT)) : MIN_STAKE + uint96(draw(LOT));
        vm.prank(relay);
        registry.register(stake, OLD_KEY, "/ip4/192.0.2.1", "");
        vm.prank(relay);
        registry.rotateReportKey(reportKey = KEY);
        if (state >= 3) {
            vm.prank(relay);
            unbondAt = registry.startUnbond();
        }
        if (rarely(3)) {
            frozen = uint40(block.timestamp + 1 + draw(UNBOND));
            vm.prank(COURT);
            registry.freeze(relay, frozen);
        }
        if (rarely(4)) {
            uint96 taken = rarely(2) ? stake : uint96(draw(stake)) + 1;
            vm.prank(COURT);
            registry.slash(relay, taken, stranger);
            stake -= taken;
        }
        uint256 time = draw(4);
        if (state == 4) {
            vm.warp(block.timestamp + UNBOND);
        } else if (time != 0) {
            vm.warp(block.timestamp + (time == 1 && frozen != 0 ? frozen - block.timestamp : UNBOND) - draw(2));
        }
    }

    function callAs(address actor, bytes memory call, bytes memory reason) private returns (bytes memory) {
        return outcome(address(registry), actor, call, reason);
    }

    function named(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector);
    }

    function about(bytes4 selector, address account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, account);
    }

    function notRegistered() private view returns (bytes memory) {
        return reportKey == address(0) ? about(IRelayRegistry.NotRegistered.selector, relay) : bytes("");
    }

    /// The registry knows of the relay what the test knows.
    function checkRelay() private view {
        IRelayRegistry.Relay memory r = registry.relayOf(relay);
        vm.assertEq(r.stake, stake, "stake");
        vm.assertEq(r.reportKey, reportKey, "report key");
        vm.assertEq(r.unbondAt, unbondAt, "unbondAt");
        vm.assertEq(registry.frozenUntil(relay), frozen, "frozen");
        vm.assertTrue(registry.isActive(relay) == (stake >= MIN_STAKE && unbondAt == 0), "active");
    }

    // -------------------------------------------------------------------------------------- profiles and keys

    function anyKey() private returns (address) {
        return [address(0), OLD_KEY, KEY, address(0xF4E54)][draw(4)];
    }

    function refusedKey(address key) private view returns (bytes memory) {
        if (key == address(0)) return named(IRelayRegistry.ZeroAddress.selector);
        bool used = registry.retiredAt(relay, key) != 0;
        return used ? about(IRelayRegistry.ReportKeyUsed.selector, key) : bytes("");
    }

    function anyProfile() private returns (string memory endpoint, bytes memory terms, bytes memory reason) {
        endpoint = string(new bytes(rarely(4) ? [0, 1, 255, 256][draw(4)] : 20));
        terms = new bytes(rarely(4) ? [0, 1, 1024, 1025][draw(4)] : 100);
        if (bytes(endpoint).length == 0 || bytes(endpoint).length > 255) {
            reason = abi.encodeWithSelector(IRelayRegistry.InvalidEndpoint.selector, bytes(endpoint).length);
        } else if (terms.length > 1024) {
            reason = abi.encodeWithSelector(IRelayRegistry.InvalidTerms.selector, terms.length);
        }
    }

    /// Why a registration is refused, before tokens move.
    function refusedRegistration(uint96 amount, address key, bytes memory profile) private view returns (bytes memory) {
        if (amount < MIN_STAKE) return abi.encodeWithSelector(IRelayRegistry.StakeTooLow.selector, amount, MIN_STAKE);
        bytes memory reason = refusedKey(key);
        if (reason.length != 0) return reason;
        if (profile.length != 0) return profile;
        return reportKey == address(0) ? bytes("") : about(IRelayRegistry.AlreadyRegistered.selector, relay);
    }

    function testFuzz_register_isPredicted(uint256 seed) public {
        begin(seed);
        (uint96 amount, address key) = (amountAround(MIN_STAKE), anyKey());
        (string memory endpoint, bytes memory terms, bytes memory profile) = anyProfile();
        bytes memory reason = refusedRegistration(amount, key, profile);
        if (reason.length == 0) reason = pulling(relay, address(registry), amount);
        callAs(relay, abi.encodeCall(registry.register, (amount, key, endpoint, terms)), reason);
        if (reason.length == 0) (stake, reportKey) = (amount, key);
        checkRelay();
    }

    function testFuzz_registerWithPermit_isPredicted(uint256 seed) public {
        begin(seed);
        (uint96 amount, address key) = (amountAround(MIN_STAKE), anyKey());
        (string memory endpoint, bytes memory terms, bytes memory profile) = anyProfile();
        uint256 deadline = block.timestamp - (rarely(4) ? 1 : 0);
        (uint8 v, bytes32 r, bytes32 s) =
            loose ? (27, bytes32(0), bytes32(0)) : permit(RELAY_KEY, address(registry), amount, deadline);
        uint256 allowed = deadline >= block.timestamp ? amount : token.allowance(relay, address(registry));
        bytes memory reason = refusedRegistration(amount, key, profile);
        if (reason.length == 0) reason = pullingAllowed(relay, address(registry), amount, allowed);
        bytes memory call =
            abi.encodeCall(registry.registerWithPermit, (amount, key, endpoint, terms, deadline, v, r, s));
        callAs(relay, call, reason);
        if (reason.length == 0) (stake, reportKey) = (amount, key);
        checkRelay();
    }

    function testFuzz_update_isPredicted(uint256 seed) public {
        begin(seed);
        (string memory endpoint, bytes memory terms, bytes memory reason) = anyProfile();
        if (reportKey == address(0)) reason = notRegistered();
        callAs(relay, abi.encodeCall(registry.update, (endpoint, terms)), reason);
        checkRelay();
    }

    function testFuzz_rotateReportKey_isPredicted(uint256 seed) public {
        begin(seed);
        address key = anyKey();
        bytes memory reason = refusedKey(key);
        if (key == reportKey) reason = about(IRelayRegistry.ReportKeyUsed.selector, key);
        if (reportKey == address(0)) reason = notRegistered();
        callAs(relay, abi.encodeCall(registry.rotateReportKey, (key)), reason);
        if (reason.length == 0) {
            vm.assertEq(registry.retiredAt(relay, KEY), block.timestamp, "retired");
            reportKey = key;
        }
        checkRelay();
    }

    // ------------------------------------------------------------------------------------------------- stake

    function testFuzz_addStake_isPredicted(uint256 seed) public {
        begin(seed);
        uint96 amount = amountAround(LOT);
        bytes memory reason = pulling(relay, address(registry), amount);
        if (uint256(stake) + amount > type(uint96).max) reason = overflow();
        if (reportKey == address(0)) reason = notRegistered();
        if (amount == 0) reason = named(IRelayRegistry.ZeroAmount.selector);
        callAs(relay, abi.encodeCall(registry.addStake, (amount)), reason);
        if (reason.length == 0) stake += amount;
        checkRelay();
    }

    function testFuzz_startUnbond_isPredicted(uint256 seed) public {
        begin(seed);
        bytes memory reason = notRegistered();
        if (unbondAt != 0) reason = abi.encodeWithSelector(IRelayRegistry.AlreadyUnbonding.selector, unbondAt);
        callAs(relay, abi.encodeCall(registry.startUnbond, ()), reason);
        if (reason.length == 0) unbondAt = uint40(block.timestamp) + UNBOND;
        checkRelay();
    }

    function testFuzz_cancelUnbond_isPredicted(uint256 seed) public {
        begin(seed);
        bytes memory reason;
        if (unbondAt == 0) reason = about(IRelayRegistry.NotUnbonding.selector, relay);
        callAs(relay, abi.encodeCall(registry.cancelUnbond, ()), reason);
        unbondAt = 0;
        checkRelay();
    }

    function anyRecipient() private returns (address) {
        return rarely(6) ? address(0) : rarely(6) ? address(registry) : address(0x70);
    }

    function testFuzz_withdraw_isPredicted(uint256 seed) public {
        begin(seed);
        address to = anyRecipient();
        bytes memory reason;
        if (unbondAt == 0) reason = about(IRelayRegistry.NotUnbonding.selector, relay);
        else if (block.timestamp < unbondAt) reason = abi.encodeWithSelector(IRelayRegistry.TooEarly.selector, unbondAt);
        else if (block.timestamp < frozen) reason = abi.encodeWithSelector(IRelayRegistry.StakeFrozen.selector, frozen);
        else if (to != address(0x70)) reason = about(IRelayRegistry.InvalidRecipient.selector, to);
        callAs(relay, abi.encodeCall(registry.withdraw, (to)), reason);
        if (reason.length == 0) {
            vm.assertEq(token.balanceOf(to), stake, "tokens");
            (stake, reportKey, unbondAt) = (0, address(0), 0);
        }
        checkRelay();
    }

    // ------------------------------------------------------------------------------------------ court's calls

    function testFuzz_slash_isPredicted(uint256 seed) public {
        begin(seed);
        (address caller, address reporter) = (rarely(6) ? relay : COURT, anyRecipient());
        uint96 amount = amountAround(stake);
        bytes memory reason = notRegistered();
        if (reporter != address(0x70)) reason = about(IRelayRegistry.InvalidRecipient.selector, reporter);
        if (amount == 0) reason = named(IRelayRegistry.ZeroAmount.selector);
        if (caller != COURT) reason = about(IRelayRegistry.NotCourt.selector, caller);
        uint256 burned = token.balanceOf(registry.BURN_ADDRESS());
        bytes memory result = callAs(caller, abi.encodeCall(registry.slash, (relay, amount, reporter)), reason);
        if (reason.length != 0) return checkRelay();
        uint96 taken = amount < stake ? amount : stake;
        vm.assertEq(abi.decode(result, (uint96)), taken, "taken");
        vm.assertEq(token.balanceOf(registry.BURN_ADDRESS()) - burned, taken - taken / 2, "burned");
        vm.assertEq(token.balanceOf(reporter), taken / 2, "rewarded");
        stake -= taken;
        checkRelay();
    }

    function testFuzz_freeze_isPredicted(uint256 seed) public {
        begin(seed);
        address caller = rarely(6) ? relay : COURT;
        uint40 most = uint40(block.timestamp) + UNBOND;
        uint40 until = rarely(4) ? most : uint40(block.timestamp + draw(UNBOND * 9 / 8));
        bytes memory reason;
        if (until > most) reason = abi.encodeWithSelector(IRelayRegistry.FreezeTooLong.selector, until, most);
        if (unbondAt != 0 && block.timestamp >= unbondAt) {
            reason = abi.encodeWithSelector(IRelayRegistry.Unbonded.selector, unbondAt);
        }
        if (reportKey == address(0)) reason = notRegistered();
        if (caller != COURT) reason = about(IRelayRegistry.NotCourt.selector, caller);
        callAs(caller, abi.encodeCall(registry.freeze, (relay, until)), reason);
        if (reason.length == 0 && until > frozen) frozen = until;
        checkRelay();
    }
}
