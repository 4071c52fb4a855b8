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

// ICourtChallenge is an auto generated low-level Go binding around an user-defined struct.
type ICourtChallenge struct {
	Challenger common.Address
	Deadline   *big.Int
	Settled    bool
}

// ICourtEvidence is an auto generated low-level Go binding around an user-defined struct.
type ICourtEvidence struct {
	ReceiptR    [32]byte
	ReceiptVs   [32]byte
	Grant       TypedDataSessionGrant
	GrantR      [32]byte
	GrantVs     [32]byte
	StreamKey   TypedDataStreamKey
	StreamKeyR  [32]byte
	StreamKeyVs [32]byte
	Name        string
}

// ICourtLeaf is an auto generated low-level Go binding around an user-defined struct.
type ICourtLeaf struct {
	Receipt  TypedDataReceipt
	Charged  uint64
	Index    uint32
	Siblings []byte
}

// ICourtSignedReport is an auto generated low-level Go binding around an user-defined struct.
type ICourtSignedReport struct {
	Report TypedDataUsageReport
	R      [32]byte
	Vs     [32]byte
}

// TypedDataReceipt is an auto generated low-level Go binding around an user-defined struct.
type TypedDataReceipt struct {
	GrantHash   [32]byte
	Relay       common.Address
	Seq         uint64
	BytesTotal  uint64
	TimeMs      uint64
	MediaDigest [32]byte
}

// TypedDataSessionGrant is an auto generated low-level Go binding around an user-defined struct.
type TypedDataSessionGrant struct {
	StreamId  [32]byte
	Relay     common.Address
	ViewerKey common.Address
	NotBefore uint64
	NotAfter  uint64
	MaxKbps   uint32
}

// TypedDataStreamKey is an auto generated low-level Go binding around an user-defined struct.
type TypedDataStreamKey struct {
	Streamer common.Address
	StreamId [32]byte
	Key      common.Address
	NotAfter uint64
}

// TypedDataUsageReport is an auto generated low-level Go binding around an user-defined struct.
type TypedDataUsageReport struct {
	StreamId   [32]byte
	Relay      common.Address
	Epoch      uint64
	BytesTotal uint64
	Sessions   uint32
	SumRoot    [32]byte
}

