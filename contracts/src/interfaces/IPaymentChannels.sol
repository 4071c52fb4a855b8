// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IPaymentChannels
/// @notice One-way payment channels in one ERC-20 token. A payer locks a deposit for one payee and names a signer; the
/// signer gives the payee vouchers off chain, each with the sum owed so far; the payee redeems the last one.
///
/// All amounts are base units of the token in uint96. All times are Unix seconds in uint40.
///
/// A channel is found by `key(payer, payee, signer, nonce)`. The signer of a voucher is recovered from its signature and
/// never passed in, so that a wrong signature leads to a key without a deposit. Nonces below 2^63 are counted by the
/// payer's account and never come back. Nonces from 2^63 on ("salted") are chosen by the payer; their closed channels
/// keep a mark, so that they never come back either.
///
/// States: None, Open (deposit != 0), Closing (closeAt != 0 too), Closed.
///   None -open-> Open -startClose-> Closing -finishClose, not before closeAt-> Closed
///   Open or Closing -close or release, by the payee-> Closed;  Closing -topUp-> Open
/// A payee can redeem in Open and in Closing, until the channel is Closed.
///
/// In every event of a channel the payee is the second indexed argument: one filter finds all that concerns a payee.
interface IPaymentChannels {
    /// @notice What an account holds inside the contract, outside any channel. One storage slot.
    /// @param free Base units that the account may withdraw or open channels with.
    /// @param nextNonce The nonce that the account's next channel gets, unless it is salted.
    struct Account {
        uint96 free;
        uint64 nextNonce;
    }

    /// @notice A channel. One storage slot; payer, payee, signer and nonce are in its key.
    /// @param deposit Base units locked in total; 0 when the channel is not open.
    /// @param claimed Base units of the deposit already paid to the payee.
    /// @param closeAt From when on the payer may finish the close, Unix seconds; 0 when no close was started.
    /// @param flags Bit 0: a salted channel that is closed for ever. Other bits are 0.
    struct Channel {
        uint96 deposit;
        uint96 claimed;
        uint40 closeAt;
        uint24 flags;
    }

    /// @notice `amount` base units came in from `from` and were credited to `account`.
    /// @param account Whose account.
    /// @param from Who paid.
    /// @param amount Base units.
    event Deposited(address indexed account, address indexed from, uint96 amount);
    /// @notice `amount` base units of `account` were sent to `to`.
    /// @param account Whose account.
    /// @param to Who got the tokens.
    /// @param amount Base units.
    event Withdrawn(address indexed account, address indexed to, uint96 amount);
    /// @notice A channel was opened with `deposit` base units.
    /// @param payer Who opened it.
    /// @param payee Who can redeem.
    /// @param signer Whose vouchers count.
    /// @param nonce The channel's nonce.
    /// @param deposit Base units locked.
    event Opened(address indexed payer, address indexed payee, address signer, uint64 nonce, uint96 deposit);
    /// @notice The channel's deposit was raised to `deposit` base units in total.
    /// @param key The channel's key.
    /// @param payee The channel's payee.
    /// @param deposit Base units locked in total.
    event ToppedUp(bytes32 indexed key, address indexed payee, uint96 deposit);
    /// @notice A voucher of `cumulative` base units was redeemed, of which `paid` were new.
    /// @param key The channel's key.
    /// @param payee The channel's payee.
    /// @param cumulative The voucher's sum in base units: what is claimed from now on.
    /// @param paid Base units paid by this.
    event Redeemed(bytes32 indexed key, address indexed payee, uint96 cumulative, uint96 paid);
    /// @notice The payer wants the channel closed; it can be finished from `closeAt` on (Unix seconds).
    /// @param key The channel's key.
    /// @param payee The channel's payee.
    /// @param closeAt From when on the close can be finished, Unix seconds.
    event Closing(bytes32 indexed key, address indexed payee, uint40 closeAt);
    /// @notice A top-up cancelled a started close.
    /// @param key The channel's key.
    /// @param payee The channel's payee.
    event CloseCancelled(bytes32 indexed key, address indexed payee);
    /// @notice The channel is closed: over its life the payee got `claimed` base units, the payer got `refunded` back.
    /// @param key The channel's key.
    /// @param payee The channel's payee.
    /// @param claimed Base units that the payee got over the channel's life.
    /// @param refunded Base units that the payer got back.
    event Closed(bytes32 indexed key, address indexed payee, uint96 claimed, uint96 refunded);

