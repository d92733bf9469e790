// SPDX-License-Identifier: AGPL-3.0-or-later
// What every way to sign in ends with: a session, the browser's cookies, and the reply.
#pragma once

#include "auth/client_info.hpp"
#include "auth/invitations.hpp"
#include "auth/sessions/sessions.hpp"
#include "base/ids.hpp"
#include "http/reply.hpp"
#include "http/request.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>

namespace rmirror {
class App;
}

namespace rmirror::routes {

/// What is kept of a request that signs someone in.
struct Caller {
    auth::ClientInfo client;
    std::optional<std::string> browser_token;
};
Caller caller_of(http::Request const& request);

struct Entrance {
    auth::Session session;
    std::string browser_token;
    boost::json::object account;
};

/// Opens a session of the user, who must be active. `how`: for the audit log.
Entrance enter(pqxx::work& work, UserId const& user_id, char const* how, Caller const& caller);

/// Replies to a sign-in, with the cookies of session and browser.
http::Reply entered(App const& app, Entrance entrance, http::Code status);

/// Replies to a sign-in or refresh: a short-lived access token in the body, and the refresh cookie that
/// renews it unless the browser has the newest already.
http::Reply signed_in(App const& app, auth::Session const& session, boost::json::object account,
                      http::Code status);

/// Who can create an account, by RMIRROR_SIGNUP.
auth::SignUp configured_sign_up(App const& app);
http::Reply sign_up_refused(auth::SignUpRefusal const& refusal);

/// 403 for a request with cookies that a page of another site sent.
std::optional<http::Reply> refuse_foreign_page(App const& app, http::Request const& request);

}  // namespace rmirror::routes