// CourtMetaData contains all meta data concerning the Court contract.
var CourtMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"channels_\",\"type\":\"address\",\"internalType\":\"contractIPaymentChannels\"},{\"name\":\"minStake_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"unbondPeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"penalty_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"bond_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"answerPeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answerLeaf\",\"inputs\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"name\":\"evidence\",\"type\":\"tuple\",\"internalType\":\"structICourt.Evidence\",\"components\":[{\"name\":\"receiptR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"receiptVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"grant\",\"type\":\"tuple\",\"internalType\":\"structTypedData.SessionGrant\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"viewerKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notBefore\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"maxKbps\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"grantR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"grantVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"streamKey\",\"type\":\"tuple\",\"internalType\":\"structTypedData.StreamKey\",\"components\":[{\"name\":\"streamer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"key\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"streamKeyR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"streamKeyVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answerPeriod\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"bond\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengeLeaf\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challengeOf\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICourt.Challenge\",\"components\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"settled\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"channels\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"isPunished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"judgeLeaf\",\"inputs\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"penalty\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"proveEquivocation\",\"inputs\":[{\"name\":\"a\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"b\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"proveSum\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"nodes\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"path\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"proveUngranted\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"name\":\"grant\",\"type\":\"tuple\",\"internalType\":\"structTypedData.SessionGrant\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"viewerKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notBefore\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"maxKbps\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"registry\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Answered\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"report\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Challenged\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"report\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Punished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"reporter\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"taken\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyChallenged\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"AlreadyPunished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"BadEvidence\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidAmount\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidAnswerPeriod\",\"inputs\":[{\"name\":\"answerPeriod\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidProof\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoChallenge\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"NoEquivocation\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoFault\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoLeaf\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"NotInTree\",\"inputs\":[{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NotSignedByRelay\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongGrant\",\"inputs\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongSiblings\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}]",
	ID:  "Court",
	Bin: "0x61014080604052346102655760c0816157a9803803809161002082856102c2565b8339810103126102655780516001600160a01b03811680820361026557610049602084016102e5565b91610056604085016102f9565b93610063606082016102e5565b9261007c60a0610075608085016102e5565b93016102f9565b926001600160601b0385161580156102b1575b6102a25764ffffffffff8416610e1081108015610296575b8015610283575b610271575060c052604051637e062a3560e11b815290602090829060049082905afa90811561020c575f9161022b575b506001600160a01b0316608081905260e093909352610100526101205260405192611d0e808501916001600160401b0383118684101761021757608094869464ffffffffff93613a9b873984526001600160601b031660208401521660408201523060608201520301905ff0801561020c576001600160a01b031660a05260405161378f908161030c8239608051818181610e6a01526112a1015260a05181818161022b01528181610deb015281816111cd015281816113900152818161252701526128e0015260c05181818161019301528181610609015281816113fe015281816115480152612490015260e0518181816120a60152612895015261010051818181610e980152818161126b015281816118ed0152611d33015261012051818181610baf0152610c7f0152f35b6040513d5f823e3d90fd5b634e487b7160e01b5f52604160045260245ffd5b90506020813d602011610269575b81610246602093836102c2565b8101031261026557516001600160a01b0381168103610265575f6100de565b5f80fd5b3d9150610239565b63099040e760e41b5f5260045260245ffd5b50647fffffffff8860011c1681116100ae565b5062278d0081116100a7565b63162908e360e11b5f5260045ffd5b506001600160601b0383161561008f565b601f909101601f19168101906001600160401b0382119082101761021757604052565b51906001600160601b038216820361026557565b519064ffffffffff821682036102655756fe6080806040526004361015610012575f80fd5b5f905f3560e01c9081630edd2ffc14612066575080630ef15f2914611dd557806329bf217714611d5757806364c9ec6f14611cf157806368137a5d14611c295780636f8e29221461142257806379a4e450146113b45780637b10399914611346578063852dd72e146110f6578063b9b26c9014610bd3578063d7e1ff0f14610b73578063e14c8cc3146105135763e6fd1f4f146100ad575f80fd5b3461050c577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601610200811261050f576101001361050c576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffefc36011261050c5761011961241d565b61012d610128366101046122a4565b612a1a565b6101243573ffffffffffffffffffffffffffffffffffffffff81169081810361050a576040517f3644e51500000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156104ff57849187916104c4575b506102149161020591604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b6101e435906101c4359061358c565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166040517f60c909da000000000000000000000000000000000000000000000000000000008152846004820152606081602481855afa9081156104b95773ffffffffffffffffffffffffffffffffffffffff916020918a9161048a575b500151169173ffffffffffffffffffffffffffffffffffffffff81168093141591826103c4575b5050610394575073ffffffffffffffffffffffffffffffffffffffff906102f3612334565b9050161480610386575b80610350575b15918215610346575b505061031e5761031b336127aa565b80f35b807ff6956d990000000000000000000000000000000000000000000000000000000060049252fd5b1490505f8061030c565b50610359612111565b6101443567ffffffffffffffff8116918282036103825767ffffffffffffffff91501614610303565b8580fd5b5061010435600435146102fd565b85604491847f26998869000000000000000000000000000000000000000000000000000000008352600452602452fd5b6040517fa2daf78300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8681166004830152929092166024830152909150602090829060449082905afa801561047f57879061043d575b64ffffffffff915016155f806102ce565b506020813d602011610477575b8161045760209383612175565b810103126104735761046e64ffffffffff91612391565b61042c565b8680fd5b3d915061044a565b6040513d89823e3d90fd5b6104ac915060603d6060116104b2575b6104a48183612175565b8101906123a3565b5f6102a7565b503d61049a565b6040513d8a823e3d90fd5b9150506020813d6020116104f7575b816104e060209383612175565b810103126104f3575183906102146101c4565b5f80fd5b3d91506104d3565b6040513d88823e3d90fd5b845b80fd5b5080fd5b503461050c577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36016101e0811261050f576101001361050c57610104359067ffffffffffffffff821161050c57816004016101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc843603011261050f5760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedc36011261050f576105c461241d565b50604051927f3644e51500000000000000000000000000000000000000000000000000000000845260208460048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa938415610b68578394610b34575b5060e4810161064781612323565b906084359163ffffffff831693848414159182610aef5763ffffffff8691161015610af3576106ba61068161067c3689612bde565b61365b565b89604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b936107286107228960c48501977fffffffffffffffff0000000000000000000000000000000000000000000000006106f18a612128565b6040519260208401948552602184015260c01b16604182015260298152610719604982612175565b51902096612128565b94612323565b92610aef575090919061073f906101040186612c3e565b92909167ffffffffffffffff63ffffffff8594979316911694955b6001831161083d57505050610812575060a4358214908115916107f2575b506107c7575061078c816107929394612c8f565b5061303a565b61079f5761031b336127aa565b807f6ccd0bbc0000000000000000000000000000000000000000000000000000000060049252fd5b7f18539ef0000000000000000000000000000000000000000000000000000000008352600452602482fd5b60643567ffffffffffffffff81169250828103610382575014155f610778565b7f53a4d76e000000000000000000000000000000000000000000000000000000008552600452602484fd5b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff839697949301868111610ac257821480610ab6575b610aad5760288310610a815782602011610a7d5780359083602811610a79578761099f927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd860288d9467ffffffffffffffff602082013560c01c1695500196019660018616155f146109e757610995906109698560405194859367ffffffffffffffff6020860198169088927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101835282612175565b5190205b97612711565b945b600181018091116109ba5760011c9060011c909161075a565b6024897f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b610a71906109696040519384928767ffffffffffffffff6020860198169288927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b519020610999565b8980fd5b8880fd5b602489867f53a4d76e000000000000000000000000000000000000000000000000000000008252600452fd5b919295946109a1565b50600180871614610873565b60248a7f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b8780fd5b6044878663ffffffff87610b0688612323565b90507f74327e6300000000000000000000000000000000000000000000000000000000845216600452602452fd5b9093506020813d602011610b60575b81610b5060209383612175565b810103126104f35751925f610639565b3d9150610b43565b6040513d85823e3d90fd5b503461050c57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261050c57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346104f3577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161012081126104f357610100136104f357610104359063ffffffff82168092036104f357610c2861241d565b91610c31612334565b9263ffffffff610c3f612310565b168210156110b857805f525f60205260405f20825f5260205273ffffffffffffffffffffffffffffffffffffffff60405f20541661108a57610e116060917f000000000000000000000000000000000000000000000000000000000000000090610cb08264ffffffffff4216612401565b947fa2033fba6cb449e9fe03ff9bc8e4ab6d88f3012f3186dd7148ba9097a8ea338f73ffffffffffffffffffffffffffffffffffffffff60405199610cf48b61213d565b338b5260208b019a64ffffffffff8a169b8c815260408201905f8252875f525f60205260405f20875f526020528460405f209351167fffffffffffffff0000000000000000000000000000000000000000000000000078ffffffffff00000000000000000000000000000000000000008554935160a01b169216171782555115157fffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffffff79ff0000000000000000000000000000000000000000000000000083549260c81b169116179055169586926040519081523360208201528a6040820152a373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001693612401565b823b156104f35760445f928364ffffffffff9560405196879586947f04b860bf00000000000000000000000000000000000000000000000000000000865260048601521660248401525af1801561107f5761106c575b507f00000000000000000000000000000000000000000000000000000000000000006bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000169073ffffffffffffffffffffffffffffffffffffffff8116604051917f70a08231000000000000000000000000000000000000000000000000000000008352306004840152602083602481855afa92831561106157859361102c575b50602491610f6c602092604051907f23b872dd0000000000000000000000000000000000000000000000000000000085830152338683015230604483015287606483015260648252610f67608483612175565b613708565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa908115611021578491610fef575b5003818103610fc057602084604051908152f35b604493507f1ff641ae000000000000000000000000000000000000000000000000000000008352600452602452fd5b90506020813d602011611019575b8161100a60209383612175565b810103126104f357515f610fac565b3d9150610ffd565b6040513d86823e3d90fd5b9092506020813d602011611059575b8161104860209383612175565b810103126104f35751916024610f14565b3d915061103b565b6040513d87823e3d90fd5b61107891505f90612175565b5f5f610e67565b6040513d5f823e3d90fd5b7f37c38209000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b63ffffffff826110c6612310565b907f74327e63000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b346104f3577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360160e081126104f35760c0136104f35760c43563ffffffff811681036104f3576111529061114d610128366121f1565b612ac3565b64ffffffffff60208201511680421061131b575061116e612334565b73ffffffffffffffffffffffffffffffffffffffff604051917f60c909da00000000000000000000000000000000000000000000000000000000835216600482015260608160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa91821561107f5773ffffffffffffffffffffffffffffffffffffffff60206112c59482945f916112fc575b500151161515806112d8575b6112c7575b5116604051907fa9059cbb00000000000000000000000000000000000000000000000000000000602083015260248201526bffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660448201526044815261129f606482612175565b7f0000000000000000000000000000000000000000000000000000000000000000613708565b005b6112d3828251166127aa565b61122b565b506112f66112e4612334565b6112ec612111565b90600435906121b6565b15611226565b611315915060603d6060116104b2576104a48183612175565b8661121a565b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f357602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104f3577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161010081126104f35760c0136104f35760c43567ffffffffffffffff81116104f35780600401906101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc82360301126104f35760e43567ffffffffffffffff81116104f357803603916102207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc8401126104f3576114eb610128366121f1565b9360e48201936115036114fd86612323565b87612ac3565b50604051927f3644e51500000000000000000000000000000000000000000000000000000000845260208460048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa93841561107f575f94611bf5575b5061158286612323565b9060843563ffffffff8116928382141590816104f35763ffffffff8591161015611bb4576115ef6115b661067c3689612bde565b88604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b9261165460c482019461160186612128565b7fffffffffffffffff0000000000000000000000000000000000000000000000006040519160208301935f8552602184015260c01b1660418201526029815261164b604982612175565b51902094612128565b9261165e8b612323565b926104f35750909190611675906101040187612c3e565b92909167ffffffffffffffff63ffffffff8594979316911694955b60018311611a02575050506119d7575060a4358214908115916119b7575b5061198c575060c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffbc604486019201126104f3576118156040516116f181612159565b82359081815263ffffffff60a067ffffffffffffffff8981611715606483016120ca565b9586602082015273ffffffffffffffffffffffffffffffffffffffff61173d608485016120ca565b80604084015261174f60a486016120eb565b9283606082015261177460e461176760c489016120eb565b9788608085015201612100565b9788910152816040519960208b019b7f443659276e1332f14d99a2ec1336a0015c03e23552e1a345e8c56bbfbcf0aeda8d5260408c01521660608a01521660808801521660a08601521660c08401521660e082015260e081526117d961010082612175565b51902084604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b908235808303611961575061182a9083612e37565b15938415611949575b50505050611921577fba10f71b5d01ea568c599dfd91ce16be601005496a9d3c92d560ad6128860b80602073ffffffffffffffffffffffffffffffffffffffff61187e610722612334565b9363ffffffff604051951685521692a36112c5611899612334565b73ffffffffffffffffffffffffffffffffffffffff604051917fa9059cbb0000000000000000000000000000000000000000000000000000000060208401521660248201526bffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660448201526044815261129f606482612175565b7f57aa51ca000000000000000000000000000000000000000000000000000000005f5260045ffd5b61195794506004019261323c565b1583808080611833565b7fac89b0ab000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f18539ef0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60643567ffffffffffffffff811692508281036104f357501415886116ae565b7f53a4d76e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff839697949301868111611b4657821480611ba8575b611b9f5760288310611b7357826020116104f357803590836028116104f35787611b2b927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd8602867ffffffffffffffff602086013560c01c16940196019660018616155f146109e757610995906109698560405194859367ffffffffffffffff6020860198169088927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b945b60018101809111611b465760011c9060011c9091611690565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b847f53a4d76e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b91929594611b2d565b50600180871614611a38565b8363ffffffff83611bc48c612323565b90507f74327e63000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b9093506020813d602011611c21575b81611c1160209383612175565b810103126104f357519287611578565b3d9150611c04565b346104f35760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760243563ffffffff811681036104f357611c706121d3565b506004355f525f60205263ffffffff60405f2091165f52602052606060405f2060405190611c9d8261213d565b5464ffffffffff73ffffffffffffffffffffffffffffffffffffffff82169283815260ff60406020830192848660a01c168452019360c81c1615158352604051938452511660208301525115156040820152f35b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760206040516bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104f35760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f35760043573ffffffffffffffffffffffffffffffffffffffff811681036104f3576044359067ffffffffffffffff821682036104f357602091611dcb91602435906121b6565b6040519015158152f35b346104f3577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161014081126104f357610100136104f3576101043567ffffffffffffffff81116104f357366023820112156104f357806004013567ffffffffffffffff81116104f35736602482840101116104f35760246101243591920191611e5e61241d565b5060643567ffffffffffffffff8116908181036104f3575060a435905f5b83156120305761200457849283357fff0000000000000000000000000000000000000000000000000000000000000016611ffc576029905b818110611f56578082116104f35767ffffffffffffffff8211611fcf5760405196611f0760207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8601160189612175565b8288526020880183820198368a116104f35784879383375f6020868301015251902003611fa357819003809483611f3e848361271e565b14159260298103611f8157505080611f565750611e7c565b7f5e3fa051000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b915091959350611f98925060018085161491612765565b909160011c93611e7c565b837f18539ef0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b605190611eb4565b827f5e3fa051000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b1561203e576112c5336127aa565b7f6ccd0bbc000000000000000000000000000000000000000000000000000000005f5260045ffd5b346104f3575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104f3576020906bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b359073ffffffffffffffffffffffffffffffffffffffff821682036104f357565b359067ffffffffffffffff821682036104f357565b359063ffffffff821682036104f357565b60443567ffffffffffffffff811681036104f35790565b3567ffffffffffffffff811681036104f35790565b6060810190811067ffffffffffffffff821117611fcf57604052565b60c0810190811067ffffffffffffffff821117611fcf57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117611fcf57604052565b906121c192916129ce565b5f52600160205260ff60405f20541690565b604051906121e08261213d565b5f6040838281528260208201520152565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60c09101126104f3576040519061222882612159565b81600435815260243573ffffffffffffffffffffffffffffffffffffffff811681036104f357602082015260443567ffffffffffffffff811681036104f357604082015260643567ffffffffffffffff811681036104f357606082015260843563ffffffff811681036104f357608082015260a060a435910152565b91908260c09103126104f3576040516122bc81612159565b60a0808294803584526122d1602082016120ca565b60208501526122e2604082016120eb565b60408501526122f3606082016120eb565b606085015261230460808201612100565b60808501520135910152565b60843563ffffffff811681036104f35790565b3563ffffffff811681036104f35790565b60243573ffffffffffffffffffffffffffffffffffffffff811681036104f35790565b3573ffffffffffffffffffffffffffffffffffffffff811681036104f35790565b51906bffffffffffffffffffffffff821682036104f357565b519064ffffffffff821682036104f357565b908160609103126104f357604051906123bb8261213d565b6123c481612378565b8252602081015173ffffffffffffffffffffffffffffffffffffffff811681036104f35760208301526123f990604001612391565b604082015290565b9064ffffffffff8091169116019064ffffffffff8211611b4657565b61242b6101283660046122a4565b9060243573ffffffffffffffffffffffffffffffffffffffff81168082036104f3576040517f3644e51500000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa801561107f5785915f916126da575b5061250f9161250291604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b60e4359060c4359061358c565b9173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166040517f60c909da000000000000000000000000000000000000000000000000000000008152836004820152606081602481855afa90811561107f5773ffffffffffffffffffffffffffffffffffffffff916020915f916126bb575b500151169373ffffffffffffffffffffffffffffffffffffffff8116809514159182612604575b505090506125d6575050565b7f26998869000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6040517fa2daf78300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff94851660048201529190931660248201529160209150829060449082905afa801561107f575f9061267d575b64ffffffffff91501615805f806125ca565b506020813d6020116126b3575b8161269760209383612175565b810103126104f3576126ae64ffffffffff91612391565b61266b565b3d915061268a565b6126d4915060603d6060116104b2576104a48183612175565b5f6125a3565b9150506020813d602011612709575b816126f660209383612175565b810103126104f35751849061250f6124c1565b3d91506126e9565b91908201809211611b4657565b906029811461275457806029116104f3576021820135906051116104f357612751916049013560c090811c91901c612711565b90565b6029116104f3576021013560c01c90565b90929161278b57826021116104f3576001810135926029116104f3576021013560c01c90565b826049116104f3576029810135926051116104f3576049013560c01c90565b6024359073ffffffffffffffffffffffffffffffffffffffff8216908183141592836104f3576004359360443567ffffffffffffffff8116918282141590816104f3576127f88389876129ce565b805f52600160205260ff60405f20541661299a575f52600160205260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008254161790556104f35773ffffffffffffffffffffffffffffffffffffffff604051957fea0ffa4d0000000000000000000000000000000000000000000000000000000087528760048801526bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016602488015216938460448701526020866064815f73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165af195861561107f575f9661295e575b50506104f3577fcfb1a56bf2245f1b0c4e3df021bc503f880ab9ac75a2b238d44d166c07c8ef7c936060936bffffffffffffffffffffffff92506040519384526020840152166040820152a3565b9095506020813d602011612992575b8161297a60209383612175565b810103126104f35761298b90612378565b945f612910565b3d915061296d565b8489897fe8d4ae89000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b9167ffffffffffffffff906040519273ffffffffffffffffffffffffffffffffffffffff6020850195168552604084015216606082015260608152612a14608082612175565b51902090565b80519073ffffffffffffffffffffffffffffffffffffffff6020820151169067ffffffffffffffff6040820151169067ffffffffffffffff60608201511660a063ffffffff608084015116920151926040519460208601967fe99c4fbba824430d9165c5a34bd80247c83d71d3912d82a59318b47aab65b5b0885260408701526060860152608085015260a084015260c083015260e082015260e08152612a1461010082612175565b9190612acd6121d3565b50825f525f60205260405f2063ffffffff82165f5260205260405f209260405193612af78561213d565b549360ff73ffffffffffffffffffffffffffffffffffffffff86169586835264ffffffffff8160a01c16602084015260c81c161515908160408201529415908115612bd6575b50612ba0575f525f60205263ffffffff60405f2091165f5260205260405f207901000000000000000000000000000000000000000000000000007fffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffffff825416179055565b63ffffffff92507f1dd791e6000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b90505f612b3d565b91908260c09103126104f357604051612bf681612159565b60a080829480358452612c0b602082016120ca565b6020850152612c1c604082016120eb565b6040850152612c2d606082016120eb565b6060850152612304608082016120eb565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156104f3570180359067ffffffffffffffff82116104f3576020019181360383136104f357565b91909160c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedc3601126104f35760405190612cc982612159565b610124358083526101443573ffffffffffffffffffffffffffffffffffffffff8116908181036104f35760208501526101643573ffffffffffffffffffffffffffffffffffffffff8116908181036104f35760408601526101843567ffffffffffffffff8116908181036104f35760608701526101a4359067ffffffffffffffff8216918281036104f35760808801526101c4359263ffffffff8416938481036104f35760a0612e0b9901526040519460208601967f443659276e1332f14d99a2ec1336a0015c03e23552e1a345e8c56bbfbcf0aeda885260408701526060860152608085015260a084015260c083015260e082015260e08152612dcf61010082612175565b51902090604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b91358083036119615750565b81810292918115918404141715611b4657565b91908203918211611b4657565b90612e4460208201612357565b6024359073ffffffffffffffffffffffffffffffffffffffff8216908183036104f35773ffffffffffffffffffffffffffffffffffffffff1681148015929061300a575b50508015612ffd575b612fcd5760c0820167ffffffffffffffff612eab82612128565b1615908115612fd3575b50612fcd5767ffffffffffffffff612ecf60608301612128565b16916103e88302928084046103e81490151715611b465767ffffffffffffffff612efb60808401612128565b16926103e88402938085046103e81490151715611b465767ffffffffffffffff612f2760808401612128565b1681851190811591612fb6575b8115612fa0575b50612f9857612f4f6060612f559301612128565b93612e2a565b90600b820291808304600b1490151715611b465767ffffffffffffffff91605063ffffffff612f8960a0612f919501612323565b169104612e17565b9116111590565b505050505f90565b6236ee8086019150818611611b4657115f612f3b565b90506236ee808101808211611b4657821190612f34565b50505f90565b612fdd9150612128565b67ffffffffffffffff80612ff360608601612128565b169116115f612eb5565b5060043581351415612e91565b73ffffffffffffffffffffffffffffffffffffffff91925061302e60208601612357565b90501614155f80612e88565b6101443573ffffffffffffffffffffffffffffffffffffffff8116908181036104f357506024359073ffffffffffffffffffffffffffffffffffffffff8216908183036104f35781149182159261320c575b505080156131fd575b6131ce5760c0810167ffffffffffffffff6130af82612128565b16159081156131d3575b506131ce57610184359067ffffffffffffffff8216918281036104f357506103e88202918083046103e81490151715611b46576101a4359167ffffffffffffffff8316928381036104f357506103e88302928084046103e81490151715611b465767ffffffffffffffff61312f60808401612128565b16818411908115916131b7575b81156131a1575b5061319a57613157606061315d9301612128565b92612e2a565b600b810290808204600b1490151715611b46576101c4359063ffffffff82168083036104f3576050612f919267ffffffffffffffff945004612e17565b5050505f90565b6236ee8085019150818511611b4657115f613143565b90506236ee808101808211611b465782119061313c565b505f90565b6131dd9150612128565b67ffffffffffffffff806131f360608501612128565b169116115f6130b9565b50600435610124351415613095565b73ffffffffffffffffffffffffffffffffffffffff91925061323060208501612357565b90501614155f8061308c565b9192909261014082019261324f84612357565b60346132cf613262610200870187612c3e565b9290836040519485927fffffffffffffffffffffffffffffffffffffffff000000000000000000000000602085019860601b1688528484013781015f8382015203017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101835282612175565b51902061016084013580911480159061357e575b613574576101a084019267ffffffffffffffff6132ff85612128565b166103e88102908082046103e81490151715611b46576236ee808101809111611b465767ffffffffffffffff61333760a08801612128565b16906103e88202918083046103e81490151715611b4657106135695761336461067c61339d923690612bde565b83604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b9260807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec086360301126104f35760405192608084019184831067ffffffffffffffff841117611fcf576134a99361349a9360405267ffffffffffffffff606073ffffffffffffffffffffffffffffffffffffffff61341a8c6120ca565b94858a528460208b01526101808c01996134426134368c6120ca565b928360408401526120eb565b9384910152604051948260208701977f1da90a327adb1d4ffcfd087f79074fd84919cd2bf3e4389f46d34925d5fcf3a3895216604087015260608601521660808401521660a082015260a08152612dcf60c082612175565b9260208501359085359061358c565b73ffffffffffffffffffffffffffffffffffffffff806134cb60808701612357565b169116149485613529575b5050836134e4575b50505090565b73ffffffffffffffffffffffffffffffffffffffff9293506135178261351d926101c06101e0879601359201359061358c565b93612357565b169116145f80806134de565b73ffffffffffffffffffffffffffffffffffffffff9192955061355d6135178392610120870135906101008801359061358c565b16911614925f806134d6565b505050505050505f90565b5050505050505f90565b5060408401358114156132e3565b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316927f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841161363357601b9060ff1c019060ff8211611b46576020935f9360ff60809460405194855216868401526040830152606082015282805260015afa1561107f575f519073ffffffffffffffffffffffffffffffffffffffff82161561363357565b7f8baa579f000000000000000000000000000000000000000000000000000000005f5260045ffd5b80519073ffffffffffffffffffffffffffffffffffffffff6020820151169067ffffffffffffffff6040820151169067ffffffffffffffff60608201511660a067ffffffffffffffff608084015116920151926040519460208601967fb0dc01a358b5552a119104ab37b03c727a6199335ee43bda6f3bef7eed9ad188885260408701526060860152608085015260a084015260c083015260e082015260e08152612a1461010082612175565b905f602091828151910182855af11561107f575f513d613786575073ffffffffffffffffffffffffffffffffffffffff81163b155b6137445750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b6001141561373d566101003461017b57601f611d0e38819003918201601f19168301916001600160401b0383118484101761017f5780849260809460405283398101031261017b5780516001600160a01b038116919082810361017b5760208201516001600160601b0381169290919083830361017b5760408101519364ffffffffff85169182860361017b5760600151956001600160a01b038716870361017b57803b1561016957501561015a57610e108110801561014e575b61013c575060805260a05260c05260e052604051611b7a908161019482396080518181816102a4015281816103bc0152818161063c0152818161090001526118b8015260a051818181610ba3015281816110c801526117bf015260c0518181816102350152818161114401526113fb015260e0518181816104c4015281816112ac01526113bf0152f35b63e4ad1fb960e01b5f5260045260245ffd5b506276a70081116100b2565b6332cf98cd60e11b5f5260045ffd5b63961c9a4f60e01b5f5260045260245ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f905f3560e01c908162971a30146112645750806304b860bf1461121157806325dd0913146110ec578063375b3c0a1461108657806342baed8d14610f2757806351cff8d914610d2e57806360c909da14610bf45780639f8a13d714610b2d578063a2daf78314610a9a578063bb6e1972146109bf578063bd5d70e714610853578063c215290a146107e9578063d4e904f31461075c578063ea0ffa4d14610438578063f173f131146102c8578063fc0c546a14610259578063fc0c5ff1146101f9578063fccc2813146101be5763fe40c4bf146100ee575f80fd5b346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57338152600160205264ffffffffff6040822054161561018f573381526001602052604081207fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000008154169055337ff5b883681f2822218d1cefa7cc33d9ba31ac1618ca98ef0eead1fe5bcaf7c72c8280a280f35b807f68dadb15000000000000000000000000000000000000000000000000000000006024925233600452fd5b80fd5b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405161dead8152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576bffffffffffffffffffffffff61030d611344565b169081156104105761031e336115e4565b91806bffffffffffffffffffffffff845416016bffffffffffffffffffffffff81116103e3576103e092936bffffffffffffffffffffffff82167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556bffffffffffffffffffffffff604051911681527f491fe950b099def990f5d85e7d949ca649169fbad4869d915413a94c123c2f4b60203392a2337f0000000000000000000000000000000000000000000000000000000000000000611939565b80f35b6024837f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b807f1f2a20050000000000000000000000000000000000000000000000000000000060049252fd5b50346101bb5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576104706112d0565b6024356bffffffffffffffffffffffff811691828203610758576044359073ffffffffffffffffffffffffffffffffffffffff8216918281036107545773ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163303610728578415610700576020956104fd84926116d3565b610506836115e4565b946bffffffffffffffffffffffff8654168097105f146106b65773ffffffffffffffffffffffffffffffffffffffff6bffffffffffffffffffffffff7ff802bd5f9c9f0ded93513cbd5e277545faf1e0fa7c740c354ea42e03a066f9f892985b6b7fffffffffffffffffffffff8a60011c16988261058e8c6105888d826115ba565b946115ba565b167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905560405194501694858452878a850152169160408180030190a380610667575b50816105f4575b50506bffffffffffffffffffffffff60405191168152f35b61066091604051917fa9059cbb0000000000000000000000000000000000000000000000000000000086840152602483015260448201526044815261063a60648261153b565b7f0000000000000000000000000000000000000000000000000000000000000000611af3565b5f806105dc565b6106b090604051907fa9059cbb000000000000000000000000000000000000000000000000000000008783015261dead602483015260448201526044815261063a60648261153b565b5f6105d5565b507ff802bd5f9c9f0ded93513cbd5e277545faf1e0fa7c740c354ea42e03a066f9f873ffffffffffffffffffffffffffffffffffffffff6bffffffffffffffffffffffff88610566565b6004867f1f2a2005000000000000000000000000000000000000000000000000000000008152fd5b6024867fd9cc3b7800000000000000000000000000000000000000000000000000000000815233600452fd5b8580fd5b8380fd5b50346101bb5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57610794611344565b61079c6112f3565b60443567ffffffffffffffff8111610758576107bc903690600401611316565b606435939167ffffffffffffffff8511610754576107e16103e0953690600401611316565b9490936117aa565b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb5764ffffffffff604060209273ffffffffffffffffffffffffffffffffffffffff6108416112d0565b16815260028452205416604051908152f35b50346109bb576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5761088c611344565b906108956112f3565b60443567ffffffffffffffff81116109bb576108b5903690600401611316565b60649291923567ffffffffffffffff81116109bb576108d8903690600401611316565b93909260a43560ff81168091036109bb5773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016803b156109bb576bffffffffffffffffffffffff60e48a5f809460405196879586947fd505accf0000000000000000000000000000000000000000000000000000000086523360048701523060248701521660448501526084356064850152608484015260c43560a4840152833560c48401525af16109a5575b506103e095966117aa565b6103e096505f6109b49161153b565b5f9561099a565b5f80fd5b346109bb5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5760043567ffffffffffffffff81116109bb57610a0e903690600401611316565b906024359067ffffffffffffffff82116109bb57610a9592610a557f4dcfc5ed9eaa41fdc09300dca53f75d28d478846a0f3818ac8eef3426f1ebe6a933690600401611316565b610a61959195336115e4565b50610a6e8187858761172d565b610a8560405194859460408652604086019161157c565b908382036020850152339661157c565b0390a2005b346109bb5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb57610ad16112d0565b73ffffffffffffffffffffffffffffffffffffffff610aee6112f3565b91165f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602064ffffffffff60405f205416604051908152f35b346109bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5773ffffffffffffffffffffffffffffffffffffffff610b796112d0565b16805f525f6020526bffffffffffffffffffffffff60405f2054166bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016111580610bd8575b6020906040519015158152f35b505f526001602052602064ffffffffff60405f20541615610bcb565b346109bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5773ffffffffffffffffffffffffffffffffffffffff610c406112d0565b5f60408051610c4e8161151f565b828152826020820152015216805f525f60205260405f20604051906040820182811067ffffffffffffffff821117610d015760609364ffffffffff9260209260405254936bffffffffffffffffffffffff851694858252861c92839101525f52600160205273ffffffffffffffffffffffffffffffffffffffff8260405f2054169160408051610cdd8161151f565b86815260208101928352019283526040519485525116602084015251166040820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b346109bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb57610d656112d0565b335f52600160205264ffffffffff60405f2054168015610efb57804210610ed05750335f52600260205264ffffffffff60405f20541690814210610ea45780610daf6020926116d3565b335f525f825273ffffffffffffffffffffffffffffffffffffffff6bffffffffffffffffffffffff60405f20541691335f525f84525f6040812055335f526001845260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000815416905516806040518381527f6e6e54d2933c54e86384932153b0244ddd09a166888407646f12cb83392e4bc1853392a381610e57575b50604051908152f35b610e9e90604051907fa9059cbb000000000000000000000000000000000000000000000000000000008583015260248201528260448201526044815261063a60648261153b565b82610e4e565b507fcdf88016000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f68dadb15000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b346109bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb57610f5e6112d0565b610f67336115e4565b805460601c9073ffffffffffffffffffffffffffffffffffffffff83169282841461105a57610fd691610f998261163f565b906bffffffffffffffffffffffff7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b335f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f5260205260405f2064ffffffffff804216167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055337ff4a9e3e405a345d8dc2227264d44fa88db81b93ed6b1757e641c1e5a360cdcbd5f80a3005b837f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346109bb575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5760206040516bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346109bb575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb57611123336115e4565b50335f52600160205264ffffffffff60405f205416806111e65760206111707f000000000000000000000000000000000000000000000000000000000000000064ffffffffff421661135f565b335f526001825260405f2064ffffffffff82167fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000082541617905564ffffffffff6040519116908181527faa1f143f62e613805067c80f094034f0deb4d97a964d3988cb7c5bb78c0c164c833392a2604051908152f35b7f9cd85ece000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346109bb5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb576112486112d0565b60243564ffffffffff811681036109bb57611262916113a8565b005b346109bb575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109bb5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b6004359073ffffffffffffffffffffffffffffffffffffffff821682036109bb57565b6024359073ffffffffffffffffffffffffffffffffffffffff821682036109bb57565b9181601f840112156109bb5782359167ffffffffffffffff83116109bb57602083818601950101116109bb57565b600435906bffffffffffffffffffffffff821682036109bb57565b9064ffffffffff8091169116019064ffffffffff821161137b57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036114f3576113ee816115e4565b5064ffffffffff806114227f000000000000000000000000000000000000000000000000000000000000000082421661135f565b169216918083116114c4575073ffffffffffffffffffffffffffffffffffffffff1690815f52600260205264ffffffffff60405f2054168111156114c05760207f06da6301f859027c34d3954339b899817ccfeb896705388f40babfb0e598105491835f526002825260405f20817fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055604051908152a2565b5050565b827f35e250be000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd9cc3b78000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b6060810190811067ffffffffffffffff821117610d0157604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610d0157604052565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff821161137b57565b73ffffffffffffffffffffffffffffffffffffffff1690815f525f60205260405f2091825460601c156116145750565b7fbfc6c337000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff1680156116ab57335f52600360205260405f20815f5260205264ffffffffff60405f2054166116805750565b7f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff1680158015611724575b6116f95750565b7f17858bbe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b503081146116f2565b509050801580156117a0575b6117755750610400811161174a5750565b7fd13c1680000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fe784b7ec000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060ff8111611739565b93919492946bffffffffffffffffffffffff807f00000000000000000000000000000000000000000000000000000000000000001695169480861061190a57506117f38261163f565b6117ff8484888461172d565b335f525f60205260405f2095865460601c6118de57606083811b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000168717909755604051868152602081018890526118dc977fa48b2798e7435c13ccc4a26a792ffb7a48bbe3af673c0acbd1e58c647ddb2f9394919384936118b2939273ffffffffffffffffffffffffffffffffffffffff926118a092918701919061157c565b9184830360408601521696339661157c565b0390a3337f0000000000000000000000000000000000000000000000000000000000000000611939565b565b7f45ed80e9000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b857f4436bf3b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201529173ffffffffffffffffffffffffffffffffffffffff821691602084602481865afa938415611ab0575f94611abb575b5091611a0360209260249473ffffffffffffffffffffffffffffffffffffffff604051927f23b872dd00000000000000000000000000000000000000000000000000000000878501521686830152306044830152876064830152606482526119fe60848361153b565b611af3565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa908115611ab0575f91611a7e575b5003818103611a50575050565b7f1ff641ae000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90506020813d602011611aa8575b81611a996020938361153b565b810103126109bb57515f611a43565b3d9150611a8c565b6040513d5f823e3d90fd5b929093506020833d602011611aeb575b81611ad86020938361153b565b810103126109bb57915192611a03611995565b3d9150611acb565b905f602091828151910182855af115611ab0575f513d611b71575073ffffffffffffffffffffffffffffffffffffffff81163b155b611b2f5750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b60011415611b2856",
}

