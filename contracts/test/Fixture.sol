// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPaymentChannels } from "../src/interfaces/IPaymentChannels.sol";
import { deploy, vm } from "./Vm.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// What the tests need of CastoToken.
interface Token is IERC20, IERC20Permit { }

/// One token, one PaymentChannels over it, a payer and a payee with tokens and allowances, and a signer's key.
abstract contract Fixture {
    uint40 internal constant CHALLENGE = 1 days;
    uint96 internal constant FUNDS = 1_000_000e18;
    uint96 internal constant LOT = 100e18;
    uint64 internal constant SALTED = 1 << 63;
    uint256 internal constant SIGNER_KEY = 0xCA570;

    address internal immutable signer = vm.addr(SIGNER_KEY);
    address internal payer = address(0xA11CE);
    address internal payee = address(0xB0B);
    address internal stranger = address(0x5742A);
    Token internal token;
    IPaymentChannels internal channels;

    constructor() {
        vm.warp(1_790_000_000);
        token = Token(deploy("CastoToken", ""));
        channels = deployChannels(address(token), CHALLENGE);
        fund(payer);
        fund(payee);
    }

    function deployChannels(address token_, uint40 challengePeriod) internal returns (IPaymentChannels) {
        return IPaymentChannels(deploy("PaymentChannels", abi.encode(token_, challengePeriod)));
    }

    function fund(address account) internal {
        require(token.transfer(account, FUNDS), "fund");
        vm.prank(account);
        token.approve(address(channels), type(uint256).max);
    }

    // ------------------------------------------------------------------------------- what the payer does

    /// Opens a counted channel of LOT from tokens and returns its key; the first has nonce 0.
    function openCounted() internal returns (bytes32 key) {
        vm.prank(payer);
        (key,) = channels.open(payee, signer, LOT);
    }

    /// Opens a salted channel of LOT, with nonce SALTED, and returns its key.
    function openSalted() internal returns (bytes32 key) {
        vm.prank(payer);
        key = channels.openSalted(payee, signer, SALTED, LOT);
    }

    // ------------------------------------------------------------------------------------------ signing

    function compact(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 vs) {
        (uint8 v, bytes32 r_, bytes32 s) = vm.sign(key, digest);
        return (r_, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    /// The signer's voucher from payer to payee.
    function voucher(uint64 nonce, uint96 cumulative) internal view returns (bytes32 r, bytes32 vs) {
        return compact(SIGNER_KEY, channels.hashVoucher(payer, payee, nonce, cumulative));
    }

    /// The signer's voucher from payer to payee as redeemMany takes it.
    function packed(uint64 nonce, uint96 cumulative) internal view returns (bytes memory) {
        (bytes32 r, bytes32 vs) = voucher(nonce, cumulative);
        return abi.encodePacked(payer, nonce, cumulative, r, vs);
    }

    function permit(uint256 ownerKey, address spender, uint256 value, uint256 deadline)
        internal
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        address owner = vm.addr(ownerKey);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash = keccak256(abi.encode(typeHash, owner, spender, value, token.nonces(owner), deadline));
        return vm.sign(ownerKey, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), hash)));
    }

    // ----------------------------------------------------------------------------------------- redeeming

    /// The payee redeems the signer's voucher in tokens.
    function redeem(uint64 nonce, uint96 cumulative) internal returns (uint96) {
        (bytes32 r, bytes32 vs) = voucher(nonce, cumulative);
        vm.prank(payee);
        return channels.redeem(payer, nonce, cumulative, r, vs, payee);
    }

    /// The payee's redeem in tokens of the signer's voucher must revert so.
    function redeemReverts(uint64 nonce, uint96 cumulative, bytes memory reason) internal {
        (bytes32 r, bytes32 vs) = voucher(nonce, cumulative);
        vm.prank(payee);
        vm.expectRevert(reason);
        channels.redeem(payer, nonce, cumulative, r, vs, payee);
    }

    /// The payee closes with the signer's voucher, its share in tokens.
    function close(uint64 nonce, uint96 cumulative) internal returns (uint96) {
        (bytes32 r, bytes32 vs) = voucher(nonce, cumulative);
        vm.prank(payee);
        return channels.close(payer, nonce, cumulative, r, vs, payee);
    }

    /// The payee's close with the signer's voucher must revert so.
    function closeReverts(uint64 nonce, uint96 cumulative, bytes memory reason) internal {
        (bytes32 r, bytes32 vs) = voucher(nonce, cumulative);
        vm.prank(payee);
        vm.expectRevert(reason);
        channels.close(payer, nonce, cumulative, r, vs, payee);
    }

    // ---------------------------------------------------------------------------------------- what holds

    /// The channel must be so.
    function check(bytes32 key, uint96 deposit, uint96 claimed, uint40 closeAt, uint24 flags) internal view {
        IPaymentChannels.Channel memory c = channels.channelOf(key);
        vm.assertEq(c.deposit, deposit, "deposit");
        vm.assertEq(c.claimed, claimed, "claimed");
        vm.assertEq(c.closeAt, closeAt, "closeAt");
        vm.assertEq(c.flags, flags, "flags");
    }

    function free(address account) internal view returns (uint96) {
        return channels.accountOf(account).free;
    }
}
