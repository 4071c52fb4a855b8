// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IRelayRegistry } from "../src/interfaces/IRelayRegistry.sol";
import { Fixture } from "./Fixture.sol";
import { deploy, overflow, vm } from "./Vm.sol";
import { Plenty } from "./mocks/WeirdTokens.sol";
import { IERC20Errors } from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// RelayRegistry: each event and each refusal.
contract RelayRegistryTest is Fixture {
    uint96 private constant MIN_STAKE = LOT;
    uint40 private constant UNBOND = 7 days;
    string private constant ENDPOINT = "/dns4/relay.example.org/udp/4001/quic-v1";
    bytes private constant TERMS = hex"01020304";

    address private relay;
    address private reportKey = address(0x4E9);
    address private court = address(0xC0);
    address private sink;
    IRelayRegistry private registry;

    constructor() {
        relay = payer; // it has tokens
        registry = deployRegistry(address(token), MIN_STAKE, UNBOND);
        sink = registry.BURN_ADDRESS();
        vm.prank(relay);
        token.approve(address(registry), type(uint256).max);
    }

    function deployRegistry(address token_, uint96 minStake, uint40 unbondPeriod) private returns (IRelayRegistry) {
        return IRelayRegistry(deploy("RelayRegistry", abi.encode(token_, minStake, unbondPeriod, court)));
    }

    function register() private {
        vm.prank(relay);
        registry.register(MIN_STAKE, reportKey, ENDPOINT, TERMS);
    }

    function startUnbond() private returns (uint40) {
        vm.prank(relay);
        return registry.startUnbond();
    }

    function check(uint96 stake, address key, uint40 unbondAt, bool active) private view {
        IRelayRegistry.Relay memory r = registry.relayOf(relay);
        vm.assertEq(r.stake, stake, "stake");
        vm.assertEq(r.reportKey, key, "report key");
        vm.assertEq(r.unbondAt, unbondAt, "unbondAt");
        vm.assertTrue(registry.isActive(relay) == active, "active");
        vm.assertEq(token.balanceOf(address(registry)), stake, "held");
    }

    function notRegistered(address account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRelayRegistry.NotRegistered.selector, account);
    }

    // ----------------------------------------------------------------------------------------- construction

    function test_constructor_refusesTokenWithoutCode() public {
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidToken.selector, stranger));
        deployRegistry(stranger, MIN_STAKE, UNBOND);
    }

    function test_constructor_refusesNoStake() public {
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidMinStake.selector));
        deployRegistry(address(token), 0, UNBOND);
    }

    function test_constructor_boundsUnbondPeriod() public {
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidUnbondPeriod.selector, 1 hours - 1));
        deployRegistry(address(token), MIN_STAKE, 1 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidUnbondPeriod.selector, 90 days + 1));
        deployRegistry(address(token), MIN_STAKE, 90 days + 1);
        vm.assertEq(deployRegistry(address(token), 1, 1 hours).unbondPeriod(), 1 hours, "shortest");
        vm.assertEq(deployRegistry(address(token), 1, 90 days).unbondPeriod(), 90 days, "longest");
    }

    function test_views_tellTheParameters() public view {
        vm.assertEq(registry.token(), address(token), "token");
        vm.assertEq(registry.minStake(), MIN_STAKE, "smallest stake");
        vm.assertEq(registry.unbondPeriod(), UNBOND, "unbond period");
        vm.assertEq(registry.court(), court, "court");
    }

    // --------------------------------------------------------------------------------------------- register

    function test_register_takesTheStake() public {
        check(0, address(0), 0, false);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Registered(relay, reportKey, MIN_STAKE, ENDPOINT, TERMS);
        register();
        check(MIN_STAKE, reportKey, 0, true);
    }

    function test_register_twiceReverts() public {
        register();
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.AlreadyRegistered.selector, relay));
        registry.register(MIN_STAKE, stranger, ENDPOINT, TERMS);
    }

    function test_register_refusesTooLittleStake() public {
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.StakeTooLow.selector, MIN_STAKE - 1, MIN_STAKE));
        registry.register(MIN_STAKE - 1, reportKey, ENDPOINT, TERMS);
    }

    function test_register_refusesZeroReportKey() public {
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ZeroAddress.selector));
        registry.register(MIN_STAKE, address(0), ENDPOINT, TERMS);
    }

    function test_register_refusesARetiredReportKey() public {
        register();
        vm.startPrank(relay);
        registry.rotateReportKey(stranger);
        vm.warp(registry.startUnbond());
        registry.withdraw(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ReportKeyUsed.selector, reportKey));
        registry.register(MIN_STAKE, reportKey, ENDPOINT, TERMS);
        registry.register(MIN_STAKE, stranger, ENDPOINT, TERMS);
        vm.stopPrank();
    }

    function test_register_boundsEndpointAndTerms() public {
        vm.startPrank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidEndpoint.selector, 0));
        registry.register(MIN_STAKE, reportKey, "", TERMS);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidEndpoint.selector, 256));
        registry.register(MIN_STAKE, reportKey, string(new bytes(256)), TERMS);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidTerms.selector, 1025));
        registry.register(MIN_STAKE, reportKey, ENDPOINT, new bytes(1025));
        registry.register(MIN_STAKE, reportKey, string(new bytes(255)), new bytes(1024));
        vm.stopPrank();
    }

    function test_register_withoutAllowanceReverts() public {
        vm.prank(payee);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(registry), 0, MIN_STAKE)
        );
        registry.register(MIN_STAKE, reportKey, ENDPOINT, TERMS);
    }

    function test_registerWithPermit_needsNoAllowance() public {
        relay = vm.addr(0xFEE1);
        require(token.transfer(relay, MIN_STAKE), "fund");
        (uint8 v, bytes32 r, bytes32 s) = permit(0xFEE1, address(registry), MIN_STAKE, block.timestamp);
        vm.prank(relay);
        registry.registerWithPermit(MIN_STAKE, reportKey, ENDPOINT, TERMS, block.timestamp, v, r, s);
        check(MIN_STAKE, reportKey, 0, true);
    }

    function test_registerWithPermit_survivesFrontRunner() public {
        relay = vm.addr(0xFEE1);
        require(token.transfer(relay, MIN_STAKE), "fund");
        (uint8 v, bytes32 r, bytes32 s) = permit(0xFEE1, address(registry), MIN_STAKE, block.timestamp);
        vm.prank(stranger);
        token.permit(relay, address(registry), MIN_STAKE, block.timestamp, v, r, s);
        vm.prank(relay);
        registry.registerWithPermit(MIN_STAKE, reportKey, ENDPOINT, TERMS, block.timestamp, v, r, s);
        check(MIN_STAKE, reportKey, 0, true);
    }

    // --------------------------------------------------------------------------------- while it is registered

    function test_addStake_adds() public {
        register();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.StakeAdded(relay, MIN_STAKE + 5);
        vm.prank(relay);
        registry.addStake(5);
        check(MIN_STAKE + 5, reportKey, 0, true);
    }

    function test_addStake_refusesZeroAndStrangers() public {
        vm.startPrank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ZeroAmount.selector));
        registry.addStake(0);
        vm.expectRevert(notRegistered(relay));
        registry.addStake(1);
        vm.stopPrank();
    }

    function test_addStake_refusesToOverflow() public {
        registry = deployRegistry(address(new Plenty()), 1, UNBOND);
        registry.register(type(uint96).max, reportKey, ENDPOINT, TERMS);
        vm.expectRevert(overflow());
        registry.addStake(1);
    }

    function test_update_publishes() public {
        register();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Updated(relay, "/ip4/192.0.2.1", hex"05");
        vm.prank(relay);
        registry.update("/ip4/192.0.2.1", hex"05");
        check(MIN_STAKE, reportKey, 0, true);
    }

    function test_update_refusesAsRegister() public {
        vm.startPrank(relay);
        vm.expectRevert(notRegistered(relay));
        registry.update(ENDPOINT, TERMS);
        registry.register(MIN_STAKE, reportKey, ENDPOINT, TERMS);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidEndpoint.selector, 0));
        registry.update("", TERMS);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidTerms.selector, 1025));
        registry.update(ENDPOINT, new bytes(1025));
        vm.stopPrank();
    }

    function test_rotateReportKey_remembersTheOldOne() public {
        register();
        vm.assertEq(registry.retiredAt(relay, reportKey), 0, "retired");
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.ReportKeyRotated(relay, stranger);
        vm.prank(relay);
        registry.rotateReportKey(stranger);
        check(MIN_STAKE, stranger, 0, true);
        vm.assertEq(registry.retiredAt(relay, reportKey), block.timestamp, "retired");
        vm.assertEq(registry.retiredAt(relay, stranger), 0, "current");
    }

    function test_rotateReportKey_refusesKeysUsedBefore() public {
        vm.prank(relay);
        vm.expectRevert(notRegistered(relay));
        registry.rotateReportKey(stranger);
        register();
        vm.startPrank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ZeroAddress.selector));
        registry.rotateReportKey(address(0));
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ReportKeyUsed.selector, reportKey));
        registry.rotateReportKey(reportKey);
        registry.rotateReportKey(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ReportKeyUsed.selector, reportKey));
        registry.rotateReportKey(reportKey);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------------------------------------- leaving

    function test_startUnbond_setsTheTime() public {
        register();
        uint40 unbondAt = uint40(block.timestamp) + UNBOND;
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Unbonding(relay, unbondAt);
        vm.assertEq(startUnbond(), unbondAt, "unbondAt");
        check(MIN_STAKE, reportKey, unbondAt, false);
    }

    function test_startUnbond_refusesTwiceAndStrangers() public {
        vm.prank(relay);
        vm.expectRevert(notRegistered(relay));
        registry.startUnbond();
        register();
        uint40 unbondAt = startUnbond();
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.AlreadyUnbonding.selector, unbondAt));
        registry.startUnbond();
    }

    function test_cancelUnbond_stays() public {
        register();
        uint40 unbondAt = startUnbond();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.UnbondCancelled(relay);
        vm.startPrank(relay);
        registry.cancelUnbond();
        check(MIN_STAKE, reportKey, 0, true);
        vm.warp(unbondAt);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotUnbonding.selector, relay));
        registry.withdraw(relay);
        vm.stopPrank();
    }

    function test_cancelUnbond_withoutStartReverts() public {
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotUnbonding.selector, relay));
        registry.cancelUnbond();
    }

    function test_withdraw_paysTheStakeAndEndsTheRegistration() public {
        register();
        vm.warp(startUnbond());
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Withdrawn(relay, stranger, MIN_STAKE);
        vm.prank(relay);
        vm.assertEq(registry.withdraw(stranger), MIN_STAKE, "amount");
        check(0, address(0), 0, false);
        vm.assertEq(token.balanceOf(stranger), MIN_STAKE, "recipient's tokens");
        register(); // it may come back
        check(MIN_STAKE, reportKey, 0, true);
    }

    function test_withdraw_tooEarlyReverts() public {
        register();
        uint40 unbondAt = startUnbond();
        vm.warp(unbondAt - 1);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.TooEarly.selector, unbondAt));
        registry.withdraw(relay);
    }

    function test_withdraw_refusesRecipientsThatLoseTokens() public {
        register();
        vm.warp(startUnbond());
        vm.startPrank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidRecipient.selector, address(0)));
        registry.withdraw(address(0));
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidRecipient.selector, address(registry)));
        registry.withdraw(address(registry));
        vm.stopPrank();
    }

    // ---------------------------------------------------------------------------------------------- slashing

    function slash(uint96 amount, address reporter) private returns (uint96) {
        vm.prank(court);
        return registry.slash(relay, amount, reporter);
    }

    function test_slash_burnsAtLeastHalf() public {
        register();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRelayRegistry.Slashed(relay, stranger, 6, 5);
        vm.assertEq(slash(11, stranger), 11, "taken");
        check(MIN_STAKE - 11, reportKey, 0, false); // below the smallest stake
        vm.assertEq(token.balanceOf(sink), 6, "burned");
        vm.assertEq(token.balanceOf(stranger), 5, "reporter's tokens");
    }

    function test_slash_takesAllWhenTheStakeIsLess() public {
        register();
        vm.assertEq(slash(MIN_STAKE + 1, stranger), MIN_STAKE, "taken");
        check(0, reportKey, 0, false);
        vm.assertEq(slash(1, stranger), 0, "taken from nothing");
        vm.warp(startUnbond());
        vm.prank(relay);
        vm.assertEq(registry.withdraw(relay), 0, "left");
        check(0, address(0), 0, false);
    }

    function test_slash_reachesUnbondingRelays() public {
        register();
        uint40 unbondAt = startUnbond();
        vm.warp(unbondAt);
        slash(10, stranger);
        vm.prank(relay);
        vm.assertEq(registry.withdraw(relay), MIN_STAKE - 10, "left");
        vm.prank(court);
        vm.expectRevert(notRegistered(relay));
        registry.slash(relay, 1, stranger);
    }

    function test_slash_byAnyoneElseReverts() public {
        register();
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotCourt.selector, relay));
        registry.slash(relay, 1, relay);
        court = address(0); // a registry without a court: not even the zero address can
        registry = deployRegistry(address(token), MIN_STAKE, UNBOND);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.NotCourt.selector, stranger));
        registry.slash(relay, 1, stranger);
    }

    function test_slash_refusesZeroAndRecipientsThatLoseTokens() public {
        register();
        vm.startPrank(court);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.ZeroAmount.selector));
        registry.slash(relay, 0, stranger);
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidRecipient.selector, address(0)));
        registry.slash(relay, 1, address(0));
        vm.expectRevert(abi.encodeWithSelector(IRelayRegistry.InvalidRecipient.selector, address(registry)));
        registry.slash(relay, 1, address(registry));
        vm.stopPrank();
    }

    /// Who slashes itself loses at least half.
    function testFuzz_slash_neverPaysTheRelay(uint96 stake, uint96 amount) public {
        stake = MIN_STAKE + stake % (FUNDS - MIN_STAKE);
        if (amount == 0) amount = 1;
        vm.prank(relay);
        registry.register(stake, reportKey, ENDPOINT, TERMS);
        uint96 taken = slash(amount, relay);
        vm.assertEq(taken, amount < stake ? amount : stake, "taken");
        vm.assertGe(token.balanceOf(sink), taken - taken / 2, "burned");
        vm.assertEq(token.balanceOf(relay), FUNDS - stake + taken / 2, "relay's tokens");
    }
}