    /// @notice The token given to the constructor is not a contract.
    /// @param token The address given.
    error InvalidToken(address token);
    /// @notice The challenge period given to the constructor is outside 1 hour to 14 days (seconds).
    /// @param challengePeriod The period given, seconds.
    error InvalidChallengePeriod(uint256 challengePeriod);
    /// @notice The zero address cannot be an account, a payee or a signer.
    error ZeroAddress();
    /// @notice An amount of zero base units.
    error ZeroAmount();
    /// @notice Tokens can go neither to the zero address nor to this contract.
    /// @param to The address given.
    error InvalidRecipient(address to);
    /// @notice The account has fewer free base units than asked for.
    /// @param free Base units that there are.
    /// @param amount Base units asked for.
    error InsufficientFree(uint96 free, uint96 amount);
    /// @notice The nonce is neither salted (2^63 or more) nor the account's next one.
    /// @param nonce The nonce given.
    /// @param expected The account's next nonce, or the least salted one.
    error InvalidNonce(uint64 nonce, uint64 expected);
    /// @notice A salted channel with this key is open, or was once.
    /// @param key The channel's key.
    error KeyUsed(bytes32 key);
    /// @notice No open channel has this key: wrong parties, nonce or signature, or closed already.
    /// @param key The key that was looked for.
    error NoChannel(bytes32 key);
    /// @notice The voucher's sum is not above what was claimed already (for a close: is below it).
    /// @param cumulative The voucher's sum, base units.
    /// @param claimed What was claimed already, base units.
    error StaleVoucher(uint96 cumulative, uint96 claimed);
    /// @notice The voucher's sum is above the deposit.
    /// @param cumulative The voucher's sum, base units.
    /// @param deposit The channel's deposit, base units.
    error ExceedsDeposit(uint96 cumulative, uint96 deposit);
    /// @notice A packed batch is empty or not a whole number of its records (bytes).
    /// @param length Bytes given.
    error InvalidBatch(uint256 length);
    /// @notice The payer started this close before.
    /// @param key The channel's key.
    /// @param closeAt From when on that close can be finished, Unix seconds.
    error AlreadyClosing(bytes32 key, uint40 closeAt);
    /// @notice No close was started.
    /// @param key The channel's key.
    error NotClosing(bytes32 key);
    /// @notice The challenge period has not passed: the close can be finished from `closeAt` on.
    /// @param closeAt From when on the close can be finished, Unix seconds.
    error TooEarly(uint40 closeAt);

    /// @notice Pulls tokens from the caller and credits them to the caller's account.
    /// @param amount Base units, not zero; the contract needs that much allowance.
    function deposit(uint96 amount) external;

    /// @notice Pulls tokens from the caller and credits them to `account`.
    /// @param account Who may spend them; not zero.
    /// @param amount Base units, not zero; the contract needs that much allowance.
    function depositFor(address account, uint96 amount) external;

    /// @notice Sends free base units of the caller to `to`.
    /// @param to Neither zero nor this contract.
    /// @param amount Base units, not zero.
    function withdraw(address to, uint96 amount) external;

    /// @notice Opens a channel from the caller's free base units; what is missing is pulled from the caller.
    /// @param payee Who can redeem; not zero.
    /// @param signer Whose vouchers count, an account with a private key; not zero. It cannot be changed later.
    /// @param amount Base units to lock, not zero.
    /// @return key The channel's key.
    /// @return nonce The channel's nonce: the account's counter before the call.
    function open(address payee, address signer, uint96 amount) external returns (bytes32 key, uint64 nonce);

