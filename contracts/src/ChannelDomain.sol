// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "./interfaces/IPaymentChannels.sol";
import { TypedData } from "./libraries/TypedData.sol";

/// @title ChannelDomain
/// @notice The EIP-712 domain of PaymentChannels, under which all of CASTO's messages are signed, and the keys of its channels.
abstract contract ChannelDomain is IPaymentChannels {
    string private constant NAME = "CASTO PaymentChannels";
    string private constant VERSION = "1";

    uint256 private immutable _chainId;
    bytes32 private immutable _domain;

    constructor() {
        _chainId = block.chainid;
        _domain = TypedData.domainSeparator(NAME, VERSION, address(this));
    }

    /// @inheritdoc IPaymentChannels
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
        )
    {
        // 0x0f: name, version, chainId and verifyingContract are used, salt is not.
        return (hex"0f", NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /// @inheritdoc IPaymentChannels
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        // After a fork of the chain its id differs, and with it the domain.
        return block.chainid == _chainId ? _domain : TypedData.domainSeparator(NAME, VERSION, address(this));
    }

    /// @inheritdoc IPaymentChannels
    function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative)
        external
        view
        returns (bytes32)
    {
        return TypedData.digest(DOMAIN_SEPARATOR(), TypedData.hashVoucher(payer, payee, nonce, cumulative));
    }

    /// @inheritdoc IPaymentChannels
    function key(address payer, address payee, address signer, uint64 nonce) public pure returns (bytes32) {
        return keccak256(abi.encode(payer, payee, signer, nonce));
    }
}
