// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { TypedData } from "../libraries/TypedData.sol";

/// @title ICourt
/// @notice Slashes relays for faults that their own signatures prove. Nobody votes and nobody is believed: a proof holds what
/// the relay signed, and the court computes.
///
/// A relay states by a `UsageReport` what it delivered of a stream in an epoch, and binds it to the receipts of its viewers by
/// a Merkle-sum tree:
///   leaf  = keccak256(0x00 || digest of the receipt (32) || bytes charged (8))
///   inner = keccak256(0x01 || left hash (32) || left bytes (8) || right hash (32) || right bytes (8))
/// Neighbours are joined in pairs from the left, level by level; an odd last node rises as it is. The root's hash is `sumRoot`,
/// its bytes are `bytesTotal`, its leaves are `sessions`. All numbers are big-endian.
///
/// Each of these is a fault, punished once for a relay, stream and epoch:
///   - two different reports of one epoch (proveEquivocation);
///   - a tree that does not add up (proveSum);
///   - a leaf that its grant cannot cover (proveUngranted);
///   - two leaves under one grant in one report (proveDuplicate);
///   - a leaf that the relay does not show when it is challenged (challengeLeaf, judgeLeaf).
/// Half of what is slashed goes to who proved the fault, the rest is burned. A proof is no secret before it is in a block, so
/// somebody else may send it first and have the reward; the relay pays all the same.
///
/// Signatures are EIP-2098, EIP-712 under the domain of PaymentChannels. A report counts for a relay if the relay's report key
/// signed it, the present one or one of the past. Amounts are base units of the token, times are Unix seconds unless the name
/// says Ms.
interface ICourt {
    /// @notice A report and its signature.
    /// @param report What the relay states.
    /// @param r First half of its report key's signature.
    /// @param vs Second half.
    struct SignedReport {
        TypedData.UsageReport report;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice A leaf of a report's tree.
    /// @param receipt The receipt in it.
    /// @param charged Bytes that the report charges for it.
    /// @param index Its place among the leaves, from 0.
    /// @param siblings The siblings on the way up, 40 bytes each: hash (32), bytes (8). A level where the node rises has none.
    struct Leaf {
        TypedData.Receipt receipt;
        uint64 charged;
        uint32 index;
        bytes siblings;
    }

    /// @notice What makes a leaf good: the viewer's signature, the grant, and whose grant it is.
    /// @param receiptR First half of the viewer's signature of the receipt.
    /// @param receiptVs Second half.
    /// @param grant The grant that the receipt names.
    /// @param grantR First half of the stream key's signature of the grant.
    /// @param grantVs Second half.
    /// @param streamKey The streamer's permission for that key.
    /// @param streamKeyR First half of the streamer's signature of the permission.
    /// @param streamKeyVs Second half.
    /// @param name The stream's name: its id is keccak256(streamer || name).
    struct Evidence {
        bytes32 receiptR;
        bytes32 receiptVs;
        TypedData.SessionGrant grant;
        bytes32 grantR;
        bytes32 grantVs;
        TypedData.StreamKey streamKey;
        bytes32 streamKeyR;
        bytes32 streamKeyVs;
        string name;
    }

    /// @notice A demand to show a leaf. One storage slot.
    /// @param challenger Who staked the bond; zero when the leaf was never challenged.
    /// @param deadline From when on a leaf that was not shown is a fault.
    /// @param settled Whether it was shown, or judged.
    struct Challenge {
        address challenger;
        uint40 deadline;
        bool settled;
    }

    /// @notice A relay was at fault; `taken` base units of its stake were slashed.
    /// @param relay The relay.
    /// @param streamId The stream.
    /// @param epoch The report's epoch.
    /// @param reporter Who proved it.
    /// @param taken Base units slashed.
    event Punished(address indexed relay, bytes32 indexed streamId, uint64 epoch, address reporter, uint96 taken);
    /// @notice Somebody demands to see a leaf of a relay's report, until `deadline`.
    /// @param relay The relay.
    /// @param report Struct hash of the report.
    /// @param index The leaf's place, from 0.
    /// @param challenger Who demands it.
    /// @param deadline Until when the relay can answer for sure, Unix seconds.
    event Challenged(address indexed relay, bytes32 indexed report, uint32 index, address challenger, uint40 deadline);
    /// @notice The leaf was shown, and is good.
    /// @param relay The relay.
    /// @param report Struct hash of the report.
    /// @param index The leaf's place, from 0.
    event Answered(address indexed relay, bytes32 indexed report, uint32 index);

