// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title CastoToken
/// @notice Test token for local chains: a plain ERC-20 (18 decimals) with ERC-2612 permit and a fixed supply of one
/// billion tokens, all of it given to the deployer. Nobody can mint or burn. Real deployments pass their own ERC-20 to
/// PaymentChannels and RelayRegistry.
contract CastoToken is ERC20, ERC20Permit {
    /// @notice The whole supply in base units (10^-18 of a token). It fits in uint96, as every amount in CASTO must.
    uint256 public constant SUPPLY = 1_000_000_000e18;

    constructor() ERC20("CASTO Test Token", "CASTO") ERC20Permit("CASTO Test Token") {
        _mint(msg.sender, SUPPLY);
    }
}
