// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/problem.hpp"

#include <boost/json.hpp>

namespace rmirror::http {

Reply problem(Code status, std::string_view detail)
{
    return problem(status, detail, {});
}

Reply problem(Code status, std::string_view detail, boost::json::object const& more)
{
    boost::json::object members = {
        {"type", "about:blank"},
        {"title", Pistache::Http::codeString(status)},
        {"status", static_cast<int>(status)},
        {"detail", boost::json::string_view(detail.data(), detail.size())},
    };
    for (auto const& [name, value] : more)
        members[name] = value;
    auto reply = ok_json(boost::json::serialize(members));
    reply.status = status;
    reply.content_type = kProblemType;
    return std::move(reply).with("Cache-Control", "no-store");
}

Reply problem(input::Fault const& fault)
{
    if (fault.field.empty())
        return problem(Code::Bad_Request, fault.sentence);
    return problem(Code::Bad_Request, fault.field + ": " + fault.sentence, {{"field", fault.field}});
}

Reply body_memory_exhausted()
{
    return problem(Code::Service_Unavailable,
                   "The server is receiving too much at once. Try again in a moment.")
        .with("Retry-After", "5");
}

}  // namespace rmirror::http
