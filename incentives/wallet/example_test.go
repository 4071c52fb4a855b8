package wallet_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/casto-network/casto/incentives/wallet"
)

func Example() {
	dir, err := os.MkdirTemp("", "wallet")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "key.json")

	created, err := wallet.Create(path, "a long password", true) // false for a key that holds money
	if err != nil {
		fmt.Println(err)
		return
	}
	opened, err := wallet.Open(path, "a long password")
	fmt.Println(opened.Address() == created.Address(), err)
	_, err = wallet.Open(path, "another password")
	fmt.Println(errors.Is(err, wallet.ErrPassword))
	// Output:
	// true <nil>
	// true
}
