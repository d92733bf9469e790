// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a request's JSON body with input/json_reader.hpp, and makes the refusal if the body isn't valid.
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
    explicit JsonBody(Request const& request, std::size_t max_bytes = kMaxJsonBytes);

    input::JsonReader& fields() { return *fields_; }
    /// Returns nullopt if the body is valid. Otherwise 400 with the member `field`, 413 if parsing the body
    /// would take more memory than its owner may have, 415 if it isn't declared as JSON, or 503 if the bodies
    /// of others leave no memory for it. Call this after reading all fields.
    std::optional<Reply> refusal();

private:
    void read(Request const& request, std::size_t max_bytes);

    std::optional<Reply> reply_;  // Set if the body couldn't be parsed.
    std::optional<boost::json::value> value_;
    std::optional<input::Fault> fault_;
    std::optional<input::JsonReader> fields_;
};

}  // namespace rmirror::http
