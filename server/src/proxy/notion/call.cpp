// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/notion/call.hpp"

#include "db/transaction.hpp"
#include "input/uuid.hpp"
#include "proxy/notion/error.hpp"
#include "proxy/notion/request.hpp"

#include <array>
#include <utility>

namespace rmirror::proxy::notion {

using rmirror::notion::NoAccess;

namespace {

constexpr std::chrono::seconds kTimeout{60};  // Notion's own maximum for a call.
constexpr std::size_t kMaxAnswerBytes = 5U << 20U;

constexpr std::string_view kVersion = "notion-version";
constexpr std::string_view kContentType = "content-type";
constexpr std::array<std::string_view, 2> kReturnedHeaders = {"retry-after", "x-notion-request-id"};
/// As Notion answers; its client retries later.
constexpr auto kOverloaded = static_cast<http::Code>(529);

/// Records the call's duration in the audit log.
class Stopwatch final : public Meter {
public:
    void begin(http::Reply const& /*head*/) override {}
    void read(std::string_view /*piece*/) override {}
    void settle(CallEnd const& /*end*/, Settlement& settlement) override
    {
        auto const took = std::chrono::steady_clock::now() - begun_;
        settlement.details["ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

Settlement settlement_for(Endpoint const& endpoint, http::Request const& request, User const& user,
                          std::string const& workspace_id)
{
    Settlement settlement;
    settlement.user_id = user.id;
    settlement.call_id = input::new_uuid();
    settlement.action = "notion_call";
    settlement.client = auth::client_info_of(request);
    settlement.details = {{"workspace", workspace_id}, {"endpoint", endpoint.name}};
    return settlement;
}

std::pair<std::string, std::string> authorization(Secret const& token)
{
    return {"authorization", "Bearer " + token.reveal()};
}

}  // namespace

Notion::Notion(upstream::Gateway& gateway, Ledger& ledger, db::Pool& pool, connections::Vault const& vault,
               rmirror::notion::Allowance allowance, Refresh refresh, Log& log)
    : service_(std::make_shared<Service const>(Service{.name = "Notion",
                                                       .gateway = gateway,
                                                       .ledger = ledger,
                                                       .returned_headers = kReturnedHeaders,
                                                       .overloaded = kOverloaded})),
      pool_(pool),
      vault_(vault),
      allowance_(allowance),
      renewals_(std::make_shared<TokenRefreshes>(std::move(refresh), log))
{}

Notion::~Notion()
{
    renewals_->close();
}

upstream::Call Notion::call_for(http::Request const& request, std::string const& target,
                                Access const& access) const
{
    upstream::Call call;
    call.method = request.method_name;
    call.url = service_->gateway.address() + target;
    call.headers = {authorization(access.token)};
    for (auto const name : {kVersion, kContentType})
        if (request.has_header(name))
            call.headers.emplace_back(name, request.header_list(name));
    call.body = request.body;
    call.deadline = kTimeout;
    call.max_bytes = kMaxAnswerBytes;
    return call;
}

/// A file upload isn't kept for a retry, but the token is refreshed, so the caller's own retry succeeds.
RefreshKey Notion::renewal_of(Endpoint const& endpoint, UserId const& user_id, upstream::Call const& call,
                              Access const& access) const
{
    std::optional<upstream::Call> kept;
    if (endpoint.content != Content::file)
        kept = call;
    return [renewals = renewals_, user_id, access,
            kept](std::function<void(std::optional<RetryCall>)> const& then) {
        renewals->find(user_id, access, [kept, then](std::optional<Access> const& found) {
            if (!kept || !found)
                return then(std::nullopt);
            RetryCall renewed{*kept, found->token};
            renewed.call.headers.front() = authorization(found->token);
            then(std::move(renewed));
        });
    };
}

void Notion::forward_call(Endpoint const& endpoint, http::Request const& request, User const& user,
                          http::Answer const& answer) const
{
    auto read = read_request(endpoint, request);
    if (auto* const refusal = std::get_if<http::Reply>(&read))
        return answer.send(std::move(*refusal));
    auto const& asked = std::get<Asked>(read);
    std::optional<ConnectionId> named;
    if (asked.connection_id)
        named.emplace(*asked.connection_id);
    auto const opened = db::as_user(pool_, user.id, [&](pqxx::work& work) {
        return rmirror::notion::open_access(work, vault_, user.id, named);
    });
    if (auto const* const why = std::get_if<NoAccess>(&opened))
        return answer.send(refusal_of(*why));
    auto const& access = std::get<Access>(opened);
    ProxiedCall passed;
    passed.call = call_for(request, asked.target, access);
    passed.memory = request.body_share;
    passed.key = access.token;
    passed.share = rmirror::notion::share_of(user.id, access.limit(), access.workspace_id,
                                             rmirror::notion::Traffic::interactive, allowance_);
    passed.form = ProxiedCall::Form::checked;
    passed.settlement = settlement_for(endpoint, request, user, access.workspace_id);
    passed.meter = std::make_unique<Stopwatch>();
    passed.renew = renewal_of(endpoint, user.id, passed.call, access);
    proxy::forward_call(service_, std::move(passed), answer);
}

}  // namespace rmirror::proxy::notion
