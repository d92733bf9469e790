// SPDX-License-Identifier: AGPL-3.0-or-later
// What the routes of integrations share: reading a request's values, and calling a service with them.
#pragma once

#include "app.hpp"
#include "routes/routes.hpp"

#include "input/json_reader.hpp"
#include "targets/integrations/connection_tester.hpp"
#include "targets/integrations/settings.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>

namespace rmirror::routes {

/// Null if the path names no target of this server.
targets::Target const* target_named_by(Call const& call);
http::Reply no_target();

/// The member `settings`; a secret that is left out stays as it is. A second one can be empty, which removes
/// it.
targets::GivenValues read_values(input::JsonReader& fields, targets::Target const& target);

/// Outer nullopt: `choice` is absent. Inner nullopt: `choice` is null, which selects everything.
std::optional<std::optional<targets::Choice>> read_choice(input::JsonReader& fields);

/// The member `templates`. null: none.
boost::json::object read_templates(input::JsonReader& fields);
/// A refusal of templates that the target can't use.
std::optional<http::Reply> refusal_of_templates(App const& app, targets::Target const& target,
                                                boost::json::object const& templates);

struct ToTest {
    targets::Target const& target;
    targets::Values values;
    targets::ConnectionTester::Check check;
    targets::ConnectionTester::Report report;
};
/// Calls `check` on another thread, and `report`, which answers. Answers itself if too many are running.
void begin_test(App& app, Call const& call, http::Answer const& answer, ToTest to_test);

/// A service has 20 seconds to answer, and the call may first wait for other calls of its owner.
constexpr http::Traits kAskingTarget{.timeout = std::chrono::seconds(60)};

}  // namespace rmirror::routes
