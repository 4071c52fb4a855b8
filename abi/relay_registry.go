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

// IRelayRegistryRelay is an auto generated low-level Go binding around an user-defined struct.
type IRelayRegistryRelay struct {
	Stake     *big.Int
	ReportKey common.Address
	UnbondAt  *big.Int
}

// RelayRegistryMetaData contains all meta data concerning the RelayRegistry contract.
var RelayRegistryMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"minStake_\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"unbondPeriod_\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"court_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"BURN_ADDRESS\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"addStake\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"cancelUnbond\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"court\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"freeze\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"until\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"frozenUntil\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"isActive\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"minStake\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"register\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"endpoint\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"terms\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"registerWithPermit\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"endpoint\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"terms\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"relayOf\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIRelayRegistry.Relay\",\"components\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"unbondAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"retiredAt\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"rotateReportKey\",\"inputs\":[{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"slash\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"reporter\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"taken\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"startUnbond\",\"inputs\":[],\"outputs\":[{\"name\":\"unbondAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unbondPeriod\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint40\",\"internalType\":\"uint40\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"update\",\"inputs\":[{\"name\":\"endpoint\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"terms\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Frozen\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"until\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Registered\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reportKey\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"endpoint\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"terms\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ReportKeyRotated\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reportKey\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Slashed\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reporter\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"burned\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"rewarded\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"StakeAdded\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"UnbondCancelled\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Unbonding\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"unbondAt\",\"type\":\"uint40\",\"indexed\":false,\"internalType\":\"uint40\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Updated\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"endpoint\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"terms\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyRegistered\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"AlreadyUnbonding\",\"inputs\":[{\"name\":\"unbondAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"FreezeTooLong\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"most\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"InvalidEndpoint\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidMinStake\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"InvalidRecipient\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidTerms\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidToken\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidUnbondPeriod\",\"inputs\":[{\"name\":\"unbondPeriod\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotCourt\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotRegistered\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotUnbonding\",\"inputs\":[{\"name\":\"relay\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"OutOfGas\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ReportKeyUsed\",\"inputs\":[{\"name\":\"reportKey\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StakeFrozen\",\"inputs\":[{\"name\":\"until\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"StakeTooLow\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"minStake\",\"type\":\"uint96\",\"internalType\":\"uint96\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"unbondAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"Unbonded\",\"inputs\":[{\"name\":\"unbondAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]},{\"type\":\"error\",\"name\":\"WrongAmountReceived\",\"inputs\":[{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "RelayRegistry",
	Bin: "0x6101003461018257601f611e5938819003918201601f19168301916001600160401b03831184841017610186578084926080946040528339810103126101825780516001600160a01b03811691908281036101825760208201516001600160601b038116929091908383036101825760408101519364ffffffffff8516918286036101825760600151956001600160a01b038716870361018257803b1561017057501561016157610e1081108015610155575b610143575060805260a05260c05260e052604051611cbe908161019b82396080518181816102a4015281816103bc0152818161064d0152818161068c015281816109d401526119fc015260a051818181610c77015281816111b40152611903015260c051818181610235015281816112300152611521015260e0518181816104c40152818161139801526114ab0152f35b63e4ad1fb960e01b5f5260045260245ffd5b506276a70081116100b2565b6332cf98cd60e11b5f5260045ffd5b63961c9a4f60e01b5f5260045260245ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f905f3560e01c908162971a30146113505750806304b860bf146112fd57806325dd0913146111d8578063375b3c0a1461117257806342baed8d1461101357806351cff8d914610e0257806360c909da14610cc85780639f8a13d714610c01578063a2daf78314610b6e578063bb6e197214610a93578063bd5d70e714610927578063c215290a146108bd578063d4e904f314610828578063ea0ffa4d14610438578063f173f131146102c8578063fc0c546a14610259578063fc0c5ff1146101f9578063fccc2813146101be5763fe40c4bf146100ee575f80fd5b346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57338152600160205264ffffffffff6040822054161561018f573381526001602052604081207fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000008154169055337ff5b883681f2822218d1cefa7cc33d9ba31ac1618ca98ef0eead1fe5bcaf7c72c8280a280f35b807f68dadb15000000000000000000000000000000000000000000000000000000006024925233600452fd5b80fd5b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405161dead8152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576bffffffffffffffffffffffff61030d611430565b169081156104105761031e33611728565b91806bffffffffffffffffffffffff845416016bffffffffffffffffffffffff81116103e3576103e092936bffffffffffffffffffffffff82167fffffffffffffffffffffffffffffffffffffffff0000000000000000000000008254161790556bffffffffffffffffffffffff604051911681527f491fe950b099def990f5d85e7d949ca649169fbad4869d915413a94c123c2f4b60203392a2337f0000000000000000000000000000000000000000000000000000000000000000611a7d565b80f35b6024837f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b807f1f2a20050000000000000000000000000000000000000000000000000000000060049252fd5b50346101bb5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb576104706113bc565b6024356bffffffffffffffffffffffff8116928382036101bb576044359373ffffffffffffffffffffffffffffffffffffffff8516908186036108245773ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036107f85780156107d0576104f986611817565b61050285611728565b936bffffffffffffffffffffffff8554168092105f146107c857945b6b7fffffffffffffffffffffff8660011c16946bffffffffffffffffffffffff6105528861054c89826116fe565b956116fe565b167fffffffffffffffffffffffffffffffffffffffff00000000000000000000000082541617905584151580610685575b60209750610678575b604073ffffffffffffffffffffffffffffffffffffffff7ff802bd5f9c9f0ded93513cbd5e277545faf1e0fa7c740c354ea42e03a066f9f8926bffffffffffffffffffffffff808451961698898752168a8601521692a381610601575b50506bffffffffffffffffffffffff60405191168152f35b61067191604051917fa9059cbb00000000000000000000000000000000000000000000000000000000868401525061dead602483015260448201526044815261064b60648261167f565b7f0000000000000000000000000000000000000000000000000000000000000000611c37565b5f806105e9565b929350839285915061058c565b50956020847f0000000000000000000000000000000000000000000000000000000000000000926040516107368161070a8b878301957fa9059cbb000000000000000000000000000000000000000000000000000000008752602484016020909392919373ffffffffffffffffffffffffffffffffffffffff60408201951681520152565b037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0810183528261167f565b519082855af1903d85519083610793575b5050501595868097610788575b61076057602096610583565b6004847f77ebef4d000000000000000000000000000000000000000000000000000000008152fd5b50614e205a10610754565b919250906107be575073ffffffffffffffffffffffffffffffffffffffff163b15155b5f8080610747565b60019150146107b6565b50809461051e565b6004837f1f2a2005000000000000000000000000000000000000000000000000000000008152fd5b6024837fd9cc3b7800000000000000000000000000000000000000000000000000000000815233600452fd5b8280fd5b50346101bb5760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb57610860611430565b6108686113df565b60443567ffffffffffffffff81116108b957610888903690600401611402565b606435939167ffffffffffffffff85116108b5576108ad6103e0953690600401611402565b9490936118ee565b8580fd5b8380fd5b50346101bb5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101bb5764ffffffffff604060209273ffffffffffffffffffffffffffffffffffffffff6109156113bc565b16815260028452205416604051908152f35b5034610a8f576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610960611430565b906109696113df565b60443567ffffffffffffffff8111610a8f57610989903690600401611402565b60649291923567ffffffffffffffff8111610a8f576109ac903690600401611402565b93909260a43560ff8116809103610a8f5773ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016803b15610a8f576bffffffffffffffffffffffff60e48a5f809460405196879586947fd505accf0000000000000000000000000000000000000000000000000000000086523360048701523060248701521660448501526084356064850152608484015260c43560a4840152833560c48401525af1610a79575b506103e095966118ee565b6103e096505f610a889161167f565b5f95610a6e565b5f80fd5b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760043567ffffffffffffffff8111610a8f57610ae2903690600401611402565b906024359067ffffffffffffffff8211610a8f57610b6992610b297f4dcfc5ed9eaa41fdc09300dca53f75d28d478846a0f3818ac8eef3426f1ebe6a933690600401611402565b610b3595919533611728565b50610b4281878587611871565b610b596040519485946040865260408601916116c0565b90838203602085015233966116c0565b0390a2005b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610ba56113bc565b73ffffffffffffffffffffffffffffffffffffffff610bc26113df565b91165f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602064ffffffffff60405f205416604051908152f35b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5773ffffffffffffffffffffffffffffffffffffffff610c4d6113bc565b16805f525f6020526bffffffffffffffffffffffff60405f2054166bffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016111580610cac575b6020906040519015158152f35b505f526001602052602064ffffffffff60405f20541615610c9f565b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5773ffffffffffffffffffffffffffffffffffffffff610d146113bc565b5f60408051610d2281611663565b828152826020820152015216805f525f60205260405f20604051906040820182811067ffffffffffffffff821117610dd55760609364ffffffffff9260209260405254936bffffffffffffffffffffffff851694858252861c92839101525f52600160205273ffffffffffffffffffffffffffffffffffffffff8260405f2054169160408051610db181611663565b86815260208101928352019283526040519485525116602084015251166040820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f57610e396113bc565b335f52600160205264ffffffffff60405f2054168015610fe757804210610fbc5750335f52600260205264ffffffffff60405f20541690814210610f905780610e83602092611817565b335f525f82526bffffffffffffffffffffffff60405f20541690335f525f83525f6040812055335f526001835260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000815416905560405182815273ffffffffffffffffffffffffffffffffffffffff8216907f6e6e54d2933c54e86384932153b0244ddd09a166888407646f12cb83392e4bc1853392a38180610f2e575b5050604051908152f35b6040517fa9059cbb000000000000000000000000000000000000000000000000000000008582015273ffffffffffffffffffffffffffffffffffffffff90921660248301526044820152610f899061064b816064810161070a565b8281610f24565b507fcdf88016000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7faa72ab2a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f68dadb15000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b34610a8f5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5761104a6113bc565b61105333611728565b805460601c9073ffffffffffffffffffffffffffffffffffffffff831692828414611146576110c29161108582611783565b906bffffffffffffffffffffffff7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b335f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f5260205260405f2064ffffffffff804216167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055337ff4a9e3e405a345d8dc2227264d44fa88db81b93ed6b1757e641c1e5a360cdcbd5f80a3005b837f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760206040516bffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5761120f33611728565b50335f52600160205264ffffffffff60405f205416806112d257602061125c7f000000000000000000000000000000000000000000000000000000000000000064ffffffffff421661144b565b335f526001825260405f2064ffffffffff82167fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000082541617905564ffffffffff6040519116908181527faa1f143f62e613805067c80f094034f0deb4d97a964d3988cb7c5bb78c0c164c833392a2604051908152f35b7f9cd85ece000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610a8f5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f576113346113bc565b60243564ffffffffff81168103610a8f5761134e91611494565b005b34610a8f575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610a8f5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b6004359073ffffffffffffffffffffffffffffffffffffffff82168203610a8f57565b6024359073ffffffffffffffffffffffffffffffffffffffff82168203610a8f57565b9181601f84011215610a8f5782359167ffffffffffffffff8311610a8f5760208381860195010111610a8f57565b600435906bffffffffffffffffffffffff82168203610a8f57565b9064ffffffffff8091169116019064ffffffffff821161146757565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016330361163757806114f073ffffffffffffffffffffffffffffffffffffffff92611728565b501690815f52600160205264ffffffffff60405f2054168015158061162d575b611602575064ffffffffff806115487f000000000000000000000000000000000000000000000000000000000000000082421661144b565b169116908082116115d35750815f52600260205264ffffffffff60405f2054168111156115cf5760207f06da6301f859027c34d3954339b899817ccfeb896705388f40babfb0e598105491835f526002825260405f20817fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055604051908152a2565b5050565b907f35e250be000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd527d35b000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5080421015611510565b7fd9cc3b78000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b6060810190811067ffffffffffffffff821117610dd557604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610dd557604052565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff821161146757565b73ffffffffffffffffffffffffffffffffffffffff1690815f525f60205260405f2091825460601c156117585750565b7fbfc6c337000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff1680156117ef57335f52600360205260405f20815f5260205264ffffffffff60405f2054166117c45750565b7f527d5da0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff1680158015611868575b61183d5750565b7f17858bbe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50308114611836565b509050801580156118e4575b6118b95750610400811161188e5750565b7fd13c1680000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fe784b7ec000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060ff811161187d565b93919492946bffffffffffffffffffffffff807f000000000000000000000000000000000000000000000000000000000000000016951694808610611a4e575061193782611783565b61194384848884611871565b335f525f60205260405f2095865460601c611a2257606083811b7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016871790975560405186815260208101889052611a20977fa48b2798e7435c13ccc4a26a792ffb7a48bbe3af673c0acbd1e58c647ddb2f9394919384936119f6939273ffffffffffffffffffffffffffffffffffffffff926119e49291870191906116c0565b918483036040860152169633966116c0565b0390a3337f0000000000000000000000000000000000000000000000000000000000000000611a7d565b565b7f45ed80e9000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b857f4436bf3b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201529173ffffffffffffffffffffffffffffffffffffffff821691602084602481865afa938415611bf4575f94611bff575b5091611b4760209260249473ffffffffffffffffffffffffffffffffffffffff604051927f23b872dd0000000000000000000000000000000000000000000000000000000087850152168683015230604483015287606483015260648252611b4260848361167f565b611c37565b604051928380927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa908115611bf4575f91611bc2575b5003818103611b94575050565b7f1ff641ae000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90506020813d602011611bec575b81611bdd6020938361167f565b81010312610a8f57515f611b87565b3d9150611bd0565b6040513d5f823e3d90fd5b929093506020833d602011611c2f575b81611c1c6020938361167f565b81010312610a8f57915192611b47611ad9565b3d9150611c0f565b905f602091828151910182855af115611bf4575f513d611cb5575073ffffffffffffffffffffffffffffffffffffffff81163b155b611c735750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b60011415611c6c56",
}

