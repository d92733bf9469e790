// SPDX-License-Identifier: AGPL-3.0-or-later
// What signing in and connecting an identity have in common: the way to a provider's screen and back.
#pragma once

#include "auth/identities/outside_person.hpp"
#include "auth/providers/provider.hpp"
#include "routes/routes.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::routes {

/// Sends the caller to the screen of the provider that the path names: answers with its address, and with the
/// cookie that binds the visit to the browser. `call.user` is who connects an identity, or empty.
void begin_provider_visit(App& app, Call const& call, http::Answer const& given);

/// A visitor who came back, as the provider knows them.
struct ReturnedVisitor {
    auth::Provider const& provider;
    auth::OutsidePerson person;
    std::optional<std::string> invitation;
};

/// Ends the visit that the request's body tells of, and answers with what `admit` makes of the visitor, on a
/// thread that may block; or with why they aren't admitted. `admit` must not keep references to `call`.
void end_provider_visit(App& app, Call const& call, http::Answer const& given,
                        std::function<http::Reply(ReturnedVisitor const&)> admit);

/// 409 with a type and a sentence.
http::Reply visit_refused(std::string_view type, std::string const& sentence);

/// 409 for a visitor without an address that the provider has verified.
http::Reply verify_address(auth::Provider const& provider);

/// A `SignInProvider` of shared/openapi.yaml.
boost::json::object shown_provider(auth::Provider const& provider);

}  // namespace rmirror::routes
