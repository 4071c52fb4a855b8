// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title SumTree
/// @notice Nodes of the Merkle-sum trees that usage reports bind; ICourt tells how they are built.
library SumTree {
    /// @notice The siblings are too few or too many for the leaf's place.
    /// @param length Bytes of siblings given.
    error WrongSiblings(uint256 length);

    /// First byte of a leaf's preimage and of an inner node's.
    bytes1 internal constant LEAF = 0x00;
    bytes1 internal constant INNER = 0x01;
    /// Bytes of the preimages: prefix, digest, bytes; prefix and twice hash and bytes.
    uint256 internal constant LEAF_SIZE = 41;
    uint256 internal constant INNER_SIZE = 81;
    /// Bytes of a sibling: hash and bytes.
    uint256 private constant SIBLING_SIZE = 40;

    /// @notice Hash of a leaf.
    /// @param digest The receipt's EIP-712 digest.
    /// @param charged Bytes charged for it.
    function leaf(bytes32 digest, uint64 charged) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(LEAF, digest, charged));
    }

    /// @notice The bytes below a node, by its preimage. It cannot overflow, as the node's own 64 bits might.
    function sum(bytes calldata node) internal pure returns (uint256) {
        if (node.length == LEAF_SIZE) return uint64(bytes8(node[33:41]));
        return uint256(uint64(bytes8(node[33:41]))) + uint64(bytes8(node[73:81]));
    }

    /// @notice Hash and bytes of an inner node's child, by the node's preimage.
    function child(bytes calldata node, bool right) internal pure returns (bytes32 hash, uint256 said) {
        if (right) return (bytes32(node[41:73]), uint64(bytes8(node[73:81])));
        return (bytes32(node[1:33]), uint64(bytes8(node[33:41])));
    }

    /// @notice Climbs from a leaf to the root.
    /// @param hash The leaf's hash.
    /// @param said The leaf's bytes.
    /// @param index The leaf's place, below `leaves`.
    /// @param leaves How many there are.
    /// @param siblings 40 bytes for each level where the node has one.
    /// @return The root's hash and bytes. Bytes that overflow 64 bits give a hash that is no tree's.
    function root(bytes32 hash, uint256 said, uint256 index, uint256 leaves, bytes calldata siblings)
        internal
        pure
        returns (bytes32, uint256)
    {
        uint256 length = siblings.length;
        for (; leaves > 1; (index, leaves) = (index / 2, (leaves + 1) / 2)) {
            if (index == leaves - 1 && leaves % 2 == 1) continue; // an odd last node rises
            if (siblings.length < SIBLING_SIZE) revert WrongSiblings(length);
            (bytes32 other, uint64 size) = (bytes32(siblings[:32]), uint64(bytes8(siblings[32:SIBLING_SIZE])));
            siblings = siblings[SIBLING_SIZE:];
            // The sum of what fits 64 bits is checked against the report's 64 bits at the end; a wrapped one is no tree's.
            hash = index % 2 == 0
                ? keccak256(abi.encodePacked(INNER, hash, uint64(said), other, size))
                : keccak256(abi.encodePacked(INNER, other, size, hash, uint64(said)));
            said += size;
        }
        if (siblings.length != 0) revert WrongSiblings(length);
        return (hash, said);
    }
}
