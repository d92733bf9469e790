// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/callers.hpp"

#include <string>
#include <utility>

namespace rmirror::targets::notion {

namespace {

using rmirror::notion::Access;
using rmirror::notion::Allowance;
using rmirror::notion::NoAccess;
using rmirror::notion::Refresher;

constexpr int kUnauthorized = 401;

class NotionCaller final : public Caller {
public:
    NotionCaller(upstream::Gateway& gateway, Refresher const& refresher, Allowance const& allowance,
                 UserId user_id, Access access)
        : gateway_(gateway),
          refresher_(refresher),
          allowance_(allowance),
          user_id_(std::move(user_id)),
          access_(std::move(access))
    {}

    upstream::CallResult ask(upstream::Call call, upstream::Retries retries,
                             std::stop_token const& cancellation) override;

private:
    upstream::CallResult ask_once(upstream::Call call, upstream::Retries retries,
                                  std::stop_token const& cancellation) const;

    upstream::Gateway& gateway_;
    Refresher const& refresher_;
    Allowance allowance_;
    UserId user_id_;
    Access access_;
};

upstream::CallResult NotionCaller::ask_once(upstream::Call call, upstream::Retries retries,
                                            std::stop_token const& cancellation) const
{
    call.headers.emplace_back("Authorization", "Bearer " + access_.token.reveal());
    call.headers.emplace_back("Notion-Version", rmirror::notion::kVersion);
    return gateway_.ask_and_wait(
        {.call = std::move(call),
         .share = rmirror::notion::share_of(user_id_, access_.limit(), access_.workspace_id,
                                            rmirror::notion::Traffic::background, allowance_),
         .retries = std::move(retries),
         .sink = {},
         .cancellation = cancellation});
}

upstream::CallResult NotionCaller::ask(upstream::Call call, upstream::Retries retries,
                                       std::stop_token const& cancellation)
{
    auto result = ask_once(call, retries, cancellation);
    if (result.status != kUnauthorized)
        return result;
    auto renewed = refresher_.refresh(user_id_, access_);
    if (auto* const access = std::get_if<Access>(&renewed)) {
        access_ = std::move(*access);
        return ask_once(std::move(call), std::move(retries), cancellation);
    }
    if (std::get<NoAccess>(renewed) != NoAccess::unreachable)
        return result;
    upstream::CallResult unknown;  // It isn't known yet whether the connection still works.
    unknown.why = rmirror::notion::sentence_about(NoAccess::unreachable);
    return unknown;
}

}  // namespace

std::variant<std::unique_ptr<Caller>, NotOpen> NotionCallers::open(
    pqxx::work& work, std::string_view provider, UserId const& user_id,
    std::optional<ConnectionId> const& id) const
{
    if (provider != rmirror::notion::kProvider)
        return NotOpen{"This server doesn't know the service.", false};
    auto access = rmirror::notion::open_access(work, vault_, user_id, id);
    if (auto const* const why = std::get_if<NoAccess>(&access))
        return NotOpen{std::string(sentence_about(*why)), *why == NoAccess::missing_key};
    return std::make_unique<NotionCaller>(gateway_, refresher_, allowance_, user_id,
                                          std::move(std::get<Access>(access)));
}

}  // namespace rmirror::targets::notion
