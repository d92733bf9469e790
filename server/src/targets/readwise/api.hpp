// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls of Readwise's API that this server makes (readwise.io/api_deets), with one user's token.
#pragma once

#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::readwise {

/// The result of a call, or why it failed.
template <typename T>
struct Answered {
    T value = {};
    std::optional<DeliveryResult> failure = std::nullopt;
};

/// The highlights of some books, by link and by text.
struct Listed {
    std::map<std::string, std::int64_t, std::less<>> by_url;
    std::map<std::string, std::int64_t, std::less<>> by_text;

    /// The ids of all pieces of the highlight with this link.
    std::vector<std::int64_t> ids_under(std::string_view url) const;
};

struct Sent {
    std::set<std::int64_t> books;
    std::vector<std::int64_t>
        modified;  // Ids of new and changed highlights; the order doesn't match the request.
};

class Api {
public:
    explicit Api(TargetContext& context) : context_(context) {}

    /// Returns the failure, if any.
    std::optional<DeliveryResult> check_token();
    /// Sends highlights in one call. A single invalid one fails the whole call: the failure is then
    /// `rejected`.
    Answered<Sent> send(boost::json::array highlights);
    /// Lists all highlights of the books.
    Answered<Listed> list(std::set<std::int64_t> const& books);
    /// The books whose source is the notebook.
    Answered<std::set<std::int64_t>> books_of(std::string_view notebook_url);
    /// Overwrites the members of a highlight. False: it no longer exists. A change that Readwise refuses is
    /// `rejected`.
    Answered<bool> change(std::int64_t id, boost::json::object const& members);
    /// Changes the link of a highlight. A highlight that no longer exists isn't a failure.
    std::optional<DeliveryResult> link_to(std::int64_t id, std::string const& url);
    /// Deletes a highlight. A highlight that no longer exists isn't a failure.
    std::optional<DeliveryResult> remove(std::int64_t id);

private:
    enum class Kind { any, list };
    upstream::CallResult ask(std::string method, std::string_view path, std::string body = "",
                             Kind kind = Kind::any);
    /// Reads all pages of a list and calls `take` for each entry. Fails unless every page could be read.
    std::optional<DeliveryResult> walk(std::string const& path,
                                       std::function<void(boost::json::object const&)> const& take);

    TargetContext& context_;
};

}  // namespace rmirror::targets::readwise
