// SPDX-License-Identifier: AGPL-3.0-or-later
// What is refused in a query.
#include "http/body/query.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace rmirror::http {
namespace {

/// Reads `name`, and if any `at`, `id`, `count`; answers what is said against it.
std::string said_of(std::string query_text)
{
    Request request;
    request.query = std::move(query_text);
    Query query(request);
    query.text("name", {.min = 1, .max = 4});
    query.uuid_if_any("id");
    query.integer_if_any("count", -5, 10);
    query.time_if_any("since");
    if (query.text_if_any("at", {.max = 1}))
        query.number("at_number", 0, 1);
    auto const refusal = query.refusal();
    return refusal ? boost::json::parse(*refusal->body).at("detail").as_string().c_str() : "";
}

TEST(Query, reads_what_is_as_it_should_be)
{
    EXPECT_EQ(said_of("name=abcd"), "");
    EXPECT_EQ(said_of("name=%C3%A4%26+%3D&count=-5"), "");
    EXPECT_EQ(said_of("n%61me=a&&id=0F8FAD5B-D9CB-469F-A165-70867728950E"), "");
    EXPECT_EQ(said_of("name=a&at=&at_number=0.25"), "");
    EXPECT_EQ(said_of("name=a&since=2026-03-01T12:00:00Z"), "");
}

TEST(Query, names_the_parameter_that_is_not)
{
    EXPECT_EQ(said_of(""), "name: Required.");
    EXPECT_EQ(said_of("name"), "name: Must have 1 to 4 characters.");
    EXPECT_EQ(said_of("name=abcde"), "name: Must have 1 to 4 characters.");
    EXPECT_EQ(said_of("name=a&name=a"), "name: Given more than once.");
    EXPECT_EQ(said_of("name=a&other=1"), "other: Unknown parameter.");
    EXPECT_EQ(said_of("name=a&id=1"), "id: Must be a UUID.");
    EXPECT_EQ(said_of("name=a&since=yesterday"),
              "since: Must be a time in UTC such as 2026-03-01T12:00:00Z.");
    for (auto const* const bad : {"11", "1.0", "1e1", "+1", "", "0x1", "1 ", "99999999999999999999"})
        EXPECT_EQ(said_of("name=a&count=" + std::string(bad)),
                  "count: Must be a whole number from -5 to 10.");
    for (auto const* const bad : {"2", "nan", "inf", "-0.1", "1,5", "1e999", ""})
        EXPECT_EQ(said_of("name=a&at=&at_number=" + std::string(bad)),
                  "at_number: Must be a number from 0 to 1.");
}

TEST(Query, reads_which_piece_of_a_list_is_asked_for)
{
    auto const piece_of = [](std::string text, PageLimits size) {
        Request request;
        request.query = std::move(text);
        Query query(request);
        auto const piece = query.piece(size);
        auto const refusal = query.refusal();
        return refusal ? std::string(boost::json::parse(*refusal->body).at("detail").as_string())
                       : std::to_string(piece.limit) + " " + piece.after.value_or("from the first");
    };
    EXPECT_EQ(piece_of("", {}), "100 from the first");
    EXPECT_EQ(piece_of("", {.default_size = 5, .max = 7}), "5 from the first");
    EXPECT_EQ(piece_of("limit=7", {.default_size = 5, .max = 7}), "7 from the first");
    EXPECT_EQ(piece_of("cursor=0F8FAD5B-D9CB-469F-A165-70867728950E&limit=1", {}),
              "1 0f8fad5b-d9cb-469f-a165-70867728950e");
    EXPECT_EQ(piece_of("limit=8", {.default_size = 5, .max = 7}),
              "limit: Must be a whole number from 1 to 7.");
    EXPECT_EQ(piece_of("limit=0", {}), "limit: Must be a whole number from 1 to 500.");
    EXPECT_EQ(piece_of("cursor=12", {}), "cursor: Must be a UUID.");
}

TEST(Query, refuses_escapes_that_are_no_text)
{
    for (auto const* const bad : {"name=%", "name=%zz", "name=%00", "name=%ff", "%00=1"})
        EXPECT_EQ(said_of(bad), "The address has an escape sequence that isn't valid text.");
}

}  // namespace
}  // namespace rmirror::http
