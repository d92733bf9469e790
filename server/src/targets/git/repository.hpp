// SPDX-License-Identifier: AGPL-3.0-or-later
// A branch of a repository behind HTTPS. All calls go through the target's gateway, so addresses are checked
// when a connection is made, and redirects aren't followed.
#pragma once

#include "targets/git/protocol.hpp"
#include "targets/target_context.hpp"
#include "targets/vault/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace rmirror::targets::git {

using vault::Change;
using vault::failed;
using vault::failure_in;
using vault::Or;

constexpr char const* kService = "Your git server";

/// Where a branch is.
struct Tip {
    std::string branch = {};  // The whole name.
    std::string commit = {};  // Empty: the repository is empty.
};

class Repository {
public:
    /// `context` must outlive this object.
    explicit Repository(TargetContext& context);

    /// Of the branch in the settings. Everything else follows it.
    Or<Tip> tip();
    /// A pack of a commit with its trees, and with all its files unless can_fetch_files().
    Or<std::string> fetch(std::string const& commit);
    /// Whether files can be left out at first and fetched by their ids.
    bool can_fetch_files() const { return server_.is_version_2 && server_.filter; }
    Or<std::string> fetch_files(std::span<std::string const> ids);
    /// Moves the branch from `tip` to a commit that follows it. `conflict`: it has moved meanwhile.
    Or<Change> push(Tip const& tip, std::string const& commit, std::string const& pack);

    /// Checks that the branch can be read, and that the user may push.
    DeliveryResult test();

private:
    upstream::Call call(std::string_view method, std::string_view path) const;
    upstream::CallResult advertised(std::string_view service);
    upstream::CallResult post(std::string_view service, std::string body, std::size_t max_bytes);
    Or<std::string> fetch_pack(std::string request);
    Or<Tip> chosen(Branches const& branches) const;

    TargetContext& context_;
    std::string address_;
    std::string authorization_;
    Advertisement server_ = {};
};

}  // namespace rmirror::targets::git
