// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package abi

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// IPaymentChannelsAccount is an auto generated low-level Go binding around an user-defined struct.
type IPaymentChannelsAccount struct {
	Free      *big.Int
	NextNonce uint64
}

// IPaymentChannelsChannel is an auto generated low-level Go binding around an user-defined struct.
type IPaymentChannelsChannel struct {
	Deposit *big.Int
	Claimed *big.Int
	CloseAt *big.Int
	Flags   *big.Int
}

// PaymentChannelsMetaData contains all meta data concerning the PaymentChannels contract.
var PaymentChannelsMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"challengePeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DOMAIN_SEPARATOR\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"accountOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIPaymentChannels.Account\",\"components\":[{\"name\":\"free\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"nextNonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengePeriod\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"channelOf\",\"inputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIPaymentChannels.Channel\",\"components\":[{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"flags\",\"type\":\"uint24\",\"internalType\":\"uint24\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"close\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"deposit\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"depositFor\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"eip712Domain\",\"inputs\":[],\"outputs\":[{\"name\":\"fields\",\"type\":\"bytes1\",\"internalType\":\"bytes1\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"version\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"verifyingContract\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"extensions\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"finishClose\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"refunded\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"hashVoucher\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"key\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"open\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openSalted\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openWithPermit\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeem\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeemFor\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeemMany\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"vouchers\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"release\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"startClose\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"topUp\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"CloseCancelled\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"refunded\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Deposited\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Opened\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Redeemed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"paid\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ToppedUp\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyClosing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"ExceedsDeposit\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"InsufficientFree\",\"inputs\":[{\"name\":\"free\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"InvalidBatch\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidChallengePeriod\",\"inputs\":[{\"name\":\"challengePeriod\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidNonce\",\"inputs\":[{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"expected\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"InvalidRecipient\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidToken\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"KeyUsed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NoChannel\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NotClosing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StaleVoucher\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "PaymentChannels",
	Bin: "0x61010080604052346101c157604081612bf8803803809161002082856101c5565b8339810103126101c15780516001600160a01b038116918282036101c157602001519164ffffffffff8316908184036101c157803b156101af5750610e10811080156101a3575b610191575060805260a0524660c0526040516100846040826101c5565b6015815260208101907f434153544f205061796d656e744368616e6e656c7300000000000000000000008252604051916100bf6040846101c5565b600183526020830191603160f81b8352519020915190206040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261012760c0826101c5565b51902060e0526040516129fb90816101fd82396080518181816101560152818161033e015281816106ac0152818161097d015281816122e8015281816124940152612881015260a05181818161024901526116c7015260c05181611c7d015260e05181611ca30152f35b636a9565a160e11b5f5260045260245ffd5b50621275008111610067565b63961c9a4f60e01b5f5260045260245ffd5b5f80fd5b601f909101601f19168101906001600160401b038211908210176101e857604052565b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c8063171a2a7d14611897578063269274cd1461164e5780632e66bc0a1461156b5780632fb1c693146112c05780633644e5151461128857806338f01e62146112275780638086b8ba1461117957806384b0196e146110295780638c8c3c9d14610ed25780638d47abec14610e9d578063930f620914610e2d578063a52ce44f14610ccd578063b329f25d14610b6d578063b32a4df2146109a7578063c1ee44dc146107b4578063c3c1326514610725578063d31a00be146104d3578063e059a1c1146102c6578063e4eae6b71461026d578063f3f480d91461020d578063f650ed501461017d5763fc0c546a1461010c575f80fd5b3461017a57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b80fd5b503461017a5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a576101b5611956565b6101bd611979565b6044359173ffffffffffffffffffffffffffffffffffffffff83168303610209576064359367ffffffffffffffff8516850361017a57602061020186868686611de2565b604051908152f35b8380fd5b503461017a57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b503461017a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a576004356bffffffffffffffffffffffff811681036102c2576102bf90336127d2565b80f35b5080fd5b503461017a576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a576102ff611956565b610307611979565b61030f61199c565b916103186119b3565b9360a43560ff81168091036102c25773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016803b156104cf57826bffffffffffffffffffffffff60e48983809560405197889586947fd505accf0000000000000000000000000000000000000000000000000000000086523360048701523060248701521660448501526084356064850152608484015260c43560a4840152833560c48401525af16104bf575b505067ffffffffffffffff8416906780000000000000008210610405575b6020610201878787876123b8565b33815280602052604081209167ffffffffffffffff835460601c1690818103610490575050509183916104856020969461044161020197611dc2565b7fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff73ffffffffffffffff00000000000000000000000083549260601b169116179055565b9193819395506103f7565b604493507ff917ffea000000000000000000000000000000000000000000000000000000008352600452602452fd5b6104c891611beb565b5f816103d9565b8280fd5b503461017a576104e236611a8d565b916bffffffffffffffffffffffff839594929516156106fd576bffffffffffffffffffffffff9394610515918333611de2565b7ffc1cc7dbd5dec68bd0ee1098faee6e53d26887cd5c8eb1e6bffee3c5c4e58478602073ffffffffffffffffffffffffffffffffffffffff8661055785611e32565b816105658982845116611c50565b168152610689604082019864ffffffffff8a51161515998c8152888d526001875260408d20908580865116167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000083541617825561060b86898701511683907fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b51815477ffffffffffffffffffffffffffffffffffffffffffffffff7cffffffffff0000000000000000000000000000000000000000000000007fffffff0000000000000000000000000000000000000000000000000000000000606089015160e81b169360c01b16911617179055338c528b865260408c2061257b565b976106d0575b5116946040519586521693a316806106a5575080f35b6102bf90337f0000000000000000000000000000000000000000000000000000000000000000612618565b828716867f4a79f665c06121861c5d79d359660a4386589a71596910b282cbabfce9210fa58c80a361068f565b6004847f1f2a2005000000000000000000000000000000000000000000000000000000008152fd5b503461017a5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a5761075d611956565b6107656119ce565b9073ffffffffffffffffffffffffffffffffffffffff81161561078c57906102bf916127d2565b6004837fd92e233d000000000000000000000000000000000000000000000000000000008152fd5b503461017a5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261017a576107ec611956565b6107f4611979565b906044356bffffffffffffffffffffffff81168103610209576040936bffffffffffffffffffffffff9133825281602052858220947f6b8474c43fd97e5f878b46ad942f7433a870cd25546783c9d93499179feac26173ffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff885460601c1696896108d786610880818c89876124f1565b9b6108d261088d8d611dc2565b82547fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff1660609190911b73ffffffffffffffff00000000000000000000000016178255565b61257b565b968a81526001602052208786167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905561095f8a5192839216958933968491604091949367ffffffffffffffff6bffffffffffffffffffffffff9273ffffffffffffffffffffffffffffffffffffffff606087019816865216602085015216910152565b0390a31680610976575b5082519182526020820152f35b6109a190337f0000000000000000000000000000000000000000000000000000000000000000612618565b5f610969565b5034610b695760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b69576109df611956565b9060243567ffffffffffffffff8111610b695736602382011215610b695780600401359067ffffffffffffffff8211610b69573660248383010111610b69575f9282158015610b5d575b610b3157610a38929192611c7a565b905f935b838510610a6657602086610a50818a612343565b6bffffffffffffffffffffffff60405191168152f35b909192939460688601808711610b045785106104cf57602486830101928061017a5750610ac290610abc6028850135945f95604882013591601c81013560a01c90601481013560c01c9033903560601c8b611ece565b90611c50565b9460688101809111610ad75793929190610a3c565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b6024847f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b827fdc0ba608000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50606883061515610a29565b5f80fd5b34610b695760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b6957610ba4611956565b6bffffffffffffffffffffffff67800000000000000067ffffffffffffffff610bcb611979565b610c10610be2610bd961199c565b80933389611de2565b610beb81611e32565b9083610c036020898551169401938985511690611d98565b978893511691339061205a565b161080159080610cb6575b610c4e575b80610c37575b610c2c57005b610c359161226c565b005b506bffffffffffffffffffffffff81161515610c26565b73ffffffffffffffffffffffffffffffffffffffff83165f525f60205260405f206bffffffffffffffffffffffff610c898482845416611c50565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055610c20565b506bffffffffffffffffffffffff82161515610c1b565b34610b695760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b6957610d04611956565b610d0c611979565b90610d1561199c565b6064359273ffffffffffffffffffffffffffffffffffffffff84168403610b695781610d42918433611de2565b90610d4c82611e32565b926040840164ffffffffff81511615610e015764ffffffffff905116804210610dd65760206bffffffffffffffffffffffff87610da688888888610d9b88888651169501948886511690611d98565b96879451169261205a565b6bffffffffffffffffffffffff82169182610dc6575b5050604051908152f35b610dcf91612343565b8280610dbc565b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b837f713ee726000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610b6957610e3b36611a8d565b9267ffffffffffffffff829392166780000000000000008110610e66576020610201868686866123b8565b7ff917ffea000000000000000000000000000000000000000000000000000000005f5260045267800000000000000060245260445ffd5b34610b69576020610ecb610a50610eb3366119e9565b9694610ec3949194939293611c7a565b903391611ece565b8092612343565b34610b695760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b6957610f09611956565b610f116119ce565b6bffffffffffffffffffffffff811691821561100157335f525f60205260405f20926bffffffffffffffffffffffff84541693848211610fd1576bffffffffffffffffffffffff8085610c35970316167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905560405190815273ffffffffffffffffffffffffffffffffffffffff8216907f6e6e54d2933c54e86384932153b0244ddd09a166888407646f12cb83392e4bc160203392a361226c565b50837f24e35313000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f1f2a2005000000000000000000000000000000000000000000000000000000005f5260045ffd5b34610b69575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b695761111d604051611068604082611beb565b601581527f434153544f205061796d656e744368616e6e656c73000000000000000000000060208201526040516110a0604082611beb565b600181527f31000000000000000000000000000000000000000000000000000000000000006020820152602061112b604051926110dd8385611beb565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190611b29565b908582036040870152611b29565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061116257505050500390f35b835185528695509381019392810192600101611153565b34610b695760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b695773ffffffffffffffffffffffffffffffffffffffff6111c5611956565b5f60206040516111d481611bcf565b8281520152165f525f6020526040805f2067ffffffffffffffff8251916111fa83611bcf565b548160206bffffffffffffffffffffffff831694858152019160601c168152835192835251166020820152f35b34610b69576020604261124e61123c36611a8d565b91611248949394611c7a565b946121ea565b604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220604051908152f35b34610b69575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b69576020610201611c7a565b34610b695761132e6113276112d4366119e9565b96929590849260426112e4611c7a565b6112f08a87338c6121ea565b604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206128a5565b3385611de2565b9361133885611e32565b93602085016bffffffffffffffffffffffff8151166bffffffffffffffffffffffff83169080821061153c57506bffffffffffffffffffffffff8751169081811161150e575050836113bf602098846bffffffffffffffffffffffff6780000000000000009681808067ffffffffffffffff9951168303169c51160316978892339061205a565b1610908482159273ffffffffffffffffffffffffffffffffffffffff83161590818092611505575b6114b4575b806114ab575b611444575b158061143b575b61142b575b505080611422575b611419575050604051908152f35b610dcf9161226c565b5080151561140b565b6114349161226c565b8584611403565b508015156113fe565b73ffffffffffffffffffffffffffffffffffffffff86165f525f885260405f206bffffffffffffffffffffffff61147e8782845416611c50565b167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556113f7565b508415156113f2565b335f525f895260405f206bffffffffffffffffffffffff6114d88582845416611c50565b167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556113ec565b508215156113e7565b7fb6394a5a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b907f682cf98d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b34610b695760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b695760206115a4611956565b73ffffffffffffffffffffffffffffffffffffffff6115eb6115c4611979565b6115cc61199c565b906115d56119b3565b60a4359286608435936115e6611c7a565b611ece565b91165f525f825260405f206bffffffffffffffffffffffff6116108382845416611c50565b167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556bffffffffffffffffffffffff60405191168152f35b34610b695760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b6957611685611956565b6116a0611690611979565b61169861199c565b908333611de2565b906116aa82611e32565b90604082019264ffffffffff84511680611868575064ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001664ffffffffff4216019364ffffffffff8511610ad75764ffffffffff6020951693848252825f526001865260405f20916bffffffffffffffffffffffff80835116167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008454161783556117af6bffffffffffffffffffffffff888401511684907fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b519077ffffffffffffffffffffffffffffffffffffffffffffffff7cffffffffff0000000000000000000000000000000000000000000000007fffffff00000000000000000000000000000000000000000000000000000000006060865494015160e81b169360c01b169116171790557f441c255ce558346292ede793f743b8ceb1137e894a29f4b3e0994c4cf87e69e08473ffffffffffffffffffffffffffffffffffffffff604051948686521693a3604051908152f35b907f551a8eb6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b34610b695760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610b69576118ce611c2c565b506004355f526001602052608060405f2062ffffff604051916118f083611b86565b5464ffffffffff6bffffffffffffffffffffffff8216938481526bffffffffffffffffffffffff60208201818560601c16815260606040840193858760c01c168552019460e81c8552604051968752511660208601525116604084015251166060820152f35b6004359073ffffffffffffffffffffffffffffffffffffffff82168203610b6957565b6024359073ffffffffffffffffffffffffffffffffffffffff82168203610b6957565b6044359067ffffffffffffffff82168203610b6957565b606435906bffffffffffffffffffffffff82168203610b6957565b602435906bffffffffffffffffffffffff82168203610b6957565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60c0910112610b695760043573ffffffffffffffffffffffffffffffffffffffff81168103610b69579060243567ffffffffffffffff81168103610b6957906044356bffffffffffffffffffffffff81168103610b695790606435906084359060a43573ffffffffffffffffffffffffffffffffffffffff81168103610b695790565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6080910112610b695760043573ffffffffffffffffffffffffffffffffffffffff81168103610b69579060243573ffffffffffffffffffffffffffffffffffffffff81168103610b69579060443567ffffffffffffffff81168103610b6957906064356bffffffffffffffffffffffff81168103610b695790565b91908251928382525f5b848110611b715750507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f845f6020809697860101520116010190565b80602080928401015182828601015201611b33565b6080810190811067ffffffffffffffff821117611ba257604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6040810190811067ffffffffffffffff821117611ba257604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117611ba257604052565b60405190611c3982611b86565b5f6060838281528260208201528260408201520152565b906bffffffffffffffffffffffff809116911601906bffffffffffffffffffffffff8211610ad757565b467f000000000000000000000000000000000000000000000000000000000000000003611cc5577f000000000000000000000000000000000000000000000000000000000000000090565b604051611cd3604082611beb565b6015815260208101907f434153544f205061796d656e744368616e6e656c730000000000000000000000825260405191611d0e604084611beb565b6001835260208301917f31000000000000000000000000000000000000000000000000000000000000008352519020915190206040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a08152611d9260c082611beb565b51902090565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff8211610ad757565b67ffffffffffffffff60019116019067ffffffffffffffff8211610ad757565b9273ffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff9293816040519581602088019816885216604086015216606084015216608082015260808152611d9260a082611beb565b90611e3b611c2c565b50815f52600160205260405f209160405192611e5684611b86565b54926bffffffffffffffffffffffff8416938482526bffffffffffffffffffffffff8160601c16602083015264ffffffffff8160c01c16604083015260e81c60608201529215611ea35750565b7fc0c16641000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b829796611ef195966042611eeb939594956112f08a89888a6121ea565b91611de2565b805f52600160205260405f209384546bffffffffffffffffffffffff8082169160601c1690801561202e576bffffffffffffffffffffffff851682811115611ffe5781811161150e5750507f2471143714316ded1782037ccef736a355a1c37283781e7fb9faa1ad664b832391611fd2856bffffffffffffffffffffffff73ffffffffffffffffffffffffffffffffffffffff9482031698907fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b604080516bffffffffffffffffffffffff9687168152958816602087015291169390819081015b0390a3565b90507f682cf98d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b837fc0c16641000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b929390611ff973ffffffffffffffffffffffffffffffffffffffff9267800000000000000067ffffffffffffffff7fa0f28192f72a2427b2847934f851f9bc309cda43eb998c65dde840ea27da88509616105f146121e3575f5b604051906120c182611b86565b5f8083526020808401828152604080860184815262ffffff9590951660608088019182528d8652600190945293209451855491517fffffffffffffffff0000000000000000000000000000000000000000000000009092166bffffffffffffffffffffffff9190911617911b77ffffffffffffffffffffffff0000000000000000000000001617835590519077ffffffffffffffffffffffffffffffffffffffffffffffff7cffffffffff0000000000000000000000000000000000000000000000007fffffff00000000000000000000000000000000000000000000000000000000008554935160e81b169360c01b169116171790556040519384931696839092916bffffffffffffffffffffffff60209181604085019616845216910152565b60016120b4565b9267ffffffffffffffff6bffffffffffffffffffffffff929373ffffffffffffffffffffffffffffffffffffffff604051958160208801987fa144864f26efe1b1e510ae8b689b8000e98912053fac90249b7feeb8af620e368a521660408801521660608601521660808401521660a082015260a08152611d9260c082611beb565b73ffffffffffffffffffffffffffffffffffffffff16908115801561233a575b61230e57906bffffffffffffffffffffffff61230c92604051927fa9059cbb0000000000000000000000000000000000000000000000000000000060208501526024840152166044820152604481526122e6606482611beb565b7f0000000000000000000000000000000000000000000000000000000000000000612974565b565b507f17858bbe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5030821461228c565b73ffffffffffffffffffffffffffffffffffffffff81166123ae5750335f525f6020526bffffffffffffffffffffffff61238460405f209282845416611c50565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055565b9061230c9161226c565b9193926123c7818684866124f1565b94855f52600160205260405f209283546bffffffffffffffffffffffff811615908115916124e4575b506124b85783547fffffffffffffffffffffffffffffffffffffffff000000000000000000000000166bffffffffffffffffffffffff8481169182179095556040805173ffffffffffffffffffffffffffffffffffffffff938416815267ffffffffffffffff94909416602085015283015261230c94169033907f6b8474c43fd97e5f878b46ad942f7433a870cd25546783c9d93499179feac26190606090a316337f0000000000000000000000000000000000000000000000000000000000000000612618565b867fe6480745000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b905060e81c15155f6123f0565b926bffffffffffffffffffffffff16156110015773ffffffffffffffffffffffffffffffffffffffff831615801561255d575b612535576125329233611de2565b90565b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b5073ffffffffffffffffffffffffffffffffffffffff811615612524565b80546bffffffffffffffffffffffff9081169392905f9082168510156125dd5750836bffffffffffffffffffffffff910316926125b55750565b7fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008154169055565b82547fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016919094036bffffffffffffffffffffffff16179055565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201529173ffffffffffffffffffffffffffffffffffffffff821691602084602481865afa93841561278f575f9461279a575b50916126e260209260249473ffffffffffffffffffffffffffffffffffffffff604051927f23b872dd00000000000000000000000000000000000000000000000000000000878501521686830152306044830152876064830152606482526126dd608483611beb565b612974565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa90811561278f575f9161275d575b500381810361272f575050565b7f1ff641ae000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90506020813d602011612787575b8161277860209383611beb565b81010312610b6957515f612722565b3d915061276b565b6040513d5f823e3d90fd5b929093506020833d6020116127ca575b816127b760209383611beb565b81010312610b69579151926126e2612674565b3d91506127aa565b906bffffffffffffffffffffffff81169081156110015773ffffffffffffffffffffffffffffffffffffffff61230c931690815f525f6020526bffffffffffffffffffffffff61282960405f209282845416611c50565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055604051908282527fc440b38d543409e335ee0581ff6438ef8de48268d507baa5b62797d04e862bd760203393a3337f0000000000000000000000000000000000000000000000000000000000000000612618565b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316927f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841161294c57601b9060ff1c019060ff8211610ad7576020935f9360ff60809460405194855216868401526040830152606082015282805260015afa1561278f575f519073ffffffffffffffffffffffffffffffffffffffff82161561294c57565b7f8baa579f000000000000000000000000000000000000000000000000000000005f5260045ffd5b905f602091828151910182855af11561278f575f513d6129f2575073ffffffffffffffffffffffffffffffffffffffff81163b155b6129b05750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b600114156129a956",
}

