// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IRelayRegistry
/// @notice Who relays, with what stake. A relay registers with a stake, the key that signs its usage reports, the endpoint
/// where it is found and its terms; to leave, it starts to unbond and withdraws after the unbond period. Only the court
/// named at deployment can slash, also while a relay unbonds; at least half of each slash is burned, so that slashing
/// oneself is never free. The court can also freeze a relay's withdrawal while a challenge is open. Without a court (zero
/// address) nobody can do either.
///
/// All amounts are base units of the token in uint96. All times are Unix seconds in uint40. Endpoint and terms live in
/// events alone: the last Registered or Updated of a relay holds.
interface IRelayRegistry {
    /// @notice A relay as the registry sees it.
    /// @param stake Base units staked.
    /// @param reportKey Whose signature its usage reports carry; zero when the relay is not registered.
    /// @param unbondAt From when on the stake can be withdrawn, Unix seconds; 0 when it is bonded.
    struct Relay {
        uint96 stake;
        address reportKey;
        uint40 unbondAt;
    }

    /// @notice A relay registered with `stake` base units.
    /// @param relay The relay.
    /// @param reportKey Whose signature its usage reports carry.
    /// @param stake Base units staked.
    /// @param endpoint Where it is found (a multiaddress).
    /// @param terms Its terms as it publishes them.
    event Registered(address indexed relay, address indexed reportKey, uint96 stake, string endpoint, bytes terms);
    /// @notice A relay changed its endpoint or terms.
    /// @param relay The relay.
    /// @param endpoint Where it is found (a multiaddress).
    /// @param terms Its terms as it publishes them.
    event Updated(address indexed relay, string endpoint, bytes terms);
    /// @notice A relay now signs its reports with `reportKey`.
    /// @param relay The relay.
    /// @param reportKey Whose signature its usage reports carry from now on.
    event ReportKeyRotated(address indexed relay, address indexed reportKey);
    /// @notice A relay's stake was raised to `stake` base units in total.
    /// @param relay The relay.
    /// @param stake Base units staked in total.
    event StakeAdded(address indexed relay, uint96 stake);
    /// @notice A relay wants to leave; its stake can be withdrawn from `unbondAt` on (Unix seconds).
    /// @param relay The relay.
    /// @param unbondAt From when on it can withdraw, Unix seconds.
    event Unbonding(address indexed relay, uint40 unbondAt);
    /// @notice A relay stays after all.
    /// @param relay The relay.
    event UnbondCancelled(address indexed relay);
    /// @notice A relay left and its stake of `amount` base units went to `to`.
    /// @param relay The relay.
    /// @param to Who got the stake.
    /// @param amount Base units.
    event Withdrawn(address indexed relay, address indexed to, uint96 amount);
    /// @notice The court took `burned + rewarded` base units of a relay's stake; the reporter got `rewarded`.
    /// @param relay The relay.
    /// @param reporter Who proved the fault.
    /// @param burned Base units burned.
    /// @param rewarded Base units that the reporter got.
    event Slashed(address indexed relay, address indexed reporter, uint96 burned, uint96 rewarded);
    /// @notice The court keeps a relay from withdrawing before `until` (Unix seconds).
    /// @param relay The relay.
    /// @param until Unix seconds.
    event Frozen(address indexed relay, uint40 until);

    /// @notice The token given to the constructor is not a contract.
    /// @param token The address given.
    error InvalidToken(address token);
    /// @notice The smallest stake given to the constructor is zero.
    error InvalidMinStake();
    /// @notice The unbond period given to the constructor is outside 1 hour to 90 days (seconds).
    /// @param unbondPeriod The period given, seconds.
    error InvalidUnbondPeriod(uint256 unbondPeriod);
    /// @notice The zero address cannot be a report key.
    error ZeroAddress();
    /// @notice An amount of zero base units.
    error ZeroAmount();
    /// @notice Tokens can go neither to the zero address nor to this contract.
    /// @param to The address given.
    error InvalidRecipient(address to);
    /// @notice The stake is below the smallest one (base units).
    /// @param stake Base units given.
    /// @param minStake Base units needed.
    error StakeTooLow(uint96 stake, uint96 minStake);
    /// @notice The endpoint is empty or longer than 255 bytes.
    /// @param length Its bytes.
    error InvalidEndpoint(uint256 length);
    /// @notice The terms are longer than 1024 bytes.
    /// @param length Their bytes.
    error InvalidTerms(uint256 length);
    /// @notice The caller is registered already.
    /// @param relay The caller.
    error AlreadyRegistered(address relay);
    /// @notice Nobody is registered under this address.
    /// @param relay The address.
    error NotRegistered(address relay);
    /// @notice The key is, or once was, this relay's report key.
    /// @param reportKey The key given.
    error ReportKeyUsed(address reportKey);
    /// @notice The relay is unbonding already.
    /// @param unbondAt From when on it can withdraw, Unix seconds.
    error AlreadyUnbonding(uint40 unbondAt);
    /// @notice The relay is not unbonding.
    /// @param relay The relay.
    error NotUnbonding(address relay);
    /// @notice The unbond period has not passed: the stake can be withdrawn from `unbondAt` on.
    /// @param unbondAt From when on the stake can be withdrawn, Unix seconds.
    error TooEarly(uint40 unbondAt);
    /// @notice The relay's stake is frozen by the court: it can be withdrawn from `until` on.
    /// @param until From when on it can be withdrawn, Unix seconds.
    error StakeFrozen(uint40 until);
    /// @notice The relay's unbond period has passed: it may withdraw, and nobody can keep it from that any more.
    /// @param unbondAt When the unbond period passed, Unix seconds.
    error Unbonded(uint40 unbondAt);
    /// @notice A freeze lasts at most one unbond period from now on: `most` is its latest end.
    /// @param until The end asked for, Unix seconds.
    /// @param most The latest end, Unix seconds.
    error FreezeTooLong(uint40 until, uint40 most);
    /// @notice Only the court can slash and freeze.
    /// @param caller Who called.
    error NotCourt(address caller);

