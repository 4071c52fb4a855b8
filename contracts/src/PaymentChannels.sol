// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ChannelDomain } from "./ChannelDomain.sol";
import { IPaymentChannels } from "./interfaces/IPaymentChannels.sol";
import { Batch } from "./libraries/Batch.sol";
import { ExactTransfer } from "./libraries/ExactTransfer.sol";
import { Signatures } from "./libraries/Signatures.sol";
import { TypedData } from "./libraries/TypedData.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title PaymentChannels
/// @notice See IPaymentChannels. No owner, no proxy, no upgrade: nobody but payer and payee can move a deposit.
/// @dev For ever: token.balanceOf(this) >= sum of free + sum of (deposit - claimed). Each function checks, then writes, then
/// moves tokens; a token that calls back finds the books done.
contract PaymentChannels is ChannelDomain {
    using Batch for bytes;
    using ExactTransfer for IERC20;

    /// Nonces from here on are chosen by the payer.
    uint64 private constant FIRST_SALTED = 1 << 63;
    /// flags bit 0.
    uint24 private constant CLOSED = 1;
    /// Bytes of an opening, a voucher and a payment in a batch.
    uint256 private constant OPENING_SIZE = 32;
    uint256 private constant VOUCHER_SIZE = 104;
    uint256 private constant PAYMENT_SIZE = 40;

    IERC20 private immutable _token;
    uint40 private immutable _challengePeriod;

    mapping(address account => Account) private _accounts;
    mapping(bytes32 key => Channel) private _channels;

    /// @param token_ The ERC-20 of all deposits; its transfers must move exactly what they say.
    /// @param challengePeriod_ Seconds that a payee has to redeem after the payer starts a close, 1 hour to 14 days.
    constructor(IERC20 token_, uint40 challengePeriod_) {
        if (address(token_).code.length == 0) revert InvalidToken(address(token_));
        if (challengePeriod_ < 1 hours || challengePeriod_ > 14 days) revert InvalidChallengePeriod(challengePeriod_);
        _token = token_;
        _challengePeriod = challengePeriod_;
    }

    // ------------------------------------------------------------------------------------------------------- accounts

    /// @inheritdoc IPaymentChannels
    function deposit(uint96 amount) external {
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc IPaymentChannels
    function depositFor(address account, uint96 amount) external {
        if (account == address(0)) revert ZeroAddress();
        _deposit(account, amount);
    }

    /// @inheritdoc IPaymentChannels
    function withdraw(address to, uint96 amount) external {
        if (amount == 0) revert ZeroAmount();
        Account storage account = _accounts[msg.sender];
        uint96 free = account.free;
        if (amount > free) revert InsufficientFree(free, amount);
        // Cannot underflow: compared just above.
        unchecked {
            account.free = free - amount;
        }
        emit Withdrawn(msg.sender, to, amount);
        _push(to, amount);
    }

    // ------------------------------------------------------------------------------------------------ opening, payer

    /// @inheritdoc IPaymentChannels
    function open(address payee, address signer, uint96 amount) external returns (bytes32 key_, uint64 nonce) {
        Account storage account = _accounts[msg.sender];
        nonce = account.nextNonce;
        key_ = _checkedKey(payee, signer, nonce, amount);
        account.nextNonce = nonce + 1;
        uint96 missing = _spendFree(account, amount);
        _channels[key_].deposit = amount;
        emit Opened(msg.sender, payee, signer, nonce, amount);
        if (missing != 0) _token.pull(msg.sender, missing);
    }

    /// @inheritdoc IPaymentChannels
    function openMany(address signer, bytes calldata openings) external returns (uint64 firstNonce) {
        openings.check(OPENING_SIZE);
        Account storage account = _accounts[msg.sender];
        firstNonce = account.nextNonce;
        uint64 nonce = firstNonce;
        uint96 total;
        for (uint256 i = 0; i < openings.length; i += OPENING_SIZE) {
            address payee = address(bytes20(openings.word(i)));
            uint96 amount = uint96(bytes12(openings.word(i + 20)));
            _channels[_checkedKey(payee, signer, nonce, amount)].deposit = amount;
            emit Opened(msg.sender, payee, signer, nonce, amount);
            total += amount;
            ++nonce;
        }
        account.nextNonce = nonce;
        uint96 missing = _spendFree(account, total);
        if (missing != 0) _token.pull(msg.sender, missing);
    }

    /// @inheritdoc IPaymentChannels
    function openSalted(address payee, address signer, uint64 nonce, uint96 amount) external returns (bytes32 key_) {
        if (nonce < FIRST_SALTED) revert InvalidNonce(nonce, FIRST_SALTED);
        key_ = _openPulling(payee, signer, nonce, amount);
    }

    /// @inheritdoc IPaymentChannels
    function openWithPermit(
        address payee,
        address signer,
        uint64 nonce,
        uint96 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (bytes32 key_) {
        _token.tryPermit(msg.sender, amount, deadline, v, r, s);
        if (nonce < FIRST_SALTED) {
            Account storage account = _accounts[msg.sender];
            uint64 next = account.nextNonce;
            if (nonce != next) revert InvalidNonce(nonce, next);
            account.nextNonce = nonce + 1;
        }
        key_ = _openPulling(payee, signer, nonce, amount);
    }

    /// @inheritdoc IPaymentChannels
    function topUp(address payee, address signer, uint64 nonce, uint96 amount) external {
        if (amount == 0) revert ZeroAmount();
        bytes32 key_ = key(msg.sender, payee, signer, nonce);
        Channel memory channel = _openChannel(key_);
        uint96 total = channel.deposit + amount;
        bool cancelled = channel.closeAt != 0;
        _channels[key_].deposit = total;
        if (cancelled) _channels[key_].closeAt = 0;
        uint96 missing = _spendFree(_accounts[msg.sender], amount);
        if (cancelled) emit CloseCancelled(key_, payee);
        emit ToppedUp(key_, payee, total);
        if (missing != 0) _token.pull(msg.sender, missing);
    }

    // -------------------------------------------------------------------------------------------------- redeeming

    /// @inheritdoc IPaymentChannels
    function redeem(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to)
        external
        returns (uint96 paid)
    {
        paid = _claim(DOMAIN_SEPARATOR(), payer, msg.sender, nonce, cumulative, r, vs);
        _pay(to, paid);
    }

    /// @inheritdoc IPaymentChannels
    function redeemFor(address payee, address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs)
        external
        returns (uint96 paid)
    {
        paid = _claim(DOMAIN_SEPARATOR(), payer, payee, nonce, cumulative, r, vs);
        _accounts[payee].free += paid;
    }

    /// @inheritdoc IPaymentChannels
    function redeemMany(address to, bytes calldata vouchers) external returns (uint96 paid) {
        vouchers.check(VOUCHER_SIZE);
        bytes32 domain = DOMAIN_SEPARATOR();
        for (uint256 i = 0; i < vouchers.length; i += VOUCHER_SIZE) {
            paid += _claim(
                domain,
                address(bytes20(vouchers.word(i))),
                msg.sender,
                uint64(bytes8(vouchers.word(i + 20))),
                uint96(bytes12(vouchers.word(i + 28))),
                vouchers.word(i + 40),
                vouchers.word(i + 72)
            );
        }
        _pay(to, paid);
    }

    /// @inheritdoc IPaymentChannels
    function payMany(address signer, bytes calldata payments) external returns (uint96 paid) {
        payments.check(PAYMENT_SIZE);
        for (uint256 i = 0; i < payments.length; i += PAYMENT_SIZE) {
            address payee = address(bytes20(payments.word(i)));
            uint64 nonce = uint64(bytes8(payments.word(i + 20)));
            uint96 cumulative = uint96(bytes12(payments.word(i + 28)));
            uint96 added = _book(key(msg.sender, payee, signer, nonce), payee, cumulative);
            _accounts[payee].free += added;
            paid += added;
        }
    }

    // ---------------------------------------------------------------------------------------------------- closing

    /// @inheritdoc IPaymentChannels
    function close(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to)
        external
        returns (uint96 paid)
    {
        bytes32 key_ = _voucherKey(DOMAIN_SEPARATOR(), payer, msg.sender, nonce, cumulative, r, vs);
        Channel memory channel = _openChannel(key_);
        if (cumulative < channel.claimed) revert StaleVoucher(cumulative, channel.claimed);
        if (cumulative > channel.deposit) revert ExceedsDeposit(cumulative, channel.deposit);
        // Cannot underflow: claimed <= cumulative <= deposit, compared just above.
        uint96 rest;
        unchecked {
            paid = cumulative - channel.claimed;
            rest = channel.deposit - cumulative;
        }
        _close(key_, msg.sender, nonce, cumulative, rest);
        _settle(payer, nonce, rest, to, paid);
    }

    /// @inheritdoc IPaymentChannels
    function release(address payer, address signer, uint64 nonce) external {
        bytes32 key_ = key(payer, msg.sender, signer, nonce);
        Channel memory channel = _openChannel(key_);
        uint96 rest = channel.deposit - channel.claimed;
        _close(key_, msg.sender, nonce, channel.claimed, rest);
        _settle(payer, nonce, rest, address(0), 0);
    }

    /// @inheritdoc IPaymentChannels
    function startClose(address payee, address signer, uint64 nonce) external returns (uint40 closeAt) {
        bytes32 key_ = key(msg.sender, payee, signer, nonce);
        Channel memory channel = _openChannel(key_);
        if (channel.closeAt != 0) revert AlreadyClosing(key_, channel.closeAt);
        closeAt = uint40(block.timestamp) + _challengePeriod;
        _channels[key_].closeAt = closeAt;
        emit Closing(key_, payee, closeAt);
    }

    /// @inheritdoc IPaymentChannels
    function finishClose(address payee, address signer, uint64 nonce, address to) external returns (uint96 refunded) {
        bytes32 key_ = key(msg.sender, payee, signer, nonce);
        Channel memory channel = _openChannel(key_);
        if (channel.closeAt == 0) revert NotClosing(key_);
        if (block.timestamp < channel.closeAt) revert TooEarly(channel.closeAt);
        refunded = channel.deposit - channel.claimed;
        _close(key_, payee, nonce, channel.claimed, refunded);
        if (refunded != 0) _pay(to, refunded);
    }

    // ------------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IPaymentChannels
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IPaymentChannels
    function challengePeriod() external view returns (uint40) {
        return _challengePeriod;
    }

    /// @inheritdoc IPaymentChannels
    function channelOf(bytes32 key_) external view returns (Channel memory) {
        return _channels[key_];
    }

    /// @inheritdoc IPaymentChannels
    function channelsOf(bytes32[] calldata keys) external view returns (Channel[] memory list) {
        list = new Channel[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            list[i] = _channels[keys[i]];
        }
    }

    /// @inheritdoc IPaymentChannels
    function accountOf(address account) external view returns (Account memory) {
        return _accounts[account];
    }

    // ----------------------------------------------------------------------------------------------------- private

    function _deposit(address account, uint96 amount) private {
        if (amount == 0) revert ZeroAmount();
        _accounts[account].free += amount;
        emit Deposited(account, msg.sender, amount);
        _token.pull(msg.sender, amount);
    }

    /// The key of a new channel of the caller, its parts checked.
    function _checkedKey(address payee, address signer, uint64 nonce, uint96 amount) private view returns (bytes32) {
        if (amount == 0) revert ZeroAmount();
        if (payee == address(0)) revert ZeroAddress();
        if (signer == address(0)) revert ZeroAddress();
        return key(msg.sender, payee, signer, nonce);
    }

    /// Opens a channel that the caller pays for in tokens.
    function _openPulling(address payee, address signer, uint64 nonce, uint96 amount) private returns (bytes32 key_) {
        key_ = _checkedKey(payee, signer, nonce, amount);
        Channel storage channel = _channels[key_];
        if (channel.deposit | channel.flags != 0) revert KeyUsed(key_);
        channel.deposit = amount;
        emit Opened(msg.sender, payee, signer, nonce, amount);
        _token.pull(msg.sender, amount);
    }

    /// Takes up to `amount` from an account and returns what is missing.
    function _spendFree(Account storage account, uint96 amount) private returns (uint96 missing) {
        uint96 free = account.free;
        // Cannot underflow: each difference is taken on the side where it is not negative.
        unchecked {
            if (free < amount) {
                missing = amount - free;
                if (free != 0) account.free = 0;
            } else {
                account.free = free - amount;
            }
        }
    }

    /// The channel of a key, which must be open: a key without a deposit is nobody's channel.
    function _openChannel(bytes32 key_) private view returns (Channel memory channel) {
        channel = _channels[key_];
        if (channel.deposit == 0) revert NoChannel(key_);
    }

    /// The key that a signed voucher belongs to.
    function _voucherKey(
        bytes32 domain,
        address payer,
        address payee,
        uint64 nonce,
        uint96 cumulative,
        bytes32 r,
        bytes32 vs
    ) private pure returns (bytes32) {
        bytes32 digest = TypedData.digest(domain, TypedData.hashVoucher(payer, payee, nonce, cumulative));
        return key(payer, payee, Signatures.recover(digest, r, vs), nonce);
    }

    /// Books a voucher as claimed and returns what it adds.
    function _claim(
        bytes32 domain,
        address payer,
        address payee,
        uint64 nonce,
        uint96 cumulative,
        bytes32 r,
        bytes32 vs
    ) private returns (uint96 paid) {
        paid = _book(_voucherKey(domain, payer, payee, nonce, cumulative, r, vs), payee, cumulative);
    }

    /// Raises what is claimed of a channel, and returns by how much.
    function _book(bytes32 key_, address payee, uint96 cumulative) private returns (uint96 paid) {
        Channel storage channel = _channels[key_];
        (uint96 total, uint96 claimed) = (channel.deposit, channel.claimed);
        if (total == 0) revert NoChannel(key_);
        if (cumulative <= claimed) revert StaleVoucher(cumulative, claimed);
        if (cumulative > total) revert ExceedsDeposit(cumulative, total);
        // Cannot underflow: claimed < cumulative, compared just above.
        unchecked {
            paid = cumulative - claimed;
        }
        channel.claimed = cumulative;
        emit Redeemed(key_, payee, cumulative, paid);
    }

    /// Ends a channel for ever: a counted nonce never comes back, a salted one leaves a mark.
    function _close(bytes32 key_, address payee, uint64 nonce, uint96 claimed, uint96 refunded) private {
        delete _channels[key_];
        if (nonce >= FIRST_SALTED) _channels[key_].flags = CLOSED;
        emit Closed(key_, payee, claimed, refunded);
    }

    /// Splits what is left of a channel that its payee closed: `paid` to the payee, `rest` back to where the payer opened
    /// the channel from. Both credits come before both transfers.
    function _settle(address payer, uint64 nonce, uint96 rest, address to, uint96 paid) private {
        bool salted = nonce >= FIRST_SALTED;
        if (to == address(0) && paid != 0) _accounts[msg.sender].free += paid;
        if (!salted && rest != 0) _accounts[payer].free += rest;
        if (to != address(0) && paid != 0) _push(to, paid);
        if (salted && rest != 0) _push(payer, rest);
    }

    /// Pays the caller: in tokens to `to`, or into its account when `to` is zero.
    function _pay(address to, uint96 amount) private {
        if (to == address(0)) _accounts[msg.sender].free += amount;
        else _push(to, amount);
    }

    function _push(address to, uint96 amount) private {
        if (to == address(0) || to == address(this)) revert InvalidRecipient(to);
        _token.push(to, amount);
    }
}
