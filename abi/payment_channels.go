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
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"challengePeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DOMAIN_SEPARATOR\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"accountOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIPaymentChannels.Account\",\"components\":[{\"name\":\"free\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"nextNonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengePeriod\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"channelOf\",\"inputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIPaymentChannels.Channel\",\"components\":[{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"flags\",\"type\":\"uint24\",\"internalType\":\"uint24\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"channelsOf\",\"inputs\":[{\"name\":\"keys\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"}],\"outputs\":[{\"name\":\"list\",\"type\":\"tuple[]\",\"internalType\":\"structIPaymentChannels.Channel[]\",\"components\":[{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"flags\",\"type\":\"uint24\",\"internalType\":\"uint24\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"close\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"deposit\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"depositFor\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"eip712Domain\",\"inputs\":[],\"outputs\":[{\"name\":\"fields\",\"type\":\"bytes1\",\"internalType\":\"bytes1\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"version\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"verifyingContract\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"extensions\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"finishClose\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"refunded\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"hashVoucher\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"key\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"open\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openMany\",\"inputs\":[{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"openings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"firstNonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openSalted\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"openWithPermit\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"key_\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"payMany\",\"inputs\":[{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payments\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeem\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeemFor\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"redeemMany\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"vouchers\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"paid\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"release\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"startClose\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"topUp\",\"inputs\":[{\"name\":\"payee\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"CloseCancelled\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"refunded\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Deposited\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Opened\",\"inputs\":[{\"name\":\"payer\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"nonce\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Redeemed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"cumulative\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"paid\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ToppedUp\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"payee\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyClosing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"ExceedsDeposit\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deposit\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"InsufficientFree\",\"inputs\":[{\"name\":\"free\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"InvalidBatch\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidChallengePeriod\",\"inputs\":[{\"name\":\"challengePeriod\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidNonce\",\"inputs\":[{\"name\":\"nonce\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"expected\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"InvalidRecipient\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidToken\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"KeyUsed\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NoChannel\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NotClosing\",\"inputs\":[{\"name\":\"key\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StaleVoucher\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"claimed\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"closeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "PaymentChannels",
	Bin: "0x61010080604052346101c857604081612fb2803803809161002082856101cc565b8339810103126101c85780516001600160a01b038116918282036101c857602001519164ffffffffff8316908184036101c857466080526040516100656040826101cc565b6015815260208101907f434153544f205061796d656e744368616e6e656c7300000000000000000000008252604051916100a06040846101cc565b600183526020830191603160f81b8352519020915190206040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261010860c0826101cc565b51902060a052803b156101b65750610e10811080156101aa575b610198575060c05260e052604051612dae90816102048239608051816120c2015260a051816120e8015260c0518181816101770152818161035f0152818161060101528181610906015281816114f601528181612828015281816129ce0152612c34015260e05181818161026a0152611b130152f35b636a9565a160e11b5f5260045260245ffd5b50621275008111610122565b63961c9a4f60e01b5f5260045260245ffd5b5f80fd5b601f909101601f19168101906001600160401b038211908210176101ef57604052565b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c8063171a2a7d14611c21578063269274cd14611a9e5780632e66bc0a146119bb5780632fb1c693146117105780633644e515146116d857806338f01e62146116775780636ef82b761461143a578063723e2281146112435780638086b8ba1461119557806384b0196e146110455780638c8c3c9d14610f165780638d47abec14610e93578063930f620914610e235780639f8934e314610d23578063a52ce44f14610bc3578063b329f25d14610a65578063b32a4df214610930578063c1ee44dc1461073e578063c3c13265146106b2578063d31a00be146104f7578063e059a1c1146102e7578063e4eae6b71461028e578063f3f480d91461022e578063f650ed501461019e5763fc0c546a1461012d575f80fd5b3461019b57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019b57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b80fd5b503461019b5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019b576101d6611d0c565b6101de611d2f565b6044359173ffffffffffffffffffffffffffffffffffffffff8316830361022a576064359367ffffffffffffffff8516850361019b57602061022286868686612280565b604051908152f35b8380fd5b503461019b57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019b57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b503461019b5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019b576004356bffffffffffffffffffffffff811681036102e3576102e09033612b85565b80f35b5080fd5b50346104f3576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357610320611d0c565b610328611d2f565b610330611d52565b91610339611d69565b9360a43560ff81168091036104f35773ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690813b156104f3575f9160e4839260405194859384927fd505accf0000000000000000000000000000000000000000000000000000000084523360048501523060248501526bffffffffffffffffffffffff8d1660448501526084356064850152608484015260c43560a4840152833560c48401525af16104e0575b5067ffffffffffffffff8416906780000000000000008210610426575b6020610222878787876128f8565b33815280602052604081209167ffffffffffffffff835460601c16908181036104b1575050509183916104a66020969461046261022297612260565b7fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff73ffffffffffffffff00000000000000000000000083549260601b169116179055565b919381939550610418565b604493507ff917ffea000000000000000000000000000000000000000000000000000000008352600452602452fd5b6104ec91505f90612030565b5f5f6103fb565b5f80fd5b346104f35761050536611e43565b916bffffffffffffffffffffffff83949294161561068a576bffffffffffffffffffffffff93610536918333612280565b7ffc1cc7dbd5dec68bd0ee1098faee6e53d26887cd5c8eb1e6bffee3c5c4e58478602073ffffffffffffffffffffffffffffffffffffffff610577846122d0565b946105e164ffffffffff60406105908a8c8b5116612095565b98015116151597865f52600185528860405f208b8a167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055610654575b335f525f855260405f20612555565b96610627575b87604051961686521693a316806105fa57005b61062590337f00000000000000000000000000000000000000000000000000000000000000006125f2565b005b818116857f4a79f665c06121861c5d79d359660a4386589a71596910b282cbabfce9210fa55f80a36105e7565b865f526001855260405f207fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff81541690556105d2565b7f1f2a2005000000000000000000000000000000000000000000000000000000005f5260045ffd5b346104f35760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f3576106e9611d0c565b6106f1611d84565b73ffffffffffffffffffffffffffffffffffffffff8216156107165761062591612b85565b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b346104f35760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357610775611d0c565b61077d611d2f565b604435906bffffffffffffffffffffffff821682036104f3576bffffffffffffffffffffffff604093335f525f602052845f209367ffffffffffffffff855460601c16937f6b8474c43fd97e5f878b46ad942f7433a870cd25546783c9d93499179feac26173ffffffffffffffffffffffffffffffffffffffff61085e84610807818a878a6124ff565b996108596108148b612260565b82547fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff1660609190911b73ffffffffffffffff00000000000000000000000016178255565b612555565b94885f526001602052895f208786167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556108e88a5192839216958933968491604091949367ffffffffffffffff6bffffffffffffffffffffffff9273ffffffffffffffffffffffffffffffffffffffff606087019816865216602085015216910152565b0390a316806108ff575b5082519182526020820152f35b61092a90337f00000000000000000000000000000000000000000000000000000000000000006125f2565b836108f2565b346104f35761093e36611edf565b915f915f84158015610a57575b610a2b57506109586120bf565b5f915b8583106109855760208561096f8187612883565b6bffffffffffffffffffffffff60405191168152f35b909193848201906014860186116109fe57601c860186116109fe576028860186116109fe576048860186116109fe576109e58260486109eb94013590602881013590601c81013560a01c90601481013560c01c9033903560601c8a61236c565b90612095565b93606881018091116109fe57919061095b565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80857fdc0ba6080000000000000000000000000000000000000000000000000000000060249352600452fd5b50505f60688506151561094b565b346104f35760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357610a9c611d0c565b6bffffffffffffffffffffffff67800000000000000067ffffffffffffffff610ac3611d2f565b610b08610ada610ad1611d52565b80933389612280565b610ae3816122d0565b9083610afb6020898551169401938985511690612236565b9788935116913390612393565b161080159080610bac575b610b44575b80610b2d575b610b2457005b610625916127ac565b506bffffffffffffffffffffffff81161515610b1e565b73ffffffffffffffffffffffffffffffffffffffff83165f525f60205260405f206bffffffffffffffffffffffff610b7f8482845416612095565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055610b18565b506bffffffffffffffffffffffff82161515610b13565b346104f35760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357610bfa611d0c565b610c02611d2f565b90610c0b611d52565b6064359273ffffffffffffffffffffffffffffffffffffffff841684036104f35781610c38918433612280565b90610c42826122d0565b926040840164ffffffffff81511615610cf75764ffffffffff905116804210610ccc5760206bffffffffffffffffffffffff87610c9c88888888610c9188888651169501948886511690612236565b968794511692612393565b6bffffffffffffffffffffffff82169182610cbc575b5050604051908152f35b610cc591612883565b8280610cb2565b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b837f713ee726000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346104f357610d3136611edf565b915f915f84158015610e15575b610a2b5750905f915b848310610d67576020846bffffffffffffffffffffffff60405191168152f35b90919283820190813560601c906014860186116109fe57601c860186116109fe57610db08383610dab6014601c610e0298013560a01c93013560c01c898333612280565b612a1e565b915f525f60205260405f206bffffffffffffffffffffffff610dd58482845416612095565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055612095565b92602881018091116109fe579190610d47565b50505f602885061515610d3e565b346104f357610e3136611e43565b9267ffffffffffffffff829392166780000000000000008110610e5c576020610222868686866128f8565b7ff917ffea000000000000000000000000000000000000000000000000000000005f5260045267800000000000000060245260445ffd5b346104f3576020610dab61096f610f0f610f07610eaf36611d9f565b9893929590610ebf9592956120bf565b95610ecc8886338761247d565b604051977f19010000000000000000000000000000000000000000000000000000000000008952600289015260228801526042339720612c58565b903390612280565b8092612883565b346104f35760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357610f4d611d0c565b610f55611d84565b6bffffffffffffffffffffffff811691821561068a57335f525f60205260405f20926bffffffffffffffffffffffff84541693848211611015576bffffffffffffffffffffffff8085610625970316167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905560405190815273ffffffffffffffffffffffffffffffffffffffff8216907f6e6e54d2933c54e86384932153b0244ddd09a166888407646f12cb83392e4bc160203392a36127ac565b50837f24e35313000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357611139604051611084604082612030565b601581527f434153544f205061796d656e744368616e6e656c73000000000000000000000060208201526040516110bc604082612030565b600181527f310000000000000000000000000000000000000000000000000000000000000060208201526020611147604051926110f98385612030565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190611f6e565b908582036040870152611f6e565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061117e57505050500390f35b83518552869550938101939281019260010161116f565b346104f35760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35773ffffffffffffffffffffffffffffffffffffffff6111e1611d0c565b5f60206040516111f081612014565b8281520152165f525f6020526040805f2067ffffffffffffffff82519161121683612014565b548160206bffffffffffffffffffffffff831694858152019160601c168152835192835251166020820152f35b346104f35760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760043567ffffffffffffffff81116104f357366023820112156104f357806004013567ffffffffffffffff81116104f3573660248260051b840101116104f3576112bb816121dd565b916112c96040519384612030565b8183527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06112f6836121dd565b015f5b8181106114235750505f5b8281101561138d5760019060248160051b840101355f528160205260405f206040519061133082611fcb565b546bffffffffffffffffffffffff811682526bffffffffffffffffffffffff8160601c16602083015264ffffffffff8160c01c16604083015260e81c606082015261137b82876121f5565b5261138681866121f5565b5001611304565b836040518091602082016020835281518091526020604084019201905f5b8181106113b9575050500390f35b919350916020608082611415600194885162ffffff606080926bffffffffffffffffffffffff81511685526bffffffffffffffffffffffff602082015116602086015264ffffffffff6040820151166040860152015116910152565b0194019101918493926113ab565b60209061142e612071565b828288010152016112f9565b346104f35761144836611edf565b5f81158015611669575b61163e57509190335f525f60205260405f209067ffffffffffffffff825460601c169081945f945f925b8284106115205785547fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff16606086901b73ffffffffffffffff000000000000000000000000161786556020886bffffffffffffffffffffffff6114df8a8a612555565b16806114ef575b50604051908152f35b61151a90337f00000000000000000000000000000000000000000000000000000000000000006125f2565b826114e6565b9091929395848201803560601c6014870187116109fe5767ffffffffffffffff92601461161693013560a01c91611559838c89846124ff565b5f52600160205260405f206bffffffffffffffffffffffff84167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790558a7f6b8474c43fd97e5f878b46ad942f7433a870cd25546783c9d93499179feac2616040518061160e8733958d8491604091949367ffffffffffffffff6bffffffffffffffffffffffff9273ffffffffffffffffffffffffffffffffffffffff606087019816865216602085015216910152565b0390a3612095565b961667ffffffffffffffff81146109fe5760010193602081018091116109fe5792919061147c565b6024917fdc0ba608000000000000000000000000000000000000000000000000000000008252600452fd5b50505f601f82161515611452565b346104f3576020604261169e61168c36611e43565b916116989493946120bf565b9461247d565b604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220604051908152f35b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760206102226120bf565b346104f35761177e61177761172436611d9f565b96929590849260426117346120bf565b6117408a87338c61247d565b604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220612c58565b3385612280565b93611788856122d0565b93602085016bffffffffffffffffffffffff8151166bffffffffffffffffffffffff83169080821061198c57506bffffffffffffffffffffffff8751169081811161195e5750508361180f602098846bffffffffffffffffffffffff6780000000000000009681808067ffffffffffffffff9951168303169c511603169788923390612393565b1610908482159273ffffffffffffffffffffffffffffffffffffffff83161590818092611955575b611904575b806118fb575b611894575b158061188b575b61187b575b505080611872575b611869575050604051908152f35b610cc5916127ac565b5080151561185b565b611884916127ac565b8584611853565b5080151561184e565b73ffffffffffffffffffffffffffffffffffffffff86165f525f885260405f206bffffffffffffffffffffffff6118ce8782845416612095565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055611847565b50841515611842565b335f525f895260405f206bffffffffffffffffffffffff6119288582845416612095565b167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905561183c565b50821515611837565b7fb6394a5a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b907f682cf98d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346104f35760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760206119f4611d0c565b73ffffffffffffffffffffffffffffffffffffffff611a3b611a14611d2f565b611a1c611d52565b90611a25611d69565b60a435928660843593611a366120bf565b61236c565b91165f525f825260405f206bffffffffffffffffffffffff611a608382845416612095565b167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556bffffffffffffffffffffffff60405191168152f35b346104f35760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357611ad5611d0c565b611af0611ae0611d2f565b611ae8611d52565b908333612280565b9064ffffffffff6040611b02846122d0565b01511680611bf2575064ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001664ffffffffff42160164ffffffffff81116109fe57826020935f526001845260405f2080547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff7cffffffffff0000000000000000000000000000000000000000000000008560c01b1691161790557f441c255ce558346292ede793f743b8ceb1137e894a29f4b3e0994c4cf87e69e08473ffffffffffffffffffffffffffffffffffffffff64ffffffffff6040519516958686521693a3604051908152f35b827f551a8eb6000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346104f35760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357611c58612071565b506004355f526001602052608060405f2060405190611c7682611fcb565b546bffffffffffffffffffffffff811682526bffffffffffffffffffffffff8160601c16602083015264ffffffffff8160c01c16604083015260e81c6060820152611d0a604051809262ffffff606080926bffffffffffffffffffffffff81511685526bffffffffffffffffffffffff602082015116602086015264ffffffffff6040820151166040860152015116910152565bf35b6004359073ffffffffffffffffffffffffffffffffffffffff821682036104f357565b6024359073ffffffffffffffffffffffffffffffffffffffff821682036104f357565b6044359067ffffffffffffffff821682036104f357565b606435906bffffffffffffffffffffffff821682036104f357565b602435906bffffffffffffffffffffffff821682036104f357565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60c09101126104f35760043573ffffffffffffffffffffffffffffffffffffffff811681036104f3579060243567ffffffffffffffff811681036104f357906044356bffffffffffffffffffffffff811681036104f35790606435906084359060a43573ffffffffffffffffffffffffffffffffffffffff811681036104f35790565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60809101126104f35760043573ffffffffffffffffffffffffffffffffffffffff811681036104f3579060243573ffffffffffffffffffffffffffffffffffffffff811681036104f3579060443567ffffffffffffffff811681036104f357906064356bffffffffffffffffffffffff811681036104f35790565b60407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc8201126104f35760043573ffffffffffffffffffffffffffffffffffffffff811681036104f3579160243567ffffffffffffffff81116104f357826023820112156104f35780600401359267ffffffffffffffff84116104f357602484830101116104f3576024019190565b91908251928382525f5b848110611fb65750507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f845f6020809697860101520116010190565b80602080928401015182828601015201611f78565b6080810190811067ffffffffffffffff821117611fe757604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6040810190811067ffffffffffffffff821117611fe757604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117611fe757604052565b6040519061207e82611fcb565b5f6060838281528260208201528260408201520152565b906bffffffffffffffffffffffff809116911601906bffffffffffffffffffffffff82116109fe57565b467f00000000000000000000000000000000000000000000000000000000000000000361210a577f000000000000000000000000000000000000000000000000000000000000000090565b604051612118604082612030565b6015815260208101907f434153544f205061796d656e744368616e6e656c730000000000000000000000825260405191612153604084612030565b6001835260208301917f31000000000000000000000000000000000000000000000000000000000000008352519020915190206040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526121d760c082612030565b51902090565b67ffffffffffffffff8111611fe75760051b60200190565b80518210156122095760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff82116109fe57565b67ffffffffffffffff60019116019067ffffffffffffffff82116109fe57565b9273ffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff92938160405195816020880198168852166040860152166060840152166080820152608081526121d760a082612030565b906122d9612071565b50815f52600160205260405f2091604051926122f484611fcb565b54926bffffffffffffffffffffffff8416938482526bffffffffffffffffffffffff8160601c16602083015264ffffffffff8160c01c16604083015260e81c606082015292156123415750565b7fc0c16641000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9161238a612390978296976042610dab97966117408b89888a61247d565b91612280565b90565b92939061242473ffffffffffffffffffffffffffffffffffffffff9267800000000000000067ffffffffffffffff7fa0f28192f72a2427b2847934f851f9bc309cda43eb998c65dde840ea27da885096885f5260016020525f6040812055161015612429575b6040519384931696839092916bffffffffffffffffffffffff60209181604085019616845216910152565b0390a3565b855f52600160205260405f207d0100000000000000000000000000000000000000000000000000000000007cffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8254161790556123f9565b9267ffffffffffffffff6bffffffffffffffffffffffff929373ffffffffffffffffffffffffffffffffffffffff604051958160208801987fa144864f26efe1b1e510ae8b689b8000e98912053fac90249b7feeb8af620e368a521660408801521660608601521660808401521660a082015260a081526121d760c082612030565b926bffffffffffffffffffffffff161561068a5773ffffffffffffffffffffffffffffffffffffffff8316156107165773ffffffffffffffffffffffffffffffffffffffff811615610716576123909233612280565b80546bffffffffffffffffffffffff9081169392905f9082168510156125b75750836bffffffffffffffffffffffff9103169261258f5750565b7fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008154169055565b82547fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016919094036bffffffffffffffffffffffff16179055565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201529173ffffffffffffffffffffffffffffffffffffffff821691602084602481865afa938415612769575f94612774575b50916126bc60209260249473ffffffffffffffffffffffffffffffffffffffff604051927f23b872dd00000000000000000000000000000000000000000000000000000000878501521686830152306044830152876064830152606482526126b7608483612030565b612d27565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa908115612769575f91612737575b5003818103612709575050565b7f1ff641ae000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90506020813d602011612761575b8161275260209383612030565b810103126104f357515f6126fc565b3d9150612745565b6040513d5f823e3d90fd5b929093506020833d6020116127a4575b8161279160209383612030565b810103126104f3579151926126bc61264e565b3d9150612784565b73ffffffffffffffffffffffffffffffffffffffff16908115801561287a575b61284e57906bffffffffffffffffffffffff61284c92604051927fa9059cbb000000000000000000000000000000000000000000000000000000006020850152602484015216604482015260448152612826606482612030565b7f0000000000000000000000000000000000000000000000000000000000000000612d27565b565b507f17858bbe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b503082146127cc565b73ffffffffffffffffffffffffffffffffffffffff81166128ee5750335f525f6020526bffffffffffffffffffffffff6128c460405f209282845416612095565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055565b9061284c916127ac565b919392612907818684866124ff565b94855f52600160205260405f209283546bffffffffffffffffffffffff8160e81c9116176129f25783547fffffffffffffffffffffffffffffffffffffffff000000000000000000000000166bffffffffffffffffffffffff8481169182179095556040805173ffffffffffffffffffffffffffffffffffffffff938416815267ffffffffffffffff94909416602085015283015261284c94169033907f6b8474c43fd97e5f878b46ad942f7433a870cd25546783c9d93499179feac26190606090a316337f00000000000000000000000000000000000000000000000000000000000000006125f2565b867fe6480745000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b92919092805f52600160205260405f20938454946bffffffffffffffffffffffff86166bffffffffffffffffffffffff8760601c16908015612b59576bffffffffffffffffffffffff861682811115612b295781811161195e5750507fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff909616606085901b77ffffffffffffffffffffffff00000000000000000000000016179055604080516bffffffffffffffffffffffff858116825296909403909516602084018190529473ffffffffffffffffffffffffffffffffffffffff909116927f2471143714316ded1782037ccef736a355a1c37283781e7fb9faa1ad664b83239181908101612424565b90507f682cf98d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847fc0c16641000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b906bffffffffffffffffffffffff811690811561068a5773ffffffffffffffffffffffffffffffffffffffff61284c931690815f525f6020526bffffffffffffffffffffffff612bdc60405f209282845416612095565b167fffffffffffffffffffffffffffffffffffffffff000000000000000000000000825416179055604051908282527fc440b38d543409e335ee0581ff6438ef8de48268d507baa5b62797d04e862bd760203393a3337f00000000000000000000000000000000000000000000000000000000000000006125f2565b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316927f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411612cff57601b9060ff1c019060ff82116109fe576020935f9360ff60809460405194855216868401526040830152606082015282805260015afa15612769575f519073ffffffffffffffffffffffffffffffffffffffff821615612cff57565b7f8baa579f000000000000000000000000000000000000000000000000000000005f5260045ffd5b905f602091828151910182855af115612769575f513d612da5575073ffffffffffffffffffffffffffffffffffffffff81163b155b612d635750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b60011415612d5c56",
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

// PackChannelsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723e2281.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function channelsOf(bytes32[] keys) view returns((uint96,uint96,uint40,uint24)[] list)
func (paymentChannels *PaymentChannels) PackChannelsOf(keys [][32]byte) []byte {
	enc, err := paymentChannels.abi.Pack("channelsOf", keys)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChannelsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x723e2281.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function channelsOf(bytes32[] keys) view returns((uint96,uint96,uint40,uint24)[] list)
func (paymentChannels *PaymentChannels) TryPackChannelsOf(keys [][32]byte) ([]byte, error) {
	return paymentChannels.abi.Pack("channelsOf", keys)
}

// UnpackChannelsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x723e2281.
//
// Solidity: function channelsOf(bytes32[] keys) view returns((uint96,uint96,uint40,uint24)[] list)
func (paymentChannels *PaymentChannels) UnpackChannelsOf(data []byte) ([]IPaymentChannelsChannel, error) {
	out, err := paymentChannels.abi.Unpack("channelsOf", data)
	if err != nil {
		return *new([]IPaymentChannelsChannel), err
	}
	out0 := *abi.ConvertType(out[0], new([]IPaymentChannelsChannel)).(*[]IPaymentChannelsChannel)
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

// PackOpenMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ef82b76.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openMany(address signer, bytes openings) returns(uint64 firstNonce)
func (paymentChannels *PaymentChannels) PackOpenMany(signer common.Address, openings []byte) []byte {
	enc, err := paymentChannels.abi.Pack("openMany", signer, openings)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ef82b76.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openMany(address signer, bytes openings) returns(uint64 firstNonce)
func (paymentChannels *PaymentChannels) TryPackOpenMany(signer common.Address, openings []byte) ([]byte, error) {
	return paymentChannels.abi.Pack("openMany", signer, openings)
}

// UnpackOpenMany is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6ef82b76.
//
// Solidity: function openMany(address signer, bytes openings) returns(uint64 firstNonce)
func (paymentChannels *PaymentChannels) UnpackOpenMany(data []byte) (uint64, error) {
	out, err := paymentChannels.abi.Unpack("openMany", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
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

// PackPayMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f8934e3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function payMany(address signer, bytes payments) returns(uint96 paid)
func (paymentChannels *PaymentChannels) PackPayMany(signer common.Address, payments []byte) []byte {
	enc, err := paymentChannels.abi.Pack("payMany", signer, payments)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPayMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f8934e3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function payMany(address signer, bytes payments) returns(uint96 paid)
func (paymentChannels *PaymentChannels) TryPackPayMany(signer common.Address, payments []byte) ([]byte, error) {
	return paymentChannels.abi.Pack("payMany", signer, payments)
}

// UnpackPayMany is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9f8934e3.
//
// Solidity: function payMany(address signer, bytes payments) returns(uint96 paid)
func (paymentChannels *PaymentChannels) UnpackPayMany(data []byte) (*big.Int, error) {
	out, err := paymentChannels.abi.Unpack("payMany", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
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
