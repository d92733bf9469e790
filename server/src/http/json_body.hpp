// SPDX-License-Identifier: AGPL-3.0-or-later
// A request's JSON body, read by input/json_reader.hpp, and the refusal when it is not as it must be.
//
//     JsonBody body(request);
//     auto& fields = body.fields();
//     auto const email = fields.text("email", {.least = 3, .most = 254});
//     auto const name = fields.text_if_any("name", {.most = 100});
//     if (auto refusal = body.refusal())
//         return *refusal;
#pragma once

#include "http/reply.hpp"
#include "http/request.hpp"
#include "input/json_reader.hpp"
#include "input/uuid.hpp"
#include "json.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace rmirror::http {

class JsonBody {
public:
    explicit JsonBody(Request const& request, std::size_t most_bytes = kMaxJsonBytes);

    input::JsonReader& fields() { return *fields_; }
    /// 400 with the member `field`, 413 when the body would take too much memory, 415 when it is not declared
    /// as JSON, or 503 when others leave no room for it. Ask when all is read.
    std::optional<Reply> refusal();

private:
    void read(Request const& request, std::size_t most_bytes);

    std::optional<Reply> reply_;  // Where it could not even be parsed.
    std::optional<boost::json::value> value_;
    std::optional<input::Fault> fault_;
    std::optional<input::JsonReader> fields_;
};

}  // namespace rmirror::http