    /// @notice The penalty or the bond given to the constructor is zero.
    error InvalidAmount();
    /// @notice The time to answer given to the constructor is outside 1 hour to 30 days, or more than half the unbond period.
    /// @param answerPeriod The period given, seconds.
    error InvalidAnswerPeriod(uint256 answerPeriod);
    /// @notice The signature is not of a report key of the relay.
    /// @param relay The relay that the report names.
    /// @param signer Who signed.
    error NotSignedByRelay(address relay, address signer);
    /// @notice The two reports are of different relays, streams or epochs, or they are the same.
    error NoEquivocation();
    /// @notice What was shown is in order.
    error NoFault();
    /// @notice The node is not in the tree, at that place.
    /// @param root In a proof from a leaf up, where it led; in one from the root down, the hash that was due.
    error NotInTree(bytes32 root);
    /// @notice The proof's bytes are not of a length that a proof has.
    /// @param length Bytes that were left.
    error InvalidProof(uint256 length);
    /// @notice The receipt names another grant.
    /// @param grantHash Digest of the grant that the receipt names.
    error WrongGrant(bytes32 grantHash);
    /// @notice The relay was punished for this stream and epoch already.
    /// @param relay The relay.
    /// @param streamId The stream.
    /// @param epoch The report's epoch.
    error AlreadyPunished(address relay, bytes32 streamId, uint64 epoch);
    /// @notice The report has no such leaf.
    /// @param index The place given.
    /// @param sessions How many leaves the report has.
    error NoLeaf(uint32 index, uint32 sessions);
    /// @notice The leaf was challenged already.
    /// @param report Struct hash of the report.
    /// @param index The leaf's place, from 0.
    error AlreadyChallenged(bytes32 report, uint32 index);
    /// @notice Nobody has challenged the leaf, or the challenge is settled.
    /// @param report Struct hash of the report.
    /// @param index The leaf's place, from 0.
    error NoChallenge(bytes32 report, uint32 index);
    /// @notice The time to answer has not passed.
    /// @param deadline From when on it can be judged, Unix seconds.
    error TooEarly(uint40 deadline);
    /// @notice The report key was retired at least an unbond period ago, so that its reports' leaves cannot be asked for.
    /// @param retiredAt When the key was retired, Unix seconds.
    error TooLate(uint40 retiredAt);
    /// @notice The leaf's evidence does not hold.
    error BadEvidence();

    /// @notice Punishes a relay that signed two different reports of one stream and epoch.
    /// @param a One of the reports.
    /// @param b The other.
    function proveEquivocation(SignedReport calldata a, SignedReport calldata b) external;

    /// @notice Punishes a relay whose tree does not add up: one node holds other bytes than its children together, or than
    /// the report says. With no nodes it punishes a report that adds up to fewer bytes than it has leaves, or to bytes
    /// without a leaf: none can be a leaf's that charges something.
    /// @param signed The report.
    /// @param nodes Preimages from the root down: for an inner node its 81 bytes from 0x01 on, for a leaf, which can only be the
    /// last, its 41 bytes from 0x00 on. The last is the one that holds other bytes than it is said to.
    /// @param path For each step down whether it goes right: bit 0 is the step from the root.
    function proveSum(SignedReport calldata signed, bytes calldata nodes, uint256 path) external;

    /// @notice Punishes a relay for a leaf whose receipt or grant is of another relay or stream, which charges nothing or more
    /// than the receipt has, whose receipt is of a time more than an hour outside the grant, or which has more bytes than
    /// the grant allows over the whole of its time, with a tenth on top.
    /// @param signed The report.
    /// @param leaf The leaf.
    /// @param grant What the receipt's grantHash is the digest of.
    function proveUngranted(SignedReport calldata signed, Leaf calldata leaf, TypedData.SessionGrant calldata grant)
        external;

    /// @notice Punishes a relay that charged a session twice in one report: two leaves under one grant.
    /// @param signed The report.
    /// @param a One of the leaves.
    /// @param b The other, at another index.
    function proveDuplicate(SignedReport calldata signed, Leaf calldata a, Leaf calldata b) external;

    /// @notice Demands to see a leaf. The bond is pulled from the caller; it goes to the relay if the leaf is shown, back to the
    /// caller if not, and stays in the court if the token refuses to pay whose it is. Until then the relay cannot withdraw its
    /// stake. Refused for a relay whose unbond period has passed, and for a report key that was retired an unbond period
    /// ago: a relay that retires its keys need not keep its receipts for ever.
    /// @param signed The report.
    /// @param index The leaf's place, below `sessions`.
    /// @return deadline Until when the relay can answer.
    function challengeLeaf(SignedReport calldata signed, uint32 index) external returns (uint40 deadline);

    /// @notice Shows a challenged leaf and why it is good. Anybody can, as long as it is not judged.
    /// @param report The report.
    /// @param leaf The leaf.
    /// @param evidence What makes it good.
    function answerLeaf(TypedData.UsageReport calldata report, Leaf calldata leaf, Evidence calldata evidence) external;

    /// @notice Punishes a relay that did not show a challenged leaf in time. Anybody can; the challenger is the reporter.
    /// @param report The report.
    /// @param index The leaf's place, from 0.
    function judgeLeaf(TypedData.UsageReport calldata report, uint32 index) external;

    /// @notice The registry of the stakes, made by this court and no other's.
    /// @return Its address.
    function registry() external view returns (address);

    /// @notice Under whose domain the messages are signed.
    /// @return The address of PaymentChannels.
    function channels() external view returns (address);

    /// @notice Base units slashed for a fault.
    /// @return Base units; half of them is the reporter's.
    function penalty() external view returns (uint96);

    /// @notice Base units that a challenge costs if it is answered.
    /// @return Base units.
    function bond() external view returns (uint96);

    /// @notice Seconds that a relay has to show a leaf.
    /// @return Seconds.
    function answerPeriod() external view returns (uint40);

    /// @notice The challenge of a leaf.
    /// @param report Struct hash of the report.
    /// @param index The leaf's place, from 0.
    /// @return The challenge; all zero when there was none.
    function challengeOf(bytes32 report, uint32 index) external view returns (Challenge memory);

    /// @notice Whether the relay was punished for this stream and epoch.
    /// @param relay The relay.
    /// @param streamId The stream.
    /// @param epoch The report's epoch.
    /// @return True when it was.
    function isPunished(address relay, bytes32 streamId, uint64 epoch) external view returns (bool);
}
