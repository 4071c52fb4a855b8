// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { MessageHashUtils } from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title TypedData
/// @notice The EIP-712 types of CASTO and their struct hashes. All of them are signed under the domain of PaymentChannels.
/// Times are Unix seconds unless the name says Ms; amounts are base units of the token.
library TypedData {
    /// @notice A stream's key lets one viewer's session key use one relay for a time.
    /// @param streamId keccak256(streamer address || stream name).
    /// @param relay The relay that may serve and be paid.
    /// @param viewerKey The address whose receipts count.
    /// @param notBefore First second of the grant.
    /// @param notAfter Last second of the grant.
    /// @param maxKbps Highest average rate that is paid, kilobits (1000 bits) per second.
    struct SessionGrant {
        bytes32 streamId;
        address relay;
        address viewerKey;
        uint64 notBefore;
        uint64 notAfter;
        uint32 maxKbps;
    }

    /// @notice A viewer acknowledges what it got from a relay so far.
    /// @param grantHash Digest of the grant.
    /// @param relay The relay that served.
    /// @param seq Number of the receipt, rising.
    /// @param bytesTotal Unique media payload bytes received under the grant.
    /// @param timeMs When, Unix milliseconds.
    /// @param mediaDigest Digest of sampled packets, or zero.
    struct Receipt {
        bytes32 grantHash;
        address relay;
        uint64 seq;
        uint64 bytesTotal;
        uint64 timeMs;
        bytes32 mediaDigest;
    }

    /// @notice A relay states what it delivered of a stream in an epoch. Two different ones for an epoch are a fault.
    /// @param streamId keccak256(streamer address || stream name).
    /// @param relay The relay.
    /// @param epoch Number of the report for this stream, rising.
    /// @param bytesTotal Unique media payload bytes acknowledged over all sessions.
    /// @param sessions How many sessions the report covers.
    /// @param sumRoot Root of the Merkle-sum tree over their receipts.
    struct UsageReport {
        bytes32 streamId;
        address relay;
        uint64 epoch;
        uint64 bytesTotal;
        uint32 sessions;
        bytes32 sumRoot;
    }

    /// @notice What a relay asks.
    /// @param relay The relay.
    /// @param pricePerGiB Base units per 2^30 unique media payload bytes.
    /// @param maxUnpaid Base units that it serves on credit at most.
    /// @param validUntil Last second of the offer.
    struct RelayTerms {
        address relay;
        uint96 pricePerGiB;
        uint96 maxUnpaid;
        uint64 validUntil;
    }

    /// @notice A streamer lets a hot key sign for a stream.
    /// @param streamer The streamer's wallet.
    /// @param streamId keccak256(streamer address || stream name).
    /// @param key The hot key's address.
    /// @param notAfter Last second of the permission.
    struct StreamKey {
        address streamer;
        bytes32 streamId;
        address key;
        uint64 notAfter;
    }

    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant SESSION_GRANT_TYPEHASH = keccak256(
        "SessionGrant(bytes32 streamId,address relay,address viewerKey,uint64 notBefore,uint64 notAfter,uint32 maxKbps)"
    );
    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 grantHash,address relay,uint64 seq,uint64 bytesTotal,uint64 timeMs,bytes32 mediaDigest)"
    );
    bytes32 internal constant USAGE_REPORT_TYPEHASH = keccak256(
        "UsageReport(bytes32 streamId,address relay,uint64 epoch,uint64 bytesTotal,uint32 sessions,bytes32 sumRoot)"
    );
    bytes32 internal constant VOUCHER_TYPEHASH =
        keccak256("Voucher(address payer,address payee,uint64 nonce,uint96 cumulative)");
    bytes32 internal constant RELAY_TERMS_TYPEHASH =
        keccak256("RelayTerms(address relay,uint96 pricePerGiB,uint96 maxUnpaid,uint64 validUntil)");
    bytes32 internal constant STREAM_KEY_TYPEHASH =
        keccak256("StreamKey(address streamer,bytes32 streamId,address key,uint64 notAfter)");

    /// @notice The domain separator of a name and version, on this chain, for `verifyingContract`.
    function domainSeparator(string memory name, string memory version, address verifyingContract)
        internal
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, verifyingContract
            )
        );
    }

    /// @notice What is signed: keccak256(0x19 || 0x01 || domain separator || struct hash).
    function digest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// @notice Struct hash of a grant.
    function hash(SessionGrant memory m) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(SESSION_GRANT_TYPEHASH, m.streamId, m.relay, m.viewerKey, m.notBefore, m.notAfter, m.maxKbps)
        );
    }

    /// @notice Struct hash of a receipt.
    function hash(Receipt memory m) internal pure returns (bytes32) {
        return
            keccak256(abi.encode(RECEIPT_TYPEHASH, m.grantHash, m.relay, m.seq, m.bytesTotal, m.timeMs, m.mediaDigest));
    }

    /// @notice Struct hash of a report.
    function hash(UsageReport memory m) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(USAGE_REPORT_TYPEHASH, m.streamId, m.relay, m.epoch, m.bytesTotal, m.sessions, m.sumRoot)
        );
    }

    /// @notice Struct hash of a voucher: a channel's signer owes a payee so much. Each redeemed voucher pays for this, so its
    /// parts come without a struct in memory.
    /// @param payer Who opened the channel.
    /// @param payee Who can redeem.
    /// @param nonce The channel's nonce.
    /// @param cumulative Base units owed over the channel's life so far.
    function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(VOUCHER_TYPEHASH, payer, payee, nonce, cumulative));
    }

    /// @notice Struct hash of terms.
    function hash(RelayTerms memory m) internal pure returns (bytes32) {
        return keccak256(abi.encode(RELAY_TERMS_TYPEHASH, m.relay, m.pricePerGiB, m.maxUnpaid, m.validUntil));
    }

    /// @notice Struct hash of a stream key's permission.
    function hash(StreamKey memory m) internal pure returns (bytes32) {
        return keccak256(abi.encode(STREAM_KEY_TYPEHASH, m.streamer, m.streamId, m.key, m.notAfter));
    }
}