    /// @notice Opens several channels with one signer from the caller's free base units; what is missing is pulled once.
    /// @param signer Whose vouchers count in all of them, an account with a private key; not zero.
    /// @param openings 32 bytes each: payee (20), amount (12, big-endian). All of them open, or none.
    /// @return firstNonce The first channel's nonce; the others follow in order.
    function openMany(address signer, bytes calldata openings) external returns (uint64 firstNonce);

    /// @notice Opens a channel under a nonce of the caller's choice. All of `amount` is pulled from the caller, whose
    /// account is left alone: cheapest for a payer with one channel. On close the rest goes back in tokens.
    /// @param payee Who can redeem; not zero.
    /// @param signer Whose vouchers count, an account with a private key; not zero. It cannot be changed later.
    /// @param nonce 2^63 or more, never used before by the caller with this payee and signer.
    /// @param amount Base units to lock, not zero.
    /// @return key The channel's key.
    function openSalted(address payee, address signer, uint64 nonce, uint96 amount) external returns (bytes32 key);

    /// @notice Approves by ERC-2612 permit and opens a channel in one transaction; all of `amount` is pulled. When
    /// somebody else sent the permit first, the allowance that it left is used.
    /// @param payee Who can redeem; not zero.
    /// @param signer Whose vouchers count, an account with a private key; not zero. It cannot be changed later.
    /// @param nonce Salted (2^63 or more) as for `openSalted`, or exactly the account's next nonce.
    /// @param amount Base units to lock and to permit, not zero.
    /// @param deadline Unix seconds until which the permit holds.
    /// @param v Recovery id of the permit's signature, 27 or 28.
    /// @param r First half of the permit's signature.
    /// @param s Second half of the permit's signature.
    /// @return key The channel's key.
    function openWithPermit(
        address payee,
        address signer,
        uint64 nonce,
        uint96 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (bytes32 key);

    /// @notice Adds to the deposit of a channel of the caller and cancels a started close. Free base units of the caller
    /// are used first; what is missing is pulled. Only the payer can do this, for the payer is part of the key.
    /// @param payee The channel's payee.
    /// @param signer The channel's signer.
    /// @param nonce The channel's nonce.
    /// @param amount Base units to add, not zero.
    function topUp(address payee, address signer, uint64 nonce, uint96 amount) external;

    /// @notice Pays the caller, as payee, what a voucher adds to the sum claimed so far.
    /// @param payer The channel's payer.
    /// @param nonce The channel's nonce.
    /// @param cumulative The voucher's sum in base units, above what was claimed and not above the deposit.
    /// @param r First half of the voucher's EIP-2098 signature.
    /// @param vs Second half of the voucher's EIP-2098 signature: s, with the parity in the top bit.
    /// @param to Who gets the tokens; zero credits the caller's account instead, which is cheaper.
    /// @return paid Base units paid.
    function redeem(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to)
        external
        returns (uint96 paid);

    /// @notice Redeems a voucher for a payee that may be off line; anybody can. The payee's account is credited.
    /// @param payee The channel's payee.
    /// @param payer The channel's payer.
    /// @param nonce The channel's nonce.
    /// @param cumulative The voucher's sum in base units, above what was claimed and not above the deposit.
    /// @param r First half of the voucher's EIP-2098 signature.
    /// @param vs Second half of the voucher's EIP-2098 signature.
    /// @return paid Base units credited.
    function redeemFor(address payee, address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs)
        external
        returns (uint96 paid);

    /// @notice Redeems vouchers of many channels of the caller, as payee, and pays their sum at once. All or nothing: one
    /// voucher that cannot be redeemed reverts the whole batch.
    /// @param to Who gets the tokens; zero credits the caller's account instead.
    /// @param vouchers 104 bytes each: payer (20) | nonce (8) | cumulative (12) | r (32) | vs (32).
    /// @return paid Base units paid in sum.
    function redeemMany(address to, bytes calldata vouchers) external returns (uint96 paid);

    /// @notice The caller pays out of channels that it opened with `signer`, without vouchers: what is new in each is credited
    /// to the payee's account.
    /// @param signer The signer of all these channels.
    /// @param payments 40 bytes each: payee (20), nonce (8), cumulative (12), big-endian. All of them count, or none.
    /// @return paid Base units paid in sum.
    function payMany(address signer, bytes calldata payments) external returns (uint96 paid);

    /// @notice Closes a channel of the caller, as payee, at once: pays what the last voucher adds and gives the rest back
    /// to the payer (to the payer's account, or in tokens when the channel is salted).
    /// @param payer The channel's payer.
    /// @param nonce The channel's nonce.
    /// @param cumulative The voucher's sum in base units, not below what was claimed and not above the deposit.
    /// @param r First half of the voucher's EIP-2098 signature.
    /// @param vs Second half of the voucher's EIP-2098 signature.
    /// @param to Who gets the tokens; zero credits the caller's account instead.
    /// @return paid Base units paid to the payee by this call.
    function close(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to)
        external
        returns (uint96 paid);

    /// @notice Closes a channel of the caller, as payee, at once and without a voucher: the payee waives all that it has not
    /// redeemed, the payer gets the rest as in `close`.
    /// @param payer The channel's payer.
    /// @param signer The channel's signer.
    /// @param nonce The channel's nonce.
    function release(address payer, address signer, uint64 nonce) external;

    /// @notice Starts the close of a channel of the caller, as payer. The payee has the challenge period to redeem.
    /// @param payee The channel's payee.
    /// @param signer The channel's signer.
    /// @param nonce The channel's nonce.
    /// @return closeAt From when on the close can be finished, Unix seconds.
    function startClose(address payee, address signer, uint64 nonce) external returns (uint40 closeAt);

    /// @notice Finishes a close that the caller, as payer, started at least one challenge period ago; the payer gets the
    /// deposit less what was claimed. Nothing but a top-up by the payer can delay this.
    /// @param payee The channel's payee.
    /// @param signer The channel's signer.
    /// @param nonce The channel's nonce.
    /// @param to Who gets the tokens; zero credits the caller's account instead.
    /// @return refunded Base units given back.
    function finishClose(address payee, address signer, uint64 nonce, address to) external returns (uint96 refunded);

    /// @notice The token of all deposits, fixed for ever.
    /// @return Its address.
    function token() external view returns (address);

    /// @notice Seconds between the start and the earliest end of a close by the payer, fixed for ever.
    /// @return Seconds.
    function challengePeriod() external view returns (uint40);

    /// @notice The key of a channel: keccak256(abi.encode(payer, payee, signer, nonce)).
    /// @param payer The channel's payer.
    /// @param payee The channel's payee.
    /// @param signer Whose vouchers count.
    /// @param nonce The channel's nonce.
    /// @return The key.
    function key(address payer, address payee, address signer, uint64 nonce) external pure returns (bytes32);

    /// @notice The channel of a key. All zero when there is none; a closed salted channel has flags bit 0 set.
    /// @param key The channel's key.
    /// @return The channel; amounts in base units.
    function channelOf(bytes32 key) external view returns (Channel memory);

    /// @notice Several channels, in the order of their keys.
    /// @param keys The channels' keys.
    /// @return list The channels, as `channelOf` tells each.
    function channelsOf(bytes32[] calldata keys) external view returns (Channel[] memory list);

    /// @notice The account of an address; all zero when unknown.
    /// @param account The address.
    /// @return The account; `free` in base units.
    function accountOf(address account) external view returns (Account memory);

    /// @notice The EIP-712 digest that a channel's signer signs as a voucher.
    /// @param payer The channel's payer.
    /// @param payee The channel's payee.
    /// @param nonce The channel's nonce.
    /// @param cumulative Base units owed over the channel's life so far.
    /// @return The digest.
    function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative) external view returns (bytes32);

    /// @notice The EIP-712 domain separator of ("CASTO PaymentChannels", "1", chain id, this contract).
    /// @return The separator; another one on a chain that forked off.
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice The EIP-712 domain, as ERC-5267 wants it told.
    /// @return fields Which of the others are used, one bit each: 0x0f.
    /// @return name "CASTO PaymentChannels".
    /// @return version "1".
    /// @return chainId The chain's id at present.
    /// @return verifyingContract This contract.
    /// @return salt Zero, not used.
    /// @return extensions None.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
