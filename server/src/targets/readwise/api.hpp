// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls of Readwise's API that we make (readwise.io/api_deets), with one person's token.
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

/// What came of a call, or why nothing did.
template <typename T>
struct Answered {
    T value = {};
    std::optional<Ending> failure = std::nullopt;
};

/// What is in books, by what we know it by.
struct Listed {
    std::map<std::string, std::int64_t, std::less<>> by_url;
    std::map<std::string, std::int64_t, std::less<>> by_text;

    /// All pieces of the highlight that has this link.
    std::vector<std::int64_t> ids_under(std::string_view url) const;
};

struct Sent {
    std::set<std::int64_t> books;
    std::vector<std::int64_t> modified;  // Highlights, in no order that says which is which.
};

class Api {
public:
    explicit Api(Outside& outside) : outside_(outside) {}

    std::optional<Ending> check_token();
    /// One that is wrong spoils it for all: the failure is `rejected`.
    Answered<Sent> send(boost::json::array highlights);
    Answered<Listed> list(std::set<std::int64_t> const& books);
    /// The books whose source is the notebook.
    Answered<std::set<std::int64_t>> books_of(std::string_view notebook_url);
    /// Gives it another link to us; nothing when it is gone.
    std::optional<Ending> link_to(std::int64_t id, std::string const& url);
    /// Also when it is gone already.
    std::optional<Ending> remove(std::int64_t id);

private:
    enum class Kind { any, list };
    upstream::CallResult ask(std::string method, std::string_view path, std::string body = "",
                             Kind kind = Kind::any);
    /// `failure` unless all pages could be read.
    std::optional<Ending> walk(std::string const& path,
                               std::function<void(boost::json::object const&)> const& take);

    Outside& outside_;
};

}  // namespace rmirror::targets::readwise
