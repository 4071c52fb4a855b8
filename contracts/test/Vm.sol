// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Forge's cheatcodes, as far as these tests use them. They are calls to one address; no library is needed.
interface Vm {
    // ---- the next call's caller, the chain
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function warp(uint256 timestamp) external;
    function chainId(uint256 id) external;

    // ---- keys
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    // ---- what must happen in the next call
    function expectRevert(bytes calldata reason) external;
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;

    // ---- logs
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);

    // ---- fuzzing
    function assume(bool condition) external pure;

    // ---- the build's bytecode
    function getCode(string calldata artifact) external view returns (bytes memory);

    // ---- files
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonUint(string calldata json, string calldata path) external pure returns (uint256);
    function parseJsonAddress(string calldata json, string calldata path) external pure returns (address);
    function parseJsonBytes32(string calldata json, string calldata path) external pure returns (bytes32);
    function parseJsonBytes(string calldata json, string calldata path) external pure returns (bytes memory);
    function parseJsonString(string calldata json, string calldata path) external pure returns (string memory);
    function keyExistsJson(string calldata json, string calldata path) external view returns (bool);
    function toString(uint256 value) external pure returns (string memory);

    // ---- assertions
    function assertTrue(bool condition, string calldata message) external pure;
    function assertEq(uint256 got, uint256 want, string calldata message) external pure;
    function assertEq(address got, address want, string calldata message) external pure;
    function assertEq(bytes32 got, bytes32 want, string calldata message) external pure;
    function assertEq(bytes calldata got, bytes calldata want, string calldata message) external pure;
    function assertEq(string calldata got, string calldata want, string calldata message) external pure;
    function assertGe(uint256 got, uint256 least, string calldata message) external pure;
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// The reason of a checked calculation that overflowed.
function overflow() pure returns (bytes memory) {
    return abi.encodeWithSignature("Panic(uint256)", 0x11);
}

/// Deploys a contract of src by its name, from the very bytecode that is built for chains: tests are compiled otherwise, for
/// speed, and so must not bring a contract in by `new`.
function deploy(string memory name, bytes memory arguments) returns (address deployed) {
    bytes memory code = bytes.concat(vm.getCode(string.concat(name, ".sol:", name)), arguments);
    assembly ("memory-safe") {
        deployed := create(0, add(code, 32), mload(code))
        if iszero(deployed) {
            returndatacopy(code, 0, returndatasize())
            revert(code, returndatasize())
        }
    }
}
