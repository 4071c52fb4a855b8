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
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"channels_\",\"type\":\"address\",\"internalType\":\"contractIPaymentChannels\"},{\"name\":\"minStake_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"unbondPeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"penalty_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"bond_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"answerPeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answerLeaf\",\"inputs\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"name\":\"evidence\",\"type\":\"tuple\",\"internalType\":\"structICourt.Evidence\",\"components\":[{\"name\":\"receiptR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"receiptVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"grant\",\"type\":\"tuple\",\"internalType\":\"structTypedData.SessionGrant\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"viewerKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notBefore\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"maxKbps\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"name\":\"grantR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"grantVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"streamKey\",\"type\":\"tuple\",\"internalType\":\"structTypedData.StreamKey\",\"components\":[{\"name\":\"streamer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"key\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"name\":\"streamKeyR\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"streamKeyVs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answerPeriod\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"bond\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"challengeLeaf\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challengeOf\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICourt.Challenge\",\"components\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"settled\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"channels\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"isPunished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"judgeLeaf\",\"inputs\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"penalty\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"proveDuplicate\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"a\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"name\":\"b\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"proveEquivocation\",\"inputs\":[{\"name\":\"a\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"b\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"proveSum\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"nodes\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"path\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"proveUngranted\",\"inputs\":[{\"name\":\"signed\",\"type\":\"tuple\",\"internalType\":\"structICourt.SignedReport\",\"components\":[{\"name\":\"report\",\"type\":\"tuple\",\"internalType\":\"structTypedData.UsageReport\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sumRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"vs\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structICourt.Leaf\",\"components\":[{\"name\":\"receipt\",\"type\":\"tuple\",\"internalType\":\"structTypedData.Receipt\",\"components\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"seq\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"bytesTotal\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"timeMs\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"mediaDigest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"charged\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"siblings\",\"type\":\"bytes\",\"internalType\":\"bytes\"}]},{\"name\":\"grant\",\"type\":\"tuple\",\"internalType\":\"structTypedData.SessionGrant\",\"components\":[{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"viewerKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"notBefore\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"notAfter\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"maxKbps\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"registry\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"Answered\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"report\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Challenged\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"report\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Punished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"indexed\":true,\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"},{\"name\":\"reporter\",\"type\":\"address\",\"indexed\":false,\"internalType\":\"address\"},{\"name\":\"taken\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyChallenged\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"AlreadyPunished\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"streamId\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"epoch\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"BadEvidence\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidAmount\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidAnswerPeriod\",\"inputs\":[{\"name\":\"answerPeriod\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidProof\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoChallenge\",\"inputs\":[{\"name\":\"report\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"NoEquivocation\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoFault\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoLeaf\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"sessions\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]},{\"type\":\"error\",\"name\":\"NotInTree\",\"inputs\":[{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"NotSignedByRelay\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"OutOfGas\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"TooLate\",\"inputs\":[{\"name\":\"retiredAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongGrant\",\"inputs\":[{\"name\":\"grantHash\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"WrongSiblings\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]}]",
	ID:  "Court",
	Bin: "0x61014080604052346102735760c081615f51803803809161002082856102d0565b8339810103126102735780516001600160a01b03811680820361027357610049602084016102f3565b9161005660408501610307565b93610063606082016102f3565b9261007c60a0610075608085016102f3565b9301610307565b926001600160601b0385161580156102bf575b6102b05764ffffffffff8416610e10811080156102a4575b8015610291575b61027f575060c052604051637e062a3560e11b815290602090829060049082905afa90811561021a575f91610239575b506001600160a01b0316608081905260e093909352610100526101205260405192611e59808501916001600160401b0383118684101761022557608094869464ffffffffff936140f8873984526001600160601b031660208401521660408201523060608201520301905ff0801561021a576001600160a01b031660a052604051613dde908161031a8239608051818181610ee30152818161142f0152611925015260a05181818161023701528181610c8d0152818161139d0152818161151e0152818161288b0152612c46015260c05181818161019f015281816106160152818161158c015281816116d301528181611c2501526127f4015260e0518181816124080152612bfb015261010051818181610f110152818161140c015281816119020152611af2015261012051818181610bbc0152610d300152f35b6040513d5f823e3d90fd5b634e487b7160e01b5f52604160045260245ffd5b90506020813d602011610277575b81610254602093836102d0565b8101031261027357516001600160a01b0381168103610273575f6100de565b5f80fd5b3d9150610247565b63099040e760e41b5f5260045260245ffd5b50647fffffffff8860011c1681116100ae565b5062278d0081116100a7565b63162908e360e11b5f5260045ffd5b506001600160601b0383161561008f565b601f909101601f19168101906001600160401b0382119082101761022557604052565b51906001600160601b038216820361027357565b519064ffffffffff821682036102735756fe6080806040526004361015610012575f80fd5b5f905f3560e01c9081630edd2ffc146123c8575080630ef15f291461212757806329bf2177146120a95780633341a97714611b1657806364c9ec6f14611ab057806368137a5d146119e85780636f8e2922146115b057806379a4e450146115425780637b103999146114d4578063852dd72e146112c6578063b9b26c9014610be0578063d7e1ff0f14610b80578063e14c8cc31461051f5763e6fd1f4f146100b8575f80fd5b34610518577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601610200811261051b5761010013610518576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffefc3601126105185761012461277f565b506101396101343661010461262a565b6130b4565b6101243573ffffffffffffffffffffffffffffffffffffffff811690818103610516576040517f3644e51500000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa801561050b57849187916104d0575b506102209161021191604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b6101e435906101c43590613c62565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166040517f60c909da000000000000000000000000000000000000000000000000000000008152846004820152606081602481855afa9081156104c55773ffffffffffffffffffffffffffffffffffffffff916020918a91610496575b500151169173ffffffffffffffffffffffffffffffffffffffff81168093141591826103d0575b50506103a0575073ffffffffffffffffffffffffffffffffffffffff906102ff612696565b9050161480610392575b8061035c575b15918215610352575b505061032a5761032733612b10565b80f35b807ff6956d990000000000000000000000000000000000000000000000000000000060049252fd5b1490505f80610318565b50610365612473565b6101443567ffffffffffffffff81169182820361038e5767ffffffffffffffff9150161461030f565b8580fd5b506101043560043514610309565b85604491847f26998869000000000000000000000000000000000000000000000000000000008352600452602452fd5b6040517fa2daf78300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8681166004830152929092166024830152909150602090829060449082905afa801561048b578790610449575b64ffffffffff915016155f806102da565b506020813d602011610483575b81610463602093836124fb565b8101031261047f5761047a64ffffffffff916126f3565b610438565b8680fd5b3d9150610456565b6040513d89823e3d90fd5b6104b8915060603d6060116104be575b6104b081836124fb565b810190612705565b5f6102b3565b503d6104a6565b6040513d8a823e3d90fd5b9150506020813d602011610503575b816104ec602093836124fb565b810103126104ff575183906102206101d0565b5f80fd5b3d91506104df565b6040513d88823e3d90fd5b845b80fd5b5080fd5b5034610518577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36016101e0811261051b576101001361051857610104359067ffffffffffffffff821161051857816004016101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc843603011261051b5760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedc36011261051b576105d061277f565b5050604051927f3644e51500000000000000000000000000000000000000000000000000000000845260208460048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa938415610b75578394610b41575b5060e48101610654816124b2565b906084359163ffffffff831693848414159182610afc5763ffffffff8691161015610b00576106c761068e6106893689612d80565b613d31565b89604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b9361073561072f8960c48501977fffffffffffffffff0000000000000000000000000000000000000000000000006106fe8a61248a565b6040519260208401948552602184015260c01b166041820152602981526107266049826124fb565b5190209661248a565b946124b2565b92610afc575090919061074c906101040186612de0565b92909167ffffffffffffffff63ffffffff8594979316911694955b6001831161084a5750505061081f575060a4358214908115916107ff575b506107d457506107998161079f9394613278565b50613623565b6107ac5761032733612b10565b807f6ccd0bbc0000000000000000000000000000000000000000000000000000000060049252fd5b7f18539ef0000000000000000000000000000000000000000000000000000000008352600452602482fd5b60643567ffffffffffffffff8116925082810361038e575014155f610785565b7f53a4d76e000000000000000000000000000000000000000000000000000000008552600452602484fd5b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff839697949301868111610acf57821480610ac3575b610aba5760288310610a8e5782602011610a8a5780359083602811610a8657876109ac927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd860288d9467ffffffffffffffff602082013560c01c1695500196019660018616155f146109f4576109a2906109768560405194859367ffffffffffffffff6020860198169088927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826124fb565b5190205b97612a77565b945b600181018091116109c75760011c9060011c9091610767565b6024897f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b610a7e906109766040519384928767ffffffffffffffff6020860198169288927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b5190206109a6565b8980fd5b8880fd5b602489867f53a4d76e000000000000000000000000000000000000000000000000000000008252600452fd5b919295946109ae565b50600180871614610880565b60248a7f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b8780fd5b6044878663ffffffff87610b13886124b2565b90507f74327e6300000000000000000000000000000000000000000000000000000000845216600452602452fd5b9093506020813d602011610b6d575b81610b5d602093836124fb565b810103126104ff5751925f610646565b3d9150610b50565b6040513d85823e3d90fd5b503461051857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261051857602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346104ff577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161012081126104ff57610100136104ff57610104359063ffffffff82168092036104ff57610c3561277f565b90610c3e612696565b6040517fa2daf78300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8281166004830152938416602482015290947f00000000000000000000000000000000000000000000000000000000000000009093169290602081604481875afa908115611149575f9161128c575b5064ffffffffff81169081151590816111ec575b506111c1575063ffffffff610cef61249f565b1681101561118357815f525f60205260405f20815f5260205273ffffffffffffffffffffffffffffffffffffffff60405f20541661115457606091610e8a917f000000000000000000000000000000000000000000000000000000000000000091610d618364ffffffffff4216612763565b917fa2033fba6cb449e9fe03ff9bc8e4ab6d88f3012f3186dd7148ba9097a8ea338f73ffffffffffffffffffffffffffffffffffffffff6040519a610da58c6124c3565b338c5260208c019b64ffffffffff87169c8d815260408201905f8252875f525f60205260405f20875f526020528460405f209351167fffffffffffffff0000000000000000000000000000000000000000000000000078ffffffffff00000000000000000000000000000000000000008554935160a01b169216171782555115157fffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffffff79ff0000000000000000000000000000000000000000000000000083549260c81b169116179055169687926040519081523360208201528b6040820152a3612763565b823b156104ff5760445f928364ffffffffff9560405196879586947f04b860bf00000000000000000000000000000000000000000000000000000000865260048601521660248401525af1801561114957611136575b507f00000000000000000000000000000000000000000000000000000000000000006bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000169073ffffffffffffffffffffffffffffffffffffffff8116604051917f70a08231000000000000000000000000000000000000000000000000000000008352306004840152602083602481855afa92831561112b5790859182946110f3575b509060209160405182848201917f23b872dd00000000000000000000000000000000000000000000000000000000835233602482015230604482015288606482015260648152610fe16084826124fb565b51925af115610b755783513d6110ea5750803b155b6110bf576020602491604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa9081156110b4578491611082575b500381810361105357602084604051908152f35b604493507f1ff641ae000000000000000000000000000000000000000000000000000000008352600452602452fd5b90506020813d6020116110ac575b8161109d602093836124fb565b810103126104ff57515f61103f565b3d9150611090565b6040513d86823e3d90fd5b7f5274afe7000000000000000000000000000000000000000000000000000000008452600452602483fd5b60011415610ff6565b915092506020813d602011611123575b81611110602093836124fb565b810103126104ff57519184906020610f90565b3d9150611103565b6040513d87823e3d90fd5b61114291505f906124fb565b5f5f610ee0565b6040513d5f823e3d90fd5b907f37c38209000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b63ffffffff9061119161249f565b907f74327e63000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b7f97d2ac90000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90506040517ffc0c5ff1000000000000000000000000000000000000000000000000000000008152602081600481895afa908115611149575f91611246575b5061123c9064ffffffffff92612763565b164210155f610cdc565b90506020813d602011611284575b81611261602093836124fb565b810103126104ff5764ffffffffff9161127c61123c926126f3565b91509161122b565b3d9150611254565b90506020813d6020116112be575b816112a7602093836124fb565b810103126104ff576112b8906126f3565b5f610cc8565b3d915061129a565b346104ff577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360160e081126104ff5760c0136104ff5760c43563ffffffff811681036104ff576113229061131d61013436612577565b61315d565b64ffffffffff6020820151168042106114a9575061133e612696565b73ffffffffffffffffffffffffffffffffffffffff604051917f60c909da00000000000000000000000000000000000000000000000000000000835216600482015260608160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9182156111495773ffffffffffffffffffffffffffffffffffffffff60206114539482945f9161148a575b50015116151580611466575b611455575b51166bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016907f0000000000000000000000000000000000000000000000000000000000000000613b75565b005b61146182825116612b10565b6113fb565b50611484611472612696565b61147a612473565b906004359061253c565b156113f6565b6114a3915060603d6060116104be576104b081836124fb565b866113ea565b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346104ff575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104ff575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104ff577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161010081126104ff5760c0136104ff5760c43567ffffffffffffffff81116104ff57806004016101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc83360301126104ff5760e43567ffffffffffffffff81116104ff578036036102207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc8201126104ff5760e461167961013436612577565b94019261168e611688856124b2565b8661315d565b50604051917f3644e51500000000000000000000000000000000000000000000000000000000835260208360048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa928315611149575f936119b4575b5061170e8284612e31565b60c07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffbc604486019201126104ff5761186f60405161174b816124df565b82359081815263ffffffff60a067ffffffffffffffff898161176f6064830161242c565b9586602082015273ffffffffffffffffffffffffffffffffffffffff6117976084850161242c565b8060408401526117a960a4860161244d565b928360608201526117ce60e46117c160c4890161244d565b9788608085015201612462565b9788910152816040519960208b019b7f443659276e1332f14d99a2ec1336a0015c03e23552e1a345e8c56bbfbcf0aeda8d5260408c01521660608a01521660808801521660a08601521660c08401521660e082015260e08152611833610100826124fb565b51902084604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b90823580830361198957506118849083613420565b15938415611971575b50505050611949577fba10f71b5d01ea568c599dfd91ce16be601005496a9d3c92d560ad6128860b80602073ffffffffffffffffffffffffffffffffffffffff6118d861072f612696565b9363ffffffff604051951685521692a36114536118f3612696565b6bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016907f0000000000000000000000000000000000000000000000000000000000000000613b75565b7f57aa51ca000000000000000000000000000000000000000000000000000000005f5260045ffd5b61197f945060040192613825565b158380808061188d565b7fac89b0ab000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9092506020813d6020116119e0575b816119d0602093836124fb565b810103126104ff57519186611703565b3d91506119c3565b346104ff5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff5760243563ffffffff811681036104ff57611a2f612559565b506004355f525f60205263ffffffff60405f2091165f52602052606060405f2060405190611a5c826124c3565b5464ffffffffff73ffffffffffffffffffffffffffffffffffffffff82169283815260ff60406020830192848660a01c168452019360c81c1615158352604051938452511660208301525115156040820152f35b346104ff575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff5760206040516bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104ff577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161014081126104ff57610100136104ff576101043567ffffffffffffffff81116104ff57806004016101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc83360301126104ff576101243567ffffffffffffffff81116104ff5780600401926101207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc83360301126104ff57611be061277f565b50506040517f3644e51500000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115611149575f91612077575b50611c608482612e31565b60e4830192611c6e846124b2565b6084359063ffffffff8216938483141591826104ff5763ffffffff869116101561203657611cdc90611ca3610689368c612d80565b90604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b92611d4160c4820194611cee8661248a565b7fffffffffffffffff0000000000000000000000000000000000000000000000006040519160208301935f8552602184015260c01b16604182015260298152611d386049826124fb565b5190209461248a565b92611d4b886124b2565b926104ff5750909190611d62906101040189612de0565b92909167ffffffffffffffff63ffffffff8594979316911694955b60018311611e8457505050611e59575060a435821490811591611e39575b50611e0e575063ffffffff611dbc611db660e48394016124b2565b936124b2565b16911614918215611dff575b5050611dd75761145333612b10565b7f6ccd0bbc000000000000000000000000000000000000000000000000000000005f5260045ffd5b90915035903514158180611dc8565b7f18539ef0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60643567ffffffffffffffff811692508281036104ff5750141586611d9b565b7f53a4d76e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff839697949301868111611fc85782148061202a575b6120215760288310611ff557826020116104ff57803590836028116104ff5787611fad927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd8602867ffffffffffffffff602086013560c01c16940196019660018616155f146109f4576109a2906109768560405194859367ffffffffffffffff6020860198169088927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b945b60018101809111611fc85760011c9060011c9091611d7d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b847f53a4d76e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b91929594611faf565b50600180871614611eba565b8463ffffffff846120468a6124b2565b90507f74327e63000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b90506020813d6020116120a1575b81612092602093836124fb565b810103126104ff575185611c55565b3d9150612085565b346104ff5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff5760043573ffffffffffffffffffffffffffffffffffffffff811681036104ff576044359067ffffffffffffffff821682036104ff5760209161211d916024359061253c565b6040519015158152f35b346104ff577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161014081126104ff57610100136104ff576101043567ffffffffffffffff81116104ff57366023820112156104ff57806004013567ffffffffffffffff81116104ff5736602482840101116104ff57602461012435919201916121b061277f565b505060643567ffffffffffffffff8116908181036104ff575060a435908063ffffffff6121db61249f565b16908181109182156123ad575b50505b831561239f5761237357849283357fff000000000000000000000000000000000000000000000000000000000000001661236b576029905b8181106122c5578082116104ff5767ffffffffffffffff821161233e576040519661227660207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f86011601896124fb565b8288526020880183820198368a116104ff5784879383375f6020868301015251902003612312578190038094836122ad8483612a84565b141592602981036122f0575050806122c557506121eb565b7f5e3fa051000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b915091959350612307925060018085161491612acb565b909160011c936121eb565b837f18539ef0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b605190612223565b827f5e3fa051000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b15611dd75761145333612b10565b159150816123be575b5086806121e8565b90501515866123b6565b346104ff575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126104ff576020906bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b359073ffffffffffffffffffffffffffffffffffffffff821682036104ff57565b359067ffffffffffffffff821682036104ff57565b359063ffffffff821682036104ff57565b60443567ffffffffffffffff811681036104ff5790565b3567ffffffffffffffff811681036104ff5790565b60843563ffffffff811681036104ff5790565b3563ffffffff811681036104ff5790565b6060810190811067ffffffffffffffff82111761233e57604052565b60c0810190811067ffffffffffffffff82111761233e57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761233e57604052565b906125479291612d34565b5f52600160205260ff60405f20541690565b60405190612566826124c3565b5f6040838281528260208201520152565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60c09101126104ff57604051906125ae826124df565b81600435815260243573ffffffffffffffffffffffffffffffffffffffff811681036104ff57602082015260443567ffffffffffffffff811681036104ff57604082015260643567ffffffffffffffff811681036104ff57606082015260843563ffffffff811681036104ff57608082015260a060a435910152565b91908260c09103126104ff57604051612642816124df565b60a0808294803584526126576020820161242c565b60208501526126686040820161244d565b60408501526126796060820161244d565b606085015261268a60808201612462565b60808501520135910152565b60243573ffffffffffffffffffffffffffffffffffffffff811681036104ff5790565b3573ffffffffffffffffffffffffffffffffffffffff811681036104ff5790565b51906bffffffffffffffffffffffff821682036104ff57565b519064ffffffffff821682036104ff57565b908160609103126104ff576040519061271d826124c3565b612726816126da565b8252602081015173ffffffffffffffffffffffffffffffffffffffff811681036104ff57602083015261275b906040016126f3565b604082015290565b9064ffffffffff8091169116019064ffffffffff8211611fc857565b61278d61013436600461262a565b906024359073ffffffffffffffffffffffffffffffffffffffff8216918281036104ff576040517f3644e51500000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156111495785915f91612a40575b506128739161286691604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b60e4359060c43590613c62565b9273ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016916040517f60c909da000000000000000000000000000000000000000000000000000000008152826004820152606081602481875afa9081156111495773ffffffffffffffffffffffffffffffffffffffff916020915f91612a21575b50015116928573ffffffffffffffffffffffffffffffffffffffff811680951415918261296a575b5050905061293c575050565b7f26998869000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6040517fa2daf78300000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff94851660048201529190931660248201529160209150829060449082905afa8015611149575f906129e3575b64ffffffffff9150161580855f612930565b506020813d602011612a19575b816129fd602093836124fb565b810103126104ff57612a1464ffffffffff916126f3565b6129d1565b3d91506129f0565b612a3a915060603d6060116104be576104b081836124fb565b5f612908565b9150506020813d602011612a6f575b81612a5c602093836124fb565b810103126104ff57518490612873612825565b3d9150612a4f565b91908201809211611fc857565b9060298114612aba57806029116104ff576021820135906051116104ff57612ab7916049013560c090811c91901c612a77565b90565b6029116104ff576021013560c01c90565b909291612af157826021116104ff576001810135926029116104ff576021013560c01c90565b826049116104ff576029810135926051116104ff576049013560c01c90565b6024359073ffffffffffffffffffffffffffffffffffffffff8216908183141592836104ff576004359360443567ffffffffffffffff8116918282141590816104ff57612b5e838987612d34565b805f52600160205260ff60405f205416612d00575f52600160205260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008254161790556104ff5773ffffffffffffffffffffffffffffffffffffffff604051957fea0ffa4d0000000000000000000000000000000000000000000000000000000087528760048801526bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016602488015216938460448701526020866064815f73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165af1958615611149575f96612cc4575b50506104ff577fcfb1a56bf2245f1b0c4e3df021bc503f880ab9ac75a2b238d44d166c07c8ef7c936060936bffffffffffffffffffffffff92506040519384526020840152166040820152a3565b9095506020813d602011612cf8575b81612ce0602093836124fb565b810103126104ff57612cf1906126da565b945f612c76565b3d9150612cd3565b8489897fe8d4ae89000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b9167ffffffffffffffff906040519273ffffffffffffffffffffffffffffffffffffffff6020850195168552604084015216606082015260608152612d7a6080826124fb565b51902090565b91908260c09103126104ff57604051612d98816124df565b60a080829480358452612dad6020820161242c565b6020850152612dbe6040820161244d565b6040850152612dcf6060820161244d565b606085015261268a6080820161244d565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156104ff570180359067ffffffffffffffff82116104ff576020019181360383136104ff57565b9060e08101612e3f816124b2565b60843563ffffffff8116948582141592836104ff5763ffffffff87911610156130a457612e7390611ca36106893688612d80565b93612ed261072f60c0830196612e888861248a565b7fffffffffffffffff0000000000000000000000000000000000000000000000006040519160208301935f8552602184015260c01b166041820152602981526107266049826124fb565b926104ff57612eea9193929350610100810190612de0565b92909167ffffffffffffffff63ffffffff8594979316911694955b60018311612f4b57505050611e59575060a435821490811591612f2b575b50611e0e5750565b60643567ffffffffffffffff811692508281036104ff575014155f612f23565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff839697949301868111611fc857821480613098575b61308f5760288310611ff557826020116104ff57803590836028116104ff5787613074927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd8602867ffffffffffffffff602086013560c01c16940196019660018616155f146109f4576109a2906109768560405194859367ffffffffffffffff6020860198169088927fffffffffffffffff0000000000000000000000000000000000000000000000008093605196937f01000000000000000000000000000000000000000000000000000000000000008752600187015260c01b166021850152602984015260c01b1660498201520190565b945b60018101809111611fc85760011c9060011c9091612f05565b91929594613076565b50600180871614612f81565b8563ffffffff83612046876124b2565b80519073ffffffffffffffffffffffffffffffffffffffff6020820151169067ffffffffffffffff6040820151169067ffffffffffffffff60608201511660a063ffffffff608084015116920151926040519460208601967fe99c4fbba824430d9165c5a34bd80247c83d71d3912d82a59318b47aab65b5b0885260408701526060860152608085015260a084015260c083015260e082015260e08152612d7a610100826124fb565b9190613167612559565b50825f525f60205260405f2063ffffffff82165f5260205260405f209260405193613191856124c3565b549360ff73ffffffffffffffffffffffffffffffffffffffff86169586835264ffffffffff8160a01c16602084015260c81c161515908160408201529415908115613270575b5061323a575f525f60205263ffffffff60405f2091165f5260205260405f207901000000000000000000000000000000000000000000000000007fffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffffff825416179055565b63ffffffff92507f1dd791e6000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b90505f6131d7565b91909160c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedc3601126104ff57604051906132b2826124df565b610124358083526101443573ffffffffffffffffffffffffffffffffffffffff8116908181036104ff5760208501526101643573ffffffffffffffffffffffffffffffffffffffff8116908181036104ff5760408601526101843567ffffffffffffffff8116908181036104ff5760608701526101a4359067ffffffffffffffff8216918281036104ff5760808801526101c4359263ffffffff8416938481036104ff5760a06133f49901526040519460208601967f443659276e1332f14d99a2ec1336a0015c03e23552e1a345e8c56bbfbcf0aeda885260408701526060860152608085015260a084015260c083015260e082015260e081526133b8610100826124fb565b51902090604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b91358083036119895750565b81810292918115918404141715611fc857565b91908203918211611fc857565b9061342d602082016126b9565b6024359073ffffffffffffffffffffffffffffffffffffffff8216908183036104ff5773ffffffffffffffffffffffffffffffffffffffff168114801592906135f3575b505080156135e6575b6135b65760c0820167ffffffffffffffff6134948261248a565b16159081156135bc575b506135b65767ffffffffffffffff6134b86060830161248a565b16916103e88302928084046103e81490151715611fc85767ffffffffffffffff6134e46080840161248a565b16926103e88402938085046103e81490151715611fc85767ffffffffffffffff6135106080840161248a565b168185119081159161359f575b8115613589575b5061358157613538606061353e930161248a565b93613413565b90600b820291808304600b1490151715611fc85767ffffffffffffffff91605063ffffffff61357260a061357a95016124b2565b169104613400565b9116111590565b505050505f90565b6236ee8086019150818611611fc857115f613524565b90506236ee808101808211611fc85782119061351d565b50505f90565b6135c6915061248a565b67ffffffffffffffff806135dc6060860161248a565b169116115f61349e565b506004358135141561347a565b73ffffffffffffffffffffffffffffffffffffffff919250613617602086016126b9565b90501614155f80613471565b6101443573ffffffffffffffffffffffffffffffffffffffff8116908181036104ff57506024359073ffffffffffffffffffffffffffffffffffffffff8216908183036104ff578114918215926137f5575b505080156137e6575b6137b75760c0810167ffffffffffffffff6136988261248a565b16159081156137bc575b506137b757610184359067ffffffffffffffff8216918281036104ff57506103e88202918083046103e81490151715611fc8576101a4359167ffffffffffffffff8316928381036104ff57506103e88302928084046103e81490151715611fc85767ffffffffffffffff6137186080840161248a565b16818411908115916137a0575b811561378a575b50613783576137406060613746930161248a565b92613413565b600b810290808204600b1490151715611fc8576101c4359063ffffffff82168083036104ff57605061357a9267ffffffffffffffff945004613400565b5050505f90565b6236ee8085019150818511611fc857115f61372c565b90506236ee808101808211611fc857821190613725565b505f90565b6137c6915061248a565b67ffffffffffffffff806137dc6060850161248a565b169116115f6136a2565b5060043561012435141561367e565b73ffffffffffffffffffffffffffffffffffffffff919250613819602085016126b9565b90501614155f80613675565b91929092610140820192613838846126b9565b60346138b861384b610200870187612de0565b9290836040519485927fffffffffffffffffffffffffffffffffffffffff000000000000000000000000602085019860601b1688528484013781015f8382015203017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826124fb565b519020610160840135809114801590613b67575b613b5d576101a084019267ffffffffffffffff6138e88561248a565b166103e88102908082046103e81490151715611fc8576236ee808101809111611fc85767ffffffffffffffff61392060a0880161248a565b16906103e88202918083046103e81490151715611fc85710613b525761394d610689613986923690612d80565b83604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b9260807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec086360301126104ff5760405192608084019184831067ffffffffffffffff84111761233e57613a9293613a839360405267ffffffffffffffff606073ffffffffffffffffffffffffffffffffffffffff613a038c61242c565b94858a528460208b01526101808c0199613a2b613a1f8c61242c565b9283604084015261244d565b9384910152604051948260208701977f1da90a327adb1d4ffcfd087f79074fd84919cd2bf3e4389f46d34925d5fcf3a3895216604087015260608601521660808401521660a082015260a081526133b860c0826124fb565b92602085013590853590613c62565b73ffffffffffffffffffffffffffffffffffffffff80613ab4608087016126b9565b169116149485613b12575b505083613acd575b50505090565b73ffffffffffffffffffffffffffffffffffffffff929350613b0082613b06926101c06101e08796013592013590613c62565b936126b9565b169116145f8080613ac7565b73ffffffffffffffffffffffffffffffffffffffff91929550613b46613b0083926101208701359061010088013590613c62565b16911614925f80613abf565b505050505050505f90565b5050505050505f90565b5060408401358114156138cc565b92916020915f916040519073ffffffffffffffffffffffffffffffffffffffff858301937fa9059cbb000000000000000000000000000000000000000000000000000000008552166024830152604482015260448152613bd66064826124fb565b519082865af1913d5f519084613c2b575b505050811580613c20575b613bf857565b7f77ebef4d000000000000000000000000000000000000000000000000000000005f5260045ffd5b50614e205a10613bf2565b9293509091613c58575073ffffffffffffffffffffffffffffffffffffffff163b15155b905f8080613be7565b6001915014613c4f565b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316927f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411613d0957601b9060ff1c019060ff8211611fc8576020935f9360ff60809460405194855216868401526040830152606082015282805260015afa15611149575f519073ffffffffffffffffffffffffffffffffffffffff821615613d0957565b7f8baa579f000000000000000000000000000000000000000000000000000000005f5260045ffd5b80519073ffffffffffffffffffffffffffffffffffffffff6020820151169067ffffffffffffffff6040820151169067ffffffffffffffff60608201511660a067ffffffffffffffff608084015116920151926040519460208601967fb0dc01a358b5552a119104ab37b03c727a6199335ee43bda6f3bef7eed9ad188885260408701526060860152608085015260a084015260c083015260e082015260e08152612d7a610100826124fb566101003461018257601f611e5938819003918201601f19168301916001600160401b03831184841017610186578084926080946040528339810103126101825780516001600160a01b03811691908281036101825760208201516001600160601b038116929091908383036101825760408101519364ffffffffff8516918286036101825760600151956001600160a01b038716870361018257803b1561017057501561016157610e1081108015610155575b610143575060805260a05260c05260e052604051611cbe908161019b82396080518181816102a4015281816103bc0152818161064d0152818161068c015281816109d401526119fc015260a051818181610c77015281816111b40152611903015260c051818181610235015281816112300152611521015260e0518181816104c40152818161139801526114ab0152f35b63e4ad1fb960e01b5f5260045260245ffd5b506276a70081116100b2565b6332cf98cd60e11b5f5260045ffd5b63961c9a4f60e01b5f5260045260245ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f905f3560e01c908162971a30146113505750806304b860bf146112fd57806325dd0913146111d8578063375b3c0a1461117257806342baed8d1461101357806351cff8d914610e0257806360c909da14610cc85780639f8a13d714610c01578063a2daf78314610b6e578063bb6e197214610a93578063bd5d70e714610927578063c215290a146108bd578063d4e904f314610828578063ea0ffa4d14610438578063f173f131146102c8578063fc0c546a14610259578063fc0c5ff1146101f9578063fccc2813146101be5763fe40c4bf146100ee575f80fd5b346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57338152600160205264ffffffffff6040822054161561018f573381526001602052604081207fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000008154169055337ff5b883681f2822218d1cefa7cc33d9ba31ac1618ca98ef0eead1fe5bcaf7c72c8280a280f35b807f68dadb15000000000000000000000000000000000000000000000000000000006024925233600452fd5b80fd5b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405161dead8152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576bffffffffffffffffffffffff61030d611430565b169081156104105761031e33611728565b91806bffffffffffffffffffffffff845416016bffffffffffffffffffffffff81116103e3576103e092936bffffffffffffffffffffffff82167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556bffffffffffffffffffffffff604051911681527f491fe950b099def990f5d85e7d949ca649169fbad4869d915413a94c123c2f4b60203392a2337f0000000000000000000000000000000000000000000000000000000000000000611a7d565b80f35b6024837f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b807f1f2a20050000000000000000000000000000000000000000000000000000000060049252fd5b50346101bb5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576104706113bc565b6024356bffffffffffffffffffffffff8116928382036101bb576044359373ffffffffffffffffffffffffffffffffffffffff8516908186036108245773ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036107f85780156107d0576104f986611817565b61050285611728565b936bffffffffffffffffffffffff8554168092105f146107c857945b6b7fffffffffffffffffffffff8660011c16946bffffffffffffffffffffffff6105528861054c89826116fe565b956116fe565b167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905584151580610685575b60209750610678575b604073ffffffffffffffffffffffffffffffffffffffff7ff802bd5f9c9f0ded93513cbd5e277545faf1e0fa7c740c354ea42e03a066f9f8926bffffffffffffffffffffffff808451961698898752168a8601521692a381610601575b50506bffffffffffffffffffffffff60405191168152f35b61067191604051917fa9059cbb00000000000000000000000000000000000000000000000000000000868401525061dead602483015260448201526044815261064b60648261167f565b7f0000000000000000000000000000000000000000000000000000000000000000611c37565b5f806105e9565b929350839285915061058c565b50956020847f0000000000000000000000000000000000000000000000000000000000000000926040516107368161070a8b878301957fa9059cbb000000000000000000000000000000000000000000000000000000008752602484016020909392919373ffffffffffffffffffffffffffffffffffffffff60408201951681520152565b037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0810183528261167f565b519082855af1903d85519083610793575b5050501595868097610788575b61076057602096610583565b6004847f77ebef4d000000000000000000000000000000000000000000000000000000008152fd5b50614e205a10610754565b919250906107be575073ffffffffffffffffffffffffffffffffffffffff163b15155b5f8080610747565b60019150146107b6565b50809461051e565b6004837f1f2a2005000000000000000000000000000000000000000000000000000000008152fd5b6024837fd9cc3b7800000000000000000000000000000000000000000000000000000000815233600452fd5b8280fd5b50346101bb5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57610860611430565b6108686113df565b60443567ffffffffffffffff81116108b957610888903690600401611402565b606435939167ffffffffffffffff85116108b5576108ad6103e0953690600401611402565b9490936118ee565b8580fd5b8380fd5b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb5764ffffffffff604060209273ffffffffffffffffffffffffffffffffffffffff6109156113bc565b16815260028452205416604051908152f35b5034610a8f576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610960611430565b906109696113df565b60443567ffffffffffffffff8111610a8f57610989903690600401611402565b60649291923567ffffffffffffffff8111610a8f576109ac903690600401611402565b93909260a43560ff8116809103610a8f5773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016803b15610a8f576bffffffffffffffffffffffff60e48a5f809460405196879586947fd505accf0000000000000000000000000000000000000000000000000000000086523360048701523060248701521660448501526084356064850152608484015260c43560a4840152833560c48401525af1610a79575b506103e095966118ee565b6103e096505f610a889161167f565b5f95610a6e565b5f80fd5b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760043567ffffffffffffffff8111610a8f57610ae2903690600401611402565b906024359067ffffffffffffffff8211610a8f57610b6992610b297f4dcfc5ed9eaa41fdc09300dca53f75d28d478846a0f3818ac8eef3426f1ebe6a933690600401611402565b610b3595919533611728565b50610b4281878587611871565b610b596040519485946040865260408601916116c0565b90838203602085015233966116c0565b0390a2005b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610ba56113bc565b73ffffffffffffffffffffffffffffffffffffffff610bc26113df565b91165f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602064ffffffffff60405f205416604051908152f35b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5773ffffffffffffffffffffffffffffffffffffffff610c4d6113bc565b16805f525f6020526bffffffffffffffffffffffff60405f2054166bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016111580610cac575b6020906040519015158152f35b505f526001602052602064ffffffffff60405f20541615610c9f565b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5773ffffffffffffffffffffffffffffffffffffffff610d146113bc565b5f60408051610d2281611663565b828152826020820152015216805f525f60205260405f20604051906040820182811067ffffffffffffffff821117610dd55760609364ffffffffff9260209260405254936bffffffffffffffffffffffff851694858252861c92839101525f52600160205273ffffffffffffffffffffffffffffffffffffffff8260405f2054169160408051610db181611663565b86815260208101928352019283526040519485525116602084015251166040820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610e396113bc565b335f52600160205264ffffffffff60405f2054168015610fe757804210610fbc5750335f52600260205264ffffffffff60405f20541690814210610f905780610e83602092611817565b335f525f82526bffffffffffffffffffffffff60405f20541690335f525f83525f6040812055335f526001835260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000815416905560405182815273ffffffffffffffffffffffffffffffffffffffff8216907f6e6e54d2933c54e86384932153b0244ddd09a166888407646f12cb83392e4bc1853392a38180610f2e575b5050604051908152f35b6040517fa9059cbb000000000000000000000000000000000000000000000000000000008582015273ffffffffffffffffffffffffffffffffffffffff90921660248301526044820152610f899061064b816064810161070a565b8281610f24565b507fcdf88016000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f68dadb15000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5761104a6113bc565b61105333611728565b805460601c9073ffffffffffffffffffffffffffffffffffffffff831692828414611146576110c29161108582611783565b906bffffffffffffffffffffffff7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b335f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f5260205260405f2064ffffffffff804216167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055337ff4a9e3e405a345d8dc2227264d44fa88db81b93ed6b1757e641c1e5a360cdcbd5f80a3005b837f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760206040516bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5761120f33611728565b50335f52600160205264ffffffffff60405f205416806112d257602061125c7f000000000000000000000000000000000000000000000000000000000000000064ffffffffff421661144b565b335f526001825260405f2064ffffffffff82167fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000082541617905564ffffffffff6040519116908181527faa1f143f62e613805067c80f094034f0deb4d97a964d3988cb7c5bb78c0c164c833392a2604051908152f35b7f9cd85ece000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f576113346113bc565b60243564ffffffffff81168103610a8f5761134e91611494565b005b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b6004359073ffffffffffffffffffffffffffffffffffffffff82168203610a8f57565b6024359073ffffffffffffffffffffffffffffffffffffffff82168203610a8f57565b9181601f84011215610a8f5782359167ffffffffffffffff8311610a8f5760208381860195010111610a8f57565b600435906bffffffffffffffffffffffff82168203610a8f57565b9064ffffffffff8091169116019064ffffffffff821161146757565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361163757806114f073ffffffffffffffffffffffffffffffffffffffff92611728565b501690815f52600160205264ffffffffff60405f2054168015158061162d575b611602575064ffffffffff806115487f000000000000000000000000000000000000000000000000000000000000000082421661144b565b169116908082116115d35750815f52600260205264ffffffffff60405f2054168111156115cf5760207f06da6301f859027c34d3954339b899817ccfeb896705388f40babfb0e598105491835f526002825260405f20817fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055604051908152a2565b5050565b907f35e250be000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd527d35b000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5080421015611510565b7fd9cc3b78000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b6060810190811067ffffffffffffffff821117610dd557604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610dd557604052565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff821161146757565b73ffffffffffffffffffffffffffffffffffffffff1690815f525f60205260405f2091825460601c156117585750565b7fbfc6c337000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff1680156117ef57335f52600360205260405f20815f5260205264ffffffffff60405f2054166117c45750565b7f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff1680158015611868575b61183d5750565b7f17858bbe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50308114611836565b509050801580156118e4575b6118b95750610400811161188e5750565b7fd13c1680000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fe784b7ec000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060ff811161187d565b93919492946bffffffffffffffffffffffff807f000000000000000000000000000000000000000000000000000000000000000016951694808610611a4e575061193782611783565b61194384848884611871565b335f525f60205260405f2095865460601c611a2257606083811b7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016871790975560405186815260208101889052611a20977fa48b2798e7435c13ccc4a26a792ffb7a48bbe3af673c0acbd1e58c647ddb2f9394919384936119f6939273ffffffffffffffffffffffffffffffffffffffff926119e49291870191906116c0565b918483036040860152169633966116c0565b0390a3337f0000000000000000000000000000000000000000000000000000000000000000611a7d565b565b7f45ed80e9000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b857f4436bf3b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201529173ffffffffffffffffffffffffffffffffffffffff821691602084602481865afa938415611bf4575f94611bff575b5091611b4760209260249473ffffffffffffffffffffffffffffffffffffffff604051927f23b872dd0000000000000000000000000000000000000000000000000000000087850152168683015230604483015287606483015260648252611b4260848361167f565b611c37565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa908115611bf4575f91611bc2575b5003818103611b94575050565b7f1ff641ae000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90506020813d602011611bec575b81611bdd6020938361167f565b81010312610a8f57515f611b87565b3d9150611bd0565b6040513d5f823e3d90fd5b929093506020833d602011611c2f575b81611c1c6020938361167f565b81010312610a8f57915192611b47611ad9565b3d9150611c0f565b905f602091828151910182855af115611bf4575f513d611cb5575073ffffffffffffffffffffffffffffffffffffffff81163b155b611c735750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b60011415611c6c56",
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

