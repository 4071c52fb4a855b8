// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Signatures
/// @notice Recovery of EIP-2098 signatures in their one canonical form.
library Signatures {
    /// @notice The signature has s above half of the curve's order, or no key made it.
    error InvalidSignature();

    /// Half of secp256k1's order: a signature with a higher s has a twin below it, and only the twin is taken.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice Who signed a digest. Reverts rather than return zero.
    /// @param digest What was signed.
    /// @param r First half of the signature.
    /// @param vs Second half: s, with the parity of the recovery id in the top bit.
    function recover(bytes32 digest, bytes32 r, bytes32 vs) internal pure returns (address signer) {
        uint256 s = uint256(vs) & (type(uint256).max >> 1);
        if (s > HALF_ORDER) revert InvalidSignature();
        signer = ecrecover(digest, uint8(uint256(vs) >> 255) + 27, r, bytes32(s));
        if (signer == address(0)) revert InvalidSignature();
    }
}