// Court is an auto generated Go binding around an Ethereum contract.
type Court struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Court) GetABI() abi.ABI {
	return c.abi
}

// NewCourt creates a new instance of Court.
func NewCourt() *Court {
	parsed, err := CourtMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Court{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Court) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address channels_, uint96 minStake_, uint40 unbondPeriod_, uint96 penalty_, uint96 bond_, uint40 answerPeriod_) returns()
func (court *Court) PackConstructor(channels_ common.Address, minStake_ *big.Int, unbondPeriod_ *big.Int, penalty_ *big.Int, bond_ *big.Int, answerPeriod_ *big.Int) []byte {
	enc, err := court.abi.Pack("", channels_, minStake_, unbondPeriod_, penalty_, bond_, answerPeriod_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAnswerLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6f8e2922.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answerLeaf((bytes32,address,uint64,uint64,uint32,bytes32) report, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) leaf, (bytes32,bytes32,(bytes32,address,address,uint64,uint64,uint32),bytes32,bytes32,(address,bytes32,address,uint64),bytes32,bytes32,string) evidence) returns()
func (court *Court) PackAnswerLeaf(report TypedDataUsageReport, leaf ICourtLeaf, evidence ICourtEvidence) []byte {
	enc, err := court.abi.Pack("answerLeaf", report, leaf, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswerLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6f8e2922.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answerLeaf((bytes32,address,uint64,uint64,uint32,bytes32) report, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) leaf, (bytes32,bytes32,(bytes32,address,address,uint64,uint64,uint32),bytes32,bytes32,(address,bytes32,address,uint64),bytes32,bytes32,string) evidence) returns()
func (court *Court) TryPackAnswerLeaf(report TypedDataUsageReport, leaf ICourtLeaf, evidence ICourtEvidence) ([]byte, error) {
	return court.abi.Pack("answerLeaf", report, leaf, evidence)
}

// PackAnswerPeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7e1ff0f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answerPeriod() view returns(uint40)
func (court *Court) PackAnswerPeriod() []byte {
	enc, err := court.abi.Pack("answerPeriod")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswerPeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7e1ff0f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answerPeriod() view returns(uint40)
func (court *Court) TryPackAnswerPeriod() ([]byte, error) {
	return court.abi.Pack("answerPeriod")
}

// UnpackAnswerPeriod is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd7e1ff0f.
//
// Solidity: function answerPeriod() view returns(uint40)
func (court *Court) UnpackAnswerPeriod(data []byte) (*big.Int, error) {
	out, err := court.abi.Unpack("answerPeriod", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64c9ec6f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bond() view returns(uint96)
func (court *Court) PackBond() []byte {
	enc, err := court.abi.Pack("bond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64c9ec6f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bond() view returns(uint96)
func (court *Court) TryPackBond() ([]byte, error) {
	return court.abi.Pack("bond")
}

// UnpackBond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x64c9ec6f.
//
// Solidity: function bond() view returns(uint96)
func (court *Court) UnpackBond(data []byte) (*big.Int, error) {
	out, err := court.abi.Unpack("bond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallengeLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb9b26c90.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeLeaf(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, uint32 index) returns(uint40 deadline)
func (court *Court) PackChallengeLeaf(signed ICourtSignedReport, index uint32) []byte {
	enc, err := court.abi.Pack("challengeLeaf", signed, index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb9b26c90.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeLeaf(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, uint32 index) returns(uint40 deadline)
func (court *Court) TryPackChallengeLeaf(signed ICourtSignedReport, index uint32) ([]byte, error) {
	return court.abi.Pack("challengeLeaf", signed, index)
}

// UnpackChallengeLeaf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb9b26c90.
//
// Solidity: function challengeLeaf(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, uint32 index) returns(uint40 deadline)
func (court *Court) UnpackChallengeLeaf(data []byte) (*big.Int, error) {
	out, err := court.abi.Unpack("challengeLeaf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68137a5d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeOf(bytes32 report, uint32 index) view returns((address,uint40,bool))
func (court *Court) PackChallengeOf(report [32]byte, index uint32) []byte {
	enc, err := court.abi.Pack("challengeOf", report, index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68137a5d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeOf(bytes32 report, uint32 index) view returns((address,uint40,bool))
func (court *Court) TryPackChallengeOf(report [32]byte, index uint32) ([]byte, error) {
	return court.abi.Pack("challengeOf", report, index)
}

// UnpackChallengeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x68137a5d.
//
// Solidity: function challengeOf(bytes32 report, uint32 index) view returns((address,uint40,bool))
func (court *Court) UnpackChallengeOf(data []byte) (ICourtChallenge, error) {
	out, err := court.abi.Unpack("challengeOf", data)
	if err != nil {
		return *new(ICourtChallenge), err
	}
	out0 := *abi.ConvertType(out[0], new(ICourtChallenge)).(*ICourtChallenge)
	return out0, nil
}

// PackChannels is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79a4e450.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function channels() view returns(address)
func (court *Court) PackChannels() []byte {
	enc, err := court.abi.Pack("channels")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChannels is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x79a4e450.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function channels() view returns(address)
func (court *Court) TryPackChannels() ([]byte, error) {
	return court.abi.Pack("channels")
}

// UnpackChannels is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x79a4e450.
//
// Solidity: function channels() view returns(address)
func (court *Court) UnpackChannels(data []byte) (common.Address, error) {
	out, err := court.abi.Unpack("channels", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsPunished is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29bf2177.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isPunished(address relay, bytes32 streamId, uint64 epoch) view returns(bool)
func (court *Court) PackIsPunished(relay common.Address, streamId [32]byte, epoch uint64) []byte {
	enc, err := court.abi.Pack("isPunished", relay, streamId, epoch)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsPunished is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29bf2177.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isPunished(address relay, bytes32 streamId, uint64 epoch) view returns(bool)
func (court *Court) TryPackIsPunished(relay common.Address, streamId [32]byte, epoch uint64) ([]byte, error) {
	return court.abi.Pack("isPunished", relay, streamId, epoch)
}

// UnpackIsPunished is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x29bf2177.
//
// Solidity: function isPunished(address relay, bytes32 streamId, uint64 epoch) view returns(bool)
func (court *Court) UnpackIsPunished(data []byte) (bool, error) {
	out, err := court.abi.Unpack("isPunished", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackJudgeLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x852dd72e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function judgeLeaf((bytes32,address,uint64,uint64,uint32,bytes32) report, uint32 index) returns()
func (court *Court) PackJudgeLeaf(report TypedDataUsageReport, index uint32) []byte {
	enc, err := court.abi.Pack("judgeLeaf", report, index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJudgeLeaf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x852dd72e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function judgeLeaf((bytes32,address,uint64,uint64,uint32,bytes32) report, uint32 index) returns()
func (court *Court) TryPackJudgeLeaf(report TypedDataUsageReport, index uint32) ([]byte, error) {
	return court.abi.Pack("judgeLeaf", report, index)
}

// PackPenalty is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0edd2ffc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function penalty() view returns(uint96)
func (court *Court) PackPenalty() []byte {
	enc, err := court.abi.Pack("penalty")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPenalty is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0edd2ffc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function penalty() view returns(uint96)
func (court *Court) TryPackPenalty() ([]byte, error) {
	return court.abi.Pack("penalty")
}

// UnpackPenalty is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0edd2ffc.
//
// Solidity: function penalty() view returns(uint96)
func (court *Court) UnpackPenalty(data []byte) (*big.Int, error) {
	out, err := court.abi.Unpack("penalty", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackProveEquivocation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe6fd1f4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proveEquivocation(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) a, ((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) b) returns()
func (court *Court) PackProveEquivocation(a ICourtSignedReport, b ICourtSignedReport) []byte {
	enc, err := court.abi.Pack("proveEquivocation", a, b)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProveEquivocation is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe6fd1f4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proveEquivocation(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) a, ((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) b) returns()
func (court *Court) TryPackProveEquivocation(a ICourtSignedReport, b ICourtSignedReport) ([]byte, error) {
	return court.abi.Pack("proveEquivocation", a, b)
}

// PackProveSum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0ef15f29.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proveSum(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, bytes nodes, uint256 path) returns()
func (court *Court) PackProveSum(signed ICourtSignedReport, nodes []byte, path *big.Int) []byte {
	enc, err := court.abi.Pack("proveSum", signed, nodes, path)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProveSum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0ef15f29.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proveSum(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, bytes nodes, uint256 path) returns()
func (court *Court) TryPackProveSum(signed ICourtSignedReport, nodes []byte, path *big.Int) ([]byte, error) {
	return court.abi.Pack("proveSum", signed, nodes, path)
}

// PackProveUngranted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe14c8cc3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proveUngranted(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) leaf, (bytes32,address,address,uint64,uint64,uint32) grant) returns()
func (court *Court) PackProveUngranted(signed ICourtSignedReport, leaf ICourtLeaf, grant TypedDataSessionGrant) []byte {
	enc, err := court.abi.Pack("proveUngranted", signed, leaf, grant)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProveUngranted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe14c8cc3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proveUngranted(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) leaf, (bytes32,address,address,uint64,uint64,uint32) grant) returns()
func (court *Court) TryPackProveUngranted(signed ICourtSignedReport, leaf ICourtLeaf, grant TypedDataSessionGrant) ([]byte, error) {
	return court.abi.Pack("proveUngranted", signed, leaf, grant)
}

// PackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registry() view returns(address)
func (court *Court) PackRegistry() []byte {
	enc, err := court.abi.Pack("registry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registry() view returns(address)
func (court *Court) TryPackRegistry() ([]byte, error) {
	return court.abi.Pack("registry")
}

// UnpackRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7b103999.
//
// Solidity: function registry() view returns(address)
func (court *Court) UnpackRegistry(data []byte) (common.Address, error) {
	out, err := court.abi.Unpack("registry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// CourtAnswered represents a Answered event raised by the Court contract.
type CourtAnswered struct {
	Relay  common.Address
	Report [32]byte
	Index  uint32
	Raw    *types.Log // Blockchain specific contextual infos
}

const CourtAnsweredEventName = "Answered"

// ContractEventName returns the user-defined event name.
func (CourtAnswered) ContractEventName() string {
	return CourtAnsweredEventName
}

// UnpackAnsweredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Answered(address indexed relay, bytes32 indexed report, uint32 index)
func (court *Court) UnpackAnsweredEvent(log *types.Log) (*CourtAnswered, error) {
	event := "Answered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != court.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CourtAnswered)
	if len(log.Data) > 0 {
		if err := court.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range court.abi.Events[event].Inputs {
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

// CourtChallenged represents a Challenged event raised by the Court contract.
type CourtChallenged struct {
	Relay      common.Address
	Report     [32]byte
	Index      uint32
	Challenger common.Address
	Deadline   *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CourtChallengedEventName = "Challenged"

// ContractEventName returns the user-defined event name.
func (CourtChallenged) ContractEventName() string {
	return CourtChallengedEventName
}

// UnpackChallengedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Challenged(address indexed relay, bytes32 indexed report, uint32 index, address challenger, uint40 deadline)
func (court *Court) UnpackChallengedEvent(log *types.Log) (*CourtChallenged, error) {
	event := "Challenged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != court.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CourtChallenged)
	if len(log.Data) > 0 {
		if err := court.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range court.abi.Events[event].Inputs {
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

// CourtPunished represents a Punished event raised by the Court contract.
type CourtPunished struct {
	Relay    common.Address
	StreamId [32]byte
	Epoch    uint64
	Reporter common.Address
	Taken    *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const CourtPunishedEventName = "Punished"

// ContractEventName returns the user-defined event name.
func (CourtPunished) ContractEventName() string {
	return CourtPunishedEventName
}

// UnpackPunishedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Punished(address indexed relay, bytes32 indexed streamId, uint64 epoch, address reporter, uint96 taken)
func (court *Court) UnpackPunishedEvent(log *types.Log) (*CourtPunished, error) {
	event := "Punished"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != court.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CourtPunished)
	if len(log.Data) > 0 {
		if err := court.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range court.abi.Events[event].Inputs {
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
func (court *Court) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], court.abi.Errors["AlreadyChallenged"].ID.Bytes()[:4]) {
		return court.UnpackAlreadyChallengedError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["AlreadyPunished"].ID.Bytes()[:4]) {
		return court.UnpackAlreadyPunishedError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["BadEvidence"].ID.Bytes()[:4]) {
		return court.UnpackBadEvidenceError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["InvalidAmount"].ID.Bytes()[:4]) {
		return court.UnpackInvalidAmountError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["InvalidAnswerPeriod"].ID.Bytes()[:4]) {
		return court.UnpackInvalidAnswerPeriodError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["InvalidProof"].ID.Bytes()[:4]) {
		return court.UnpackInvalidProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["InvalidSignature"].ID.Bytes()[:4]) {
		return court.UnpackInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NoChallenge"].ID.Bytes()[:4]) {
		return court.UnpackNoChallengeError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NoEquivocation"].ID.Bytes()[:4]) {
		return court.UnpackNoEquivocationError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NoFault"].ID.Bytes()[:4]) {
		return court.UnpackNoFaultError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NoLeaf"].ID.Bytes()[:4]) {
		return court.UnpackNoLeafError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NotInTree"].ID.Bytes()[:4]) {
		return court.UnpackNotInTreeError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["NotSignedByRelay"].ID.Bytes()[:4]) {
		return court.UnpackNotSignedByRelayError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return court.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return court.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return court.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["WrongGrant"].ID.Bytes()[:4]) {
		return court.UnpackWrongGrantError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["WrongSiblings"].ID.Bytes()[:4]) {
		return court.UnpackWrongSiblingsError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CourtAlreadyChallenged represents a AlreadyChallenged error raised by the Court contract.
type CourtAlreadyChallenged struct {
	Report [32]byte
	Index  uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyChallenged(bytes32 report, uint32 index)
func CourtAlreadyChallengedErrorID() common.Hash {
	return common.HexToHash("0x37c38209fc99158aea11b6667a3275c016887d004aaf4c63a21f35b99e09ff9b")
}

// UnpackAlreadyChallengedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyChallenged(bytes32 report, uint32 index)
func (court *Court) UnpackAlreadyChallengedError(raw []byte) (*CourtAlreadyChallenged, error) {
	out := new(CourtAlreadyChallenged)
	if err := court.abi.UnpackIntoInterface(out, "AlreadyChallenged", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtAlreadyPunished represents a AlreadyPunished error raised by the Court contract.
type CourtAlreadyPunished struct {
	Relay    common.Address
	StreamId [32]byte
	Epoch    uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyPunished(address relay, bytes32 streamId, uint64 epoch)
func CourtAlreadyPunishedErrorID() common.Hash {
	return common.HexToHash("0xe8d4ae89d1abc73d8f4ee63f7968de5ba961d159617b91ca5ed15fcda1d2f3ce")
}

// UnpackAlreadyPunishedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyPunished(address relay, bytes32 streamId, uint64 epoch)
func (court *Court) UnpackAlreadyPunishedError(raw []byte) (*CourtAlreadyPunished, error) {
	out := new(CourtAlreadyPunished)
	if err := court.abi.UnpackIntoInterface(out, "AlreadyPunished", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtBadEvidence represents a BadEvidence error raised by the Court contract.
type CourtBadEvidence struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadEvidence()
func CourtBadEvidenceErrorID() common.Hash {
	return common.HexToHash("0x57aa51cae9e2b30bfbe89d256846dd5dd5f968ae048d9214ca29b4359f48e900")
}

// UnpackBadEvidenceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadEvidence()
func (court *Court) UnpackBadEvidenceError(raw []byte) (*CourtBadEvidence, error) {
	out := new(CourtBadEvidence)
	if err := court.abi.UnpackIntoInterface(out, "BadEvidence", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtInvalidAmount represents a InvalidAmount error raised by the Court contract.
type CourtInvalidAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAmount()
func CourtInvalidAmountErrorID() common.Hash {
	return common.HexToHash("0x2c5211c6cb73b16841677a034781e8336d18ce66df858e54153c86854e11f7b8")
}

// UnpackInvalidAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAmount()
func (court *Court) UnpackInvalidAmountError(raw []byte) (*CourtInvalidAmount, error) {
	out := new(CourtInvalidAmount)
	if err := court.abi.UnpackIntoInterface(out, "InvalidAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtInvalidAnswerPeriod represents a InvalidAnswerPeriod error raised by the Court contract.
type CourtInvalidAnswerPeriod struct {
	AnswerPeriod *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAnswerPeriod(uint256 answerPeriod)
func CourtInvalidAnswerPeriodErrorID() common.Hash {
	return common.HexToHash("0x99040e70d3a1297e3bcc559800e7a5160b0a9cef7f6996c6c10ab3436d63d1a1")
}

// UnpackInvalidAnswerPeriodError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAnswerPeriod(uint256 answerPeriod)
func (court *Court) UnpackInvalidAnswerPeriodError(raw []byte) (*CourtInvalidAnswerPeriod, error) {
	out := new(CourtInvalidAnswerPeriod)
	if err := court.abi.UnpackIntoInterface(out, "InvalidAnswerPeriod", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtInvalidProof represents a InvalidProof error raised by the Court contract.
type CourtInvalidProof struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidProof(uint256 length)
func CourtInvalidProofErrorID() common.Hash {
	return common.HexToHash("0x5e3fa051f12d0d34bcacf3422cc36b979846aff40e201c6c3d25a5d5c87e9c52")
}

// UnpackInvalidProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidProof(uint256 length)
func (court *Court) UnpackInvalidProofError(raw []byte) (*CourtInvalidProof, error) {
	out := new(CourtInvalidProof)
	if err := court.abi.UnpackIntoInterface(out, "InvalidProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtInvalidSignature represents a InvalidSignature error raised by the Court contract.
type CourtInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidSignature()
func CourtInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0x8baa579fce362245063d36f11747a89dd489c54795634fc673cc0e0db51fedc5")
}

// UnpackInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidSignature()
func (court *Court) UnpackInvalidSignatureError(raw []byte) (*CourtInvalidSignature, error) {
	out := new(CourtInvalidSignature)
	if err := court.abi.UnpackIntoInterface(out, "InvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNoChallenge represents a NoChallenge error raised by the Court contract.
type CourtNoChallenge struct {
	Report [32]byte
	Index  uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoChallenge(bytes32 report, uint32 index)
func CourtNoChallengeErrorID() common.Hash {
	return common.HexToHash("0x1dd791e6d3502f6eeda1dfa10ddf9cf4a2ab79d44f8d11c953fb665fb55e055c")
}

// UnpackNoChallengeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoChallenge(bytes32 report, uint32 index)
func (court *Court) UnpackNoChallengeError(raw []byte) (*CourtNoChallenge, error) {
	out := new(CourtNoChallenge)
	if err := court.abi.UnpackIntoInterface(out, "NoChallenge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNoEquivocation represents a NoEquivocation error raised by the Court contract.
type CourtNoEquivocation struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoEquivocation()
func CourtNoEquivocationErrorID() common.Hash {
	return common.HexToHash("0xf6956d99459153f0888a509b9ac0f632261231eb030ffc05ba465140990de07f")
}

// UnpackNoEquivocationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoEquivocation()
func (court *Court) UnpackNoEquivocationError(raw []byte) (*CourtNoEquivocation, error) {
	out := new(CourtNoEquivocation)
	if err := court.abi.UnpackIntoInterface(out, "NoEquivocation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNoFault represents a NoFault error raised by the Court contract.
type CourtNoFault struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoFault()
func CourtNoFaultErrorID() common.Hash {
	return common.HexToHash("0x6ccd0bbcc8f98637dc4acb8f31da7db62b1840e328048e46c265d4b47064c98b")
}

// UnpackNoFaultError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoFault()
func (court *Court) UnpackNoFaultError(raw []byte) (*CourtNoFault, error) {
	out := new(CourtNoFault)
	if err := court.abi.UnpackIntoInterface(out, "NoFault", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNoLeaf represents a NoLeaf error raised by the Court contract.
type CourtNoLeaf struct {
	Index    uint32
	Sessions uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoLeaf(uint32 index, uint32 sessions)
func CourtNoLeafErrorID() common.Hash {
	return common.HexToHash("0x74327e6359d322be8c7c7bdc5307b8018b85f4fe1a2cf64fc98d3e4248b01cf5")
}

// UnpackNoLeafError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoLeaf(uint32 index, uint32 sessions)
func (court *Court) UnpackNoLeafError(raw []byte) (*CourtNoLeaf, error) {
	out := new(CourtNoLeaf)
	if err := court.abi.UnpackIntoInterface(out, "NoLeaf", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNotInTree represents a NotInTree error raised by the Court contract.
type CourtNotInTree struct {
	Root [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotInTree(bytes32 root)
func CourtNotInTreeErrorID() common.Hash {
	return common.HexToHash("0x18539ef015a44b441ef3a7ca7ad907cf435452a595a681d61c9d47a09713fe79")
}

// UnpackNotInTreeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotInTree(bytes32 root)
func (court *Court) UnpackNotInTreeError(raw []byte) (*CourtNotInTree, error) {
	out := new(CourtNotInTree)
	if err := court.abi.UnpackIntoInterface(out, "NotInTree", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtNotSignedByRelay represents a NotSignedByRelay error raised by the Court contract.
type CourtNotSignedByRelay struct {
	Relay  common.Address
	Signer common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotSignedByRelay(address relay, address signer)
func CourtNotSignedByRelayErrorID() common.Hash {
	return common.HexToHash("0x269988695f14559479e2041207999dbadfc33b153439917348e75244a60c2eb4")
}

// UnpackNotSignedByRelayError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotSignedByRelay(address relay, address signer)
func (court *Court) UnpackNotSignedByRelayError(raw []byte) (*CourtNotSignedByRelay, error) {
	out := new(CourtNotSignedByRelay)
	if err := court.abi.UnpackIntoInterface(out, "NotSignedByRelay", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Court contract.
type CourtSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func CourtSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (court *Court) UnpackSafeERC20FailedOperationError(raw []byte) (*CourtSafeERC20FailedOperation, error) {
	out := new(CourtSafeERC20FailedOperation)
	if err := court.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtTooEarly represents a TooEarly error raised by the Court contract.
type CourtTooEarly struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint40 deadline)
func CourtTooEarlyErrorID() common.Hash {
	return common.HexToHash("0xaa72ab2ae76cc55cf8f677800fa3713c5e55796dc97f5d330ef82c94d376802d")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint40 deadline)
func (court *Court) UnpackTooEarlyError(raw []byte) (*CourtTooEarly, error) {
	out := new(CourtTooEarly)
	if err := court.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtWrongAmountReceived represents a WrongAmountReceived error raised by the Court contract.
type CourtWrongAmountReceived struct {
	Received *big.Int
	Amount   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func CourtWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x1ff641ae1e10906ee8d94b5401e1d335c0cd001d74f6a2f60dad0c489583b2b2")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func (court *Court) UnpackWrongAmountReceivedError(raw []byte) (*CourtWrongAmountReceived, error) {
	out := new(CourtWrongAmountReceived)
	if err := court.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtWrongGrant represents a WrongGrant error raised by the Court contract.
type CourtWrongGrant struct {
	GrantHash [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongGrant(bytes32 grantHash)
func CourtWrongGrantErrorID() common.Hash {
	return common.HexToHash("0xac89b0ab6abc81ab2aee995db0d7bc6992612b4df612887c3bb7d357ae7862d6")
}

// UnpackWrongGrantError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongGrant(bytes32 grantHash)
func (court *Court) UnpackWrongGrantError(raw []byte) (*CourtWrongGrant, error) {
	out := new(CourtWrongGrant)
	if err := court.abi.UnpackIntoInterface(out, "WrongGrant", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CourtWrongSiblings represents a WrongSiblings error raised by the Court contract.
type CourtWrongSiblings struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongSiblings(uint256 length)
func CourtWrongSiblingsErrorID() common.Hash {
	return common.HexToHash("0x53a4d76e2862024f4d037d151daab3c2f44d1845fa887f5fa3b958fbe0c6063a")
}

// UnpackWrongSiblingsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongSiblings(uint256 length)
func (court *Court) UnpackWrongSiblingsError(raw []byte) (*CourtWrongSiblings, error) {
	out := new(CourtWrongSiblings)
	if err := court.abi.UnpackIntoInterface(out, "WrongSiblings", raw); err != nil {
		return nil, err
	}
	return out, nil
}
