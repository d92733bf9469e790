// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of an integration: stored, and tried on a page before that.
#include "routes/targets/integration_requests.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "targets/templates/templates.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror::routes {

namespace {

namespace json = boost::json;
using http::Code;
using http::Reply;

constexpr std::array<std::string_view, 6> kKinds = {"note",      "page",           "todo",
                                                    "highlight", "highlight_note", "file_name"};
constexpr std::array<std::string_view, 4> kStepKinds = {"replace", "shift_headings", "drop_lines", "field"};

// The script says so more precisely; these keep requests small.
constexpr input::Length kTemplate{.min = 0, .max = 20'000};
constexpr input::Length kAddress{.min = 1, .max = 2000};
constexpr input::Length kShort{.min = 0, .max = 20'000};
constexpr std::size_t kMaxSteps = 100;
constexpr std::int64_t kMaxShift = 100;
constexpr std::int64_t kMaxPageNumber = 1'000'000;

/// A step's members as they were given, whichever belong together.
json::object read_step(input::JsonReader& fields)
{
    json::object step{{"do", fields.one_of("do", kStepKinds)}};
    for (auto const* const name : {"pattern", "with", "name", "value"})
        if (auto const text = fields.text_if_any(name, kShort))
            step[name] = *text;
    if (auto const by = fields.integer_if_any("by", -kMaxShift, kMaxShift))
        step["by"] = *by;
    return step;
}

Reply no_templates()
{
    return http::problem(Code::Conflict, "This target can't use templates.");
}

Reply no_integration_yet()
{
    return http::problem(Code::Not_Found, "This target isn't set up.");
}

Reply refusal_of(targets::BadTemplates const& bad)
{
    auto const place = std::string(bad.fault.at("place").as_string());
    return http::problem(
        Code::Bad_Request, bad.sentence,
        {{"field", place.empty() ? "templates" : "templates." + place}, {"template_fault", bad.fault}});
}

Reply save_templates(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_target();
    http::JsonBody body(call.request);
    auto const templates = read_templates(body.fields());
    if (auto refusal = body.refusal())
        return *refusal;
    if (auto refusal = refusal_of_templates(app, *target, templates))
        return std::move(*refusal);
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto generated = targets::save_templates(work, app.vault, *target, call.user.id, templates);
        if (!generated)
            return no_integration_yet();
        auto integration = show_integration(work, *target, call.user.id).value();
        integration["drawn"] = std::move(*generated);
        return http::ok_json(json::serialize(integration));
    });
}

/// With templates that aren't saved, so a fault in them is an answer rather than a problem.
Reply preview_templates(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_target();
    http::JsonBody body(call.request);
    auto const templates = read_templates(body.fields());
    targets::PreviewedPage const page{.notebook_uuid = body.fields().uuid("notebook_uuid"),
                                      .number = body.fields().integer("page_number", 1, kMaxPageNumber)};
    if (auto refusal = body.refusal())
        return *refusal;
    if (target->templates.empty())
        return no_templates();
    if (auto const bad = targets::fault_of_templates(*target, templates, true))
        return http::ok_json(json::serialize(json::object{
            {"path", nullptr}, {"text", nullptr}, {"sentence", bad->sentence}, {"fault", bad->fault}}));
    auto deliveries = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::read_previewed(work, *target, call.user.id, page);
    });
    if (!deliveries)
        return http::problem(Code::Not_Found, "There is no such page.");
    auto shown = targets::preview_templates(*target, std::move(*deliveries), templates);
    shown["fault"] = nullptr;
    return http::ok_json(json::serialize(shown));
}

constexpr http::Traits kOnLibraryWorker{.runs = http::Runs::on_library_worker};

constexpr Row kTemplateRows[] = {
    {http::Method::put, "/api/v1/integrations/:target_name/templates", Access::person, save_templates,
     kOnLibraryWorker},
    {http::Method::post, "/api/v1/integrations/:target_name/templates/preview", Access::person,
     preview_templates, kOnLibraryWorker},
};

}  // namespace

json::object read_templates(input::JsonReader& fields)
{
    json::object templates;
    bool is_given = fields.is_null("templates");
    fields.object_if_any("templates", [&templates, &is_given](input::JsonReader& given) {
        is_given = true;
        for (auto const kind : kKinds)
            if (auto const text = given.text_if_any(kind, kTemplate))
                templates[json::string_view(kind.data(), kind.size())] = *text;
        if (auto const address = given.text_if_any("address", kAddress))
            templates["address"] = *address;
        json::array steps;
        given.each_if_any("steps", kMaxSteps,
                          [&steps](input::JsonReader& step) { steps.push_back(read_step(step)); });
        if (!steps.empty())
            templates["steps"] = std::move(steps);
    });
    if (!is_given)
        fields.refuse("templates", "Must be given.");
    return templates;
}

std::optional<Reply> refusal_of_templates(App const& app, targets::Target const& target,
                                          json::object const& templates)
{
    if (target.templates.empty())
        return no_templates();
    auto const bad =
        targets::fault_of_templates(target, templates, app.settings.flag("RMIRROR_PRIVATE_URLS"));
    return bad ? std::optional(refusal_of(*bad)) : std::nullopt;
}

Table template_routes()
{
    return kTemplateRows;
}

}  // namespace rmirror::routes
