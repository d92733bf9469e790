// SPDX-License-Identifier: AGPL-3.0-or-later
// Tokens made by another library than ours: make-token-vectors.mjs.
#pragma once

#include "checkout.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace rmirror::test {

inline boost::json::object const& token_vectors()
{
    static auto const kVectors = [] {
        std::ifstream file(checkout() + "/tests/server/crypto/token-vectors.json");
        return boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {})).as_object();
    }();
    return kVectors;
}

inline std::string vector_text(boost::json::object const& object, char const* name)
{
    return std::string(object.at(name).as_string());
}

}  // namespace rmirror::test
