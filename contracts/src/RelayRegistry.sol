// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IRelayRegistry } from "./interfaces/IRelayRegistry.sol";
import { ExactTransfer } from "./libraries/ExactTransfer.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title RelayRegistry
/// @notice See IRelayRegistry. No owner, no proxy, no upgrade: stake leaves by its relay's withdrawal after the unbond
/// period, or by the court's slash.
/// @dev For ever: token.balanceOf(this) >= sum of stakes. Each function checks, then writes, then moves tokens.
contract RelayRegistry is IRelayRegistry {
    using ExactTransfer for IERC20;

    /// @notice Stake and report key, side by side in one slot. A relay is registered when it has a report key.
    /// @param stake Base units staked.
    /// @param reportKey Whose signature its usage reports carry.
    struct Bond {
        uint96 stake;
        address reportKey;
    }

    /// @inheritdoc IRelayRegistry
    address public constant BURN_ADDRESS = 0x000000000000000000000000000000000000dEaD;

    uint256 private constant MAX_ENDPOINT = 255;
    uint256 private constant MAX_TERMS = 1024;

    IERC20 private immutable _token;
    uint96 private immutable _minStake;
    uint40 private immutable _unbondPeriod;
    address private immutable _court;

    mapping(address relay => Bond) private _bonds;
    /// Only unbonding relays have an entry, so that registering writes one slot.
    mapping(address relay => uint40) private _unbondAt;
    /// Only relays that were challenged have an entry, which outlives the registration.
    mapping(address relay => uint40) private _frozenUntil;
    mapping(address relay => mapping(address reportKey => uint40)) private _retiredAt;

    /// @param token_ The ERC-20 of all stakes; its transfers must move exactly what they say.
    /// @param minStake_ Smallest stake to register with, base units, not zero.
    /// @param unbondPeriod_ Seconds from the start of unbonding to withdrawal, 1 hour to 90 days; where there is a court, at
    /// least the longest grant plus the time to report and to judge a fault.
    /// @param court_ Who can slash, or zero for nobody.
    constructor(IERC20 token_, uint96 minStake_, uint40 unbondPeriod_, address court_) {
        if (address(token_).code.length == 0) revert InvalidToken(address(token_));
        if (minStake_ == 0) revert InvalidMinStake();
        if (unbondPeriod_ < 1 hours || unbondPeriod_ > 90 days) revert InvalidUnbondPeriod(unbondPeriod_);
        _token = token_;
        _minStake = minStake_;
        _unbondPeriod = unbondPeriod_;
        _court = court_;
    }

    // -------------------------------------------------------------------------------------------- relay's own calls

    /// @inheritdoc IRelayRegistry
    function register(uint96 stake, address reportKey, string calldata endpoint, bytes calldata terms) external {
        _register(stake, reportKey, endpoint, terms);
    }

    /// @inheritdoc IRelayRegistry
    function registerWithPermit(
        uint96 stake,
        address reportKey,
        string calldata endpoint,
        bytes calldata terms,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _token.tryPermit(msg.sender, stake, deadline, v, r, s);
        _register(stake, reportKey, endpoint, terms);
    }

    /// @inheritdoc IRelayRegistry
    function addStake(uint96 amount) external {
        if (amount == 0) revert ZeroAmount();
        Bond storage bond = _registered(msg.sender);
        uint96 stake = bond.stake + amount;
        bond.stake = stake;
        emit StakeAdded(msg.sender, stake);
        _token.pull(msg.sender, amount);
    }

    /// @inheritdoc IRelayRegistry
    function update(string calldata endpoint, bytes calldata terms) external {
        _registered(msg.sender);
        _checkProfile(endpoint, terms);
        emit Updated(msg.sender, endpoint, terms);
    }

    /// @inheritdoc IRelayRegistry
    function rotateReportKey(address reportKey) external {
        Bond storage bond = _registered(msg.sender);
        address old = bond.reportKey;
        if (reportKey == old) revert ReportKeyUsed(reportKey);
        _checkReportKey(reportKey);
        bond.reportKey = reportKey;
        _retiredAt[msg.sender][old] = uint40(block.timestamp);
        emit ReportKeyRotated(msg.sender, reportKey);
    }

    /// @inheritdoc IRelayRegistry
    function startUnbond() external returns (uint40 unbondAt) {
        _registered(msg.sender);
        unbondAt = _unbondAt[msg.sender];
        if (unbondAt != 0) revert AlreadyUnbonding(unbondAt);
        unbondAt = uint40(block.timestamp) + _unbondPeriod;
        _unbondAt[msg.sender] = unbondAt;
        emit Unbonding(msg.sender, unbondAt);
    }

    /// @inheritdoc IRelayRegistry
    function cancelUnbond() external {
        if (_unbondAt[msg.sender] == 0) revert NotUnbonding(msg.sender);
        delete _unbondAt[msg.sender];
        emit UnbondCancelled(msg.sender);
    }

    /// @inheritdoc IRelayRegistry
    function withdraw(address to) external returns (uint96 amount) {
        uint40 unbondAt = _unbondAt[msg.sender];
        if (unbondAt == 0) revert NotUnbonding(msg.sender);
        if (block.timestamp < unbondAt) revert TooEarly(unbondAt);
        uint40 frozen = _frozenUntil[msg.sender];
        if (block.timestamp < frozen) revert StakeFrozen(frozen);
        _checkRecipient(to);
        amount = _bonds[msg.sender].stake;
        delete _bonds[msg.sender];
        delete _unbondAt[msg.sender];
        emit Withdrawn(msg.sender, to, amount);
        if (amount != 0) _token.push(to, amount);
    }

    // ------------------------------------------------------------------------------------------------- court's calls

    /// @inheritdoc IRelayRegistry
    function slash(address relay, uint96 amount, address reporter) external returns (uint96 taken) {
        if (msg.sender != _court) revert NotCourt(msg.sender);
        if (amount == 0) revert ZeroAmount();
        _checkRecipient(reporter);
        Bond storage bond = _registered(relay);
        uint96 stake = bond.stake;
        taken = amount < stake ? amount : stake;
        uint96 rewarded = taken / 2;
        uint96 burned = taken - rewarded;
        bond.stake = stake - taken;
        // A reporter that the token refuses to pay saves nobody: its share is burned too.
        if (rewarded != 0 && !_token.tryPush(reporter, rewarded)) (burned, rewarded) = (taken, 0);
        emit Slashed(relay, reporter, burned, rewarded);
        if (burned != 0) _token.push(BURN_ADDRESS, burned);
    }

    /// @inheritdoc IRelayRegistry
    function freeze(address relay, uint40 until) external {
        if (msg.sender != _court) revert NotCourt(msg.sender);
        _registered(relay);
        uint40 unbondAt = _unbondAt[relay];
        if (unbondAt != 0 && block.timestamp >= unbondAt) revert Unbonded(unbondAt);
        uint40 most = uint40(block.timestamp) + _unbondPeriod;
        if (until > most) revert FreezeTooLong(until, most);
        if (until <= _frozenUntil[relay]) return;
        _frozenUntil[relay] = until;
        emit Frozen(relay, until);
    }

    // --------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IRelayRegistry
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IRelayRegistry
    function minStake() external view returns (uint96) {
        return _minStake;
    }

    /// @inheritdoc IRelayRegistry
    function unbondPeriod() external view returns (uint40) {
        return _unbondPeriod;
    }

    /// @inheritdoc IRelayRegistry
    function court() external view returns (address) {
        return _court;
    }

    /// @inheritdoc IRelayRegistry
    function relayOf(address relay) external view returns (Relay memory) {
        Bond memory bond = _bonds[relay];
        return Relay({ stake: bond.stake, reportKey: bond.reportKey, unbondAt: _unbondAt[relay] });
    }

    /// @inheritdoc IRelayRegistry
    function frozenUntil(address relay) external view returns (uint40) {
        return _frozenUntil[relay];
    }

    /// @inheritdoc IRelayRegistry
    function isActive(address relay) external view returns (bool) {
        return _bonds[relay].stake >= _minStake && _unbondAt[relay] == 0;
    }

    /// @inheritdoc IRelayRegistry
    function retiredAt(address relay, address reportKey) external view returns (uint40) {
        return _retiredAt[relay][reportKey];
    }

    // ------------------------------------------------------------------------------------------------------- private

    function _register(uint96 stake, address reportKey, string calldata endpoint, bytes calldata terms) private {
        if (stake < _minStake) revert StakeTooLow(stake, _minStake);
        _checkReportKey(reportKey);
        _checkProfile(endpoint, terms);
        Bond storage bond = _bonds[msg.sender];
        if (bond.reportKey != address(0)) revert AlreadyRegistered(msg.sender);
        (bond.stake, bond.reportKey) = (stake, reportKey);
        emit Registered(msg.sender, reportKey, stake, endpoint, terms);
        _token.pull(msg.sender, stake);
    }

    /// The bond of a relay, which must be registered.
    function _registered(address relay) private view returns (Bond storage bond) {
        bond = _bonds[relay];
        if (bond.reportKey == address(0)) revert NotRegistered(relay);
    }

    function _checkReportKey(address reportKey) private view {
        if (reportKey == address(0)) revert ZeroAddress();
        if (_retiredAt[msg.sender][reportKey] != 0) revert ReportKeyUsed(reportKey);
    }

    function _checkProfile(string calldata endpoint, bytes calldata terms) private pure {
        uint256 length = bytes(endpoint).length;
        if (length == 0 || length > MAX_ENDPOINT) revert InvalidEndpoint(length);
        if (terms.length > MAX_TERMS) revert InvalidTerms(terms.length);
    }

    function _checkRecipient(address to) private view {
        if (to == address(0) || to == address(this)) revert InvalidRecipient(to);
    }
}
