// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { RelayRegistry } from "./RelayRegistry.sol";
import { ICourt } from "./interfaces/ICourt.sol";
import { IPaymentChannels } from "./interfaces/IPaymentChannels.sol";
import { IRelayRegistry } from "./interfaces/IRelayRegistry.sol";
import { ExactTransfer } from "./libraries/ExactTransfer.sol";
import { Signatures } from "./libraries/Signatures.sol";
import { SumTree } from "./libraries/SumTree.sol";
import { TypedData } from "./libraries/TypedData.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Court
/// @notice See ICourt. No owner, no proxy, no upgrade.
/// @dev It makes its registry, so that each knows the other for ever. For ever: token.balanceOf(this) >= bond * open challenges.
contract Court is ICourt {
    using ExactTransfer for IERC20;

    /// How far a receipt's time may be outside its grant's, in milliseconds: relays refuse what is farther.
    uint256 private constant SKEW_MS = 1 hours * 1000;

    IERC20 private immutable _token;
    IRelayRegistry private immutable _registry;
    IPaymentChannels private immutable _channels;
    uint96 private immutable _penalty;
    uint96 private immutable _bond;
    uint40 private immutable _answerPeriod;

    mapping(bytes32 report => mapping(uint32 index => Challenge)) private _challenges;
    mapping(bytes32 fault => bool) private _punished;

    /// @param channels_ Under whose domain messages are signed, and whose token stakes and bonds are in.
    /// @param minStake_ The registry's smallest stake, base units.
    /// @param unbondPeriod_ The registry's unbond period, seconds.
    /// @param penalty_ Base units slashed for a fault, not zero.
    /// @param bond_ Base units that a challenge costs if it is answered, not zero; it should pay for an answer's gas.
    /// @param answerPeriod_ Seconds to show a leaf, 1 hour to 30 days, at most half of the unbond period.
    constructor(
        IPaymentChannels channels_,
        uint96 minStake_,
        uint40 unbondPeriod_,
        uint96 penalty_,
        uint96 bond_,
        uint40 answerPeriod_
    ) {
        if (penalty_ == 0 || bond_ == 0) revert InvalidAmount();
        if (answerPeriod_ < 1 hours || answerPeriod_ > 30 days || answerPeriod_ > unbondPeriod_ / 2) {
            revert InvalidAnswerPeriod(answerPeriod_);
        }
        _channels = channels_;
        _token = IERC20(channels_.token());
        _penalty = penalty_;
        _bond = bond_;
        _answerPeriod = answerPeriod_;
        _registry = new RelayRegistry(_token, minStake_, unbondPeriod_, address(this));
    }

    // ---------------------------------------------------------------------------------------------------------- proofs

    /// @inheritdoc ICourt
    function proveEquivocation(SignedReport calldata a, SignedReport calldata b) external {
        (bytes32 first,) = _checkSigned(a);
        (bytes32 second,) = _checkSigned(b);
        bool together = a.report.relay == b.report.relay && a.report.streamId == b.report.streamId
            && a.report.epoch == b.report.epoch;
        if (!together || first == second) revert NoEquivocation();
        _punish(a.report, msg.sender);
    }

    /// @inheritdoc ICourt
    function proveSum(SignedReport calldata signed, bytes calldata nodes, uint256 path) external {
        _checkSigned(signed);
        (bytes32 hash, uint256 said) = (signed.report.sumRoot, signed.report.bytesTotal);
        // Each leaf charges something: so many bytes need leaves, and so many leaves bytes.
        uint256 sessions = signed.report.sessions;
        bool fault = said < sessions || (sessions == 0 && said != 0);
        while (nodes.length != 0) {
            if (fault) revert InvalidProof(nodes.length);
            uint256 size = nodes[0] == SumTree.LEAF ? SumTree.LEAF_SIZE : SumTree.INNER_SIZE;
            if (nodes.length < size) revert InvalidProof(nodes.length);
            bytes calldata node = nodes[:size];
            if (keccak256(node) != hash) revert NotInTree(hash);
            nodes = nodes[size:];
            fault = SumTree.sum(node) != said;
            if (size == SumTree.LEAF_SIZE) {
                if (nodes.length != 0) revert InvalidProof(nodes.length);
            } else {
                (hash, said) = SumTree.child(node, path & 1 == 1);
                path >>= 1;
            }
        }
        if (!fault) revert NoFault();
        _punish(signed.report, msg.sender);
    }

    /// @inheritdoc ICourt
    function proveUngranted(SignedReport calldata signed, Leaf calldata leaf, TypedData.SessionGrant calldata grant)
        external
    {
        _checkSigned(signed);
        bytes32 domain = _channels.DOMAIN_SEPARATOR();
        _checkLeaf(domain, signed.report, leaf);
        _checkGrant(domain, leaf.receipt, grant);
        if (_covers(signed.report, leaf, grant)) revert NoFault();
        _punish(signed.report, msg.sender);
    }

    /// @inheritdoc ICourt
    function proveDuplicate(SignedReport calldata signed, Leaf calldata a, Leaf calldata b) external {
        _checkSigned(signed);
        bytes32 domain = _channels.DOMAIN_SEPARATOR();
        _checkLeaf(domain, signed.report, a);
        _checkLeaf(domain, signed.report, b);
        if (a.index == b.index || a.receipt.grantHash != b.receipt.grantHash) revert NoFault();
        _punish(signed.report, msg.sender);
    }

    // ------------------------------------------------------------------------------------------------------ challenges

    /// @inheritdoc ICourt
    function challengeLeaf(SignedReport calldata signed, uint32 index) external returns (uint40 deadline) {
        (bytes32 report, address signer) = _checkSigned(signed);
        address relay = signed.report.relay;
        uint40 retired = _registry.retiredAt(relay, signer);
        if (retired != 0 && block.timestamp >= retired + _registry.unbondPeriod()) revert TooLate(retired);
        if (index >= signed.report.sessions) revert NoLeaf(index, signed.report.sessions);
        if (_challenges[report][index].challenger != address(0)) revert AlreadyChallenged(report, index);
        deadline = uint40(block.timestamp) + _answerPeriod;
        _challenges[report][index] = Challenge(msg.sender, deadline, false);
        emit Challenged(relay, report, index, msg.sender, deadline);
        // As long again for somebody to judge it.
        _registry.freeze(relay, deadline + _answerPeriod);
        _token.pull(msg.sender, _bond);
    }

    /// @inheritdoc ICourt
    function answerLeaf(TypedData.UsageReport calldata report, Leaf calldata leaf, Evidence calldata evidence)
        external
    {
        bytes32 hash = TypedData.hash(report);
        _settle(hash, leaf.index);
        bytes32 domain = _channels.DOMAIN_SEPARATOR();
        _checkLeaf(domain, report, leaf);
        bytes32 granted = _checkGrant(domain, leaf.receipt, evidence.grant);
        if (!_covers(report, leaf, evidence.grant) || !_signed(domain, granted, leaf.receipt, evidence)) {
            revert BadEvidence();
        }
        emit Answered(report.relay, hash, leaf.index);
        // Where the token refuses, the bond stays here for ever: neither side can win by having it refuse.
        _token.tryPush(report.relay, _bond);
    }

    /// @inheritdoc ICourt
    function judgeLeaf(TypedData.UsageReport calldata report, uint32 index) external {
        Challenge memory challenge = _settle(TypedData.hash(report), index);
        if (block.timestamp < challenge.deadline) revert TooEarly(challenge.deadline);
        // Another leaf of the epoch may have been judged before, or the relay be gone: the bond goes back all the same.
        bool registered = _registry.relayOf(report.relay).reportKey != address(0);
        if (registered && !isPunished(report.relay, report.streamId, report.epoch)) {
            _punish(report, challenge.challenger);
        }
        _token.tryPush(challenge.challenger, _bond);
    }

    // ----------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ICourt
    function registry() external view returns (address) {
        return address(_registry);
    }

    /// @inheritdoc ICourt
    function channels() external view returns (address) {
        return address(_channels);
    }

    /// @inheritdoc ICourt
    function penalty() external view returns (uint96) {
        return _penalty;
    }

    /// @inheritdoc ICourt
    function bond() external view returns (uint96) {
        return _bond;
    }

    /// @inheritdoc ICourt
    function answerPeriod() external view returns (uint40) {
        return _answerPeriod;
    }

    /// @inheritdoc ICourt
    function challengeOf(bytes32 report, uint32 index) external view returns (Challenge memory) {
        return _challenges[report][index];
    }

    /// @inheritdoc ICourt
    function isPunished(address relay, bytes32 streamId, uint64 epoch) public view returns (bool) {
        return _punished[_fault(relay, streamId, epoch)];
    }

    // --------------------------------------------------------------------------------------------------------- private

    function _fault(address relay, bytes32 streamId, uint64 epoch) private pure returns (bytes32) {
        return keccak256(abi.encode(relay, streamId, epoch));
    }

    /// Checks that one of the relay's report keys signed, and returns the report's struct hash and that key.
    function _checkSigned(SignedReport calldata s) private view returns (bytes32 hash, address signer) {
        hash = TypedData.hash(s.report);
        address relay = s.report.relay;
        signer = Signatures.recover(TypedData.digest(_channels.DOMAIN_SEPARATOR(), hash), s.r, s.vs);
        if (_registry.relayOf(relay).reportKey != signer && _registry.retiredAt(relay, signer) == 0) {
            revert NotSignedByRelay(relay, signer);
        }
    }

    /// Checks that a leaf is at its place in the report's tree.
    function _checkLeaf(bytes32 domain, TypedData.UsageReport calldata report, Leaf calldata leaf) private pure {
        if (leaf.index >= report.sessions) revert NoLeaf(leaf.index, report.sessions);
        bytes32 digest = TypedData.digest(domain, TypedData.hash(leaf.receipt));
        (bytes32 hash, uint256 sum) =
            SumTree.root(SumTree.leaf(digest, leaf.charged), leaf.charged, leaf.index, report.sessions, leaf.siblings);
        if (hash != report.sumRoot || sum != report.bytesTotal) revert NotInTree(hash);
    }

    /// Checks that a receipt is under a grant, and returns the grant's digest.
    function _checkGrant(bytes32 domain, TypedData.Receipt calldata receipt, TypedData.SessionGrant calldata grant)
        private
        pure
        returns (bytes32 digest)
    {
        digest = TypedData.digest(domain, TypedData.hash(grant));
        if (digest != receipt.grantHash) revert WrongGrant(receipt.grantHash);
    }

    /// Whether a grant covers a leaf that is under it: what each relay checks before it takes a receipt.
    function _covers(TypedData.UsageReport calldata report, Leaf calldata leaf, TypedData.SessionGrant calldata grant)
        private
        pure
        returns (bool)
    {
        TypedData.Receipt calldata receipt = leaf.receipt;
        if (grant.relay != report.relay || receipt.relay != report.relay || grant.streamId != report.streamId) {
            return false;
        }
        if (leaf.charged == 0 || leaf.charged > receipt.bytesTotal) return false;
        (uint256 begin, uint256 end) = (uint256(grant.notBefore) * 1000, uint256(grant.notAfter) * 1000);
        uint256 when = receipt.timeMs;
        if (end <= begin || when + SKEW_MS < begin || when > end + SKEW_MS) return false;
        // 1 kbit/s is 125 bytes/s; with a tenth on top 137.5 bytes/s, that is 11/80 of a byte a millisecond.
        return receipt.bytesTotal <= (end - begin) * 11 / 80 * grant.maxKbps;
    }

    /// Whether viewer, stream key and streamer have signed what they had to.
    function _signed(bytes32 domain, bytes32 granted, TypedData.Receipt calldata receipt, Evidence calldata e)
        private
        pure
        returns (bool)
    {
        TypedData.StreamKey calldata k = e.streamKey;
        if (keccak256(abi.encodePacked(k.streamer, e.name)) != k.streamId || k.streamId != e.grant.streamId) {
            return false;
        }
        if (uint256(k.notAfter) * 1000 + SKEW_MS < uint256(e.grant.notBefore) * 1000) return false;
        bytes32 acknowledged = TypedData.digest(domain, TypedData.hash(receipt));
        bytes32 permitted = TypedData.digest(domain, TypedData.hash(k));
        return Signatures.recover(acknowledged, e.receiptR, e.receiptVs) == e.grant.viewerKey
            && Signatures.recover(granted, e.grantR, e.grantVs) == k.key
            && Signatures.recover(permitted, e.streamKeyR, e.streamKeyVs) == k.streamer;
    }

    /// Ends an open challenge and returns it.
    function _settle(bytes32 report, uint32 index) private returns (Challenge memory challenge) {
        challenge = _challenges[report][index];
        if (challenge.challenger == address(0) || challenge.settled) revert NoChallenge(report, index);
        _challenges[report][index].settled = true;
    }

    /// Slashes a relay, once for a stream and epoch.
    function _punish(TypedData.UsageReport calldata report, address reporter) private {
        bytes32 fault = _fault(report.relay, report.streamId, report.epoch);
        if (_punished[fault]) revert AlreadyPunished(report.relay, report.streamId, report.epoch);
        _punished[fault] = true;
        uint96 taken = _registry.slash(report.relay, _penalty, reporter);
        emit Punished(report.relay, report.streamId, report.epoch, reporter, taken);
    }
}
