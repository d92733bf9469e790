// SPDX-License-Identifier: AGPL-3.0-or-later
// A value that must not be printed or logged: it prints as ***, and only reveal() returns it.
#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace rmirror {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}

    std::string const& reveal() const { return value_; }
    bool empty() const { return value_.empty(); }

    friend std::ostream& operator<<(std::ostream& out, Secret const&) { return out << "***"; }

private:
    std::string value_;
};

}  // namespace rmirror
