// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Signatures } from "../src/libraries/Signatures.sol";
import { TypedData } from "../src/libraries/TypedData.sol";
import { Fixture } from "./Fixture.sol";
import { vm } from "./Vm.sol";

/// abi/vectors.json, which viem made, against TypedData and Signatures.
contract VectorsTest is Fixture {
    string private json = vm.readFile("../abi/vectors.json");
    string private path; // of the vector at hand

    /// Moves to a vector, unless the file has no more.
    function select(uint256 i) private returns (bool) {
        path = string.concat(".vectors[", vm.toString(i), "]");
        return vm.keyExistsJson(json, path);
    }

    function kindOf() private view returns (bytes32) {
        return keccak256(bytes(vm.parseJsonString(json, string.concat(path, ".type"))));
    }

    function number(string memory field) private view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(path, field));
    }

    function account(string memory field) private view returns (address) {
        return vm.parseJsonAddress(json, string.concat(path, field));
    }

    function word(string memory field) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(path, field));
    }

    function test_vectors_typeHashes() public {
        bytes32[6] memory want = [
            TypedData.SESSION_GRANT_TYPEHASH,
            TypedData.RECEIPT_TYPEHASH,
            TypedData.USAGE_REPORT_TYPEHASH,
            TypedData.VOUCHER_TYPEHASH,
            TypedData.RELAY_TERMS_TYPEHASH,
            TypedData.STREAM_KEY_TYPEHASH
        ];
        for (uint256 i = 0; i < want.length; i++) {
            path = string.concat(".types[", vm.toString(i), "]");
            vm.assertEq(word(".typeHash"), want[i], path);
        }
    }

    function test_vectors_hashesAndSignatures() public {
        uint256 here = block.chainid;
        uint256 found;
        for (; select(found); found++) {
            vm.chainId(number(".domain.chainId"));
            bytes32 domain = TypedData.domainSeparator(
                vm.parseJsonString(json, ".domainName"),
                vm.parseJsonString(json, ".domainVersion"),
                account(".domain.verifyingContract")
            );
            vm.chainId(here);
            vm.assertEq(domain, word(".domainSeparator"), string.concat(path, " domain separator"));
            bytes32 structHash = hash(kindOf());
            vm.assertEq(structHash, word(".structHash"), string.concat(path, " struct hash"));
            bytes32 digest = TypedData.digest(domain, structHash);
            vm.assertEq(digest, word(".digest"), string.concat(path, " digest"));
            (bytes32 r, bytes32 vs) =
                abi.decode(vm.parseJsonBytes(json, string.concat(path, ".compact")), (bytes32, bytes32));
            vm.assertEq(Signatures.recover(digest, r, vs), account(".signer"), string.concat(path, " signer"));
        }
        vm.assertEq(found, 48, "vectors: eight of each of six types");
    }

    function test_vectors_channelKeys() public {
        uint256 found;
        for (uint256 i = 0; select(i); i++) {
            if (kindOf() != keccak256("Voucher")) continue;
            found++;
            bytes32 key = channels.key(
                account(".message.payer"),
                account(".message.payee"),
                account(".signer"),
                uint64(number(".message.nonce"))
            );
            vm.assertEq(key, word(".channelKey"), path);
        }
        vm.assertEq(found, 8, "vouchers");
    }

    function hash(bytes32 kind) private view returns (bytes32) {
        if (kind == keccak256("SessionGrant")) {
            return TypedData.hash(
                TypedData.SessionGrant({
                    streamId: word(".message.streamId"),
                    relay: account(".message.relay"),
                    viewerKey: account(".message.viewerKey"),
                    notBefore: uint64(number(".message.notBefore")),
                    notAfter: uint64(number(".message.notAfter")),
                    maxKbps: uint32(number(".message.maxKbps"))
                })
            );
        }
        if (kind == keccak256("Receipt")) {
            return TypedData.hash(
                TypedData.Receipt({
                    grantHash: word(".message.grantHash"),
                    relay: account(".message.relay"),
                    seq: uint64(number(".message.seq")),
                    bytesTotal: uint64(number(".message.bytesTotal")),
                    timeMs: uint64(number(".message.timeMs")),
                    mediaDigest: word(".message.mediaDigest")
                })
            );
        }
        if (kind == keccak256("UsageReport")) {
            return TypedData.hash(
                TypedData.UsageReport({
                    streamId: word(".message.streamId"),
                    relay: account(".message.relay"),
                    epoch: uint64(number(".message.epoch")),
                    bytesTotal: uint64(number(".message.bytesTotal")),
                    sessions: uint32(number(".message.sessions")),
                    sumRoot: word(".message.sumRoot")
                })
            );
        }
        if (kind == keccak256("RelayTerms")) {
            return TypedData.hash(
                TypedData.RelayTerms({
                    relay: account(".message.relay"),
                    pricePerGiB: uint96(number(".message.pricePerGiB")),
                    maxUnpaid: uint96(number(".message.maxUnpaid")),
                    validUntil: uint64(number(".message.validUntil"))
                })
            );
        }
        if (kind == keccak256("StreamKey")) {
            return TypedData.hash(
                TypedData.StreamKey({
                    streamer: account(".message.streamer"),
                    streamId: word(".message.streamId"),
                    key: account(".message.key"),
                    notAfter: uint64(number(".message.notAfter"))
                })
            );
        }
        require(kind == keccak256("Voucher"), "a type that is not known here");
        return TypedData.hashVoucher(
            account(".message.payer"),
            account(".message.payee"),
            uint64(number(".message.nonce")),
            uint96(number(".message.cumulative"))
        );
    }
}
