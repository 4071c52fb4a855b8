// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What PaymentChannels does to money, of one payer and one payee with one channel, without keys, signatures and tokens: a model
/// for the SMT checker, which proves of every sequence of calls that the assertions hold. The real contract is the invariant
/// suites' matter. Amounts are uint96 as there; `held` is what the token's balance must be at least.
contract Books {
    uint96 private payerFree;
    uint96 private payeeFree;
    uint96 private locked;
    uint96 private claimed;
    uint256 private held;

    /// The books: all that is owed is held, and no channel has paid more than was locked.
    function check() private view {
        assert(claimed <= locked);
        assert(held == uint256(payerFree) + payeeFree + locked - claimed);
    }

    function deposit(bool payer, uint96 amount) external {
        require(amount != 0);
        if (payer) payerFree += amount;
        else payeeFree += amount;
        held += amount;
        check();
    }

    function withdraw(bool payer, uint96 amount) external {
        uint96 free = payer ? payerFree : payeeFree;
        require(amount != 0 && amount <= free);
        unchecked {
            if (payer) payerFree = free - amount;
            else payeeFree = free - amount;
        }
        held -= amount;
        check();
    }

    /// open, openMany and, when all of it is pulled, openSalted and openWithPermit.
    function open(uint96 amount, bool pull) external {
        require(amount != 0 && locked == 0);
        uint96 missing = pull ? amount : spendFree(amount);
        locked = amount;
        held += missing;
        check();
    }

    function topUp(uint96 amount) external {
        require(amount != 0 && locked != 0);
        locked += amount;
        held += spendFree(amount);
        check();
    }

    function spendFree(uint96 amount) private returns (uint96 missing) {
        uint96 free = payerFree;
        unchecked {
            if (free < amount) {
                missing = amount - free;
                payerFree = 0;
            } else {
                payerFree = free - amount;
            }
        }
        assert(missing <= amount);
    }

    /// redeem, redeemFor, redeemMany and payMany.
    function book(uint96 cumulative, bool tokens) external {
        require(locked != 0 && cumulative > claimed && cumulative <= locked);
        uint96 paid;
        unchecked {
            paid = cumulative - claimed;
        }
        assert(paid != 0 && paid <= locked);
        claimed = cumulative;
        payPayee(paid, tokens);
        check();
    }

    /// close, and with what is claimed already release.
    function close(uint96 cumulative, bool tokens, bool salted) external {
        require(locked != 0 && cumulative >= claimed && cumulative <= locked);
        uint96 paid;
        uint96 rest;
        unchecked {
            paid = cumulative - claimed;
            rest = locked - cumulative;
        }
        assert(uint256(paid) + rest == locked - claimed);
        end();
        payPayee(paid, tokens);
        payPayer(rest, salted);
        check();
    }

    /// The time that a close takes moves no money.
    function finishClose(bool tokens) external {
        require(locked != 0);
        uint96 refunded = locked - claimed;
        end();
        payPayer(refunded, tokens);
        check();
    }

    function end() private {
        (locked, claimed) = (0, 0);
    }

    function payPayee(uint96 amount, bool tokens) private {
        if (tokens) held -= amount;
        else payeeFree += amount;
    }

    function payPayer(uint96 amount, bool tokens) private {
        if (tokens) held -= amount;
        else payerFree += amount;
    }
}