// PaymentChannels is an auto generated Go binding around an Ethereum contract.
type PaymentChannels struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *PaymentChannels) GetABI() abi.ABI {
	return c.abi
}

// NewPaymentChannels creates a new instance of PaymentChannels.
func NewPaymentChannels() *PaymentChannels {
	parsed, err := PaymentChannelsMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &PaymentChannels{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *PaymentChannels) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, uint40 challengePeriod_) returns()
func (paymentChannels *PaymentChannels) PackConstructor(token_ common.Address, challengePeriod_ *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("", token_, challengePeriod_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (paymentChannels *PaymentChannels) PackDOMAINSEPARATOR() []byte {
	enc, err := paymentChannels.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (paymentChannels *PaymentChannels) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return paymentChannels.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (paymentChannels *PaymentChannels) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := paymentChannels.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAccountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8086b8ba.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accountOf(address account) view returns((uint96,uint64))
func (paymentChannels *PaymentChannels) PackAccountOf(account common.Address) []byte {
	enc, err := paymentChannels.abi.Pack("accountOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8086b8ba.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accountOf(address account) view returns((uint96,uint64))
func (paymentChannels *PaymentChannels) TryPackAccountOf(account common.Address) ([]byte, error) {
	return paymentChannels.abi.Pack("accountOf", account)
}

// UnpackAccountOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8086b8ba.
//
// Solidity: function accountOf(address account) view returns((uint96,uint64))
func (paymentChannels *PaymentChannels) UnpackAccountOf(data []byte) (IPaymentChannelsAccount, error) {
	out, err := paymentChannels.abi.Unpack("accountOf", data)
	if err != nil {
		return *new(IPaymentChannelsAccount), err
	}
	out0 := *abi.ConvertType(out[0], new(IPaymentChannelsAccount)).(*IPaymentChannelsAccount)
	return out0, nil
}

// PackChallengePeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3f480d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengePeriod() view returns(uint40)
func (paymentChannels *PaymentChannels) PackChallengePeriod() []byte {
	enc, err := paymentChannels.abi.Pack("challengePeriod")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengePeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3f480d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengePeriod() view returns(uint40)
func (paymentChannels *PaymentChannels) TryPackChallengePeriod() ([]byte, error) {
	return paymentChannels.abi.Pack("challengePeriod")
}

// UnpackChallengePeriod is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf3f480d9.
//
// Solidity: function challengePeriod() view returns(uint40)
func (paymentChannels *PaymentChannels) UnpackChallengePeriod(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("challengePeriod", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChannelOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x171a2a7d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function channelOf(bytes32 key_) view returns((uint96,uint96,uint40,uint24))
func (paymentChannels *PaymentChannels) PackChannelOf(key [32]byte) []byte {
	enc, err := paymentChannels.abi.Pack("channelOf", key)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChannelOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x171a2a7d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function channelOf(bytes32 key_) view returns((uint96,uint96,uint40,uint24))
func (paymentChannels *PaymentChannels) TryPackChannelOf(key [32]byte) ([]byte, error) {
	return paymentChannels.abi.Pack("channelOf", key)
}

// UnpackChannelOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x171a2a7d.
//
// Solidity: function channelOf(bytes32 key_) view returns((uint96,uint96,uint40,uint24))
func (paymentChannels *PaymentChannels) UnpackChannelOf(data []byte) (IPaymentChannelsChannel, error) {
	out, err := paymentChannels.abi.Unpack("channelOf", data)
	if err != nil {
		return *new(IPaymentChannelsChannel), err
	}
	out0 := *abi.ConvertType(out[0], new(IPaymentChannelsChannel)).(*IPaymentChannelsChannel)
	return out0, nil
}

// PackClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2fb1c693.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function close(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) PackClose(payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte, to common.Address) []byte {
	enc, err := paymentChannels.abi.Pack("close", payer, nonce, cumulative, r, vs, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2fb1c693.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function close(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) TryPackClose(payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte, to common.Address) ([]byte, error) {
	return paymentChannels.abi.Pack("close", payer, nonce, cumulative, r, vs, to)
}

// UnpackClose is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2fb1c693.
//
// Solidity: function close(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) UnpackClose(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("close", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe4eae6b7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposit(uint96 amount) returns()
func (paymentChannels *PaymentChannels) PackDeposit(amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("deposit", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe4eae6b7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposit(uint96 amount) returns()
func (paymentChannels *PaymentChannels) TryPackDeposit(amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("deposit", amount)
}

// PackDepositFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc3c13265.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function depositFor(address account, uint96 amount) returns()
func (paymentChannels *PaymentChannels) PackDepositFor(account common.Address, amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("depositFor", account, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDepositFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc3c13265.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function depositFor(address account, uint96 amount) returns()
func (paymentChannels *PaymentChannels) TryPackDepositFor(account common.Address, amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("depositFor", account, amount)
}

// PackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (paymentChannels *PaymentChannels) PackEip712Domain() []byte {
	enc, err := paymentChannels.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (paymentChannels *PaymentChannels) TryPackEip712Domain() ([]byte, error) {
	return paymentChannels.abi.Pack("eip712Domain")
}

// Eip712DomainOutput serves as a container for the return parameters of contract
// method Eip712Domain.
type Eip712DomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackEip712Domain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (paymentChannels *PaymentChannels) UnpackEip712Domain(data []byte) (Eip712DomainOutput, error) {
	out, err := paymentChannels.abi.Unpack("eip712Domain", data)
	outstruct := new(Eip712DomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackFinishClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa52ce44f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finishClose(address payee, address signer, uint64 nonce, address to) returns(uint96 refunded)
func (paymentChannels *PaymentChannels) PackFinishClose(payee common.Address, signer common.Address, nonce uint64, to common.Address) []byte {
	enc, err := paymentChannels.abi.Pack("finishClose", payee, signer, nonce, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinishClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa52ce44f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finishClose(address payee, address signer, uint64 nonce, address to) returns(uint96 refunded)
func (paymentChannels *PaymentChannels) TryPackFinishClose(payee common.Address, signer common.Address, nonce uint64, to common.Address) ([]byte, error) {
	return paymentChannels.abi.Pack("finishClose", payee, signer, nonce, to)
}

// UnpackFinishClose is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa52ce44f.
//
// Solidity: function finishClose(address payee, address signer, uint64 nonce, address to) returns(uint96 refunded)
func (paymentChannels *PaymentChannels) UnpackFinishClose(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("finishClose", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackHashVoucher is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38f01e62.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative) view returns(bytes32)
func (paymentChannels *PaymentChannels) PackHashVoucher(payer common.Address, payee common.Address, nonce uint64, cumulative *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("hashVoucher", payer, payee, nonce, cumulative)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashVoucher is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38f01e62.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative) view returns(bytes32)
func (paymentChannels *PaymentChannels) TryPackHashVoucher(payer common.Address, payee common.Address, nonce uint64, cumulative *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("hashVoucher", payer, payee, nonce, cumulative)
}

// UnpackHashVoucher is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x38f01e62.
//
// Solidity: function hashVoucher(address payer, address payee, uint64 nonce, uint96 cumulative) view returns(bytes32)
func (paymentChannels *PaymentChannels) UnpackHashVoucher(data []byte) ([32]byte, error) {
	out, err := paymentChannels.abi.Unpack("hashVoucher", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf650ed50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function key(address payer, address payee, address signer, uint64 nonce) pure returns(bytes32)
func (paymentChannels *PaymentChannels) PackKey(payer common.Address, payee common.Address, signer common.Address, nonce uint64) []byte {
	enc, err := paymentChannels.abi.Pack("key", payer, payee, signer, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf650ed50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function key(address payer, address payee, address signer, uint64 nonce) pure returns(bytes32)
func (paymentChannels *PaymentChannels) TryPackKey(payer common.Address, payee common.Address, signer common.Address, nonce uint64) ([]byte, error) {
	return paymentChannels.abi.Pack("key", payer, payee, signer, nonce)
}

// UnpackKey is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf650ed50.
//
// Solidity: function key(address payer, address payee, address signer, uint64 nonce) pure returns(bytes32)
func (paymentChannels *PaymentChannels) UnpackKey(data []byte) ([32]byte, error) {
	out, err := paymentChannels.abi.Unpack("key", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackOpen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc1ee44dc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function open(address payee, address signer, uint96 amount) returns(bytes32 key_, uint64 nonce)
func (paymentChannels *PaymentChannels) PackOpen(payee common.Address, signer common.Address, amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("open", payee, signer, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc1ee44dc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function open(address payee, address signer, uint96 amount) returns(bytes32 key_, uint64 nonce)
func (paymentChannels *PaymentChannels) TryPackOpen(payee common.Address, signer common.Address, amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("open", payee, signer, amount)
}

// OpenOutput serves as a container for the return parameters of contract
// method Open.
type OpenOutput struct {
	Key   [32]byte
	Nonce uint64
}

// UnpackOpen is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc1ee44dc.
//
// Solidity: function open(address payee, address signer, uint96 amount) returns(bytes32 key_, uint64 nonce)
func (paymentChannels *PaymentChannels) UnpackOpen(data []byte) (OpenOutput, error) {
	out, err := paymentChannels.abi.Unpack("open", data)
	outstruct := new(OpenOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Key = *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	outstruct.Nonce = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	return *outstruct, nil
}

// PackOpenSalted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x930f6209.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openSalted(address payee, address signer, uint64 nonce, uint96 amount) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) PackOpenSalted(payee common.Address, signer common.Address, nonce uint64, amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("openSalted", payee, signer, nonce, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenSalted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x930f6209.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openSalted(address payee, address signer, uint64 nonce, uint96 amount) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) TryPackOpenSalted(payee common.Address, signer common.Address, nonce uint64, amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("openSalted", payee, signer, nonce, amount)
}

// UnpackOpenSalted is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x930f6209.
//
// Solidity: function openSalted(address payee, address signer, uint64 nonce, uint96 amount) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) UnpackOpenSalted(data []byte) ([32]byte, error) {
	out, err := paymentChannels.abi.Unpack("openSalted", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackOpenWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe059a1c1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openWithPermit(address payee, address signer, uint64 nonce, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) PackOpenWithPermit(payee common.Address, signer common.Address, nonce uint64, amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := paymentChannels.abi.Pack("openWithPermit", payee, signer, nonce, amount, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe059a1c1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openWithPermit(address payee, address signer, uint64 nonce, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) TryPackOpenWithPermit(payee common.Address, signer common.Address, nonce uint64, amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return paymentChannels.abi.Pack("openWithPermit", payee, signer, nonce, amount, deadline, v, r, s)
}

// UnpackOpenWithPermit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe059a1c1.
//
// Solidity: function openWithPermit(address payee, address signer, uint64 nonce, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns(bytes32 key_)
func (paymentChannels *PaymentChannels) UnpackOpenWithPermit(data []byte) ([32]byte, error) {
	out, err := paymentChannels.abi.Unpack("openWithPermit", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d47abec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeem(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) PackRedeem(payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte, to common.Address) []byte {
	enc, err := paymentChannels.abi.Pack("redeem", payer, nonce, cumulative, r, vs, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8d47abec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeem(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) TryPackRedeem(payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte, to common.Address) ([]byte, error) {
	return paymentChannels.abi.Pack("redeem", payer, nonce, cumulative, r, vs, to)
}

// UnpackRedeem is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8d47abec.
//
// Solidity: function redeem(address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs, address to) returns(uint96 paid)
func (paymentChannels *PaymentChannels) UnpackRedeem(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("redeem", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRedeemFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e66bc0a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeemFor(address payee, address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs) returns(uint96 paid)
func (paymentChannels *PaymentChannels) PackRedeemFor(payee common.Address, payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte) []byte {
	enc, err := paymentChannels.abi.Pack("redeemFor", payee, payer, nonce, cumulative, r, vs)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeemFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e66bc0a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeemFor(address payee, address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs) returns(uint96 paid)
func (paymentChannels *PaymentChannels) TryPackRedeemFor(payee common.Address, payer common.Address, nonce uint64, cumulative *big.Int, r [32]byte, vs [32]byte) ([]byte, error) {
	return paymentChannels.abi.Pack("redeemFor", payee, payer, nonce, cumulative, r, vs)
}

// UnpackRedeemFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2e66bc0a.
//
// Solidity: function redeemFor(address payee, address payer, uint64 nonce, uint96 cumulative, bytes32 r, bytes32 vs) returns(uint96 paid)
func (paymentChannels *PaymentChannels) UnpackRedeemFor(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("redeemFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRedeemMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb32a4df2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeemMany(address to, bytes vouchers) returns(uint96 paid)
func (paymentChannels *PaymentChannels) PackRedeemMany(to common.Address, vouchers []byte) []byte {
	enc, err := paymentChannels.abi.Pack("redeemMany", to, vouchers)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeemMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb32a4df2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeemMany(address to, bytes vouchers) returns(uint96 paid)
func (paymentChannels *PaymentChannels) TryPackRedeemMany(to common.Address, vouchers []byte) ([]byte, error) {
	return paymentChannels.abi.Pack("redeemMany", to, vouchers)
}

// UnpackRedeemMany is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb32a4df2.
//
// Solidity: function redeemMany(address to, bytes vouchers) returns(uint96 paid)
func (paymentChannels *PaymentChannels) UnpackRedeemMany(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("redeemMany", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb329f25d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(address payer, address signer, uint64 nonce) returns()
func (paymentChannels *PaymentChannels) PackRelease(payer common.Address, signer common.Address, nonce uint64) []byte {
	enc, err := paymentChannels.abi.Pack("release", payer, signer, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb329f25d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(address payer, address signer, uint64 nonce) returns()
func (paymentChannels *PaymentChannels) TryPackRelease(payer common.Address, signer common.Address, nonce uint64) ([]byte, error) {
	return paymentChannels.abi.Pack("release", payer, signer, nonce)
}

// PackStartClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x269274cd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function startClose(address payee, address signer, uint64 nonce) returns(uint40 closeAt)
func (paymentChannels *PaymentChannels) PackStartClose(payee common.Address, signer common.Address, nonce uint64) []byte {
	enc, err := paymentChannels.abi.Pack("startClose", payee, signer, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStartClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x269274cd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function startClose(address payee, address signer, uint64 nonce) returns(uint40 closeAt)
func (paymentChannels *PaymentChannels) TryPackStartClose(payee common.Address, signer common.Address, nonce uint64) ([]byte, error) {
	return paymentChannels.abi.Pack("startClose", payee, signer, nonce)
}

// UnpackStartClose is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x269274cd.
//
// Solidity: function startClose(address payee, address signer, uint64 nonce) returns(uint40 closeAt)
func (paymentChannels *PaymentChannels) UnpackStartClose(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("startClose", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (paymentChannels *PaymentChannels) PackToken() []byte {
	enc, err := paymentChannels.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (paymentChannels *PaymentChannels) TryPackToken() ([]byte, error) {
	return paymentChannels.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (paymentChannels *PaymentChannels) UnpackToken(data []byte) (common.Address, error) {
	out, err := paymentChannels.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTopUp is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd31a00be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function topUp(address payee, address signer, uint64 nonce, uint96 amount) returns()
func (paymentChannels *PaymentChannels) PackTopUp(payee common.Address, signer common.Address, nonce uint64, amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("topUp", payee, signer, nonce, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTopUp is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd31a00be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function topUp(address payee, address signer, uint64 nonce, uint96 amount) returns()
func (paymentChannels *PaymentChannels) TryPackTopUp(payee common.Address, signer common.Address, nonce uint64, amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("topUp", payee, signer, nonce, amount)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8c8c3c9d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address to, uint96 amount) returns()
func (paymentChannels *PaymentChannels) PackWithdraw(to common.Address, amount *big.Int) []byte {
	enc, err := paymentChannels.abi.Pack("withdraw", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8c8c3c9d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address to, uint96 amount) returns()
func (paymentChannels *PaymentChannels) TryPackWithdraw(to common.Address, amount *big.Int) ([]byte, error) {
	return paymentChannels.abi.Pack("withdraw", to, amount)
}

// PaymentChannelsCloseCancelled represents a CloseCancelled event raised by the PaymentChannels contract.
type PaymentChannelsCloseCancelled struct {
	Key   [32]byte
	Payee common.Address
	Raw   *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsCloseCancelledEventName = "CloseCancelled"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsCloseCancelled) ContractEventName() string {
	return PaymentChannelsCloseCancelledEventName
}

// UnpackCloseCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CloseCancelled(bytes32 indexed key, address indexed payee)
func (paymentChannels *PaymentChannels) UnpackCloseCancelledEvent(log *types.Log) (*PaymentChannelsCloseCancelled, error) {
	event := "CloseCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsCloseCancelled)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsClosed represents a Closed event raised by the PaymentChannels contract.
type PaymentChannelsClosed struct {
	Key      [32]byte
	Payee    common.Address
	Claimed  *big.Int
	Refunded *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsClosedEventName = "Closed"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsClosed) ContractEventName() string {
	return PaymentChannelsClosedEventName
}

// UnpackClosedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Closed(bytes32 indexed key, address indexed payee, uint96 claimed, uint96 refunded)
func (paymentChannels *PaymentChannels) UnpackClosedEvent(log *types.Log) (*PaymentChannelsClosed, error) {
	event := "Closed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsClosed)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsClosing represents a Closing event raised by the PaymentChannels contract.
type PaymentChannelsClosing struct {
	Key     [32]byte
	Payee   common.Address
	CloseAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsClosingEventName = "Closing"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsClosing) ContractEventName() string {
	return PaymentChannelsClosingEventName
}

// UnpackClosingEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Closing(bytes32 indexed key, address indexed payee, uint40 closeAt)
func (paymentChannels *PaymentChannels) UnpackClosingEvent(log *types.Log) (*PaymentChannelsClosing, error) {
	event := "Closing"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsClosing)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsDeposited represents a Deposited event raised by the PaymentChannels contract.
type PaymentChannelsDeposited struct {
	Account common.Address
	From    common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsDepositedEventName = "Deposited"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsDeposited) ContractEventName() string {
	return PaymentChannelsDepositedEventName
}

// UnpackDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposited(address indexed account, address indexed from, uint96 amount)
func (paymentChannels *PaymentChannels) UnpackDepositedEvent(log *types.Log) (*PaymentChannelsDeposited, error) {
	event := "Deposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsDeposited)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsOpened represents a Opened event raised by the PaymentChannels contract.
type PaymentChannelsOpened struct {
	Payer   common.Address
	Payee   common.Address
	Signer  common.Address
	Nonce   uint64
	Deposit *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsOpenedEventName = "Opened"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsOpened) ContractEventName() string {
	return PaymentChannelsOpenedEventName
}

// UnpackOpenedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Opened(address indexed payer, address indexed payee, address signer, uint64 nonce, uint96 deposit)
func (paymentChannels *PaymentChannels) UnpackOpenedEvent(log *types.Log) (*PaymentChannelsOpened, error) {
	event := "Opened"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsOpened)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsRedeemed represents a Redeemed event raised by the PaymentChannels contract.
type PaymentChannelsRedeemed struct {
	Key        [32]byte
	Payee      common.Address
	Cumulative *big.Int
	Paid       *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsRedeemedEventName = "Redeemed"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsRedeemed) ContractEventName() string {
	return PaymentChannelsRedeemedEventName
}

// UnpackRedeemedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Redeemed(bytes32 indexed key, address indexed payee, uint96 cumulative, uint96 paid)
func (paymentChannels *PaymentChannels) UnpackRedeemedEvent(log *types.Log) (*PaymentChannelsRedeemed, error) {
	event := "Redeemed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsRedeemed)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsToppedUp represents a ToppedUp event raised by the PaymentChannels contract.
type PaymentChannelsToppedUp struct {
	Key     [32]byte
	Payee   common.Address
	Deposit *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsToppedUpEventName = "ToppedUp"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsToppedUp) ContractEventName() string {
	return PaymentChannelsToppedUpEventName
}

// UnpackToppedUpEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ToppedUp(bytes32 indexed key, address indexed payee, uint96 deposit)
func (paymentChannels *PaymentChannels) UnpackToppedUpEvent(log *types.Log) (*PaymentChannelsToppedUp, error) {
	event := "ToppedUp"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsToppedUp)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PaymentChannelsWithdrawn represents a Withdrawn event raised by the PaymentChannels contract.
type PaymentChannelsWithdrawn struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PaymentChannelsWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (PaymentChannelsWithdrawn) ContractEventName() string {
	return PaymentChannelsWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed account, address indexed to, uint96 amount)
func (paymentChannels *PaymentChannels) UnpackWithdrawnEvent(log *types.Log) (*PaymentChannelsWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != paymentChannels.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PaymentChannelsWithdrawn)
	if len(log.Data) > 0 {
		if err := paymentChannels.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range paymentChannels.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (paymentChannels *PaymentChannels) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["AlreadyClosing"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackAlreadyClosingError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["ExceedsDeposit"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackExceedsDepositError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InsufficientFree"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInsufficientFreeError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidBatch"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidBatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidChallengePeriod"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidChallengePeriodError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidNonce"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidRecipient"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidSignature"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["InvalidToken"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackInvalidTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["KeyUsed"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackKeyUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["NoChannel"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackNoChannelError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["NotClosing"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackNotClosingError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["StaleVoucher"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackStaleVoucherError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackZeroAddressError(raw[4:])
	}
	if bytes.Equal(raw[:4], paymentChannels.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return paymentChannels.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// PaymentChannelsAlreadyClosing represents a AlreadyClosing error raised by the PaymentChannels contract.
type PaymentChannelsAlreadyClosing struct {
	Key     [32]byte
	CloseAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyClosing(bytes32 key, uint40 closeAt)
func PaymentChannelsAlreadyClosingErrorID() common.Hash {
	return common.HexToHash("0x551a8eb694f26e7efe2cddd743b0db7517781fc1f4c1827507e8e61c3214d899")
}

// UnpackAlreadyClosingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyClosing(bytes32 key, uint40 closeAt)
func (paymentChannels *PaymentChannels) UnpackAlreadyClosingError(raw []byte) (*PaymentChannelsAlreadyClosing, error) {
	out := new(PaymentChannelsAlreadyClosing)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "AlreadyClosing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsExceedsDeposit represents a ExceedsDeposit error raised by the PaymentChannels contract.
type PaymentChannelsExceedsDeposit struct {
	Cumulative *big.Int
	Deposit    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExceedsDeposit(uint96 cumulative, uint96 deposit)
func PaymentChannelsExceedsDepositErrorID() common.Hash {
	return common.HexToHash("0xb6394a5ac5d593f1b7078a3239b1d8d93c011fd3c87c62c55db1b1d6a33840ef")
}

// UnpackExceedsDepositError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExceedsDeposit(uint96 cumulative, uint96 deposit)
func (paymentChannels *PaymentChannels) UnpackExceedsDepositError(raw []byte) (*PaymentChannelsExceedsDeposit, error) {
	out := new(PaymentChannelsExceedsDeposit)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "ExceedsDeposit", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInsufficientFree represents a InsufficientFree error raised by the PaymentChannels contract.
type PaymentChannelsInsufficientFree struct {
	Free   *big.Int
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientFree(uint96 free, uint96 amount)
func PaymentChannelsInsufficientFreeErrorID() common.Hash {
	return common.HexToHash("0x24e3531374a2722956ba095b4fb3c2ceb5c2a5fe4bb4d400a212e25f0cb34c21")
}

// UnpackInsufficientFreeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientFree(uint96 free, uint96 amount)
func (paymentChannels *PaymentChannels) UnpackInsufficientFreeError(raw []byte) (*PaymentChannelsInsufficientFree, error) {
	out := new(PaymentChannelsInsufficientFree)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InsufficientFree", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidBatch represents a InvalidBatch error raised by the PaymentChannels contract.
type PaymentChannelsInvalidBatch struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidBatch(uint256 length)
func PaymentChannelsInvalidBatchErrorID() common.Hash {
	return common.HexToHash("0xdc0ba6086560a8ca53a1c3ba70281d0e99bc97249bf53786d5b001faf3affb2b")
}

// UnpackInvalidBatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidBatch(uint256 length)
func (paymentChannels *PaymentChannels) UnpackInvalidBatchError(raw []byte) (*PaymentChannelsInvalidBatch, error) {
	out := new(PaymentChannelsInvalidBatch)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidBatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidChallengePeriod represents a InvalidChallengePeriod error raised by the PaymentChannels contract.
type PaymentChannelsInvalidChallengePeriod struct {
	ChallengePeriod *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidChallengePeriod(uint256 challengePeriod)
func PaymentChannelsInvalidChallengePeriodErrorID() common.Hash {
	return common.HexToHash("0xd52acb42a22a1e4fb1e0fc7433350bcf08da00a4e94680e64dd7066e5ba0a93c")
}

// UnpackInvalidChallengePeriodError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidChallengePeriod(uint256 challengePeriod)
func (paymentChannels *PaymentChannels) UnpackInvalidChallengePeriodError(raw []byte) (*PaymentChannelsInvalidChallengePeriod, error) {
	out := new(PaymentChannelsInvalidChallengePeriod)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidChallengePeriod", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidNonce represents a InvalidNonce error raised by the PaymentChannels contract.
type PaymentChannelsInvalidNonce struct {
	Nonce    uint64
	Expected uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidNonce(uint64 nonce, uint64 expected)
func PaymentChannelsInvalidNonceErrorID() common.Hash {
	return common.HexToHash("0xf917ffea6a1641a1e8b15877a7966d24eb1021272cd5d703237e70bfe6ba3116")
}

// UnpackInvalidNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidNonce(uint64 nonce, uint64 expected)
func (paymentChannels *PaymentChannels) UnpackInvalidNonceError(raw []byte) (*PaymentChannelsInvalidNonce, error) {
	out := new(PaymentChannelsInvalidNonce)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidRecipient represents a InvalidRecipient error raised by the PaymentChannels contract.
type PaymentChannelsInvalidRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidRecipient(address to)
func PaymentChannelsInvalidRecipientErrorID() common.Hash {
	return common.HexToHash("0x17858bbe33f2abed3758965a9f02dee0a7e83a84b7b813e2a23810c33c0858ea")
}

// UnpackInvalidRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidRecipient(address to)
func (paymentChannels *PaymentChannels) UnpackInvalidRecipientError(raw []byte) (*PaymentChannelsInvalidRecipient, error) {
	out := new(PaymentChannelsInvalidRecipient)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidSignature represents a InvalidSignature error raised by the PaymentChannels contract.
type PaymentChannelsInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidSignature()
func PaymentChannelsInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0x8baa579fce362245063d36f11747a89dd489c54795634fc673cc0e0db51fedc5")
}

// UnpackInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidSignature()
func (paymentChannels *PaymentChannels) UnpackInvalidSignatureError(raw []byte) (*PaymentChannelsInvalidSignature, error) {
	out := new(PaymentChannelsInvalidSignature)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsInvalidToken represents a InvalidToken error raised by the PaymentChannels contract.
type PaymentChannelsInvalidToken struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidToken(address token)
func PaymentChannelsInvalidTokenErrorID() common.Hash {
	return common.HexToHash("0x961c9a4f74d4e632663c98ff08df58a4a4cfef4336b18bb01466eddc3157fb75")
}

// UnpackInvalidTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidToken(address token)
func (paymentChannels *PaymentChannels) UnpackInvalidTokenError(raw []byte) (*PaymentChannelsInvalidToken, error) {
	out := new(PaymentChannelsInvalidToken)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "InvalidToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsKeyUsed represents a KeyUsed error raised by the PaymentChannels contract.
type PaymentChannelsKeyUsed struct {
	Key [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error KeyUsed(bytes32 key)
func PaymentChannelsKeyUsedErrorID() common.Hash {
	return common.HexToHash("0xe6480745a64a95ff10975d388f4ab6d8b33c8a1cbff0a75e689063165aca1141")
}

// UnpackKeyUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error KeyUsed(bytes32 key)
func (paymentChannels *PaymentChannels) UnpackKeyUsedError(raw []byte) (*PaymentChannelsKeyUsed, error) {
	out := new(PaymentChannelsKeyUsed)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "KeyUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsNoChannel represents a NoChannel error raised by the PaymentChannels contract.
type PaymentChannelsNoChannel struct {
	Key [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoChannel(bytes32 key)
func PaymentChannelsNoChannelErrorID() common.Hash {
	return common.HexToHash("0xc0c16641253663d666a164dd8d272b41722df86ea24414eb4d144d851550920f")
}

// UnpackNoChannelError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoChannel(bytes32 key)
func (paymentChannels *PaymentChannels) UnpackNoChannelError(raw []byte) (*PaymentChannelsNoChannel, error) {
	out := new(PaymentChannelsNoChannel)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "NoChannel", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsNotClosing represents a NotClosing error raised by the PaymentChannels contract.
type PaymentChannelsNotClosing struct {
	Key [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotClosing(bytes32 key)
func PaymentChannelsNotClosingErrorID() common.Hash {
	return common.HexToHash("0x713ee72659c214c0e68146c86120abfdf245ed6a70a3b6f44def2d14efc92bb1")
}

// UnpackNotClosingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotClosing(bytes32 key)
func (paymentChannels *PaymentChannels) UnpackNotClosingError(raw []byte) (*PaymentChannelsNotClosing, error) {
	out := new(PaymentChannelsNotClosing)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "NotClosing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the PaymentChannels contract.
type PaymentChannelsSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func PaymentChannelsSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (paymentChannels *PaymentChannels) UnpackSafeERC20FailedOperationError(raw []byte) (*PaymentChannelsSafeERC20FailedOperation, error) {
	out := new(PaymentChannelsSafeERC20FailedOperation)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsStaleVoucher represents a StaleVoucher error raised by the PaymentChannels contract.
type PaymentChannelsStaleVoucher struct {
	Cumulative *big.Int
	Claimed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleVoucher(uint96 cumulative, uint96 claimed)
func PaymentChannelsStaleVoucherErrorID() common.Hash {
	return common.HexToHash("0x682cf98d0446710afa8c5e9787258b03e2910c5f3d9fde61031b3b768eb2ca0f")
}

// UnpackStaleVoucherError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleVoucher(uint96 cumulative, uint96 claimed)
func (paymentChannels *PaymentChannels) UnpackStaleVoucherError(raw []byte) (*PaymentChannelsStaleVoucher, error) {
	out := new(PaymentChannelsStaleVoucher)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "StaleVoucher", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsTooEarly represents a TooEarly error raised by the PaymentChannels contract.
type PaymentChannelsTooEarly struct {
	CloseAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint40 closeAt)
func PaymentChannelsTooEarlyErrorID() common.Hash {
	return common.HexToHash("0xaa72ab2ae76cc55cf8f677800fa3713c5e55796dc97f5d330ef82c94d376802d")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint40 closeAt)
func (paymentChannels *PaymentChannels) UnpackTooEarlyError(raw []byte) (*PaymentChannelsTooEarly, error) {
	out := new(PaymentChannelsTooEarly)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsWrongAmountReceived represents a WrongAmountReceived error raised by the PaymentChannels contract.
type PaymentChannelsWrongAmountReceived struct {
	Received *big.Int
	Amount   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func PaymentChannelsWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x1ff641ae1e10906ee8d94b5401e1d335c0cd001d74f6a2f60dad0c489583b2b2")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func (paymentChannels *PaymentChannels) UnpackWrongAmountReceivedError(raw []byte) (*PaymentChannelsWrongAmountReceived, error) {
	out := new(PaymentChannelsWrongAmountReceived)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsZeroAddress represents a ZeroAddress error raised by the PaymentChannels contract.
type PaymentChannelsZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func PaymentChannelsZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (paymentChannels *PaymentChannels) UnpackZeroAddressError(raw []byte) (*PaymentChannelsZeroAddress, error) {
	out := new(PaymentChannelsZeroAddress)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PaymentChannelsZeroAmount represents a ZeroAmount error raised by the PaymentChannels contract.
type PaymentChannelsZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func PaymentChannelsZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (paymentChannels *PaymentChannels) UnpackZeroAmountError(raw []byte) (*PaymentChannelsZeroAmount, error) {
	out := new(PaymentChannelsZeroAmount)
	if err := paymentChannels.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
