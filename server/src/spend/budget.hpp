// SPDX-License-Identifier: AGPL-3.0-or-later
// Reserves and settles the cost of calls to one model.
#pragma once

#include "spend/account.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::spend {

class Budget {
public:
    /// Counts nothing and allows everything.
    Budget() = default;
    /// The account must outlive it.
    Budget(Account& account, Vendor vendor, std::string model)
        : account_(&account), vendor_(vendor), model_(std::move(model))
    {}

    Nanodollars cost(Tokens const& tokens, Rate rate) const
    {
        return account_ ? account_->prices().cost(vendor_, model_, tokens, rate) : 0;
    }

    /// The cost of what another model of the same service did for a call.
    Nanodollars cost(std::string_view model, Tokens const& tokens, Rate rate) const
    {
        return account_ ? account_->prices().cost(vendor_, model, tokens, rate) : 0;
    }

    /// As in Account.
    std::variant<Reservation, LimitReached> reserve(Nanodollars amount) const
    {
        return account_ ? account_->reserve(amount) : Reservation{};
    }
    void settle(Reservation const& reservation, Nanodollars cost) const
    {
        if (account_)
            account_->settle(reservation, cost);
    }

private:
    Account* account_ = nullptr;
    Vendor vendor_ = Vendor::other;
    std::string model_;
};

}  // namespace rmirror::spend
