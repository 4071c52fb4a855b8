// Package wallet keeps a private key in an encrypted file.
//
// The format is Web3 Secret Storage version 3, which geth, MetaMask, Foundry and MyEtherWallet read and write: the key is encrypted
// with AES-128-CTR under a key that scrypt derives from the password. With the standard parameters scrypt needs 256 MiB of memory and
// about a second, when a file is made and each time it is opened; that is what makes guessing passwords dear. The light parameters
// need 4 MiB, and are for tests and throw-away keys.
package wallet
