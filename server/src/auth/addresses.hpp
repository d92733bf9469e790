// SPDX-License-Identifier: AGPL-3.0-or-later
// The address of an account: whether its owner reads mail there, and another in its place.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>

namespace rmirror::auth {

/// The owner reads mail at the address, if it is still the account's. What the mail server refused is
/// forgotten.
void confirm_address(pqxx::work& work, UserId const& user_id, std::string const& email);

/// Gives the account a confirmed address, and makes links that were mailed to the former one useless. Returns
/// the former one; nullopt if the new one is another account's, and nothing was changed.
struct FormerAddress {
    std::string email;  // Empty: the account had none.
};
std::optional<FormerAddress> change_address(pqxx::work& work, UserId const& user_id,
                                            std::string const& email);

}  // namespace rmirror::auth
