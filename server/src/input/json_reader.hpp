// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading the fields of a JSON object strictly, so that everybody refuses the same things in the same words.
//
// Whatever is not as asked for notes the first fault and reads as empty; so a caller reads all of its fields
// first and then asks once. A field that nobody asked for is a fault as well.
#pragma once

#include "input/fault.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::input {

/// The fields of one object.
class JsonReader {
public:
    JsonReader(boost::json::object const& object, std::optional<Fault>& fault);
    JsonReader(JsonReader const&) = delete;
    JsonReader& operator=(JsonReader const&) = delete;

    // A field that is absent or null is a fault, or, of those that end in _if_any, nothing.
    std::string text(std::string_view name, Length length);
    std::optional<std::string> text_if_any(std::string_view name, Length length);
    /// In lower case.
    std::string uuid(std::string_view name);
    std::optional<std::string> uuid_if_any(std::string_view name);
    std::string one_of(std::string_view name, std::span<std::string_view const> values);
    std::optional<std::string> one_of_if_any(std::string_view name, std::span<std::string_view const> values);
    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> integer_if_any(std::string_view name, std::int64_t least, std::int64_t most);
    double number(std::string_view name, double least, double most);
    bool flag(std::string_view name);
    std::optional<bool> flag_if_any(std::string_view name);
    /// See input/time.hpp.
    std::optional<std::string> time_if_any(std::string_view name);
    std::vector<std::string> uuids_if_any(std::string_view name, std::size_t most);
    std::vector<std::string> texts_if_any(std::string_view name, std::size_t most, Length length);
    /// Calls `read` for each object of an array of at most so many.
    void each(std::string_view name, std::size_t most, std::function<void(JsonReader&)> const& read);
    void each_if_any(std::string_view name, std::size_t most, std::function<void(JsonReader&)> const& read);

    /// Calls `read` for the object, if there is one.
    void object_if_any(std::string_view name, std::function<void(JsonReader&)> const& read);
    /// Whether a field that is read as well is there, and null.
    bool is_null(std::string_view name) const;

    /// For rules beyond shape; `sentence` begins as "It must ...".
    void refuse(std::string_view name, std::string_view sentence);
    /// A field that was not asked for is a fault.
    void finish();

private:
    JsonReader(boost::json::object const& object, JsonReader const& parent, std::string_view name,
               std::optional<std::size_t> index);

    boost::json::value const* find(std::string_view name);
    boost::json::value const* require(std::string_view name);
    std::string text_of(boost::json::value const& value, std::string_view name, Length length);
    std::string uuid_of(boost::json::value const& value, std::string_view name);
    std::string choice_of(boost::json::value const& value, std::string_view name,
                          std::span<std::string_view const> values);
    std::int64_t integer_of(boost::json::value const& value, std::string_view name, std::int64_t least,
                            std::int64_t most);
    bool flag_of(boost::json::value const& value, std::string_view name);
    boost::json::array const& array_of(boost::json::value const& value, std::string_view name,
                                       std::size_t most);
    void each_of(boost::json::value const& value, std::string_view name, std::size_t most,
                 std::function<void(JsonReader&)> const& read);
    std::string path() const;

    boost::json::object const& object_;
    std::optional<Fault>& fault_;
    // Where this object stands, to be spelt out when there is a fault.
    JsonReader const* parent_ = nullptr;
    std::string_view name_;
    std::optional<std::size_t> index_;  // Where it stands in a list.
    std::vector<std::string_view> asked_;
};

}  // namespace rmirror::input
