// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../interfaces/IPaymentChannels.sol";

/// @title Batch
/// @notice Records of one size, packed one after the other in calldata.
library Batch {
    /// @notice Reverts unless a batch is one or more whole records.
    /// @param size Bytes of a record.
    function check(bytes calldata batch, uint256 size) internal pure {
        if (batch.length == 0 || batch.length % size != 0) revert IPaymentChannels.InvalidBatch(batch.length);
    }

    /// @notice The 32 bytes from an offset on, of which a field of a record is the first. What lies behind the batch may be in
    /// them, but in no field of a batch that was checked. Solidity's slices check bounds anew, some 30 gas a field.
    function word(bytes calldata batch, uint256 offset) internal pure returns (bytes32 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch.offset, offset))
        }
    }
}