// RelayRegistry is an auto generated Go binding around an Ethereum contract.
type RelayRegistry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *RelayRegistry) GetABI() abi.ABI {
	return c.abi
}

// NewRelayRegistry creates a new instance of RelayRegistry.
func NewRelayRegistry() *RelayRegistry {
	parsed, err := RelayRegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &RelayRegistry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *RelayRegistry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, uint96 minStake_, uint40 unbondPeriod_, address court_) returns()
func (relayRegistry *RelayRegistry) PackConstructor(token_ common.Address, minStake_ *big.Int, unbondPeriod_ *big.Int, court_ common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("", token_, minStake_, unbondPeriod_, court_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackBURNADDRESS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfccc2813.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BURN_ADDRESS() view returns(address)
func (relayRegistry *RelayRegistry) PackBURNADDRESS() []byte {
	enc, err := relayRegistry.abi.Pack("BURN_ADDRESS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBURNADDRESS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfccc2813.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BURN_ADDRESS() view returns(address)
func (relayRegistry *RelayRegistry) TryPackBURNADDRESS() ([]byte, error) {
	return relayRegistry.abi.Pack("BURN_ADDRESS")
}

// UnpackBURNADDRESS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfccc2813.
//
// Solidity: function BURN_ADDRESS() view returns(address)
func (relayRegistry *RelayRegistry) UnpackBURNADDRESS(data []byte) (common.Address, error) {
	out, err := relayRegistry.abi.Unpack("BURN_ADDRESS", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackAddStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf173f131.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function addStake(uint96 amount) returns()
func (relayRegistry *RelayRegistry) PackAddStake(amount *big.Int) []byte {
	enc, err := relayRegistry.abi.Pack("addStake", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAddStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf173f131.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function addStake(uint96 amount) returns()
func (relayRegistry *RelayRegistry) TryPackAddStake(amount *big.Int) ([]byte, error) {
	return relayRegistry.abi.Pack("addStake", amount)
}

// PackCancelUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe40c4bf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancelUnbond() returns()
func (relayRegistry *RelayRegistry) PackCancelUnbond() []byte {
	enc, err := relayRegistry.abi.Pack("cancelUnbond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancelUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe40c4bf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancelUnbond() returns()
func (relayRegistry *RelayRegistry) TryPackCancelUnbond() ([]byte, error) {
	return relayRegistry.abi.Pack("cancelUnbond")
}

// PackCourt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x00971a30.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function court() view returns(address)
func (relayRegistry *RelayRegistry) PackCourt() []byte {
	enc, err := relayRegistry.abi.Pack("court")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCourt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x00971a30.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function court() view returns(address)
func (relayRegistry *RelayRegistry) TryPackCourt() ([]byte, error) {
	return relayRegistry.abi.Pack("court")
}

// UnpackCourt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x00971a30.
//
// Solidity: function court() view returns(address)
func (relayRegistry *RelayRegistry) UnpackCourt(data []byte) (common.Address, error) {
	out, err := relayRegistry.abi.Unpack("court", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackFreeze is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04b860bf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function freeze(address relay, uint40 until) returns()
func (relayRegistry *RelayRegistry) PackFreeze(relay common.Address, until *big.Int) []byte {
	enc, err := relayRegistry.abi.Pack("freeze", relay, until)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFreeze is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04b860bf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function freeze(address relay, uint40 until) returns()
func (relayRegistry *RelayRegistry) TryPackFreeze(relay common.Address, until *big.Int) ([]byte, error) {
	return relayRegistry.abi.Pack("freeze", relay, until)
}

// PackFrozenUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc215290a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function frozenUntil(address relay) view returns(uint40)
func (relayRegistry *RelayRegistry) PackFrozenUntil(relay common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("frozenUntil", relay)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFrozenUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc215290a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function frozenUntil(address relay) view returns(uint40)
func (relayRegistry *RelayRegistry) TryPackFrozenUntil(relay common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("frozenUntil", relay)
}

// UnpackFrozenUntil is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc215290a.
//
// Solidity: function frozenUntil(address relay) view returns(uint40)
func (relayRegistry *RelayRegistry) UnpackFrozenUntil(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("frozenUntil", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackIsActive is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f8a13d7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isActive(address relay) view returns(bool)
func (relayRegistry *RelayRegistry) PackIsActive(relay common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("isActive", relay)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsActive is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f8a13d7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isActive(address relay) view returns(bool)
func (relayRegistry *RelayRegistry) TryPackIsActive(relay common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("isActive", relay)
}

// UnpackIsActive is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9f8a13d7.
//
// Solidity: function isActive(address relay) view returns(bool)
func (relayRegistry *RelayRegistry) UnpackIsActive(data []byte) (bool, error) {
	out, err := relayRegistry.abi.Unpack("isActive", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMinStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x375b3c0a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minStake() view returns(uint96)
func (relayRegistry *RelayRegistry) PackMinStake() []byte {
	enc, err := relayRegistry.abi.Pack("minStake")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x375b3c0a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minStake() view returns(uint96)
func (relayRegistry *RelayRegistry) TryPackMinStake() ([]byte, error) {
	return relayRegistry.abi.Pack("minStake")
}

// UnpackMinStake is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x375b3c0a.
//
// Solidity: function minStake() view returns(uint96)
func (relayRegistry *RelayRegistry) UnpackMinStake(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("minStake", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd4e904f3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(uint96 stake, address reportKey, string endpoint, bytes terms) returns()
func (relayRegistry *RelayRegistry) PackRegister(stake *big.Int, reportKey common.Address, endpoint string, terms []byte) []byte {
	enc, err := relayRegistry.abi.Pack("register", stake, reportKey, endpoint, terms)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd4e904f3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(uint96 stake, address reportKey, string endpoint, bytes terms) returns()
func (relayRegistry *RelayRegistry) TryPackRegister(stake *big.Int, reportKey common.Address, endpoint string, terms []byte) ([]byte, error) {
	return relayRegistry.abi.Pack("register", stake, reportKey, endpoint, terms)
}

// PackRegisterWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd5d70e7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registerWithPermit(uint96 stake, address reportKey, string endpoint, bytes terms, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (relayRegistry *RelayRegistry) PackRegisterWithPermit(stake *big.Int, reportKey common.Address, endpoint string, terms []byte, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := relayRegistry.abi.Pack("registerWithPermit", stake, reportKey, endpoint, terms, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegisterWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd5d70e7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registerWithPermit(uint96 stake, address reportKey, string endpoint, bytes terms, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (relayRegistry *RelayRegistry) TryPackRegisterWithPermit(stake *big.Int, reportKey common.Address, endpoint string, terms []byte, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return relayRegistry.abi.Pack("registerWithPermit", stake, reportKey, endpoint, terms, deadline, v, r, s)
}

// PackRelayOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x60c909da.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function relayOf(address relay) view returns((uint96,address,uint40))
func (relayRegistry *RelayRegistry) PackRelayOf(relay common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("relayOf", relay)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelayOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x60c909da.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function relayOf(address relay) view returns((uint96,address,uint40))
func (relayRegistry *RelayRegistry) TryPackRelayOf(relay common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("relayOf", relay)
}

// UnpackRelayOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x60c909da.
//
// Solidity: function relayOf(address relay) view returns((uint96,address,uint40))
func (relayRegistry *RelayRegistry) UnpackRelayOf(data []byte) (IRelayRegistryRelay, error) {
	out, err := relayRegistry.abi.Unpack("relayOf", data)
	if err != nil {
		return *new(IRelayRegistryRelay), err
	}
	out0 := *abi.ConvertType(out[0], new(IRelayRegistryRelay)).(*IRelayRegistryRelay)
	return out0, nil
}

// PackRetiredAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2daf783.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function retiredAt(address relay, address reportKey) view returns(uint40)
func (relayRegistry *RelayRegistry) PackRetiredAt(relay common.Address, reportKey common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("retiredAt", relay, reportKey)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRetiredAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2daf783.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function retiredAt(address relay, address reportKey) view returns(uint40)
func (relayRegistry *RelayRegistry) TryPackRetiredAt(relay common.Address, reportKey common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("retiredAt", relay, reportKey)
}

// UnpackRetiredAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa2daf783.
//
// Solidity: function retiredAt(address relay, address reportKey) view returns(uint40)
func (relayRegistry *RelayRegistry) UnpackRetiredAt(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("retiredAt", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRotateReportKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42baed8d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rotateReportKey(address reportKey) returns()
func (relayRegistry *RelayRegistry) PackRotateReportKey(reportKey common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("rotateReportKey", reportKey)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRotateReportKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42baed8d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rotateReportKey(address reportKey) returns()
func (relayRegistry *RelayRegistry) TryPackRotateReportKey(reportKey common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("rotateReportKey", reportKey)
}

// PackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xea0ffa4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function slash(address relay, uint96 amount, address reporter) returns(uint96 taken)
func (relayRegistry *RelayRegistry) PackSlash(relay common.Address, amount *big.Int, reporter common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("slash", relay, amount, reporter)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xea0ffa4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function slash(address relay, uint96 amount, address reporter) returns(uint96 taken)
func (relayRegistry *RelayRegistry) TryPackSlash(relay common.Address, amount *big.Int, reporter common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("slash", relay, amount, reporter)
}

// UnpackSlash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xea0ffa4d.
//
// Solidity: function slash(address relay, uint96 amount, address reporter) returns(uint96 taken)
func (relayRegistry *RelayRegistry) UnpackSlash(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("slash", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStartUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x25dd0913.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function startUnbond() returns(uint40 unbondAt)
func (relayRegistry *RelayRegistry) PackStartUnbond() []byte {
	enc, err := relayRegistry.abi.Pack("startUnbond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStartUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x25dd0913.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function startUnbond() returns(uint40 unbondAt)
func (relayRegistry *RelayRegistry) TryPackStartUnbond() ([]byte, error) {
	return relayRegistry.abi.Pack("startUnbond")
}

// UnpackStartUnbond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x25dd0913.
//
// Solidity: function startUnbond() returns(uint40 unbondAt)
func (relayRegistry *RelayRegistry) UnpackStartUnbond(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("startUnbond", data)
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
func (relayRegistry *RelayRegistry) PackToken() []byte {
	enc, err := relayRegistry.abi.Pack("token")
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
func (relayRegistry *RelayRegistry) TryPackToken() ([]byte, error) {
	return relayRegistry.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (relayRegistry *RelayRegistry) UnpackToken(data []byte) (common.Address, error) {
	out, err := relayRegistry.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackUnbondPeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c5ff1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbondPeriod() view returns(uint40)
func (relayRegistry *RelayRegistry) PackUnbondPeriod() []byte {
	enc, err := relayRegistry.abi.Pack("unbondPeriod")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbondPeriod is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c5ff1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbondPeriod() view returns(uint40)
func (relayRegistry *RelayRegistry) TryPackUnbondPeriod() ([]byte, error) {
	return relayRegistry.abi.Pack("unbondPeriod")
}

// UnpackUnbondPeriod is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c5ff1.
//
// Solidity: function unbondPeriod() view returns(uint40)
func (relayRegistry *RelayRegistry) UnpackUnbondPeriod(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("unbondPeriod", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUpdate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbb6e1972.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function update(string endpoint, bytes terms) returns()
func (relayRegistry *RelayRegistry) PackUpdate(endpoint string, terms []byte) []byte {
	enc, err := relayRegistry.abi.Pack("update", endpoint, terms)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUpdate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbb6e1972.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function update(string endpoint, bytes terms) returns()
func (relayRegistry *RelayRegistry) TryPackUpdate(endpoint string, terms []byte) ([]byte, error) {
	return relayRegistry.abi.Pack("update", endpoint, terms)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address to) returns(uint96 amount)
func (relayRegistry *RelayRegistry) PackWithdraw(to common.Address) []byte {
	enc, err := relayRegistry.abi.Pack("withdraw", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51cff8d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address to) returns(uint96 amount)
func (relayRegistry *RelayRegistry) TryPackWithdraw(to common.Address) ([]byte, error) {
	return relayRegistry.abi.Pack("withdraw", to)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51cff8d9.
//
// Solidity: function withdraw(address to) returns(uint96 amount)
func (relayRegistry *RelayRegistry) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := relayRegistry.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// RelayRegistryFrozen represents a Frozen event raised by the RelayRegistry contract.
type RelayRegistryFrozen struct {
	Relay common.Address
	Until *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const RelayRegistryFrozenEventName = "Frozen"

// ContractEventName returns the user-defined event name.
func (RelayRegistryFrozen) ContractEventName() string {
	return RelayRegistryFrozenEventName
}

// UnpackFrozenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Frozen(address indexed relay, uint40 until)
func (relayRegistry *RelayRegistry) UnpackFrozenEvent(log *types.Log) (*RelayRegistryFrozen, error) {
	event := "Frozen"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryFrozen)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryRegistered represents a Registered event raised by the RelayRegistry contract.
type RelayRegistryRegistered struct {
	Relay     common.Address
	ReportKey common.Address
	Stake     *big.Int
	Endpoint  string
	Terms     []byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const RelayRegistryRegisteredEventName = "Registered"

// ContractEventName returns the user-defined event name.
func (RelayRegistryRegistered) ContractEventName() string {
	return RelayRegistryRegisteredEventName
}

// UnpackRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Registered(address indexed relay, address indexed reportKey, uint96 stake, string endpoint, bytes terms)
func (relayRegistry *RelayRegistry) UnpackRegisteredEvent(log *types.Log) (*RelayRegistryRegistered, error) {
	event := "Registered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryRegistered)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryReportKeyRotated represents a ReportKeyRotated event raised by the RelayRegistry contract.
type RelayRegistryReportKeyRotated struct {
	Relay     common.Address
	ReportKey common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const RelayRegistryReportKeyRotatedEventName = "ReportKeyRotated"

// ContractEventName returns the user-defined event name.
func (RelayRegistryReportKeyRotated) ContractEventName() string {
	return RelayRegistryReportKeyRotatedEventName
}

// UnpackReportKeyRotatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ReportKeyRotated(address indexed relay, address indexed reportKey)
func (relayRegistry *RelayRegistry) UnpackReportKeyRotatedEvent(log *types.Log) (*RelayRegistryReportKeyRotated, error) {
	event := "ReportKeyRotated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryReportKeyRotated)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistrySlashed represents a Slashed event raised by the RelayRegistry contract.
type RelayRegistrySlashed struct {
	Relay    common.Address
	Reporter common.Address
	Burned   *big.Int
	Rewarded *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const RelayRegistrySlashedEventName = "Slashed"

// ContractEventName returns the user-defined event name.
func (RelayRegistrySlashed) ContractEventName() string {
	return RelayRegistrySlashedEventName
}

// UnpackSlashedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Slashed(address indexed relay, address indexed reporter, uint96 burned, uint96 rewarded)
func (relayRegistry *RelayRegistry) UnpackSlashedEvent(log *types.Log) (*RelayRegistrySlashed, error) {
	event := "Slashed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistrySlashed)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryStakeAdded represents a StakeAdded event raised by the RelayRegistry contract.
type RelayRegistryStakeAdded struct {
	Relay common.Address
	Stake *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const RelayRegistryStakeAddedEventName = "StakeAdded"

// ContractEventName returns the user-defined event name.
func (RelayRegistryStakeAdded) ContractEventName() string {
	return RelayRegistryStakeAddedEventName
}

// UnpackStakeAddedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event StakeAdded(address indexed relay, uint96 stake)
func (relayRegistry *RelayRegistry) UnpackStakeAddedEvent(log *types.Log) (*RelayRegistryStakeAdded, error) {
	event := "StakeAdded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryStakeAdded)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryUnbondCancelled represents a UnbondCancelled event raised by the RelayRegistry contract.
type RelayRegistryUnbondCancelled struct {
	Relay common.Address
	Raw   *types.Log // Blockchain specific contextual infos
}

const RelayRegistryUnbondCancelledEventName = "UnbondCancelled"

// ContractEventName returns the user-defined event name.
func (RelayRegistryUnbondCancelled) ContractEventName() string {
	return RelayRegistryUnbondCancelledEventName
}

// UnpackUnbondCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event UnbondCancelled(address indexed relay)
func (relayRegistry *RelayRegistry) UnpackUnbondCancelledEvent(log *types.Log) (*RelayRegistryUnbondCancelled, error) {
	event := "UnbondCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryUnbondCancelled)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryUnbonding represents a Unbonding event raised by the RelayRegistry contract.
type RelayRegistryUnbonding struct {
	Relay    common.Address
	UnbondAt *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const RelayRegistryUnbondingEventName = "Unbonding"

// ContractEventName returns the user-defined event name.
func (RelayRegistryUnbonding) ContractEventName() string {
	return RelayRegistryUnbondingEventName
}

// UnpackUnbondingEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unbonding(address indexed relay, uint40 unbondAt)
func (relayRegistry *RelayRegistry) UnpackUnbondingEvent(log *types.Log) (*RelayRegistryUnbonding, error) {
	event := "Unbonding"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryUnbonding)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryUpdated represents a Updated event raised by the RelayRegistry contract.
type RelayRegistryUpdated struct {
	Relay    common.Address
	Endpoint string
	Terms    []byte
	Raw      *types.Log // Blockchain specific contextual infos
}

const RelayRegistryUpdatedEventName = "Updated"

// ContractEventName returns the user-defined event name.
func (RelayRegistryUpdated) ContractEventName() string {
	return RelayRegistryUpdatedEventName
}

// UnpackUpdatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Updated(address indexed relay, string endpoint, bytes terms)
func (relayRegistry *RelayRegistry) UnpackUpdatedEvent(log *types.Log) (*RelayRegistryUpdated, error) {
	event := "Updated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryUpdated)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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

// RelayRegistryWithdrawn represents a Withdrawn event raised by the RelayRegistry contract.
type RelayRegistryWithdrawn struct {
	Relay  common.Address
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const RelayRegistryWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (RelayRegistryWithdrawn) ContractEventName() string {
	return RelayRegistryWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed relay, address indexed to, uint96 amount)
func (relayRegistry *RelayRegistry) UnpackWithdrawnEvent(log *types.Log) (*RelayRegistryWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != relayRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RelayRegistryWithdrawn)
	if len(log.Data) > 0 {
		if err := relayRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range relayRegistry.abi.Events[event].Inputs {
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
func (relayRegistry *RelayRegistry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["AlreadyRegistered"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackAlreadyRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["AlreadyUnbonding"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackAlreadyUnbondingError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["FreezeTooLong"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackFreezeTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidEndpoint"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidEndpointError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidMinStake"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidMinStakeError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidRecipient"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidTerms"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidTermsError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidToken"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["InvalidUnbondPeriod"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackInvalidUnbondPeriodError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["NotCourt"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackNotCourtError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["NotRegistered"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["NotUnbonding"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackNotUnbondingError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["OutOfGas"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackOutOfGasError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["ReportKeyUsed"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackReportKeyUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["StakeFrozen"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackStakeFrozenError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["StakeTooLow"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackStakeTooLowError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["Unbonded"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackUnbondedError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["WrongAmountReceived"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackWrongAmountReceivedError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackZeroAddressError(raw[4:])
	}
	if bytes.Equal(raw[:4], relayRegistry.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return relayRegistry.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RelayRegistryAlreadyRegistered represents a AlreadyRegistered error raised by the RelayRegistry contract.
type RelayRegistryAlreadyRegistered struct {
	Relay common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRegistered(address relay)
func RelayRegistryAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x45ed80e9399c87887ea54f615514a1e3dde31e9b6c027ddceb4ffd503b70e428")
}

// UnpackAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRegistered(address relay)
func (relayRegistry *RelayRegistry) UnpackAlreadyRegisteredError(raw []byte) (*RelayRegistryAlreadyRegistered, error) {
	out := new(RelayRegistryAlreadyRegistered)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "AlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryAlreadyUnbonding represents a AlreadyUnbonding error raised by the RelayRegistry contract.
type RelayRegistryAlreadyUnbonding struct {
	UnbondAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyUnbonding(uint40 unbondAt)
func RelayRegistryAlreadyUnbondingErrorID() common.Hash {
	return common.HexToHash("0x9cd85ecea4ce16eb2f78a1985ff648b5a78076c72e3e033919bf6802b042748d")
}

// UnpackAlreadyUnbondingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyUnbonding(uint40 unbondAt)
func (relayRegistry *RelayRegistry) UnpackAlreadyUnbondingError(raw []byte) (*RelayRegistryAlreadyUnbonding, error) {
	out := new(RelayRegistryAlreadyUnbonding)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "AlreadyUnbonding", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryFreezeTooLong represents a FreezeTooLong error raised by the RelayRegistry contract.
type RelayRegistryFreezeTooLong struct {
	Until *big.Int
	Most  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error FreezeTooLong(uint40 until, uint40 most)
func RelayRegistryFreezeTooLongErrorID() common.Hash {
	return common.HexToHash("0x35e250bee69a920115dd1831fc7f3efbfb4a0b1cd7fe2f340474866e6ebd8431")
}

// UnpackFreezeTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error FreezeTooLong(uint40 until, uint40 most)
func (relayRegistry *RelayRegistry) UnpackFreezeTooLongError(raw []byte) (*RelayRegistryFreezeTooLong, error) {
	out := new(RelayRegistryFreezeTooLong)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "FreezeTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidEndpoint represents a InvalidEndpoint error raised by the RelayRegistry contract.
type RelayRegistryInvalidEndpoint struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidEndpoint(uint256 length)
func RelayRegistryInvalidEndpointErrorID() common.Hash {
	return common.HexToHash("0xe784b7ece86b7f18cb8642b70b4b6b301a624d26fbf3cd3980887dc372c2563b")
}

// UnpackInvalidEndpointError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidEndpoint(uint256 length)
func (relayRegistry *RelayRegistry) UnpackInvalidEndpointError(raw []byte) (*RelayRegistryInvalidEndpoint, error) {
	out := new(RelayRegistryInvalidEndpoint)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidEndpoint", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidMinStake represents a InvalidMinStake error raised by the RelayRegistry contract.
type RelayRegistryInvalidMinStake struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidMinStake()
func RelayRegistryInvalidMinStakeErrorID() common.Hash {
	return common.HexToHash("0x659f319a6db9d64b04740c01e7f4241204ec3e5095886e69adfa974e808ab9d6")
}

// UnpackInvalidMinStakeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidMinStake()
func (relayRegistry *RelayRegistry) UnpackInvalidMinStakeError(raw []byte) (*RelayRegistryInvalidMinStake, error) {
	out := new(RelayRegistryInvalidMinStake)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidMinStake", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidRecipient represents a InvalidRecipient error raised by the RelayRegistry contract.
type RelayRegistryInvalidRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidRecipient(address to)
func RelayRegistryInvalidRecipientErrorID() common.Hash {
	return common.HexToHash("0x17858bbe33f2abed3758965a9f02dee0a7e83a84b7b813e2a23810c33c0858ea")
}

// UnpackInvalidRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidRecipient(address to)
func (relayRegistry *RelayRegistry) UnpackInvalidRecipientError(raw []byte) (*RelayRegistryInvalidRecipient, error) {
	out := new(RelayRegistryInvalidRecipient)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidTerms represents a InvalidTerms error raised by the RelayRegistry contract.
type RelayRegistryInvalidTerms struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidTerms(uint256 length)
func RelayRegistryInvalidTermsErrorID() common.Hash {
	return common.HexToHash("0xd13c1680b48662121ff32a22a9632c985f72abd5d8156258ad0f5df14597ea49")
}

// UnpackInvalidTermsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidTerms(uint256 length)
func (relayRegistry *RelayRegistry) UnpackInvalidTermsError(raw []byte) (*RelayRegistryInvalidTerms, error) {
	out := new(RelayRegistryInvalidTerms)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidTerms", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidToken represents a InvalidToken error raised by the RelayRegistry contract.
type RelayRegistryInvalidToken struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidToken(address token)
func RelayRegistryInvalidTokenErrorID() common.Hash {
	return common.HexToHash("0x961c9a4f74d4e632663c98ff08df58a4a4cfef4336b18bb01466eddc3157fb75")
}

// UnpackInvalidTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidToken(address token)
func (relayRegistry *RelayRegistry) UnpackInvalidTokenError(raw []byte) (*RelayRegistryInvalidToken, error) {
	out := new(RelayRegistryInvalidToken)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryInvalidUnbondPeriod represents a InvalidUnbondPeriod error raised by the RelayRegistry contract.
type RelayRegistryInvalidUnbondPeriod struct {
	UnbondPeriod *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidUnbondPeriod(uint256 unbondPeriod)
func RelayRegistryInvalidUnbondPeriodErrorID() common.Hash {
	return common.HexToHash("0xe4ad1fb975700bf7bf96f515ec6ce554058747833a202e8fcffb36db14146951")
}

// UnpackInvalidUnbondPeriodError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidUnbondPeriod(uint256 unbondPeriod)
func (relayRegistry *RelayRegistry) UnpackInvalidUnbondPeriodError(raw []byte) (*RelayRegistryInvalidUnbondPeriod, error) {
	out := new(RelayRegistryInvalidUnbondPeriod)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "InvalidUnbondPeriod", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryNotCourt represents a NotCourt error raised by the RelayRegistry contract.
type RelayRegistryNotCourt struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotCourt(address caller)
func RelayRegistryNotCourtErrorID() common.Hash {
	return common.HexToHash("0xd9cc3b78d4927b11fe4cc708814c5eba9461c875ffca36a0b3c46c815d8e855d")
}

// UnpackNotCourtError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotCourt(address caller)
func (relayRegistry *RelayRegistry) UnpackNotCourtError(raw []byte) (*RelayRegistryNotCourt, error) {
	out := new(RelayRegistryNotCourt)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "NotCourt", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryNotRegistered represents a NotRegistered error raised by the RelayRegistry contract.
type RelayRegistryNotRegistered struct {
	Relay common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRegistered(address relay)
func RelayRegistryNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0xbfc6c337a80b7b8201f77f0a2a54c6e5f7c6fd9124a749804a482fa16ee8a895")
}

// UnpackNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRegistered(address relay)
func (relayRegistry *RelayRegistry) UnpackNotRegisteredError(raw []byte) (*RelayRegistryNotRegistered, error) {
	out := new(RelayRegistryNotRegistered)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "NotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryNotUnbonding represents a NotUnbonding error raised by the RelayRegistry contract.
type RelayRegistryNotUnbonding struct {
	Relay common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotUnbonding(address relay)
func RelayRegistryNotUnbondingErrorID() common.Hash {
	return common.HexToHash("0x68dadb1523df8dee20db5db11837c54eaaa5c896e87e2e63a41110ef2c9f5c77")
}

// UnpackNotUnbondingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotUnbonding(address relay)
func (relayRegistry *RelayRegistry) UnpackNotUnbondingError(raw []byte) (*RelayRegistryNotUnbonding, error) {
	out := new(RelayRegistryNotUnbonding)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "NotUnbonding", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryOutOfGas represents a OutOfGas error raised by the RelayRegistry contract.
type RelayRegistryOutOfGas struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OutOfGas()
func RelayRegistryOutOfGasErrorID() common.Hash {
	return common.HexToHash("0x77ebef4d460014cfc45ab055292b3a8f4a7c9e9ab42973e79fdaff6b27233461")
}

// UnpackOutOfGasError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OutOfGas()
func (relayRegistry *RelayRegistry) UnpackOutOfGasError(raw []byte) (*RelayRegistryOutOfGas, error) {
	out := new(RelayRegistryOutOfGas)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "OutOfGas", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryReportKeyUsed represents a ReportKeyUsed error raised by the RelayRegistry contract.
type RelayRegistryReportKeyUsed struct {
	ReportKey common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReportKeyUsed(address reportKey)
func RelayRegistryReportKeyUsedErrorID() common.Hash {
	return common.HexToHash("0x527d5da03276b41132799e94d168cf268fb810c7a83d0191fa4fd2d656a6daaf")
}

// UnpackReportKeyUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReportKeyUsed(address reportKey)
func (relayRegistry *RelayRegistry) UnpackReportKeyUsedError(raw []byte) (*RelayRegistryReportKeyUsed, error) {
	out := new(RelayRegistryReportKeyUsed)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "ReportKeyUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistrySafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the RelayRegistry contract.
type RelayRegistrySafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func RelayRegistrySafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (relayRegistry *RelayRegistry) UnpackSafeERC20FailedOperationError(raw []byte) (*RelayRegistrySafeERC20FailedOperation, error) {
	out := new(RelayRegistrySafeERC20FailedOperation)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryStakeFrozen represents a StakeFrozen error raised by the RelayRegistry contract.
type RelayRegistryStakeFrozen struct {
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StakeFrozen(uint40 until)
func RelayRegistryStakeFrozenErrorID() common.Hash {
	return common.HexToHash("0xcdf8801637d3ff894de858280982286bd60394ad876cba1e248c33150c5e78bf")
}

// UnpackStakeFrozenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StakeFrozen(uint40 until)
func (relayRegistry *RelayRegistry) UnpackStakeFrozenError(raw []byte) (*RelayRegistryStakeFrozen, error) {
	out := new(RelayRegistryStakeFrozen)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "StakeFrozen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryStakeTooLow represents a StakeTooLow error raised by the RelayRegistry contract.
type RelayRegistryStakeTooLow struct {
	Stake    *big.Int
	MinStake *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StakeTooLow(uint96 stake, uint96 minStake)
func RelayRegistryStakeTooLowErrorID() common.Hash {
	return common.HexToHash("0x4436bf3b58c79e4b56197f981f65ccb6f14cb4a3d23e9e54f3b40321539eeedc")
}

// UnpackStakeTooLowError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StakeTooLow(uint96 stake, uint96 minStake)
func (relayRegistry *RelayRegistry) UnpackStakeTooLowError(raw []byte) (*RelayRegistryStakeTooLow, error) {
	out := new(RelayRegistryStakeTooLow)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "StakeTooLow", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryTooEarly represents a TooEarly error raised by the RelayRegistry contract.
type RelayRegistryTooEarly struct {
	UnbondAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint40 unbondAt)
func RelayRegistryTooEarlyErrorID() common.Hash {
	return common.HexToHash("0xaa72ab2ae76cc55cf8f677800fa3713c5e55796dc97f5d330ef82c94d376802d")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint40 unbondAt)
func (relayRegistry *RelayRegistry) UnpackTooEarlyError(raw []byte) (*RelayRegistryTooEarly, error) {
	out := new(RelayRegistryTooEarly)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryUnbonded represents a Unbonded error raised by the RelayRegistry contract.
type RelayRegistryUnbonded struct {
	UnbondAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unbonded(uint40 unbondAt)
func RelayRegistryUnbondedErrorID() common.Hash {
	return common.HexToHash("0xd527d35b00326b4043d6088302771f10c7b99d23eaa552fddfa3d9bf5d8e7dca")
}

// UnpackUnbondedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unbonded(uint40 unbondAt)
func (relayRegistry *RelayRegistry) UnpackUnbondedError(raw []byte) (*RelayRegistryUnbonded, error) {
	out := new(RelayRegistryUnbonded)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "Unbonded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryWrongAmountReceived represents a WrongAmountReceived error raised by the RelayRegistry contract.
type RelayRegistryWrongAmountReceived struct {
	Received *big.Int
	Amount   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func RelayRegistryWrongAmountReceivedErrorID() common.Hash {
	return common.HexToHash("0x1ff641ae1e10906ee8d94b5401e1d335c0cd001d74f6a2f60dad0c489583b2b2")
}

// UnpackWrongAmountReceivedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongAmountReceived(uint256 received, uint256 amount)
func (relayRegistry *RelayRegistry) UnpackWrongAmountReceivedError(raw []byte) (*RelayRegistryWrongAmountReceived, error) {
	out := new(RelayRegistryWrongAmountReceived)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "WrongAmountReceived", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryZeroAddress represents a ZeroAddress error raised by the RelayRegistry contract.
type RelayRegistryZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func RelayRegistryZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (relayRegistry *RelayRegistry) UnpackZeroAddressError(raw []byte) (*RelayRegistryZeroAddress, error) {
	out := new(RelayRegistryZeroAddress)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RelayRegistryZeroAmount represents a ZeroAmount error raised by the RelayRegistry contract.
type RelayRegistryZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func RelayRegistryZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (relayRegistry *RelayRegistry) UnpackZeroAmountError(raw []byte) (*RelayRegistryZeroAmount, error) {
	out := new(RelayRegistryZeroAmount)
	if err := relayRegistry.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