    /// @notice Registers the caller as a relay and pulls its stake.
    /// @param stake Base units, at least `minStake()`; the contract needs that much allowance.
    /// @param reportKey Whose signature the relay's usage reports carry; not zero.
    /// @param endpoint Where the relay is found (a multiaddress), 1 to 255 bytes.
    /// @param terms The relay's terms as it publishes them, at most 1024 bytes; the contract does not read them.
    function register(uint96 stake, address reportKey, string calldata endpoint, bytes calldata terms) external;

    /// @notice Approves by ERC-2612 permit and registers in one transaction. When somebody else sent the permit first, the
    /// allowance that it left is used.
    /// @param stake Base units to stake and to permit, at least `minStake()`.
    /// @param reportKey Whose signature the relay's usage reports carry; not zero.
    /// @param endpoint Where the relay is found (a multiaddress), 1 to 255 bytes.
    /// @param terms The relay's terms as it publishes them, at most 1024 bytes; the contract does not read them.
    /// @param deadline Unix seconds until which the permit holds.
    /// @param v Recovery id of the permit's signature, 27 or 28.
    /// @param r First half of the permit's signature.
    /// @param s Second half of the permit's signature.
    function registerWithPermit(
        uint96 stake,
        address reportKey,
        string calldata endpoint,
        bytes calldata terms,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Adds to the caller's stake. It does not stop an unbonding.
    /// @param amount Base units, not zero; the contract needs that much allowance.
    function addStake(uint96 amount) external;

    /// @notice Publishes a new endpoint and new terms of the caller.
    /// @param endpoint Where the relay is found (a multiaddress), 1 to 255 bytes.
    /// @param terms The relay's terms as it publishes them, at most 1024 bytes.
    function update(string calldata endpoint, bytes calldata terms) external;

    /// @notice Replaces the caller's report key. Reports signed with the old key still bind the relay.
    /// @param reportKey The new key; not zero, never this relay's before.
    function rotateReportKey(address reportKey) external;

    /// @notice Starts to unbond the caller: from now on it is not active, after the unbond period it can withdraw.
    /// @return unbondAt From when on the stake can be withdrawn, Unix seconds.
    function startUnbond() external returns (uint40 unbondAt);

    /// @notice Stops the caller's unbonding.
    function cancelUnbond() external;

    /// @notice Ends the caller's registration after the unbond period, unless it is frozen, and sends what is left of its stake to `to`.
    /// @param to Neither zero nor this contract.
    /// @return amount Base units sent; zero when all of it was slashed.
    function withdraw(address to) external returns (uint96 amount);

    /// @notice Takes stake of a relay, also while it unbonds. Only the court can. Half goes to the reporter, rounded down,
    /// the rest to `BURN_ADDRESS()`; all of it where the token refuses to pay the reporter.
    /// @param relay The relay at fault.
    /// @param amount Base units, not zero; if the stake is less, all of it is taken.
    /// @param reporter Who proved the fault; neither zero nor this contract.
    /// @return taken Base units taken.
    function slash(address relay, uint96 amount, address reporter) external returns (uint96 taken);

    /// @notice Keeps a relay from withdrawing for a time, whether it unbonds or not. Only the court can. An earlier end than
    /// that of a freeze under way changes nothing. It cannot begin once the unbond period has passed, so that whoever starts
    /// to unbond can withdraw after two unbond periods at the latest.
    /// @param relay A registered relay whose unbond period, if it unbonds, has not passed.
    /// @param until Unix seconds, at most one unbond period from now.
    function freeze(address relay, uint40 until) external;

    /// @notice The token of all stakes, fixed for ever.
    /// @return Its address.
    function token() external view returns (address);

    /// @notice The smallest stake to register with, base units, fixed for ever.
    /// @return Base units.
    function minStake() external view returns (uint96);

    /// @notice Seconds between the start of unbonding and withdrawal, fixed for ever.
    /// @return Seconds.
    function unbondPeriod() external view returns (uint40);

    /// @notice Who can slash, fixed for ever; zero when nobody can.
    /// @return Its address.
    function court() external view returns (address);

    /// @notice Where burned stake goes: an address without a known key.
    /// @return The address.
    // forge-lint: disable-next-line(mixed-case-function)
    function BURN_ADDRESS() external view returns (address);

    /// @notice A relay's stake, report key and unbonding; all zero when it is not registered.
    /// @param relay The address.
    /// @return Stake in base units, report key, and when it can withdraw in Unix seconds.
    function relayOf(address relay) external view returns (Relay memory);

    /// @notice Until when the relay cannot withdraw because of the court, Unix seconds; 0 or past when it can.
    /// @param relay The address.
    /// @return Unix seconds.
    function frozenUntil(address relay) external view returns (uint40);

    /// @notice Whether the relay is registered, has at least `minStake()` and is not unbonding.
    /// @param relay The address.
    /// @return True when all of that holds.
    function isActive(address relay) external view returns (bool);

    /// @notice When the relay stopped using a report key, Unix seconds; 0 when the key is current or was never its own.
    /// @param relay The relay.
    /// @param reportKey The key.
    /// @return Unix seconds.
    function retiredAt(address relay, address reportKey) external view returns (uint40);
}
