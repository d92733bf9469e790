// SPDX-License-Identifier: AGPL-3.0-or-later
// tests/vectors.json, natively. Its expected values come from Node's hashing, see tests/make-vectors.mjs.
#include "canonical_json.hpp"
#include "checkout.hpp"
#include "hashing.hpp"
#include "json.hpp"
#include "text_fingerprint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace rmirror {
namespace {

namespace json = boost::json;

std::span<std::uint8_t const> bytes_of(json::string const& text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

json::value load_vectors()
{
    std::ifstream file(checkout() + "/tests/vectors.json", std::ios::binary);
    json::string const text(std::string(std::istreambuf_iterator<char>(file), {}));
    std::string why;
    auto vectors = parse_json(bytes_of(text), why);
    EXPECT_TRUE(vectors.has_value()) << why;
    return vectors.value_or(json::object());
}

json::array const& vectors(std::string_view kind)
{
    static json::value const all = load_vectors();
    return all.at({kind.data(), kind.size()}).as_array();
}

std::string text_at(json::value const& vector, std::string_view key)
{
    return json::value_to<std::string>(vector.at({key.data(), key.size()}));
}

std::vector<std::uint8_t> pattern(std::size_t size)
{
    std::vector<std::uint8_t> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>((i * 31 + 7) % 251);
    return bytes;
}

TEST(Vectors, are_as_many_as_promised)
{
    EXPECT_GE(vectors("file_hash").size(), 20U);
    EXPECT_GE(vectors("canonical_json").size(), 10U);
    EXPECT_GE(vectors("text_fingerprint").size(), 35U);
}

TEST(Vectors, hash_files_as_node_does)
{
    for (auto const& vector : vectors("file_hash"))
        EXPECT_EQ(sha256_hex(pattern(vector.at("size").to_number<std::size_t>())),
                  text_at(vector, "expected"))
            << text_at(vector, "name");
}

TEST(Vectors, hash_files_the_same_in_pieces_of_any_size)
{
    for (auto const& vector : vectors("file_hash")) {
        auto const bytes = pattern(std::min<std::size_t>(vector.at("size").to_number<std::size_t>(), 5000));
        for (std::size_t piece : {1, 7, 63, 64, 65, 200}) {
            Sha256 hash;
            for (std::size_t at = 0; at < bytes.size(); at += piece)
                hash.update(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
            EXPECT_EQ(to_hex(hash.finish()), sha256_hex(bytes)) << bytes.size() << " bytes by " << piece;
        }
    }
}

TEST(Vectors, write_canonical_json_as_javascript_does)
{
    for (auto const& vector : vectors("canonical_json")) {
        std::string why;
        auto const value = parse_json(bytes_of(vector.at("json").as_string()), why);
        ASSERT_TRUE(value) << text_at(vector, "name") << ": " << why;
        EXPECT_EQ(canonical_json(*value, why), text_at(vector, "expected")) << text_at(vector, "name");
    }
}

TEST(Vectors, refuse_what_has_no_canonical_json)
{
    for (auto const& vector : vectors("canonical_json_refused")) {
        std::string why;
        auto const value = parse_json(bytes_of(vector.at("json").as_string()), why);
        ASSERT_TRUE(value) << text_at(vector, "name") << ": " << why;
        EXPECT_EQ(canonical_json(*value, why), std::nullopt) << text_at(vector, "name");
        EXPECT_FALSE(why.empty()) << text_at(vector, "name");
    }
}

TEST(Vectors, fingerprint_texts_as_node_does)
{
    for (auto const& vector : vectors("text_fingerprint")) {
        std::string why;
        EXPECT_EQ(text_fingerprint(vector.at("request"), why), text_at(vector, "expected"))
            << text_at(vector, "name") << ": " << why;
    }
}

TEST(Vectors, refuse_malformed_requests)
{
    for (auto const& vector : vectors("text_fingerprint_refused")) {
        std::string why;
        EXPECT_EQ(text_fingerprint(vector.at("request"), why), std::nullopt) << text_at(vector, "name");
        EXPECT_FALSE(why.empty()) << text_at(vector, "name");
    }
}

}  // namespace
}  // namespace rmirror
