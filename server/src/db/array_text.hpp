// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds a PostgreSQL array as text, so that one statement takes thousands of rows: unnest($1::uuid[],
// $2::text[]).
#pragma once

#include "base/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

class ArrayText {
public:
    ArrayText() = default;
    template <typename Value>
    explicit ArrayText(std::vector<Value> const& values)
    {
        for (auto const& value : values)
            add(value);
    }

    void add(std::string_view value)
    {
        begin();
        text_ += '"';
        for (char const letter : value) {
            if (letter == '"' || letter == '\\')
                text_ += '\\';
            text_ += letter;
        }
        text_ += '"';
    }

    void add(char const* value) { add(std::string_view(value)); }
    template <typename Row>
    void add(Id<Row> const& value)
    {
        add(value.text());
    }

    void add(bool value) { add_plain(value ? "true" : "false"); }
    void add(std::size_t value) { add_plain(std::to_string(value)); }

    template <typename Value>
    void add(std::optional<Value> const& value)
    {
        if (value)
            add(*value);
        else
            add_plain("NULL");
    }

    std::string str() const { return text_ + "}"; }
    std::size_t size() const { return size_; }

private:
    void begin() { text_ += size_++ == 0 ? "" : ","; }
    void add_plain(std::string_view value)
    {
        begin();
        text_ += value;
    }

    std::string text_ = "{";
    std::size_t size_ = 0;  // Number of values.
};

}  // namespace rmirror
