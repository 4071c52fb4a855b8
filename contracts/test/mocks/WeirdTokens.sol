// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A token that anybody may spend without an allowance; the deployer has all of it.
abstract contract LooseToken is ERC20("Loose", "LOOSE") {
    constructor(uint256 supply) {
        _mint(msg.sender, supply);
    }

    function _spendAllowance(address, address, uint256) internal override { }
}

/// More base units than uint96 counts.
contract Plenty is LooseToken(type(uint256).max) { }

/// Keeps one percent of what is moved.
contract TaxedToken is LooseToken(1e30) {
    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, address(0xFEE), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// Gives more than was asked for.
contract GenerousToken is LooseToken(1e30) {
    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && to != address(0)) super._update(address(0), to, 1);
    }
}

/// Scales all balances at will, and by half in the midst of transfers when asked to.
contract RebasingToken is LooseToken(1e30) {
    uint256 private percent = 100;
    bool private sudden;

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function setSudden(bool sudden_) external {
        sudden = sudden_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) * percent / 100;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (sudden) percent /= 2;
        super._update(from, to, value * 100 / percent);
    }
}

/// Refuses every transfer.
contract RevertingToken is LooseToken(1e30) {
    error NotToday();

    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0)) revert NotToday();
        super._update(from, to, value);
    }
}

/// Moves nothing when `mute` and says so with false.
contract FalseToken is LooseToken(1e30) {
    bool public mute;

    function setMute(bool mute_) external {
        mute = mute_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !mute && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !mute && super.transferFrom(from, to, value);
    }
}

/// Moves nothing and says true.
contract LyingToken is LooseToken(1e30) {
    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// As the early tokens: transfer and transferFrom return nothing.
contract SilentToken {
    mapping(address => uint256) public balanceOf;

    constructor() {
        balanceOf[msg.sender] = 1e30;
    }

    function transfer(address to, uint256 value) external {
        move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        move(from, to, value);
    }

    function move(address from, address to, uint256 value) private {
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// Spends a million gas on each transfer.
contract SlowToken is LooseToken(1e30) {
    function _update(address from, address to, uint256 value) internal override {
        uint256 before = gasleft();
        while (before - gasleft() < 1_000_000) { }
        super._update(from, to, value);
    }
}

/// Refuses transfers to listed accounts.
contract ListToken is LooseToken(1e30) {
    error Listed(address account);

    mapping(address => bool) public listed;

    function list(address account) external {
        listed[account] = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (listed[to]) revert Listed(to);
        super._update(from, to, value);
    }
}

/// Calls back once during each transfer: makes `target` do `data`, as the account that armed it if that account relays.
contract CallbackToken is LooseToken(1e30) {
    Reenterer public reenterer;

    function arm(Reenterer reenterer_) external {
        reenterer = reenterer_;
    }

    function _update(address from, address to, uint256 value) internal override {
        Reenterer armed = reenterer;
        if (address(armed) != address(0)) {
            reenterer = Reenterer(address(0));
            armed.strike();
        }
        super._update(from, to, value);
    }
}

/// An account with prepared calls: `run` makes one now, `strike` makes the armed one when the token calls back.
contract Reenterer {
    address private target;
    bytes private data;
    bool public struck;
    bytes public refusal;

    function prepare(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function run(address target_, bytes calldata data_) external returns (bytes memory result) {
        bool ok;
        (ok, result) = target_.call(data_);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }

    function strike() external {
        (struck, refusal) = target.call(data);
    }
}