// PackProveDuplicate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3341a977.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proveDuplicate(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) a, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) b) returns()
func (court *Court) PackProveDuplicate(signed ICourtSignedReport, a ICourtLeaf, b ICourtLeaf) []byte {
	enc, err := court.abi.Pack("proveDuplicate", signed, a, b)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProveDuplicate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3341a977.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proveDuplicate(((bytes32,address,uint64,uint64,uint32,bytes32),bytes32,bytes32) signed, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) a, ((bytes32,address,uint64,uint64,uint64,bytes32),uint64,uint32,bytes) b) returns()
func (court *Court) TryPackProveDuplicate(signed ICourtSignedReport, a ICourtLeaf, b ICourtLeaf) ([]byte, error) {
	return court.abi.Pack("proveDuplicate", signed, a, b)
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
	if bytes.Equal(raw[:4], court.abi.Errors["OutOfGas"].ID.Bytes()[:4]) {
		return court.UnpackOutOfGasError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return court.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return court.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], court.abi.Errors["TooLate"].ID.Bytes()[:4]) {
		return court.UnpackTooLateError(raw[4:])
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

// CourtOutOfGas represents a OutOfGas error raised by the Court contract.
type CourtOutOfGas struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OutOfGas()
func CourtOutOfGasErrorID() common.Hash {
	return common.HexToHash("0x77ebef4d460014cfc45ab055292b3a8f4a7c9e9ab42973e79fdaff6b27233461")
}

// UnpackOutOfGasError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OutOfGas()
func (court *Court) UnpackOutOfGasError(raw []byte) (*CourtOutOfGas, error) {
	out := new(CourtOutOfGas)
	if err := court.abi.UnpackIntoInterface(out, "OutOfGas", raw); err != nil {
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

// CourtTooLate represents a TooLate error raised by the Court contract.
type CourtTooLate struct {
	RetiredAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooLate(uint40 retiredAt)
func CourtTooLateErrorID() common.Hash {
	return common.HexToHash("0x97d2ac90e9b3487d0b56145b0f26b52d15e267fbbd1ae58c48a9cfce9da9b97a")
}

// UnpackTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooLate(uint40 retiredAt)
func (court *Court) UnpackTooLateError(raw []byte) (*CourtTooLate, error) {
	out := new(CourtTooLate)
	if err := court.abi.UnpackIntoInterface(out, "TooLate", raw); err != nil {
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
