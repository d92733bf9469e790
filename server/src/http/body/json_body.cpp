// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body/json_body.hpp"

#include "base/trimmed.hpp"
#include "http/problem.hpp"
#include "input/bounded_json.hpp"

#include <utility>

namespace rmirror::http {

namespace json = boost::json;

namespace {

bool declares_json(Request const& request)
{
    auto const type = request.header("Content-Type");
    return equal_ignoring_case(trimmed(type.substr(0, type.find(';'))), "application/json");
}

json::object const& object_of(std::optional<json::value> const& value)
{
    static json::object const none;
    return value ? value->get_object() : none;
}

}  // namespace

JsonBody::JsonBody(Request const& request, std::size_t max_bytes)
{
    read(request, max_bytes);
    fields_.emplace(object_of(value_), fault_);
}

void JsonBody::read(Request const& request, std::size_t max_bytes)
try {
    if (!declares_json(request)) {
        reply_ = problem(Code::Unsupported_Media_Type, "The body's Content-Type must be application/json.");
        return;
    }
    auto parsed = input::parse_bounded(request.body, max_bytes, request.parsing, request.memory_owner);
    if (!parsed.ok())
        fault_ = input::Fault{"", "The body can't be parsed: " + parsed.error().sentence + "."};
    else if (!parsed.value().is_object())
        fault_ = input::Fault{"", "The body must be a JSON object."};
    else
        value_.emplace(std::move(parsed.value()));
} catch (input::NoMemoryLeft const&) {
    reply_ = body_memory_exhausted();
} catch (input::TooManyParts const&) {
    reply_ = problem(Code::Request_Entity_Too_Large,
                     "The body has too many small parts: parsed, it would take more memory than one user can "
                     "have on this server. Send it in several requests.");
}

std::optional<Reply> JsonBody::refusal()
{
    if (reply_)
        return reply_;
    fields_->finish();
    return fault_ ? std::optional(problem(*fault_)) : std::nullopt;
}

}  // namespace rmirror::http
